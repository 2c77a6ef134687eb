"""A token lets somebody in only if their provider made it, for us, just now, in answer to what we asked."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from msgspec.structs import replace

from tanggap.kit import oidc
from tanggap.kit.clock import SetClock
from tanggap.kit.egress import fetch
from tanggap.kit.errors import Refused
from tanggap.kit.oidc import OpenId, Provider, Vouched
from tests.provider import CLIENT, ISSUER, REDIRECT, SECRET, CityDoor, Claims, city_door

PROVIDER = Provider(issuer=ISSUER, client_id=CLIENT, client_secret=SECRET, domain="kota.example")


@pytest.fixture
def door(clock: SetClock) -> Iterator[CityDoor]:
    """A provider that runs."""
    with city_door(clock) as running:
        yield running


async def come(door: CityDoor, provider: Provider = PROVIDER) -> Vouched:
    """Go there and back."""
    mine = OpenId(provider, fetch=door.ask, clock=door.clock)
    address, begun = await mine.begin(REDIRECT)
    back = answered(door.authorize(address))
    return await mine.finish(begun, state=back["state"], code=back["code"], issuer=back["iss"])


def answered(address: str) -> dict[str, str]:
    """What a provider sent a browser back with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def sealed(header: Claims, claims: Claims, secret: bytes | None) -> str:
    """A token as nobody honest makes it."""
    parts = [urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in (header, claims)]
    signed = hmac.digest(secret, ".".join(parts).encode(), sha256) if secret is not None else b""
    return ".".join([*parts, urlsafe_b64encode(signed).decode().rstrip("=")])


async def test_who_comes_by_the_citys_own_door_is_vouched_for_by_mail(door: CityDoor) -> None:
    came = await come(door)

    assert came == Vouched(mail="admin@kota.example", factor=False, at=door.clock.now())


@pytest.mark.parametrize(
    "twist",
    [
        {"nonce": "another"}, {"iss": "https://other.example"}, {"aud": "another"},
        {"aud": [CLIENT, "another"]}, {"aud": [CLIENT, "another"], "azp": "another"},
        {"exp": 1_000_000_000}, {"iat": 1_000_000_000}, {"iat": 9_000_000_000}, {"email": "admin@kota.example.id"},
        {"email": "admin@sub.kota.example"}, {"email": None}, {"email": ["admin@kota.example"]},
        {"email_verified": False}, {"sub": None}, {"exp": None}, {"nonce": None}, {"amr": "mfa"}, {"auth_time": 1e300},
    ],
    ids=str,
)  # fmt: skip
async def test_a_token_that_says_anything_else_lets_nobody_in(door: CityDoor, twist: Claims) -> None:
    door.twist = lambda claims: {name: value for name, value in (claims | twist).items() if value is not None}

    with pytest.raises(Refused, match="akun kota tidak berhasil"):
        await come(door)


def _unsigned(door: CityDoor) -> Callable[[Claims], str]:
    return lambda claims: sealed({"alg": "none", "kid": "satu"}, claims, None)


def _by_the_public_key(door: CityDoor) -> Callable[[Claims], str]:
    return lambda claims: sealed({"alg": "HS256", "kid": "satu"}, claims, door.key.as_pem(private=False))


def _by_our_secret(door: CityDoor) -> Callable[[Claims], str]:
    return lambda claims: sealed({"alg": "HS256"}, claims, SECRET.encode())


def _by_a_strangers_key(door: CityDoor) -> Callable[[Claims], str]:
    stranger = ECKey.generate_key("P-256", {"kid": "satu"})
    return lambda claims: jwt.encode({"alg": "ES256", "kid": "satu"}, claims, stranger)


def _by_a_key_it_brings(door: CityDoor) -> Callable[[Claims], str]:
    stranger = ECKey.generate_key("P-256", {"kid": "dua"})
    header: dict[str, Any] = {"alg": "ES256", "kid": "dua", "jwk": stranger.as_dict(private=False)}
    return lambda claims: jwt.encode(header, claims, stranger)


def _changed(door: CityDoor) -> Callable[[Claims], str]:
    def sign(claims: Claims) -> str:
        head, _, signature = door.signed(claims).split(".")
        other = json.dumps(claims | {"email": "other@kota.example"}).encode()
        return f"{head}.{urlsafe_b64encode(other).decode().rstrip('=')}.{signature}"

    return sign


