"""Reports that live random lives in Kota Bekasi, for whoever counts them."""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Subject
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug, PersonId
from tanggap.journey.intake.message import Message
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Happened
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.erasure import holding as erasure
from tanggap.report.report import (
    Channel,
    DeclineReason,
    HideReason,
    HoldReason,
    RejectReason,
    Report,
    ReportId,
    ReturnReason,
    Status,
    TaskId,
    Visibility,
)
from tanggap.report.transitions import Party
from tests.conftest import BEKASI
from tests.mailroom import at_work

KINDS = ("road-damage", "garbage-pile", "illegal-advert", "violence-women-child", "public-disturbance", None)
POINTS = ((106.9756, -6.2383), (106.9930, -6.2349), (107.0110, -6.2720), (106.95, -6.35), (110.4, -7.0))


class Town:
    """People who report, and officers who answer: every choice drawn, every draw repeatable."""

    def __init__(self, bench: Workbench, clock: SetClock, *, seed: int) -> None:
        self.bench = bench
        self.clock = clock
        self.chance = Random(seed)
        self.reports: list[ReportId] = []

    async def report(self, count: int = 1, **fields: object) -> None:
        """So many reports come in at once."""
        taken = await asyncio.gather(
            *(self.bench.reception.receive(self._message(**fields), city=BEKASI) for _ in range(count))
        )
        self.reports += [each.receipt.report for each in taken if each.receipt.city == BEKASI]

    def _message(self, **fields: object) -> Message:
        kind = self.chance.choice(KINDS)
        lon, lat = self.chance.choice(POINTS)
        located = {"lon": lon, "lat": lat} if self.chance.random() < 0.9 else {"landmark": "Pasar"}
        drawn = {
            "channel": self.chance.choice((Channel.WEB, Channel.SMS)),
            "scope": "test",
            "key": str(uuid.uuid4()),
            "text": "Tolong diperiksa.",
            "kind": KindSlug(kind) if kind is not None else None,
            "visibility": self.chance.choice((Visibility.PUBLIC, Visibility.PUBLIC, Visibility.CONFIDENTIAL)),
            "quiet": self.chance.random() < 0.2,
        }
        return Message(**(drawn | located | fields))  # type: ignore[arg-type]  # drawn by name

    async def live(self, steps: int) -> None:
        """So many things happen, each to some report, hours apart."""
        for _ in range(steps):
            self.clock.move(timedelta(hours=self.chance.randint(0, 30)))
            await self.step(self.chance.choice(self.reports))

    async def step(self, report: ReportId, *, to: type[Happened] | None = None) -> None:
        """Something that may happen to a report happens to it; of ``to``'s kind where it is given."""
        async with self._changing(report) as (desk, found):
            possible = [each for each in self._possible(found) if to is None or type(each) is to]
            if possible:
                event = self.chance.choice(possible)
                await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())

    async def close(self, report: ReportId) -> bool:
        """A report goes its whole way at once; whether it got there."""
        for step in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            await self.step(report, to=step)
        async with self._changing(report) as (_, found):
            return found.status is Status.CLOSED

    async def merge(self) -> None:
        """A report that waits yet is found to be another's."""
        report, primary = self.chance.choice(self.reports), self.chance.choice(self.reports)
        async with self._changing(report) as (desk, found):
            before = {
                Status.RECEIVED,
                Status.NEEDS_INFO,
                Status.VERIFIED,
                Status.COORDINATING,
                Status.DISPOSED,
            }
            if found.status in before and primary != report:
                merged = e.Merged(was=found.status, now=Status.MERGED, primary=primary)
                await reports.record(desk.db, desk.tools.epoch, found, merged, at=desk.now())
            elif found.status is Status.MERGED and found.was is not None:
                apart = e.Unmerged(was=found.status, now=found.was, task=None)
                await reports.record(desk.db, desk.tools.epoch, found, apart, at=desk.now())

    async def hide(self) -> None:
        """A report is hidden, or shown again."""
        async with self._changing(self.chance.choice(self.reports)) as (desk, found):
            event = e.Hidden(reason=HideReason.FLAGS) if found.hidden is None else e.Shown()
            await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())

    async def correct(self) -> None:
        """A report turns out to be of another kind, or to lie elsewhere."""
        async with self._changing(self.chance.choice(self.reports)) as (desk, found):
            event = await (self._moved(desk, found) if self.chance.random() < 0.5 else self._of_a_kind(found))
            await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())

    async def _moved(self, desk: Desk, report: Report) -> Happened:
        lon, lat = self.chance.choice(POINTS)
        area = AreaCode(self.chance.choice(("32.75.01.1001", "32.75.02.1001")))
        place = reports.Place(
            revision=report.place + 1, lon=lon, lat=lat, accuracy_m=None, source="pin", area=area
        )
        await reports.put_place(desk.db, report, place, at=desk.now())
        return e.Moved(
            place=place.revision, words=report.words, area=area, was_area=report.area, out_of_area=False
        )

    async def _of_a_kind(self, report: Report) -> Happened:
        return e.KindChanged(
            kind=KindSlug(self.chance.choice(("street-light-out", "clogged-drain"))),
            kind_group=GroupSlug("roads"),
            was_kind=report.kind,
            type=report.type,
            was_type=report.type,
            sensitivity=self.chance.choice((Sensitivity.PUBLIC, Sensitivity.INTERNAL)),
            due_at=report.received_at + timedelta(hours=self.chance.randint(1, 200)),
            respond_by=report.respond_by,
        )

    async def erase(self) -> None:
        """Somebody is forgotten, and what they wrote and pointed at."""
        report = self.chance.choice(self.reports)
        self.reports.remove(report)
        async with self.bench.entrance.open_desk(BEKASI) as desk:
            await erasure.empty(desk, Subject(reports=(report,)))

    @asynccontextmanager
    async def _changing(self, report: ReportId) -> AsyncGenerator[tuple[Desk, Report]]:
        async with self.bench.entrance.open_desk(BEKASI) as desk:
            yield desk, await reports.open_for_change(desk.db, BEKASI, report)

    def _possible(self, report: Report) -> list[Happened]:
        was = report.status
        agency = AgencySlug(self.chance.choice(("dbmsda", "dlh", "satpol-pp")))
        task = TaskId(uuid.uuid4())
        held = report.lead.id if report.lead is not None else task
        rejected = e.Rejected(was=was, now=Status.REJECTED, reason=RejectReason.SPAM)
        reopened = e.Reopened(
            was=was,
            now=Status.REOPENED,
            by=Party.REPORTER,
            reason=ReturnReason.DISPUTED,
            agency=agency,
            task=task,
            # No draw, which would change every life there is.
            whose=AgencySlug("dlh") if self.clock.now().hour % 3 == 0 else None,
        )
        accepted = e.Accepted(
            was=was, now=Status.IN_PROGRESS, task=held, officer=PersonId(uuid.uuid4()), agency=agency
        )
        disposed = e.Disposed(
            was=was, now=Status.DISPOSED, agency=agency, was_agency=None, task=task, rule=None
        )
        relieved = e.Relieved(
            was=was, now=Status.DISPOSED, retired=agency, agency=agency, was_agency=report.agency, task=task
        )
        offered = e.Offered(was=was, now=Status.COORDINATING, sender=agency, target=agency)
        declined = e.Declined(was=was, now=Status.VERIFIED, target=agency, reason=DeclineReason.WRONG_AREA)
        until = self.clock.now().date()
        possible: dict[Status, list[Happened]] = {
            Status.RECEIVED: [self._verified(report), rejected, e.Withdrawn(was=was, now=Status.WITHDRAWN)],
            Status.VERIFIED: [disposed],
            Status.DISPOSED: [accepted, rejected, offered],
            Status.COORDINATING: [declined],
            Status.IN_PROGRESS: [
                e.Held(was=was, now=Status.ON_HOLD, reason=HoldReason.WEATHER, review_on=until),
                self._resolved(report, held, report.lead.agency if report.lead is not None else agency),
            ],
            Status.ON_HOLD: [e.Resumed(was=was, now=Status.IN_PROGRESS), relieved],
            Status.RESOLVED: [e.Closed(was=was, now=Status.CLOSED, by=Party.VERIFIER), reopened],
            Status.CLOSED: [e.Rated(stars=self.chance.randint(1, 5)), reopened],
            Status.REOPENED: [accepted],
        }
        return possible.get(was, [])

    def _verified(self, report: Report) -> Happened:
        return e.Verified(
            was=report.status,
            now=Status.VERIFIED,
            type=report.type,
            was_type=report.type,
            kind=KindSlug("street-light-out"),
            kind_group=GroupSlug("roads"),
            was_kind=report.kind,
            area=AreaCode("32.75.01.1001"),
            was_area=report.area,
            sensitivity=self.chance.choice((Sensitivity.PUBLIC, Sensitivity.INTERNAL)),
            due_at=report.due_at,
            respond_by=report.received_at + timedelta(hours=24),
        )

    def _resolved(self, report: Report, task: TaskId, agency: AgencySlug) -> Happened:
        return e.Resolved(
            was=report.status,
            now=Status.RESOLVED,
            task=task,
            agency=agency,
            photo=None,
            distance_m=None,
            taken_at=None,
        )


@asynccontextmanager
async def town(bench: Workbench, clock: SetClock, *, seed: int = 1) -> AsyncGenerator[Town, None]:
    """A town whose mailroom is open."""
    async with at_work(bench):
        yield Town(bench, clock, seed=seed)
