"""Every route is asked by everybody about everything; `who_may_what.toml` says what each of them must hear."""

import io
import tomllib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from litestar.routes import HTTPRoute
from msgspec import Struct, convert
from PIL import Image

from tanggap.app import house
from tanggap.app.entrance import CSRF
from tanggap.app.settings import Settings
from tanggap.app.site import build
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.people import store
from tanggap.city.people.passwords import Hashed
from tanggap.city.people.store import Person
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tanggap.kit.web import sessions
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.reporter import store as reporters
from tests.conftest import BEKASI, NOW, running
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

DEPOK = CityId(3276)
ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")

DUTIES: Mapping[str, tuple[Duty, ...]] = {
    "visitor": (),
    "coordinator": (Duty(role=Role.COORDINATOR),),
    "liaison": (Duty(role=Role.LIAISON, agency=ROADS),),
    "liaison_elsewhere": (Duty(role=Role.LIAISON, agency=WASTE),),
    "officer": (Duty(role=Role.FIELD_OFFICER, agency=ROADS),),
    "verifier": (Duty(role=Role.VERIFIER),),
    "executive": (Duty(role=Role.EXECUTIVE),),
    "city_admin": (Duty(role=Role.CITY_ADMIN),),
    "neighbour": tuple(
        Duty(role=role, agency=ROADS if role in (Role.LIAISON, Role.FIELD_OFFICER) else None) for role in Role
    ),
    "disabled": (Duty(role=Role.COORDINATOR),),
    "expired": (Duty(role=Role.COORDINATOR),),
    "reporter": (),  # asked last: a reporter may end a report, and then it is nobody's
}
"""What each of these people may do; the neighbour may do all of it, in another city."""
NO_STAFF_HERE = {"visitor", "reporter", "neighbour", "disabled", "expired"}

# The house's face and its description for programs ask nothing and show nothing of a city.
WITHOUT_AN_ACT = {"/assets/{file_path}", "/api/v1", "/api/v1/openapi.json", "/api/v1/{path}"}


READING = "GET /reports/{number}"


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a route."""

    act: str
    open: frozenset[str] | None = None
    sealed: frozenset[str] | None = None
    fields: dict[str, str] = {}
    query: str = ""
    told: bool = False
    everywhere: bool = False
    stream: bool = False


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file beside this one."""

    acts: dict[str, frozenset[str]]
    routes: dict[str, Row]

    def expected(self, who: str, method: str, row: Row, *, sealed: bool) -> str:
        """What somebody must hear who asks this of such a thing."""
        acting = self.acts[row.act]
        if who not in acting:
            return "sign in first" if who in NO_STAFF_HERE and method == "GET" else "refused"
        if who in self._may(row, sealed=sealed):
            return "may"
        return "refused" if row.told and who in self._may(self.routes[READING], sealed=sealed) else "hidden"

    def _may(self, row: Row, *, sealed: bool) -> frozenset[str]:
        may = row.open if row.open is not None else self.acts[row.act]
        return row.sealed if sealed and row.sealed is not None else may


TABLE = convert(tomllib.loads(Path(__file__).with_name("who_may_what.toml").read_text("utf-8")), Table)


def routes(settings: Settings) -> dict[str, str | None]:
    """Every route there is, as the table writes it, and the act it names."""
    found: dict[str, str | None] = {}
    for route in build(settings).inner.routes:
        path = "/".join(_bare(part) for part in route.path.split("/"))
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods - {"OPTIONS", "HEAD"}:
                    found[f"{method} {path}"] = handler.opt.get("act")
        else:
            found[f"GET {path}"] = route.route_handler.opt.get("act")
    return found


def _bare(part: str) -> str:
    return part.partition(":")[0] + "}" if part.startswith("{") else part


@dataclass
class Thing:
    """A report with all that belongs to it, as addresses name it."""

    id: UUID
    number: str
    task: UUID
    photo: str = ""

    def path(self, route: str) -> str:
        """A route's address for this thing."""
        names = {"number": self.number, "task": self.task, "photo": self.photo, "file": "800.jpeg"}
        return route.format(**names)


