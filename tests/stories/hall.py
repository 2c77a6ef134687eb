"""The site with every kind of person at its doors, each signed in as far as they may be."""

import io
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import randbelow
from uuid import UUID, uuid4

import httpx
from msgspec.structs import replace
from PIL import Image

from tanggap.app import house
from tanggap.app.entrance import CSRF
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.editing import store as changes
from tanggap.city.editing.rules import Edit
from tanggap.city.editing.store import Change, ChangeId
from tanggap.city.people import store
from tanggap.city.people.passwords import Hashed
from tanggap.city.people.rules import IN_AN_AGENCY
from tanggap.city.people.store import Person
from tanggap.city.residents import store as residents
from tanggap.city.rights import Actor, Duty, Factor, Role
from tanggap.city.teams import store as teams
from tanggap.city.teams.rules import Team
from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId, ResidentId, TeamId
from tanggap.journey.information import events
from tanggap.journey.information.inquiry import SUFFIX, InquiryId
from tanggap.journey.information.store import inquiries, requesters
from tanggap.journey.neighbourhood.rules import Announcing
from tanggap.journey.neighbourhood.store import announcements
from tanggap.journey.replies import rules as replies
from tanggap.journey.replies import store as ready
from tanggap.journey.replies.rules import ReplyAct, Writing
from tanggap.journey.work.batches import store as batches
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.kit.clock import SetClock
from tanggap.kit.db import Db
from tanggap.kit.ids import new_id
from tanggap.kit.secret import seal
from tanggap.kit.web import sessions
from tanggap.oversight.operations_centre.walls import store as walls
from tanggap.oversight.operations_centre.walls.wall import Wall, WallId
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkState, Speaker
from tanggap.report.report import ReportId
from tanggap.report.reporter import store as reporters
from tests.conftest import BEKASI, NOW, running
from tests.visitor import ORIGIN, Visitor

DEPOK = CityId(3276)
JAKASAMPURNA = AreaCode("32.75.02.1005")
ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")
DUTIES: Mapping[str, tuple[Duty, ...]] = {
    "visitor": (),
    "resident": (),
    "coordinator": (Duty(role=Role.COORDINATOR),),
    "liaison": (Duty(role=Role.LIAISON, agency=ROADS),),
    "liaison_elsewhere": (Duty(role=Role.LIAISON, agency=WASTE),),
    "officer": (Duty(role=Role.FIELD_OFFICER, agency=ROADS),),
    "unit_head": (Duty(role=Role.UNIT_HEAD, agency=ROADS),),
    "verifier": (Duty(role=Role.VERIFIER),),
    "executive": (Duty(role=Role.EXECUTIVE),),
    "city_admin": (Duty(role=Role.CITY_ADMIN),),
    "information_officer": (Duty(role=Role.INFORMATION_OFFICER),),
    "neighbour": tuple(Duty(role=role, agency=ROADS if role in IN_AN_AGENCY else None) for role in Role),
    "unproven": (Duty(role=Role.CITY_ADMIN),),
    "disabled": (Duty(role=Role.COORDINATOR),),
    "expired": (Duty(role=Role.COORDINATOR),),
    "reporter": (),  # asked last: a reporter may end a report, and then it is nobody's
}
"""What each of these people may do; the neighbour may do all of it, in another city.

The unproven one came in by a password alone, where a second factor is asked for.
"""


@dataclass
class Thing:
    """A report with all that belongs to it, as addresses name it."""

    id: UUID
    number: str
    task: UUID
    photo: str = ""
    remark: UUID = field(default_factory=uuid4)
    code: str = "00.00.00.0000"
    sheet: str = "nothing"
    announcement: UUID = field(default_factory=uuid4)
    change: UUID = field(default_factory=uuid4)
    part: UUID = field(default_factory=uuid4)
    team: UUID = field(default_factory=uuid4)
    batch: UUID = field(default_factory=uuid4)
    reply: UUID = field(default_factory=uuid4)
    inquiry: str = "BKSPI-00000-00000-0"
    wall: UUID = field(default_factory=uuid4)

    def path(self, route: str) -> str:
        """A route's address for this thing."""
        names = {
            "number": self.number,
            "task": self.task,
            "part": self.part,
            "team": self.team,
            "remark": self.remark,
            "photo": self.photo,
            "file": "800.jpeg",
            "z": "14",
            "x": "13057",
            "y": "8476",
            "alert": self.id,
            "token": self.id.hex * 2,
            "sha256": self.id.hex * 2,
            "code": self.code,
            "sheet": self.sheet,
            "agency": "nothing",
            "action": "nothing",
            "announcement": self.announcement,
            "change_id": self.change,
            "person_id": self.change,
            "duty_id": self.change,
            "slug": "nothing-of-this-name",
            "question": "nothing-of-this-name",
            "batch": self.batch,
            "reply": self.reply,
            "day": NOW.date(),
            "note": self.change,
            "view": self.change,
            "request_id": self.change,
            "inquiry": self.inquiry,
            "brief": f"{NOW:%Y-%m-%d}.pdf",
            "month": f"{NOW:%Y-%m}",
            "wall": self.wall,
            "scene": "overview",
            "panel": "figures",
            "layer": "overdue",
        }
        return route.format(**names)


