"""Serve an ASGI app from one web process, and leave in good order when asked to.

Several such processes may share one port; the kernel spreads new connections among
them, and those that remain go on when one is restarted.
"""

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Callable
from typing import Any

import structlog
import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from tanggap.kit.errors import Refused
from tanggap.kit.words import say

# What the server has to say goes where everything else is logged.
_LOG_LIKE_THE_REST: dict[str, Any] = {
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}

SWEPT_AFTER = (20_000, 50, 50)
"""New objects before the young, the middle and the old are looked through for cycles: ten thousand streams are a million
objects, and each look at all of them is a pause of a tenth of a second for whoever reports meanwhile."""

Callback = Callable[[], None]

log = structlog.get_logger()


def refuse_taken_port(host: str, port: int) -> None:
    """Raise Refused when something listens there already, which sharing a port would hide."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as failed:
            if failed.errno != errno.EADDRINUSE:
                raise
            raise Refused(
                say("Port {port} sudah dipakai program lain. Pilih port lain.", port=str(port))
            ) from None


def serve(
    app: Any,
    *,
    host: str,
    port: int,
    on_stop: Callback,
    connections: int = 12_000,
    drain_s: float = 10.0,
) -> bool:
    """Serve `app` until SIGTERM or SIGINT; whether it left in good order.

    On the signal `on_stop` is called in the loop: it must end every open stream, since the
    server waits for them. Then nothing new is taken, what is under way has `drain_s`
    seconds, and the app's lifespan ends. An app that fails to start is not in good order,
    nor is one whose lifespan ends before it was asked to: it is served no longer.

    `connections` counts open streams too: the app should refuse streams well below it, so
    that there is always room for a report.
    """
    ended = asyncio.Event()
    server = _server(_watched(app, ended.set), host, port, connections)
    sweep_rarely()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_served(server, ended, on_stop, drain_s))


def sweep_rarely() -> None:
    """Look through the objects of this process for cycles as a web process does: rarely, and never through what stands already."""
    # What was built stays until the end: not to look through it again and again spares each answer a pause.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SWEPT_AFTER)


async def _served(server: Server, ended: asyncio.Event, on_stop: Callback, drain_s: float) -> bool:
    asked_to_stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, asked_to_stop.set)
    serving = asyncio.create_task(server.serve())
    stopping = [asyncio.create_task(each.wait()) for each in (asked_to_stop, ended)]
    await asyncio.wait([serving, *stopping], return_when=asyncio.FIRST_COMPLETED)
    in_order = asked_to_stop.is_set()
    for each in stopping:
        each.cancel()
    if serving.done():
        return False
    on_stop()
    server.stop()
    done, _ = await asyncio.wait({serving}, timeout=drain_s)
    return bool(done) and in_order


def _watched(app: Any, on_end: Callback) -> Any:
    """The app, whose lifespan is not left to end unnoticed: the server itself would serve on."""

    async def live(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            log.exception("the app ended of a mistake")
            raise
        finally:
            on_end()

    def serve_one(scope: Any, receive: Any, send: Any) -> Any:
        return (live if scope["type"] == "lifespan" else app)(scope, receive, send)

    return serve_one


def _server(app: Any, host: str, port: int, connections: int) -> Server:
    return Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=4096,
        backpressure=connections,
        # Slow headers end after 10 s (ms here); a smaller buffer refuses larger headers sooner.
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        log_level=LogLevels.error,
        log_dictconfig=_LOG_LIKE_THE_REST,
    )
