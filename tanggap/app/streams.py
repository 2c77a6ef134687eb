"""What strangers may follow live: reports that come in and move, by number."""

from collections.abc import Callable, Sequence
from typing import Any

from litestar.handlers import asgi
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from tanggap.app.doors import CITY, hidden
from tanggap.app.tools import Workbench
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.journey.notices import store
from tanggap.kit.live import Line, Live
from tanggap.kit.log import Heard
from tanggap.report import number
from tanggap.report.events import EVENTS, Received, Step
from tanggap.report.report import ReportId


class Streams:
    """The live streams of one web process, at `/events` of each city."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.live: Live | None = None

    async def open(self) -> Live:
        """Begin with what happens from now on; the bench is open."""
        bench = self._bench
        self.live = Live(
            app=bench.app,
            reader=bench.reader,
            epoch=bench.tools.epoch,
            tell=self._tell,
            most=bench.settings.streams_most,
        )
        await self.live.begin()
        return self.live

    def end(self) -> None:
        """End every stream: this process is about to leave."""
        if self.live is not None:
            self.live.end()

    async def follow(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let somebody follow the city they ask at."""
        known: KnownCity | None = scope["state"].get(CITY)
        if hidden(scope["state"]):
            await ASGIResponse(status_code=404)(scope, receive, send)
        elif self.live is not None:
            await self.live.serve((known or self._bench.cities.default()).id, scope, receive, send)

    async def _tell(self, city: int, events: Sequence[Heard]) -> list[Line]:
        async with self._bench.entrance.open_desk(CityId(city)) as desk:
            reports = {ReportId(heard.thing) for heard in events}
            numbers = await store.told_everybody(desk.db, desk.city, reports)
            code = desk.ground.known.code
        return [
            Line(event=word, data=number.show(code, numbers[ReportId(heard.thing)]))
            for heard in events
            if ReportId(heard.thing) in numbers and (word := _word(heard)) is not None
        ]


def route(streams_at: Callable[[Scope], Streams]) -> Any:
    """The one route; plain ASGI, so that ten thousand streams cost no more than they must."""

    @asgi("/events", act="anyone", copy_scope=False, packed=True)
    async def events(scope: Scope, receive: Receive, send: Send) -> None:
        await streams_at(scope).follow(scope, receive, send)

    return events


def _word(heard: Heard) -> str | None:
    kind = EVENTS.kinds.get(heard.kind)
    if kind is Received:
        return "received"
    return "moved" if kind is not None and issubclass(kind, Step) else None
