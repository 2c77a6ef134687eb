"""A city's own door: an OpenID provider on a real port, with a key of its own, that keeps to the rules unless told otherwise."""

import asyncio
import json
import secrets
from base64 import b64decode
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tanggap.kit.clock import SetClock
from tanggap.kit.egress import Reply
from tanggap.kit.oidc import challenge

ISSUER = "https://masuk.kota.example"
CLIENT, SECRET = "tanggap kota", "rahasia: 100%"
REDIRECT = "http://tanggap.test/sign-in/provider/return"

Claims = dict[str, Any]


class CityDoor:
    """Vouches for ``user``, whoever asks; ``twist`` changes what a token says, ``sign`` how it is signed."""

    def __init__(self, clock: SetClock, port: int) -> None:
        self.clock = clock
        self.port = port
        self.key = ECKey.generate_key("P-256", {"kid": "satu", "use": "sig"})
        self.user: Claims = {"sub": "1", "email": "admin@kota.example"}
        self.twist: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.discovery: Claims = {}
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def signed(self, claims: Claims) -> str:
        """A token by the provider's own key."""
        return jwt.encode({"alg": "ES256", "kid": "satu"}, claims, self.key)

    async def ask(
        self,
        url: str,
        *,
        method: Literal["GET", "POST"] = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask it as the world would, by its name, wherever its port is."""
        return await asyncio.to_thread(self._ask, url, method, body, headers)

    def _ask(self, url: str, method: str, body: bytes | None, headers: Mapping[str, str] | None) -> Reply:
        self.asked.append(url)
        assert url.startswith(f"{ISSUER}/"), url
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, url.removeprefix(ISSUER), body, dict(headers or {}))
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return Reply(status=answer.status, content_type=answer.headers.get("content-type", ""), body=read)

    def authorize(self, address: str) -> str:
        """Let the user's browser through to where it came from; the address with code and state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{ISSUER}/authorize?")
        assert asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == REDIRECT, "only what was registered, to the letter"
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{REDIRECT}?{urlencode({'code': code, 'state': asked['state'], 'iss': ISSUER})}"

    def answer(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Claims]:
        """What it answers on its own port."""
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
            } | self.discovery
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        return self._token(body, headers) if path == "/token" else (404, {})

    def _token(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, Claims]:
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        given = b64decode(headers["authorization"].removeprefix("Basic ")).decode().split(":")
        asked = self._codes.pop(sent["code"], None)
        if (
            asked is None
            or [unquote(each) for each in given] != [CLIENT, SECRET]
            or sent["redirect_uri"] != asked["redirect_uri"]
            or challenge(sent["code_verifier"]) != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        } | self.user
        return 200, {"id_token": self.sign(self.twist(claims)), "access_token": "x", "token_type": "Bearer"}


@contextmanager
def city_door(clock: SetClock) -> Generator[CityDoor]:
    """A provider that runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["content-length"])))

        def _answer(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said = door.answer(self.path, body, headers)
            told = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    door = CityDoor(clock, server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
