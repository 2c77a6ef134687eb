"""Signing in at somebody else's door: OpenID Connect, the code flow with PKCE, and nothing else of it.

The provider is asked through `egress` alone, so no address it names leads into this house. Only the cryptography of its
token is a library's (joserfc, which Authlib itself stands on): Authlib's own client would go past that door.
Source: OpenID Connect Core 1.0, 3.1; RFC 7636 (PKCE); RFC 9207 (iss in the answer).
"""

import hmac
import json
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from msgspec import Struct

from tanggap.kit.clock import Clock
from tanggap.kit.egress import Fetch
from tanggap.kit.errors import Refused, Unreachable
from tanggap.kit.words import say

T = TypeVar("T")

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "Ed25519", "EdDSA")
"""Those by which only the provider can sign: no shared secret, and never none."""
DISCOVERY_LIVES = timedelta(minutes=5)
SKEW = timedelta(minutes=1)
FRESH = timedelta(minutes=10)
"""How long before now a token may have been made: it is fetched at once."""
NO = say("Masuk dengan akun kota tidak berhasil. Coba lagi, atau masuk dengan kata sandi.")

log = structlog.get_logger()


class Provider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A city's own way to sign in, as its operator wrote it down.

    ``claim`` holds the mail, which must end in ``domain`` where one is said. ``factor`` says how it is known that a second
    factor was shown there: ``ask`` not at all, so we ask for ours; ``told`` by `amr` or the ``acr`` named here; ``always``.
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    claim: str = "email"
    domain: str = ""
    factor: Literal["ask", "told", "always"] = "ask"
    acr: str = ""


class Discovery(Struct, frozen=True, kw_only=True):
    """Where a provider does what, as it says at its well-known address."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Begun(Struct, frozen=True, kw_only=True):
    """What is remembered of a sign-in between leaving and coming back."""

    state: str
    nonce: str
    verifier: str
    redirect: str
    then: str = ""


class Claims(Struct, frozen=True, kw_only=True):
    """What a token says that matters here."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: float
    iat: float
    nonce: str
    azp: str | None = None
    amr: list[str] = []
    acr: str | None = None
    auth_time: float | None = None
    email_verified: bool = True


class Vouched(Struct, frozen=True, kw_only=True):
    """Whom the provider vouches for: their mail, whether they showed a second factor there, and when."""

    mail: str
    factor: bool
    at: datetime


class Keys(Struct, frozen=True, kw_only=True):
    """The keys a provider signs by, as it lists them (RFC 7517)."""

    keys: list[dict[str, Any]]


class _Tokens(Struct, frozen=True, kw_only=True):
    id_token: str


