"""The entrance: which city a request is for, who is asking, and the desk it is given."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Request

from tanggap.app.doors import CITY, COOKIE, PREFIX, hidden
from tanggap.app.frame import actor_of, frame_of
from tanggap.app.settings import Settings
from tanggap.city.desk import Desk, Tools
from tanggap.city.ground import Ground
from tanggap.city.keeping import store as keeping
from tanggap.city.people import actions as people
from tanggap.city.rights import SYSTEM, Act, Actor, can, require
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.kit.db import Database, Db
from tanggap.kit.errors import FactorFirst, Missing, SignInFirst
from tanggap.kit.page import Painter
from tanggap.kit.web import Form, Page, Setting, sessions
from tanggap.kit.web.forms import read_form
from tanggap.kit.web.pages import LANGUAGE
from tanggap.kit.words import SOURCE_LANGUAGE, Tongue, say

AnyRequest = Request[Any, Any, Any]
CSRF = "csrf"
SIGN_IN = "/sign-in"
"""What of a training city stands open: how one comes in."""


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
            (entry for pages in tools.offers.pages for entry in pages.menu if not entry.beneath),
            key=lambda entry: entry.order,
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
        known: KnownCity | None = request.scope["state"].get(CITY)
        return await self.tools.cities.ground((known or self.tools.cities.default()).id)

    async def admit(self, request: AnyRequest) -> None:
        """Let nobody but those who serve there into a training city, whatever they ask for; others may sign in.

        Raises SignInFirst.
        """
        path: str = request.scope["path"]
        if not hidden(request.scope["state"]) or path == SIGN_IN or path.startswith(f"{SIGN_IN}/"):
            return
        actor = await self.caller(request, (await self.ground(request)).id)
        # Who has yet to set up a second factor serves there too, and is led to it by the desk.
        if not actor.staff and actor.enrolling is None:
            raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))

    async def caller(self, request: AnyRequest, city: CityId) -> Actor:
        """Who asks, as they may go on in a city now; for those who are given no desk."""
        async with self._database.transaction(city) as db:
            return await self._actor(request, db, city)

    @asynccontextmanager
    async def desk(self, request: AnyRequest, city: CityId | None = None) -> AsyncGenerator[Desk]:
        """The desk of one request: one transaction, committed before the answer leaves.

        Raises SignInFirst when the route is for staff and nobody is signed in, FactorFirst when whoever is has to set
        up a second factor before, Forbidden when it is for others.
        """
        ground = await self.ground(request) if city is None else await self.tools.cities.ground(city)
        async with self._database.transaction(ground.id) as db:
            actor = await self._actor(request, db, ground.id)
            act = Act(request.route_handler.opt["act"])
            if actor.enrolling is not None and not can(actor, act):
                raise FactorFirst(say("Pasang langkah kedua dulu. Sesudah itu semua terbuka seperti biasa."))
            if city is not None and ground.known.training and not actor.staff:
                raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
            if not actor.staff and not can(actor, act):
                raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))
            require(actor, act)
            request.state.actor = actor
            desk = Desk(
                db=db, ground=ground, actor=actor, tongue=request.state.setting.tongue, tools=self.tools
            )
            if city is None and request.method == "POST" and actor.seat is not None and not actor.staff:
                await keeping.came(db, ground.id, actor.seat, at=self.tools.clock.now())
            if actor.session is not None and _opens_a_page(request):
                request.state.waiting = {
                    entry.place: await entry.count(desk) for entry in self._menu if entry.count is not None
                }
            yield desk

    async def _actor(self, request: AnyRequest, db: Db, city: CityId) -> Actor:
        cookie = request.cookies.get(self._cookie)
        if cookie is None:
            return Actor()  # whoever is shown a form is given one with it
        session = sessions.session_id(cookie)
        return await people.recognise(
            db, city, session, now=self.tools.clock.now(), strict=self.tools.second_factor
        )

    def _new_cookie(self, request: AnyRequest) -> str:
        cookie = sessions.new_cookie()
        sessions.give(request, cookie)
        return cookie

    def cookie(self, request: AnyRequest) -> str:
        """This browser's cookie: the one just given, else the one it sent, else a new one."""
        given = request.scope["state"].get(COOKIE) or request.cookies.get(self._cookie)
        return str(given) if given else self._new_cookie(request)

    def dressed(self, request: AnyRequest) -> Setting | None:
        """What an answer is dressed in, also one that is given before anybody was let in: to an address nobody knows.

        None where no city is known, or the one it is for has not been asked for since this process began.
        """
        state = request.scope["state"]
        setting: Setting | None = state.get("setting")
        known: KnownCity | None = state.get(CITY) or self.tools.cities.first()
        ground = self.tools.cities.at_hand(known.id) if known is not None else None
        return setting or (self.dress(request, ground) if ground is not None else None)

    def dress(self, request: AnyRequest, ground: Ground) -> Setting:
        """Lay ready what every answer to this request is dressed in."""
        tongue = self.tongue(ground, self._language(request, ground))

        def token() -> str:
            return sessions.token(self.tools.secrets.key(CSRF), self.cookie(request))

        def speak(language: str) -> Tongue:
            return self.tongue(ground, _known(language, ground))

        def draw(page: Page) -> str:
            speaking = tongue if page.language is None else speak(page.language)
            return self._painter.draw(
                page.template,
                page=page.page,
                frame=frame_of(request, ground, speaking, page.place, self._menu),
                tongue=speaking,
                prefix=setting.prefix,
                token=token,
                now=self.tools.clock.now(),
            )

        state = request.scope["state"]
        prefix: str = state.get(PREFIX, "")
        setting = Setting(
            tongue=tongue,
            speak=speak,
            prefix=prefix,
            base_url=self._settings.base_url,
            token=token,
            draw=draw,
            asset=self._painter.asset,
            stranger=lambda: not actor_of(request).staff,
        )
        state["ground"], state["setting"] = ground, setting
        return setting

    def _language(self, request: AnyRequest, ground: Ground) -> str:
        chosen = request.cookies.get(LANGUAGE)
        wanted = [chosen] if chosen else []
        wanted += [
            each.split(";")[0].split("-")[0].strip()
            for each in request.headers.get("accept-language", "").lower().split(",")
        ]
        return next((each for each in wanted if each in ground.city.languages), SOURCE_LANGUAGE)


def _known(language: str, ground: Ground) -> str:
    return language if language in ground.city.languages else SOURCE_LANGUAGE


def _opens_a_page(request: AnyRequest) -> bool:
    """Whether a browser asks for a page, and not for a picture in it or for what an island fetches."""
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")
