"""The site with every kind of person at its doors, each signed in as far as they may be."""

import io
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import httpx
from msgspec.structs import replace
from PIL import Image

from tanggap.app import house
from tanggap.app.entrance import CSRF
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.people import store
from tanggap.city.people.passwords import Hashed
from tanggap.city.people.rules import IN_AN_AGENCY
from tanggap.city.people.store import Person
from tanggap.city.residents import store as residents
from tanggap.city.rights import Actor, Duty, Factor, Role
from tanggap.city.terms import CityId, PersonId, ResidentId
from tanggap.kit.clock import SetClock
from tanggap.kit.db import Db
from tanggap.kit.ids import new_id
from tanggap.kit.secret import seal
from tanggap.kit.web import sessions
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkState, Speaker
from tanggap.report.report import ReportId
from tanggap.report.reporter import store as reporters
from tests.conftest import BEKASI, NOW, running
from tests.stories.things import (
    JAKASAMPURNA,
    ROADS,
    WASTE,
    Thing,
    put_announcement,
    put_batch,
    put_change,
    put_inquiry,
    put_part,
    put_reply,
    put_team,
    put_wall,
)
from tests.visitor import ORIGIN, Visitor

DEPOK = CityId(3276)


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
            said = await put_announcement(db)
            return Thing(
                report.id,
                receipt["number"],
                report.lead.id,
                *photos,
                remark=comment,
                code=JAKASAMPURNA,
                sheet="a4.pdf",
                announcement=said,
                change=await put_change(db),
                part=await put_part(db, report.id),
                team=await put_team(db, BEKASI),
                batch=await put_batch(db),
                reply=await put_reply(db),
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
