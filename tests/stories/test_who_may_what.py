"""Every route is asked by everybody about everything; `who_may_what.toml` says what each of them must hear."""

import tomllib
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from litestar.routes import HTTPRoute
from msgspec import Struct, convert

from tanggap.app.entrance import CSRF
from tanggap.app.settings import Settings
from tanggap.app.site import application
from tanggap.city.people.factors.rules import ADDRESS as KEYS
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tanggap.kit.web import sessions
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tests.conftest import NOW
from tests.stories.hall import DEPOK, DUTIES, Hall, opened
from tests.stories.things import ROADS, Thing, put_inquiry, put_team, put_wall

pytestmark = pytest.mark.story
NO_STAFF_HERE = {"unproven", "visitor", "resident", "reporter", "neighbour", "disabled", "expired"}
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
    tokenless: bool = False
    anew: bool = False


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


def routes() -> dict[str, str | None]:
    """Every route there is, as the table writes it, and the act it names."""
    found: dict[str, str | None] = {}
    for route in application().routes:
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


def heard(answer: httpx.Response) -> str:
    """What an answer says about whether one may."""
    location = answer.headers.get("location", "")
    if location.startswith("/sign-in?") or (location == KEYS and answer.request.method == "GET"):
        return "sign in first"
    if answer.status_code >= 500:
        return f"broke with {answer.status_code}"
    return {403: "refused", 404: "hidden"}.get(answer.status_code, "may")


def asked(route: str) -> tuple[str, str]:
    """A row's name as method and address."""
    method, _, path = route.partition(" ")
    return method, path


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    written = {name: row.act for name, row in TABLE.routes.items()}

    found = {name: act for name, act in routes().items() if asked(name)[1] not in WITHOUT_AN_ACT}

    assert found == written, "say in tests/stories/who_may_what.toml who may do it"


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
async def test_everybody_may_do_what_the_table_says_and_nothing_else(
    settings: Settings, clock: SetClock, *, sealed: bool
) -> None:
    unexpected: list[str] = []
    async with opened(settings, clock) as hall:
        new = hall.sealed_thing if sealed else hall.thing
        looked_at = await new(photo=True)
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if row.stream or (sealed and "{" not in path):
                continue
            # Looking changes nothing, so one thing is enough for all who look.
            thing = looked_at if method == "GET" else None
            if thing is None and "{" in path:
                thing = await new(photo="{photo}" in path)
            for who in DUTIES:
                if row.anew:
                    thing = await new()
                where = thing.path(path) if thing is not None else path
                answer = await hall.ask(who, method, where + row.query, row.fields)
                expected = TABLE.expected(who, method, row, sealed=sealed)
                if heard(answer) != expected:
                    unexpected.append(
                        f"{who}: {name}: {heard(answer)} ({answer.status_code}), not {expected}"
                    )
            if name == "POST /sign-out":
                await hall.enter()
                looked_at = await hall.thing(sealed=sealed, photo=True)  # whose browsers are others now

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
        disguised = Thing(
            theirs.id,
            "BKS" + theirs.number[3:],
            theirs.task,
            theirs.photo,
            part=theirs.part,
            team=theirs.team,
            inquiry="BKS" + theirs.inquiry[3:],
            wall=theirs.wall,
        )
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
    task, part, photo = new_id(), new_id(), new_id()
    async with hall.bench.app.transaction(DEPOK) as db:
        report = await reports.find(db, DEPOK, numbers.read(number).digits)
        team = await put_team(db, DEPOK)
        await db.run(
            """
            insert into task (city_id, id, report, role, agency, opened_at)
            values (%(city)s, %(task)s, %(report)s, 'lead', %(agency)s, %(at)s),
                   (%(city)s, %(part)s, %(report)s, 'support', %(agency)s, %(at)s)
            """,
            city=DEPOK,
            task=task,
            part=part,
            report=report.id,
            agency=ROADS,
            at=NOW,
        )
        await db.run(
            """
            insert into photo (city_id, id, report, digest, width, height, colour, sent_at, screening)
            values (%(city)s, %(photo)s, %(report)s, '', 64, 48, '#808080', %(at)s, 'clear')
            """,
            city=DEPOK,
            photo=photo,
            report=report.id,
            at=NOW,
        )
        inquiry = await put_inquiry(db, DEPOK, "DPK", None)
        wall = await put_wall(db, DEPOK)
    return Thing(report.id, number, task, str(photo), part=part, team=team, inquiry=inquiry, wall=wall)


async def test_every_form_asks_for_the_token_of_this_very_browser(
    settings: Settings, clock: SetClock
) -> None:
    taken: list[str] = []
    async with opened(settings, clock) as hall:
        foreign = sessions.token(hall.bench.secrets.key(CSRF), hall.cookies["visitor"])
        thing = await hall.thing(photo=True)
        for name, row in TABLE.routes.items():
            method, path = asked(name)
            if method != "POST" or path.startswith("/api/") or row.tokenless:
                continue
            who = next(iter(sorted(TABLE.acts[row.act] - NO_STAFF_HERE or TABLE.acts[row.act])))
            for token in ("", foreign):
                answer = await hall.ask(who, method, thing.path(path), row.fields, token=token)
                if answer.status_code != 403:
                    taken.append(f"{name} with {token or 'no token'}: {answer.status_code}")

    assert not taken, "\n".join(taken)
