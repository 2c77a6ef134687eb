"""The request as handlers get it: what cannot be read is refused in words."""

from collections.abc import AsyncGenerator
from typing import Any

from litestar import Request
from litestar.exceptions import InternalServerException

from tanggap.kit.errors import Garbled, Slow
from tanggap.kit.words import say

_GONE = "client disconnected prematurely"  # how Litestar says it


class CarefulRequest(Request[Any, Any, Any]):
    """A request whose JSON is UTF-8, says that it is JSON, and has an end to its depth, and whose body may end early."""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """The body as it arrives. Raises Slow when its sender has gone: nobody made a mistake, and nobody will read the answer."""
        try:
            async for chunk in super().stream():
                yield chunk
        except InternalServerException as gone:
            if gone.detail != _GONE:
                raise
            raise Slow(say("Kiriman terputus di tengah jalan. Coba kirim lagi.")) from None

    async def json(self) -> Any:
        """The body. Raises Garbled, and what the framework raises for JSON that is none."""
        # A page elsewhere may make a browser send text/plain without asking, but not this.
        if "json" not in self.headers.get("content-type", ""):
            raise Garbled(say("Kirim ini sebagai JSON, dengan content-type application/json."))
        try:
            return await super().json()
        except (UnicodeDecodeError, RecursionError):
            raise Garbled(say("Kiriman ini tidak bisa dibaca. Kirim sebagai JSON dalam UTF-8.")) from None
