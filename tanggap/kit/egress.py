"""The only door outward for addresses that came from somebody else.

A name is resolved once; every address it stands for must be public; and the connection goes to the very
address that was checked, so that a name which answers differently a moment later leads nowhere else.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Literal, Protocol
from urllib.parse import SplitResult, urlsplit

import httpx
from msgspec import Struct

from tanggap.kit.errors import Refused, Unreachable
from tanggap.kit.words import say

ANSWER_S = 5.0
ANSWER_BYTES_MOST = 10_000_000
PORTS = {"http": 80, "https": 443}

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Awaitable[Sequence[str]]]

# Prefixes that carry an IPv4 address inside: who connects there may end up at that one (RFC 6052, 8215, 3056, 4380).
_CARRIERS = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class Reply(Struct, frozen=True, kw_only=True):
    """What another server answered."""

    status: int
    content_type: str
    body: bytes


class Fetch(Protocol):
    """What `fetch` is to those who ask the world by it."""

    async def __call__(
        self,
        url: str,
        *,
        method: Literal["GET", "POST"] = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask a server elsewhere."""
        ...


async def fetch(
    url: str,
    *,
    method: Literal["GET", "POST"] = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve | None = None,
) -> Reply:
    """Ask a server elsewhere: 5 seconds, 10 MB, no redirects, ports 80 and 443. Our own headers win over ``headers``.

    Raises Refused for an address that leads into this house or its neighbourhood, Unreachable when the
    server does not answer as it should.
    """
    wanted = _parsed(url)
    host = (wanted.hostname or "").rstrip(".")
    try:
        async with asyncio.timeout(ANSWER_S):
            address = await _public_address(host, resolve or _resolve)
            return await _ask(wanted, address, method, body, headers or {})
    except (httpx.HTTPError, OSError, ssl.SSLError, TimeoutError):
        raise Unreachable(say("Server di {host} tidak menjawab.", host=host)) from None


async def _ask(
    wanted: SplitResult, address: Address, method: str, body: bytes | None, more: Mapping[str, str]
) -> Reply:
    literal = f"[{address}]" if address.version == 6 else str(address)
    target = wanted._replace(
        netloc=literal + (f":{wanted.port}" if wanted.port else ""), fragment=""
    ).geturl()
    headers = {**more, "host": wanted.hostname or "", "accept-encoding": "identity"}
    # No proxy and no credentials from the environment: they would lead past the check.
    async with (
        httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=ANSWER_S) as client,
        client.stream(
            method, target, headers=headers, content=body, extensions={"sni_hostname": wanted.hostname}
        ) as answer,
    ):
        if answer.is_redirect:
            raise Refused(say("Alamat ini mengalihkan ke tempat lain. Pakai alamat akhirnya."))
        received = bytearray()
        async for chunk in answer.aiter_raw():
            received += chunk
            if len(received) > ANSWER_BYTES_MOST:
                raise Refused(say("Jawaban server ini terlalu besar."))
        return Reply(
            status=answer.status_code,
            content_type=answer.headers.get("content-type", ""),
            body=bytes(received),
        )


def _parsed(url: str) -> SplitResult:
    refusal = Refused(say("Alamat ini tidak bisa dipakai. Pakai http:// atau https:// tanpa nomor port."))
    try:
        wanted = urlsplit(url)
        port = wanted.port
        host = (wanted.hostname or "").encode("ascii").decode()
    except ValueError:  # not a port, not an address in brackets, not ASCII: other alphabets come as xn--
        raise refusal from None
    usual = PORTS.get(wanted.scheme)
    plain = all("!" <= letter <= "~" and letter != "\\" for letter in url)
    if (
        usual is None
        or port not in (None, usual)
        or not host
        or "@" in wanted.netloc
        or not plain
        or "%" in host
    ):
        raise refusal
    return wanted


async def _public_address(host: str, resolve: Resolve) -> Address:
    """The first of the addresses a name stands for; all of them must be public. Raises Refused."""
    found = [ip_address(each) for each in await resolve(host)]
    if not found or not all(map(is_public, found)):
        raise Refused(say("Alamat ini menunjuk ke jaringan dalam dan tidak boleh dihubungi."))
    return found[0]


def is_public(address: Address) -> bool:
    """Whether anybody on the internet may be reached at this address, and nobody nearer."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.scope_id or address.is_site_local or any(address in network for network in _CARRIERS):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


async def _resolve(host: str) -> list[str]:
    """Every address of a host name, also of one written as a number in any of the old ways."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=1)
    return [str(each[4][0]) for each in found]
