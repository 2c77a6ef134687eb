"""The entrance: which city a request is for, who is asking, and the desk it is given."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from litestar import Request
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from msgspec import Struct

from tanggap.app.settings import Settings
from tanggap.city.cities import Cities
from tanggap.city.desk import Desk, Tools
from tanggap.city.ground import Ground
from tanggap.city.people import actions as people
from tanggap.city.people.rights import SYSTEM, Act, Actor, can, require
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.kit.db import Database, Db
from tanggap.kit.errors import SignInFirst
from tanggap.kit.page import Painter
from tanggap.kit.web import Entry, Form, Page, Setting, sessions
from tanggap.kit.web.forms import read_form
from tanggap.kit.web.pages import FLASH, LANGUAGE, Tone
from tanggap.kit.words import SOURCE_LANGUAGE, Say, Tongue, say

AnyRequest = Request[Any, Any, Any]
CSRF = "csrf"


class Flash(Struct, frozen=True, kw_only=True):
    """Said once, after a form did its work."""

    words: str
    tone: Tone


class Phone(Struct, frozen=True, kw_only=True):
    """An emergency number."""

    number: str
    word: str


class MenuEntry(Struct, frozen=True, kw_only=True):
    """A place this person may go to."""

    place: str
    href: str
    icon: str
    word: Say
    count: int | None = None


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around every page."""

    city: str
    language: str
    here: str
    place: str
    menu: tuple[MenuEntry, ...]
    person: str | None
    flash: Flash | None
    phones: tuple[Phone, ...]
    theme: str | None


