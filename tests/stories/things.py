"""What stands in the hall's city, made by the test that asks for it."""

from dataclasses import dataclass, field
from secrets import randbelow
from uuid import UUID, uuid4

from tanggap.city.editing import store as changes
from tanggap.city.editing.rules import Edit
from tanggap.city.editing.store import Change, ChangeId
from tanggap.city.teams import store as teams
from tanggap.city.teams.rules import Team
from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId, TeamId
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
from tanggap.kit.db import Db
from tanggap.kit.ids import new_id
from tanggap.oversight.operations_centre.walls import store as walls
from tanggap.oversight.operations_centre.walls.wall import Wall, WallId
from tanggap.report import number as numbers
from tanggap.report.report import ReportId
from tests.conftest import BEKASI, NOW

JAKASAMPURNA = AreaCode("32.75.02.1005")
ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")


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


async def put_announcement(db: Db) -> UUID:
    """An announcement in Jakasampurna."""
    told = Announcing(area=JAKASAMPURNA, agency=None, title="Kerja bakti", text="Minggu.", ends_on=NOW.date())
    return await announcements.add(db, BEKASI, told, person=PersonId(new_id()), at=NOW)


async def put_change(db: Db) -> UUID:
    """A change of the calendar."""
    edit = Edit(part="days_off", slug=NOW.date().isoformat(), before=None, after="Libur kota")
    made = Change(
        id=ChangeId(new_id()), at=NOW, person=PersonId(new_id()), reason="SK Wali Kota", edits=(edit,)
    )
    await changes.add(db, BEKASI, made)
    return made.id


async def put_batch(db: Db) -> UUID:
    """A decision about many reports."""
    made = new_id()
    await batches.begin(db, BEKASI, made, BatchAct.HIDE, by=PersonId(new_id()), at=NOW)
    return made


async def put_reply(db: Db) -> UUID:
    """A reply that is ready to be said."""
    told = Writing(act=ReplyAct.ASK, title="Patokan", told_id="Di dekat apa?")
    made = replies.write(told, reply=new_id(), at=NOW)
    await ready.add(db, BEKASI, made, by=PersonId(new_id()))
    return made.id


async def put_part(db: Db, report: ReportId) -> UUID:
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
