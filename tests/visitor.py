"""Somebody at the front door: reads pages, fills in forms, keeps cookies."""

import re
import uuid
from html import unescape
from typing import Any

import httpx

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
ORIGIN = "http://tanggap.test"


class Visitor:
    """A browser without scripts. `other()` is another browser at the same door."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    def other(self, *, address: str = "127.0.0.1") -> "Visitor":
        """A browser that shares nothing with this one but the house; its requests come from ``address``."""
        transport: Any = self.client._transport  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] (httpx keeps the application there)
        transport = httpx.ASGITransport(transport.app, client=(address, 40000))
        return Visitor(httpx.AsyncClient(transport=transport, base_url=ORIGIN))

    async def see(self, path: str, *, status: int = 200) -> str:
        """The page behind a path."""
        answer = await self.client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        return unescape(answer.text)

    async def token(self, path: str = "/sign-in") -> str:
        """The token a form of this browser carries."""
        answer = await self.client.get(path, headers={"accept": "text/html"})
        found = _TOKEN.search(answer.text)
        assert found, f"no form on {path}"
        return found[1]

    async def fill_in(
        self, path: str, *, status: int = 303, files: Any = None, form_on: str = "/sign-in", **fields: Any
    ) -> httpx.Response:
        """Post a form as a page of ours would."""
        fields = {"csrf": await self.token(form_on), **fields}
        answer = await self.client.post(
            path, data=fields, files=files, headers={"origin": ORIGIN, "accept": "text/html"}
        )
        assert answer.status_code == status, (path, answer.status_code, unescape(answer.text)[-3000:])
        return answer

    async def report(self, *, key: str | None = None, status: int = 201, **fields: Any) -> dict[str, Any]:
        """Send a report as JSON; a damaged road in Jakasampurna where nothing else is said."""
        body: dict[str, Any] = {
            "kind": "road-damage",
            "text": "Jalan berlubang di depan pasar, dalam dan gelap kalau malam.",
            "lon": 106.9756,
            "lat": -6.2383,
        } | fields
        body = {name: value for name, value in body.items() if value is not None}
        answer = await self.client.post(
            "/api/v1/reports", json=body, headers={"Idempotency-Key": key or str(uuid.uuid4())}
        )
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found