class Entrance:
    """Opens desks, for requests and for everybody who works without one."""

    def __init__(
        self,
        *,
        database: Database,
        tools: Tools,
        speakers: Mapping[str, Callable[[ZoneInfo], Tongue]],
        painter: Painter,
        settings: Settings,
    ) -> None:
        self._database = database
        self.tools = tools
        self._speakers = speakers
        self._tongues: dict[tuple[str, str], Tongue] = {}
        self._painter = painter
        self._settings = settings
        self._cookie = sessions.cookie_name(secure=settings.secure)
        self._menu = sorted(
            (entry for pages in tools.offers.pages for entry in pages.menu), key=lambda entry: entry.order
        )

    def tongue(self, ground: Ground, language: str) -> Tongue:
        """What speaks to a reader in this city."""
        found = self._tongues.get((ground.zone.key, language))
        if found is None:
            speaker = self._speakers.get(language) or self._speakers[SOURCE_LANGUAGE]
            found = self._tongues[ground.zone.key, language] = speaker(ground.zone)
        return found

    @asynccontextmanager
    async def open_desk(
        self, city: CityId, *, actor: Actor = SYSTEM, language: str = SOURCE_LANGUAGE
    ) -> AsyncGenerator[Desk]:
        """A desk without a request: for listeners, jobs and commands."""
        ground = await self.tools.cities.ground(city)
        async with self._database.transaction(city) as db:
            yield Desk(
                db=db, ground=ground, actor=actor, tongue=self.tongue(ground, language), tools=self.tools
            )

    @asynccontextmanager
    async def form(self, request: AnyRequest) -> AsyncGenerator[Form]:
        """What was posted, read before any desk is opened, and only from a page of ours. Raises Forbidden."""
        if request.method != "POST":
            yield Form()
            return
        form = await read_form(request, folder=self.tools.files.scratch)
        try:
            sessions.check(
                request,
                key=self.tools.secrets.key(CSRF),
                cookie=request.cookies.get(self._cookie),
                sent=form.text(CSRF),
            )
            yield form
        finally:
            form.discard()

    async def ground(self, request: AnyRequest) -> Ground:
        """The snapshot of the city a request is for."""
        known: KnownCity | None = request.scope.get("city")  # type: ignore[assignment]
        return await self.tools.cities.ground((known or self.tools.cities.default()).id)

    @asynccontextmanager
    async def desk(self, request: AnyRequest, city: CityId | None = None) -> AsyncGenerator[Desk]:
        """The desk of one request: one transaction, committed before the answer leaves.

        Raises SignInFirst when the route is for staff and nobody is signed in, Forbidden when it is for others.
        """
        ground = await self.ground(request) if city is None else await self.tools.cities.ground(city)
        async with self._database.transaction(ground.id) as db:
            actor = await self._actor(request, db, ground.id)
            act = Act(request.route_handler.opt["act"])
            if not actor.staff and not can(actor, act):
                raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))
            require(actor, act)
            request.state.actor = actor
            yield Desk(
                db=db, ground=ground, actor=actor, tongue=request.state.setting.tongue, tools=self.tools
            )

    async def _actor(self, request: AnyRequest, db: Db, city: CityId) -> Actor:
        cookie = request.cookies.get(self._cookie)
        if cookie is None:
            return Actor()  # whoever is shown a form is given one with it
        session = sessions.session_id(cookie)
        return await people.recognise(db, city, session, now=self.tools.clock.now())

    def _new_cookie(self, request: AnyRequest) -> str:
        cookie = sessions.new_cookie()
        sessions.give(request, cookie)
        return cookie

    def cookie(self, request: AnyRequest) -> str:
        """This browser's cookie: the one just given, else the one it sent, else a new one."""
        given = getattr(request.state, "cookie", None) or request.cookies.get(self._cookie)
        return str(given) if given else self._new_cookie(request)

    async def dress(self, request: AnyRequest, ground: Ground | None = None) -> Setting:
        """Lay ready what every answer to this request is dressed in."""
        ground = ground or await self.ground(request)
        tongue = self.tongue(ground, self._language(request, ground))

        def token() -> str:
            return sessions.token(self.tools.secrets.key(CSRF), self.cookie(request))

        def draw(page: Page) -> str:
            return self._painter.draw(
                page.template,
                page=page.page,
                frame=self._frame(request, ground, tongue, page.place),
                tongue=tongue,
                prefix=setting.prefix,
                token=token,
                now=self.tools.clock.now(),
            )

        prefix: str = request.scope.get("city_prefix", "")  # type: ignore[assignment]
        setting = Setting(
            tongue=tongue, prefix=prefix, base_url=self._settings.base_url, token=token, draw=draw
        )
        request.state.ground = ground
        request.state.setting = setting
        return setting

    def _language(self, request: AnyRequest, ground: Ground) -> str:
        chosen = request.cookies.get(LANGUAGE)
        wanted = [chosen] if chosen else []
        wanted += [
            each.split(";")[0].split("-")[0].strip()
            for each in request.headers.get("accept-language", "").lower().split(",")
        ]
        return next((each for each in wanted if each in ground.city.languages), SOURCE_LANGUAGE)

    def _frame(self, request: AnyRequest, ground: Ground, tongue: Tongue, place: str) -> Frame:
        actor: Actor = getattr(request.state, "actor", None) or Actor()
        flash = request.cookies.get(FLASH, "")
        tone, _, words = unquote(flash).partition(":")
        query = request.url.query
        return Frame(
            city=ground.known.name,
            language=tongue.language,
            here=request.scope["path"] + (f"?{query}" if query else ""),
            place=place,
            menu=tuple(_entry(entry) for entry in self._menu if _shown(entry, actor)) if actor.staff else (),
            person=actor.name if actor.staff else None,
            flash=Flash(words=words, tone=tone if tone in ("done", "moving", "danger") else "moving")
            if words
            else None,
            phones=tuple(
                Phone(number=each.number, word=each.name.in_(tongue.language))
                for each in ground.city.emergency_numbers
            ),
            theme=None,
        )


def _entry(entry: Entry) -> MenuEntry:
    return MenuEntry(place=entry.place, href=entry.href, icon=entry.icon, word=entry.word)


def _shown(entry: Entry, actor: Actor) -> bool:
    return can(actor, Act(entry.act))


class CityFinder:
    """Finds the city a request is for: by host name, else by the path's first part, else the default city."""

    def __init__(self, app: ASGIApp, *, cities: Cities, settings: Settings) -> None:
        self._app = app
        self._cities = cities
        self._secure = settings.secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0]
            city = self._cities.find(host=host)
            if city is None:
                first, _, rest = scope["path"].lstrip("/").partition("/")
                city = self._cities.find(slug=first) if first else None
                if city is not None:
                    scope["path"] = "/" + rest
                    scope["raw_path"] = scope["path"].encode()
                    scope["city_prefix"] = f"/{first}"  # type: ignore[typeddict-unknown-key]
            scope["city"] = city  # type: ignore[typeddict-unknown-key]
        await self._app(scope, receive, self._with_cookie(scope, send))

    def _with_cookie(self, scope: Scope, send: Send) -> Send:
        """Give the browser the session cookie this request brought about, if any."""

        async def sending(message: Message) -> None:
            cookie = scope.get("state", {}).get("cookie")
            if message["type"] == "http.response.start" and cookie:
                header = sessions.set_cookie(cookie, secure=self._secure)
                message["headers"] = [*message.get("headers", []), (b"set-cookie", header)]
            await send(message)

        return sending
