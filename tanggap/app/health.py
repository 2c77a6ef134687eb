"""How one web process is: alive, ready, and its figures for whoever watches over the installation."""

import asyncio
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Any

from litestar.handlers import asgi
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from tanggap.app import installation
from tanggap.app.streams import Streams
from tanggap.app.tools import Workbench
from tanggap.city.owed.standing import store as owed
from tanggap.kit.db import AWAY
from tanggap.kit.log.store import lags
from tanggap.kit.migrate import untaken

LOOPBACK = ("127.0.0.1", "::1")
PATIENCE_S = 2.0


class Health:
    """Answers `/health/live`, `/health/ready` and `/metrics`, and counts every answer of its process.

    Several web processes may share a port: the figures are those of whichever answers, except what the
    database tells (`tanggap_listener_lag_seconds`, `tanggap_owed_pending`).
    """

    def __init__(self, bench: Workbench, streams: Streams) -> None:
        self._bench = bench
        self._open = streams
        self._current = False
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "tanggap_requests", "Answers by route and status.", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "tanggap_request_seconds", "How long answers took to begin.", ["route"], registry=self._registry
        )
        self._waiting = self._gauge("tanggap_intake_waiting", "Messages in the mailroom.")
        self._streams = self._gauge("tanggap_live_streams", "Open live streams.")
        self._pending = self._gauge("tanggap_owed_pending", "Messages owed and not delivered yet.")
        self._lag = self._gauge("tanggap_listener_lag_seconds", "How far a listener is behind.", "listener")
        self._posts = self._gauge(
            "tanggap_posts", "Posts at the gate since this process began.", "door", "outcome"
        )
        self._pool = self._gauge("tanggap_database_pool", "The connection pool.", "figure")

    def _gauge(self, name: str, words: str, *labels: str) -> Gauge:
        return Gauge(name, words, labels, registry=self._registry)

    async def why_not_ready(self) -> str | None:
        """Why no request should be sent here now; None when all is well."""
        if self._bench.closing.is_set():
            return "closing"
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._bench.cities.refresh()
                if not self._current and not await self._migrated():
                    return "migrations pending"
        except (*AWAY, TimeoutError):
            return "database away"
        return None

    async def _migrated(self) -> bool:
        """Whether the database has taken every step this version knows; once it has, it keeps them."""
        address = self._bench.settings.database_url
        self._current = not await asyncio.to_thread(untaken, address, installation.wanted())
        return self._current

    async def figures(self) -> bytes:
        """Everything measured, in Prometheus's text format; what the database tells is left as it was while it is away."""
        self._waiting.set(self._bench.reception.mailroom.waiting)
        self._streams.set(self._open.live.streams if self._open.live is not None else 0)
        for (door, outcome), count in self._bench.gate.counted.items():
            self._posts.labels(door=door, outcome=outcome).set(count)
        for name, figure in self._bench.app.figures().items():
            self._pool.labels(figure=name).set(figure)
        try:
            async with self._bench.reader.transaction() as reader:
                self._pending.set(await owed.pending(reader))
            async with self._bench.app.transaction() as db:
                for lag in await lags(db, self._bench.tools.epoch):
                    self._lag.labels(listener=lag.listener).set(lag.seconds)
        except AWAY:
            pass
        return generate_latest(self._registry)

    def counted(self, app: ASGIApp) -> ASGIApp:
        """The same application, each of its answers counted under its route's pattern, never its path."""

        @cache  # as many as there are routes and statuses; to find them anew would cost every answer
        def meters(route: str, status: int) -> tuple[Counter, Histogram]:
            return self._requests.labels(route=route, status=status), self._seconds.labels(route=route)

        async def counting(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            began = perf_counter()

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    route = str(scope.get("path_template") or "none")
                    requests, seconds = meters(route, message["status"])
                    requests.inc()
                    seconds.observe(perf_counter() - began)
                await send(message)

            await app(scope, receive, sending)

        return counting


def routes(health_at: Callable[[Scope], Health]) -> list[Any]:
    """The routes of this room; they need no city, so they answer in an installation that has none yet."""

    @asgi("/health/live", act="anyone", copy_scope=False)
    async def alive(scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(send, 200, b"alive\n")

    @asgi("/health/ready", act="anyone", copy_scope=False)
    async def ready(scope: Scope, receive: Receive, send: Send) -> None:
        why_not = await health_at(scope).why_not_ready()
        await _answer(send, 503 if why_not else 200, f"{why_not or 'ready'}\n".encode())

    @asgi("/metrics", act="anyone", copy_scope=False)
    async def metrics(scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_from_here(scope):
            await _answer(send, 404, b"")
            return
        figures = await health_at(scope).figures()
        await _answer(send, 200, figures, content_type=CONTENT_TYPE_LATEST.encode())

    return [alive, ready, metrics]


def _is_from_here(scope: Scope) -> bool:
    """Whether a request was made on this machine and not passed on by a proxy that stands on it."""
    client = scope["client"]
    forwarded = any(name.lower() in (b"forwarded", b"x-forwarded-for") for name, _ in scope["headers"])
    return client is not None and client[0] in LOOPBACK and not forwarded


async def _answer(send: Send, status: int, body: bytes, *, content_type: bytes = b"text/plain") -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
