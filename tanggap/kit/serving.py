"""Serve an ASGI app from one web process, and leave in good order when asked to.

Several such processes may share one port; the kernel spreads new connections among
them, and those that remain go on when one is restarted.
"""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable
from typing import Any

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

Callback = Callable[[], None]


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
    seconds, and the app's lifespan ends. An app that fails to start is not in good order.

    `connections` counts open streams too: the app should refuse streams well below it, so
    that there is always room for a report.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_served(_server(app, host, port, connections), on_stop, drain_s))


async def _served(server: Server, on_stop: Callback, drain_s: float) -> bool:
    asked_to_stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, asked_to_stop.set)
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(asked_to_stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        stopping.cancel()
        return False
    on_stop()
    server.stop()
    done, _ = await asyncio.wait({serving}, timeout=drain_s)
    return bool(done)


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