class OpenId:
    """One city's provider, asked when somebody comes by it."""

    def __init__(self, provider: Provider, *, fetch: Fetch, clock: Clock) -> None:
        self._provider = provider
        self._fetch = fetch
        self._clock = clock
        self._found: tuple[datetime, Discovery] | None = None

    async def begin(self, redirect: str, *, then: str = "") -> tuple[str, Begun]:
        """Where to send the browser, and what to remember. Raises Refused when the provider does not answer well."""
        found = await self._discovery()
        begun = Begun(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            redirect=redirect,
            then=then,
        )
        asked = {
            "response_type": "code",
            "scope": "openid email",
            "client_id": self._provider.client_id,
            "redirect_uri": redirect,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge(begun.verifier),
            "code_challenge_method": "S256",
        }
        mark = "&" if urlsplit(found.authorization_endpoint).query else "?"
        return f"{found.authorization_endpoint}{mark}{urlencode(asked)}", begun

    async def finish(self, begun: Begun, *, state: str, code: str, issuer: str | None) -> Vouched:
        """Whom the provider vouches for who came back with a code. Raises Refused with one sentence whatever was wrong."""
        if not hmac.compare_digest(begun.state.encode(), state.encode()):
            raise refused("state")
        if not code or issuer not in (None, self._provider.issuer):
            raise refused("no code" if not code else "answer of another issuer")
        found = await self._discovery()
        token = await self._exchange(found, begun, code)
        keys = await self._read(found.jwks_uri, Keys)
        now = self._clock.now()
        body = opened(token, keys)
        return vouched(self._provider, body, nonce=begun.nonce, now=now)

    async def _discovery(self) -> Discovery:
        now = self._clock.now()
        if self._found is None or now >= self._found[0] + DISCOVERY_LIVES:
            address = f"{self._provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = await self._read(address, Discovery)
            check(self._provider, found)
            self._found = now, found
        return self._found[1]

    async def _exchange(self, found: Discovery, begun: Begun, code: str) -> str:
        mine = self._provider
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": begun.redirect,
            "code_verifier": begun.verifier,
        }
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        if mine.client_secret and "client_secret_basic" in found.token_endpoint_auth_methods_supported:
            pair = f"{quote(mine.client_id, safe='')}:{quote(mine.client_secret, safe='')}"
            headers["authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            body |= {"client_id": mine.client_id}
            body |= {"client_secret": mine.client_secret} if mine.client_secret else {}
        sent = urlencode(body).encode()
        return (await self._read(found.token_endpoint, _Tokens, body=sent, headers=headers)).id_token

    async def _read(
        self, url: str, kind: type[T], *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> T:
        try:
            method: Literal["GET", "POST"] = "GET" if body is None else "POST"
            reply = await self._fetch(url, method=method, body=body, headers=headers)
            if reply.status != 200:
                raise refused(f"answered {reply.status}")
            return msgspec.json.decode(reply.body, type=kind)
        except msgspec.MsgspecError:
            raise refused("answer not understood") from None
        except Unreachable:
            raise refused("no answer") from None


def refused(cause: str) -> Refused:
    """The one sentence for everything that went wrong; the log tells the operator what it was."""
    log.warning("provider refused", cause=cause)
    return Refused(NO)


def challenge(verifier: str) -> str:
    """What the provider is shown of a verifier before it is shown the verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def check(provider: Provider, found: Discovery) -> None:
    """Let a discovery pass that is this provider's and names places that are safe to go. Raises Refused."""
    if found.issuer != provider.issuer:
        raise refused("discovery of another issuer")
    for each in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
        if not each.startswith("https://") or not each.isascii() or any(sign in each for sign in ' "\\\r\n#'):
            raise refused("an address that is not https")


def opened(token: str, keys: Keys) -> bytes:
    """What a token says, once one of these keys proved to have signed it. Raises Refused."""
    # Keys for secrets, and those that are not for signing, are left out before anything is looked at.
    public = [
        {name: value for name, value in key.items() if name != "alg" or value in ALGORITHMS}
        for key in keys.keys
        if key.get("kty") in ("RSA", "EC", "OKP") and key.get("use", "sig") == "sig"
    ]
    try:
        read = jwt.decode(token, KeySet.import_key_set({"keys": public}), algorithms=ALGORITHMS)
        return json.dumps(read.claims).encode()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise refused(f"token: {type(wrong).__name__}") from None


def vouched(provider: Provider, body: bytes, *, nonce: str, now: datetime) -> Vouched:
    """Whom a token that was signed by the provider vouches for, to us, just now. Raises Refused."""
    try:
        said = msgspec.json.decode(body, type=Claims)
        mail = msgspec.json.decode(body, type=dict[str, Any]).get(provider.claim)
    except msgspec.MsgspecError:
        raise refused("claims") from None
    meant_for = [said.aud] if isinstance(said.aud, str) else said.aud
    if said.iss != provider.issuer:
        raise refused("iss")
    if provider.client_id not in meant_for or said.azp not in (None, provider.client_id):
        raise refused("aud")
    if len(meant_for) > 1 and said.azp is None:
        raise refused("azp")
    if not hmac.compare_digest(said.nonce.encode(), nonce.encode()):
        raise refused("nonce")
    moment = now.timestamp()
    if said.exp <= moment - SKEW.total_seconds():
        raise refused("exp")
    if not moment - FRESH.total_seconds() <= said.iat <= moment + SKEW.total_seconds():
        raise refused("iat")
    if not isinstance(mail, str) or not said.email_verified:
        raise refused("mail")
    mail = mail.strip().casefold()
    if "@" not in mail or (provider.domain and mail.rpartition("@")[2] != provider.domain.casefold()):
        raise refused("domain")
    told = "mfa" in said.amr or (bool(provider.acr) and said.acr == provider.acr)
    shown = provider.factor == "always" or (provider.factor == "told" and told)
    seen = now if said.auth_time is None else min(now, _moment(said.auth_time))
    return Vouched(mail=mail, factor=shown, at=seen)


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise refused("auth_time") from None
