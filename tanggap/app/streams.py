"""What may be followed live, by whom: reports that come in and move, by number. Strangers, staff and walls."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.handlers import asgi
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct

from tanggap.app.doors import CITY, hidden
from tanggap.app.tools import Workbench
from tanggap.city.rights import Act, Actor, Duty, can
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.journey.notices import store
from tanggap.journey.notices.store import Followed
from tanggap.kit.live import Guard, Line, Live
from tanggap.kit.log import Heard
from tanggap.oversight.operations_centre.walls import actions as walls
from tanggap.oversight.operations_centre.walls.pages import COOKIE
from tanggap.oversight.operations_centre.walls.wall import WallId
from tanggap.report import number
from tanggap.report.events import EVENTS, Received, Step
from tanggap.report.parties import guarded
from tanggap.report.report import ReportId

WALL_S = 3.0
"""A wall that was revoked ends within so many seconds."""
STAFF_S = 20.0
"""Whose duty was taken away hears nothing after so many seconds."""


class Public(Struct, frozen=True):
    """Strangers, and those who stand before walls: what everybody may know to the minute."""

    def hears(self, line: Line) -> bool:
        """Whether it is of a report the public may follow."""
        about: Followed = line.about
        return about.everybody


class Serving(Struct, frozen=True):
    """Those who watch over the city, as far as their duties reach."""

    duties: tuple[Duty, ...]

    def hears(self, line: Line) -> bool:
        """Whether they may know of the report: of a guarded one only who may read what is sealed."""
        act = Act.READ_SEALED if guarded(line.about) else Act.READ_ALL
        return can(Actor(duties=self.duties), act, line.about)


PUBLIC = Public()


class Flowing(Response[bytes]):
    """An answer that goes on. The framework's plain routes take no parameters in their path; these do."""

    def __init__(self, flow: ASGIApp) -> None:
        super().__init__(b"")
        self._flow = flow

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **options: Any) -> Any:
        """What sends it."""
        return self._flow


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
        """Let somebody follow what everybody may know of the city they ask at."""
        if hidden(scope["state"]):
            await ASGIResponse(status_code=404)(scope, receive, send)
        elif self.live is not None:
            await self.live.serve(self._city(scope), scope, receive, send, audience=PUBLIC)

    async def follow_serving(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let somebody who watches over the city follow what they may know of it, as long as they may."""
        city, request = self._city(scope), Request[Any, Any, Any](scope)
        actor = await self._bench.entrance.caller(request, city)

        async def still() -> bool:
            return (await self._bench.entrance.caller(request, city)).duties == actor.duties

        if not can(actor, Act.OPERATE):
            await ASGIResponse(status_code=403 if actor.staff else 401)(scope, receive, send)
        elif self.live is not None:
            guard = Guard(still=still, every_s=STAFF_S)
            audience = Serving(actor.duties)
            await self.live.serve(city, scope, receive, send, audience=audience, guard=guard)

    async def follow_before(self, wall: WallId, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a wall follow what everybody may know, as long as this screen is that wall."""
        city, cookie = self._city(scope), Request[Any, Any, Any](scope).cookies.get(COOKIE)

        async def still() -> bool:
            async with self._bench.entrance.open_desk(city, actor=Actor()) as desk:
                return await walls.standing(desk, wall, cookie)

        if hidden(scope["state"]) or not await still():
            await ASGIResponse(status_code=404)(scope, receive, send)
        elif self.live is not None:
            guard = Guard(still=still, every_s=WALL_S)
            await self.live.serve(city, scope, receive, send, audience=PUBLIC, guard=guard)

    def _city(self, scope: Scope) -> CityId:
        known: KnownCity | None = scope["state"].get(CITY)
        return (known or self._bench.cities.default()).id

    async def _tell(self, city: int, events: Sequence[Heard]) -> list[Line]:
        async with self._bench.entrance.open_desk(CityId(city)) as desk:
            reports = {ReportId(heard.thing) for heard in events}
            followed = await store.followed(desk.db, desk.city, reports)
            code = desk.ground.known.code
        return [
            Line(event=word, data=number.show(code, about.number), about=about)
            for heard in events
            if (about := followed.get(ReportId(heard.thing))) is not None
            and (word := _word(heard)) is not None
        ]


def routes(streams_at: Callable[[Scope], Streams]) -> list[Any]:
    """The routes; plain ASGI, so that ten thousand streams cost no more than they must."""

    @asgi("/events", act="anyone", copy_scope=False, packed=True)
    async def events(scope: Scope, receive: Receive, send: Send) -> None:
        await streams_at(scope).follow(scope, receive, send)

    @asgi("/operations/events", act="operate", copy_scope=False, packed=True)
    async def operations(scope: Scope, receive: Receive, send: Send) -> None:
        await streams_at(scope).follow_serving(scope, receive, send)

    @get(f"{walls.ADDRESS}/{{wall:uuid}}/events", act="anyone", packed=True)
    async def before_a_wall(request: Request[Any, Any, Any], wall: UUID) -> Flowing:
        return Flowing(partial(streams_at(request.scope).follow_before, WallId(wall)))

    return [events, operations, before_a_wall]


def _word(heard: Heard) -> str | None:
    kind = EVENTS.kinds.get(heard.kind)
    if kind is Received:
        return "received"
    return "moved" if kind is not None and issubclass(kind, Step) else None