class Hall:
    """The site with all these people at its doors."""

    def __init__(
        self, bench: Workbench, visitor: Visitor, people: Mapping[str, PersonId], resident: ResidentId
    ) -> None:
        self.bench = bench
        self.visitor = visitor
        self.people = people
        self.resident = resident
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
                    factor=None if who == "unproven" else Factor.PASSKEY,
                )

            browser = sessions.session_id(self.cookies["resident"])
            await residents.begin_session(
                db, browser, self.resident, now=NOW, expires_at=NOW + timedelta(hours=1)
            )

    async def thing(
        self, *, sealed: bool = False, photo: bool = False, sender: Mapping[str, str] | None = None
    ) -> Thing:
        """A new report in Kota Bekasi, held by Dinas Bina Marga and by the reporter's browser."""
        photos = [await self._photo()] if photo else []
        receipt = await self.visitor.report(
            visibility="confidential" if sealed else "public", photos=photos, sender=sender
        )
        async with self.bench.app.transaction(BEKASI) as db:
            report = await reports.find(db, BEKASI, numbers.read(receipt["number"]).digits)
            assert report.lead is not None
            assert report.agency == ROADS
            browser = Actor(session=sessions.session_id(self.cookies["reporter"]))
            await reporters.hold(db, BEKASI, browser, report.id, at=NOW)
            comment = await self._comment(db, report.id)
            said = await _said(db)
            return Thing(
                report.id,
                receipt["number"],
                report.lead.id,
                *photos,
                remark=comment,
                code=JAKASAMPURNA,
                sheet="a4.pdf",
                announcement=said,
                change=await _changed(db),
                part=await _part(db, report.id),
                team=await put_team(db, BEKASI),
                batch=await _batched(db),
                reply=await _ready(db),
                inquiry=await put_inquiry(db, BEKASI, "BKS", browser.seat),
                wall=await put_wall(db, BEKASI),
            )

    async def sealed_thing(self, *, photo: bool = False) -> Thing:
        """A confidential one, opened by those of staff who may read it: they said what for."""
        made = await self.thing(sealed=True, photo=photo)
        for who in ("coordinator", "liaison"):
            await self.ask(who, "POST", f"/reports/{made.number}/opening", {"purpose": "handle"})
        return made

    async def _comment(self, db: Db, report: ReportId) -> UUID:
        remark = Remark(
            id=RemarkId(new_id()),
            about=About.REPORT,
            thing=report,
            speaker=Speaker.NEIGHBOUR,
            alias="Warga Waru 10",
            text="Saya juga lewat sini.",
            state=RemarkState.SHOWN,
            at=NOW,
        )
        await remarks.keep(db, BEKASI, remark)
        return remark.id

    async def _photo(self) -> str:
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "grey").save(picture, "JPEG")
        answer = await self.visitor.client.post(
            "/api/v1/photos", content=picture.getvalue(), headers={"content-type": "image/jpeg"}
        )
        return str(answer.json()["id"])

    async def ask(
        self,
        who: str,
        method: str,
        path: str,
        fields: Mapping[str, str],
        *,
        token: str | None = None,
        accept: str = "text/html",
    ) -> httpx.Response:
        """Somebody asks, with a form of ours unless another token is given."""
        cookie = self.cookies[who]
        token = token if token is not None else sessions.token(self.bench.secrets.key(CSRF), cookie)
        headers = {"cookie": f"tanggap={cookie}", "accept": accept}
        if method == "GET":
            return await self.visitor.client.get(path, headers=headers)
        return await self.visitor.client.request(
            method, path, data={"csrf": token, **fields}, headers=headers | {"origin": ORIGIN}
        )