class Hall:
    """The site with all these people at its doors."""

    def __init__(self, bench: Workbench, visitor: Visitor, people: Mapping[str, PersonId]) -> None:
        self.bench = bench
        self.visitor = visitor
        self.people = people
        self.cookies: dict[str, str] = {}

    async def enter(self) -> None:
        """Give everybody a browser of their own, signed in as they may be."""
        self.cookies = {who: sessions.new_cookie() for who in DUTIES}
        async with self.bench.app.transaction() as db:
            for who, person in self.people.items():
                await store.begin_session(
                    db,
                    sessions.session_id(self.cookies[who]),
                    person,
                    now=NOW,
                    expires_at=NOW - timedelta(seconds=1) if who == "expired" else NOW + timedelta(hours=1),
                )

    async def thing(self, *, sealed: bool = False, photo: bool = False) -> Thing:
        """A new report in Kota Bekasi, held by Dinas Bina Marga and by the reporter's browser."""
        photos = [await self._photo()] if photo else []
        receipt = await self.visitor.report(visibility="confidential" if sealed else "public", photos=photos)
        async with self.bench.app.transaction(BEKASI) as db:
            report = await reports.find(db, BEKASI, numbers.read(receipt["number"]).digits)
            assert report.lead is not None
            assert report.agency == ROADS
            browser = sessions.session_id(self.cookies["reporter"])
            await reporters.hold(db, BEKASI, browser, report.id, at=NOW)
            return Thing(report.id, receipt["number"], report.lead.id, *photos)

    async def _photo(self) -> str:
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "grey").save(picture, "JPEG")
        answer = await self.visitor.client.post(
            "/api/v1/photos", content=picture.getvalue(), headers={"content-type": "image/jpeg"}
        )
        return str(answer.json()["id"])

    async def ask(
        self, who: str, method: str, path: str, fields: Mapping[str, str], *, token: str | None = None
    ) -> httpx.Response:
        """Somebody asks, with a form of ours unless another token is given."""
        cookie = self.cookies[who]
        token = token if token is not None else sessions.token(self.bench.secrets.key(CSRF), cookie)
        headers = {"cookie": f"tanggap={cookie}", "accept": "text/html"}
        if method == "GET":
            return await self.visitor.client.get(path, headers=headers)
        return await self.visitor.client.post(
            path, data={"csrf": token, **fields}, headers=headers | {"origin": ORIGIN}
        )


@asynccontextmanager
async def opened(settings: Settings, clock: SetClock) -> AsyncGenerator[Hall]:
    """The site with everybody known to it."""
    async with Workbench(settings, clock=clock) as bench:
        async with bench.app.transaction() as db:
            await cities.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
        people = {who: await _known(bench, who) for who in DUTIES.keys() - {"visitor", "reporter"}}
        async with running(settings, clock) as visitor:
            hall = Hall(bench, visitor, people)
            await hall.enter()
            yield hall


async def _known(bench: Workbench, who: str) -> PersonId:
    city = DEPOK if who == "neighbour" else BEKASI
    person = Person(
        id=PersonId(new_id()), email=f"{who}@kota.example", name=who, disabled_at=None, last_seen_at=None
    )
    async with bench.app.transaction(city) as db:
        await store.save(db, person, password=Hashed("none"), now=NOW)
        for duty in DUTIES[who]:
            await store.give(db, city, person.id, duty, now=NOW)
        if who == "disabled":
            await store.disable(db, person.id, now=NOW)
    return person.id


def heard(answer: httpx.Response) -> str:
    """What an answer says about whether one may."""
    if answer.headers.get("location", "").startswith("/sign-in?"):
        return "sign in first"
    if answer.status_code >= 500:
        return f"broke with {answer.status_code}"
    return {403: "refused", 404: "hidden"}.get(answer.status_code, "may")


def asked(route: str) -> tuple[str, str]:
    """A row's name as method and address."""
    method, _, path = route.partition(" ")
    return method, path


