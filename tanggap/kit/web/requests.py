"""The request as handlers get it: what cannot be read is refused in words."""

from typing import Any

from litestar import Request

from tanggap.kit.errors import Garbled
from tanggap.kit.words import say


class CarefulRequest(Request[Any, Any, Any]):
    """A request whose JSON is UTF-8, says that it is JSON, and has an end to its depth."""

    async def json(self) -> Any:
        """The body. Raises Garbled, and what the framework raises for JSON that is none."""
        # A page elsewhere may make a browser send text/plain without asking, but not this.
        if "json" not in self.headers.get("content-type", ""):
            raise Garbled(say("Kirim ini sebagai JSON, dengan content-type application/json."))
        try:
            return await super().json()
        except (UnicodeDecodeError, RecursionError):
            raise Garbled(say("Kiriman ini tidak bisa dibaca. Kirim sebagai JSON dalam UTF-8.")) from None
