"""No address from outside leads a request into the house: 0 connections reach the trap."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address

import pytest

from tanggap.kit import egress
from tanggap.kit.egress import fetch, is_public
from tanggap.kit.errors import Refused, Unreachable

INWARD = [
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1",
    "017700000001", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.",  # noqa: S104 (asked for, not bound)
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]", "10.0.0.1",
    "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1.254", "169.254.169.254",
    "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "100.127.255.254", "192.0.0.1", "192.0.2.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[ff02::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]",
    "[2002:7f00:1::]", "[2001::1]", "[2001:db8::1]", "[100::1]",
]  # fmt: skip
MALFORMED = [
    "http://127.0.0.1:22/", "http://example.com:8080/", "https://example.com:80/", "http://example.com:99999/",
    "http://user@127.0.0.1/", "http://example.com@127.0.0.1/", "http://127.0.0.1\\@example.com/", "http:///etc/passwd",
    "gopher://127.0.0.1/_x", "file:///etc/passwd", "ftp://127.0.0.1/", "dict://127.0.0.1/", "//127.0.0.1/",
    "javascript:alert(1)", "data:text/plain,x", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://exa mple.com/",
    "http://[::1/", "http://[fe80::1%25lo]/", "http://127.0.0.1%00.example.com/", "http://example.com\r\nHost: x/", "",
]  # fmt: skip


class Trap:
    """A listener on this machine that nobody may ever reach."""

    def __init__(self) -> None:
        self.visits = 0
        self.port = 0

    async def catch(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Count a visit."""
        self.visits += 1
        writer.close()


@pytest.fixture
async def trap(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Trap]:
    """A trap on every address of this machine; requests to port 80 would fall into it."""
    trap = Trap()
    server = await asyncio.start_server(trap.catch, "", 0, reuse_port=False)
    trap.port = server.sockets[0].getsockname()[1]
    monkeypatch.setitem(egress.PORTS, "http", trap.port)
    async with server:
        yield trap


@pytest.mark.parametrize("host", INWARD)
async def test_an_address_that_leads_inward_is_refused(trap: Trap, host: str) -> None:
    with pytest.raises(Refused):
        await fetch(f"http://{host}:{trap.port}/")

    assert trap.visits == 0


@pytest.mark.parametrize("url", MALFORMED)
async def test_what_is_no_plain_web_address_is_refused(trap: Trap, url: str) -> None:
    with pytest.raises(Refused):
        await fetch(url)

    assert trap.visits == 0


async def test_a_name_is_refused_when_one_of_its_addresses_is_not_public(trap: Trap) -> None:
    async def both(_: str) -> Sequence[str]:
        return ["93.184.215.14", "127.0.0.1"]

    with pytest.raises(Refused):
        await fetch(f"http://rebind.example:{trap.port}/", resolve=both)

    assert trap.visits == 0


async def test_a_name_is_asked_for_once_and_the_connection_goes_where_it_was_checked(
    trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def public_then_inward(host: str) -> Sequence[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) == 1 else ["127.0.0.1"]

    def stands_for_a_public_one(address: object) -> bool:
        return str(address) == "192.0.2.1"  # documented never to answer

    monkeypatch.setattr(egress, "is_public", stands_for_a_public_one)
    monkeypatch.setattr(egress, "ANSWER_S", 0.05)

    with pytest.raises(Unreachable):
        await fetch(f"http://rebind.example:{trap.port}/", resolve=public_then_inward)

    assert (asked, trap.visits) == (["rebind.example"], 0)


@pytest.mark.parametrize("address", ["1.1.1.1", "103.10.66.1", "2606:4700::1111", "2400:cb00::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


class Elsewhere:
    """A web server on this machine that stands for one on the internet."""

    def __init__(self, answer: bytes, *, endless: bool = False) -> None:
        self.answer = answer
        self.endless = endless
        self.asked = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        self.asked = await reader.readuntil(b"\r\n\r\n")
        writer.write(self.answer)
        try:
            while self.endless:
                writer.write(b"x" * 65536)
                await writer.drain()
            await writer.drain()
        except ConnectionError:
            pass
        writer.close()


def anywhere(_: object) -> bool:
    return True


async def asked(server: Elsewhere, monkeypatch: pytest.MonkeyPatch, path: str = "/") -> egress.Reply:
    opened = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = opened.sockets[0].getsockname()[1]
    monkeypatch.setattr(egress, "is_public", anywhere)
    monkeypatch.setitem(egress.PORTS, "http", port)

    async def here(_: str) -> Sequence[str]:
        return ["127.0.0.1"]

    async with opened:
        return await fetch(f"http://elsewhere.example:{port}{path}", resolve=here)


async def test_the_server_is_asked_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Elsewhere(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nhalo")

    reply = await asked(server, monkeypatch, "/a?b=c")

    assert (reply.status, reply.content_type, reply.body) == (200, "text/plain", b"halo")
    assert server.asked.startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert b"\r\nhost: elsewhere.example" in server.asked.lower()


async def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Elsewhere(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(Refused, match="mengalihkan"):
        await asked(server, monkeypatch)


async def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egress, "ANSWER_BYTES_MOST", 200_000)
    server = Elsewhere(b"HTTP/1.1 200 OK\r\n\r\n", endless=True)

    with pytest.raises(Refused, match="terlalu besar"):
        await asked(server, monkeypatch)
