"""The edge: what every request passes before anybody reads it, and every answer before it leaves."""

import asyncio
from time import monotonic
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from tanggap.kit.errors import Slow
from tanggap.kit.words import say

BODY_S = 30.0
"""Seconds any body may take."""
BODY_BYTES_PER_S = 50_000
"""A longer body may take longer, if it keeps coming at least this fast."""


def policy(*map_origins: str) -> str:
    """What a page of ours may load: everything from us; what a map is drawn of, fetched or as pictures, also from these."""
    images = " ".join(("'self'", "data:", "blob:", *map_origins))
    origins = ("'self'", *map_origins)
    fetched = f"connect-src {' '.join(origins)}; " if map_origins else ""
    return (
        f"default-src 'self'; img-src {images}; {fetched}worker-src 'self'; manifest-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)
"""For what stands in frames of other sites: it may do nothing but be looked at, so nothing can be taken from a click."""


def framed_map(*map_origins: str) -> str:
    """For a map in frames of other sites: scripts of ours draw it, of what comes from us and from these; no form, no act."""
    origins = " ".join(("'self'", *map_origins))
    return (
        f"default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src {origins} data: blob:; "
        f"font-src 'self'; connect-src {origins}; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


HEADERS = {
    b"content-security-policy": policy().encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"geolocation=(self), camera=(self), microphone=()",
}


class Edge:
    """Wraps the application: bodies have a deadline, answers have their guards.

    No server we know ends a body that stops half-way; this does, with 408.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._bodies = _Bodies()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request in and its answer out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await self._app(scope, _timed(receive, self._bodies), _guarded(scope, send))


class _Bodies:
    """Those whose body is still to come, and until when. One look a second: a timer each would cost every report."""

    def __init__(self) -> None:
        self._until: dict[asyncio.Task[Any], float] = {}
        self._late: set[asyncio.Task[Any]] = set()
        self._looking = False

    async def next(self, receive: Receive, until: float) -> Any:
        """The next piece of a body. Raises Slow when it does not come in time."""
        task = asyncio.current_task()
        if task is None:
            return await receive()
        self._until[task] = until
        self._look_later()
        try:
            return await receive()
        except asyncio.CancelledError:
            if task not in self._late:
                raise
            self._late.discard(task)
            task.uncancel()
            raise Slow(say("Kiriman terputus di tengah jalan. Coba kirim lagi.")) from None
        finally:
            del self._until[task]

    def _look_later(self) -> None:
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(1.0, self._look)

    def _look(self) -> None:
        self._looking = False
        now = monotonic()
        for task, until in self._until.items():
            if until < now:
                self._late.add(task)
                task.cancel()
        if self._until:
            self._look_later()


def _timed(receive: Receive, bodies: _Bodies) -> Receive:
    began = monotonic()
    got = 0
    finished = False

    async def timed() -> Any:
        nonlocal got, finished
        if finished:  # the body is here; what comes now is the caller leaving, and that may take its time
            return await receive()
        message = await bodies.next(receive, began + BODY_S + got / BODY_BYTES_PER_S)
        if message["type"] == "http.request":
            got += len(message.get("body", b""))
            finished = not message.get("more_body", False)
        return message

    return timed


def _guarded(scope: Scope, send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            present = {name.lower() for name, _ in headers}
            headers += [pair for pair in HEADERS.items() if pair[0] not in present]
            if b"cache-control" not in present:
                headers.append((b"cache-control", b"no-store, private"))
            message["headers"] = headers
        await send(message)

    return guarded