@pytest.mark.parametrize(
    "forged",
    [_unsigned, _by_the_public_key, _by_our_secret, _by_a_strangers_key, _by_a_key_it_brings, _changed],
)
async def test_a_token_nobody_but_the_provider_could_sign_or_none(
    door: CityDoor, forged: Callable[[CityDoor], Callable[[Claims], str]]
) -> None:
    door.sign = forged(door)

    with pytest.raises(Refused):
        await come(door)


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "..", "ü", "a" * 50_000, "e30.e30."])
async def test_what_is_no_token_is_refused(door: CityDoor, token: str) -> None:
    door.sign = lambda _: token

    with pytest.raises(Refused):
        await come(door)


async def test_a_code_is_good_once_and_an_answer_belongs_to_what_was_asked(door: CityDoor) -> None:
    mine = OpenId(PROVIDER, fetch=door.ask, clock=door.clock)
    address, begun = await mine.begin(REDIRECT)
    back = answered(door.authorize(address))

    with pytest.raises(Refused):
        await mine.finish(begun, state="another", code=back["code"], issuer=None)
    with pytest.raises(Refused):
        await mine.finish(begun, state=back["state"], code="", issuer=None)
    with pytest.raises(Refused):
        await mine.finish(begun, state=back["state"], code=back["code"], issuer="https://other.example")
    await mine.finish(begun, state=back["state"], code=back["code"], issuer=None)
    with pytest.raises(Refused):
        await mine.finish(begun, state=back["state"], code=back["code"], issuer=None)
    # What was asked by one browser answers nothing for another: neither its verifier nor its nonce is there.
    _, other = await mine.begin(REDIRECT)
    stolen = answered(door.authorize(address))
    with pytest.raises(Refused):
        await mine.finish(other, state=other.state, code=stolen["code"], issuer=None)


@pytest.mark.parametrize(
    "told",
    [{"issuer": "https://other.example"}, {"token_endpoint": "http://masuk.kota.example/token"},
     {"jwks_uri": "file:///etc/passwd"}, {"authorization_endpoint": "https://a.example/\r\nset-cookie: x=y"},
     {"authorization_endpoint": "javascript:alert(1)"}, {"issuer": None}],
    ids=str,
)  # fmt: skip
async def test_a_provider_that_says_it_is_another_or_leads_elsewhere_is_not_asked(
    door: CityDoor, told: Claims
) -> None:
    door.discovery = told

    with pytest.raises(Refused):
        await OpenId(PROVIDER, fetch=door.ask, clock=door.clock).begin(REDIRECT)

    assert door.asked == [f"{ISSUER}/.well-known/openid-configuration"]


@pytest.mark.parametrize("issuer", ["https://127.0.0.1", "https://169.254.169.254", "https://[::1]"])
async def test_a_provider_in_this_house_or_its_neighbourhood_is_never_reached(
    clock: SetClock, issuer: str
) -> None:
    inside = OpenId(replace(PROVIDER, issuer=issuer), fetch=fetch, clock=clock)

    with pytest.raises(Refused, match="jaringan dalam"):
        await inside.begin(REDIRECT)


@pytest.mark.parametrize(
    ("factor", "acr", "said", "shown"),
    [("ask", "", {"amr": ["mfa"]}, False), ("told", "", {"amr": ["pwd"]}, False),
     ("told", "", {"amr": ["pwd", "mfa"]}, True), ("told", "gold", {"acr": "gold"}, True),
     ("told", "gold", {"acr": "silver"}, False), ("told", "", {"acr": ""}, False), ("always", "", {}, True)],
)  # fmt: skip
async def test_a_second_factor_shown_there_counts_only_where_the_city_says_so(
    door: CityDoor, factor: Any, acr: str, said: Claims, *, shown: bool
) -> None:
    door.user |= said

    came = await come(door, replace(PROVIDER, factor=factor, acr=acr))

    assert came.factor == shown


def test_what_the_provider_is_shown_first_is_that_of_rfc_7636_appendix_b() -> None:
    shown = oidc.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")

    assert shown == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