@asynccontextmanager
async def opened(settings: Settings, clock: SetClock) -> AsyncGenerator[Hall]:
    """The site with everybody known to it, where whoever needs a second factor must have one."""
    settings = replace(settings, second_factor="required")
    async with Workbench(settings, clock=clock) as bench:
        async with bench.app.transaction() as db:
            await cities.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
        people = {
            who: await _known(bench, who) for who in DUTIES.keys() - {"visitor", "resident", "reporter"}
        }
        resident = await _resident(bench)
        async with running(settings, clock) as visitor:
            hall = Hall(bench, visitor, people, resident)
            await hall.enter()
            yield hall


async def _resident(bench: Workbench) -> ResidentId:
    someone = residents.Resident(
        id=ResidentId(new_id()),
        alias="Warga Melati 42",
        language="id",
        channel="email",
        sealed=seal(bytes(32), b"warga@contoh.example"),
        wrapped=bench.secrets.seal("resident-key", bytes(32)),
        created_at=NOW,
        last_seen_at=NOW,
    )
    async with bench.app.transaction() as db:
        return await residents.add(db, someone, lookup=b"warga")


async def _said(db: Db) -> UUID:
    """An announcement in Jakasampurna."""
    told = Announcing(area=JAKASAMPURNA, agency=None, title="Kerja bakti", text="Minggu.", ends_on=NOW.date())
    return await announcements.add(db, BEKASI, told, person=PersonId(new_id()), at=NOW)


async def _changed(db: Db) -> UUID:
    """A change of the calendar."""
    edit = Edit(part="days_off", slug=NOW.date().isoformat(), before=None, after="Libur kota")
    made = Change(
        id=ChangeId(new_id()), at=NOW, person=PersonId(new_id()), reason="SK Wali Kota", edits=(edit,)
    )
    await changes.add(db, BEKASI, made)
    return made.id


async def _batched(db: Db) -> UUID:
    """A decision about many reports."""
    made = new_id()
    await batches.begin(db, BEKASI, made, BatchAct.HIDE, by=PersonId(new_id()), at=NOW)
    return made


async def _ready(db: Db) -> UUID:
    """A reply that is ready to be said."""
    told = Writing(act=ReplyAct.ASK, title="Patokan", told_id="Di dekat apa?")
    made = replies.write(told, reply=new_id(), at=NOW)
    await ready.add(db, BEKASI, made, by=PersonId(new_id()))
    return made.id


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


async def _part(db: Db, report: ReportId) -> UUID:
    """A supporting task of the unit that holds the report, so that no other unit has a part in it."""
    part = new_id()
    await db.run(
        """
        insert into task (city_id, id, report, role, agency, mandatory, opened_at)
        values (%(city)s, %(part)s, %(report)s, 'support', %(agency)s, false, %(at)s)
        """,
        city=BEKASI,
        part=part,
        report=report,
        agency=ROADS,
        at=NOW,
    )
    return part


async def put_inquiry(db: Db, city: CityId, code: str, seat: bytes | None) -> str:
    """An inquiry that just came in, held by a browser; its number."""
    asked = events.InquiryReceived(number=numbers.draw(randbelow), answer_by=NOW)
    made = events.begun(InquiryId(new_id()), asked, at=NOW)
    assert await inquiries.add(db, city, made)
    if seat is not None:
        await requesters.hold(db, city, made.id, seat, at=NOW)
    return numbers.show(code + SUFFIX, made.number)


async def put_wall(db: Db, city: CityId) -> UUID:
    """A wall no screen shows yet."""
    wall = Wall(
        id=WallId(new_id()),
        name="Lobi",
        scenes=("overview",),
        area=None,
        made_at=NOW,
        link_until=None,
        opened_at=None,
    )
    await walls.add(db, city, wall)
    return wall.id


async def put_team(db: Db, city: CityId) -> UUID:
    """A team of Dinas Bina Marga with a name of its own."""
    team = Team(id=TeamId(new_id()), agency=ROADS, name=f"Tim {uuid4()}")
    await teams.put(db, city, team)
    return team.id