def test_every_route_has_a_row_and_every_row_a_route(settings: Settings) -> None:
    written = {name: row.act for name, row in TABLE.routes.items()}

    found = {name: act for name, act in routes(settings).items() if asked(name)[1] not in WITHOUT_AN_ACT}

    assert found == written, "say in tests/stories/who_may_what.toml who may do it"


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
async def test_everybody_may_do_what_the_table_says_and_nothing_else(
    settings: Settings, clock: SetClock, *, sealed: bool
) -> None:
    unexpected: list[str] = []
    async with opened(settings, clock) as hall:
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if row.stream or (sealed and "{" not in path):
                continue
            thing = await hall.thing(sealed=sealed, photo="{photo}" in path) if "{" in path else None
            for who in DUTIES:
                where = thing.path(path) if thing is not None else path
                answer = await hall.ask(who, method, where + row.query, row.fields)
                expected = TABLE.expected(who, method, row, sealed=sealed)
                if heard(answer) != expected:
                    unexpected.append(
                        f"{who}: {name}: {heard(answer)} ({answer.status_code}), not {expected}"
                    )
            if name == "POST /sign-out":
                await hall.enter()

    assert not unexpected, "\n".join(unexpected)


async def test_a_thing_of_another_city_is_to_everybody_as_if_there_were_none(
    settings: Settings, clock: SetClock
) -> None:
    unexpected: list[str] = []
    async with opened(settings, clock) as hall:
        receipt = await hall.visitor.report(lon=106.8158, lat=-6.3871)
        theirs = await _in_depok(hall, receipt["number"])
        draw = numbers.show("BKS", 1234567890)
        nothing = [Thing(uuid4(), draw, uuid4(), str(uuid4()))]
        disguised = Thing(theirs.id, "BKS" + theirs.number[3:], theirs.task, theirs.photo)
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if "{" not in path or row.stream or row.everywhere:
                continue
            for who in TABLE.acts[row.act]:
                fields = row.fields
                none = [await hall.ask(who, method, each.path(path), fields) for each in nothing]
                for thing in (theirs, disguised):
                    answer = await hall.ask(who, method, thing.path(path), fields)
                    if answer.status_code != none[0].status_code or heard(answer) == "may":
                        unexpected.append(f"{who}: {name}: {answer.status_code}, not {none[0].status_code}")

    assert not unexpected, "\n".join(unexpected)


async def _in_depok(hall: Hall, number: str) -> Thing:
    """A report of the other city, with a task and a photo of its own."""
    task, photo = new_id(), new_id()
    async with hall.bench.app.transaction(DEPOK) as db:
        report = await reports.find(db, DEPOK, numbers.read(number).digits)
        await db.run(
            """
            insert into task (city_id, id, report, role, agency, opened_at)
            values (%(city)s, %(task)s, %(report)s, 'lead', %(agency)s, %(at)s)
            """,
            city=DEPOK,
            task=task,
            report=report.id,
            agency=ROADS,
            at=NOW,
        )
        await db.run(
            """
            insert into photo (city_id, id, report, digest, width, height, colour, sent_at)
            values (%(city)s, %(photo)s, %(report)s, '', 64, 48, '#808080', %(at)s)
            """,
            city=DEPOK,
            photo=photo,
            report=report.id,
            at=NOW,
        )
    return Thing(report.id, number, task, str(photo))


async def test_every_form_asks_for_the_token_of_this_very_browser(
    settings: Settings, clock: SetClock
) -> None:
    taken: list[str] = []
    async with opened(settings, clock) as hall:
        foreign = sessions.token(hall.bench.secrets.key(CSRF), hall.cookies["visitor"])
        thing = await hall.thing(photo=False)
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if method != "POST" or path.startswith("/api/"):
                continue
            who = next(iter(sorted(TABLE.acts[row.act] - NO_STAFF_HERE)))
            for token in ("", foreign):
                answer = await hall.ask(who, method, thing.path(path), row.fields, token=token)
                if answer.status_code != 403:
                    taken.append(f"{name} with {token or 'no token'}: {answer.status_code}")

    assert not taken, "\n".join(taken)
