"""Three reports, whatever somebody may try with them, and what holds of them at every moment."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import msgspec

from tanggap.city.rights import Actor
from tanggap.city.terms import AgencySlug, KindSlug, PersonId
from tanggap.journey.feedback import rules as feedback
from tanggap.journey.resolution import rules as resolution
from tanggap.journey.work import rules as work
from tanggap.journey.work.batches import rules as batches
from tanggap.journey.work.batches.rules import Before
from tanggap.journey.work.correcting import rules as correcting
from tanggap.journey.work.partners import rules as partners
from tanggap.journey.work.partners.rules import Weight
from tanggap.journey.work.triage import rules as triage
from tanggap.kit.errors import Refused
from tanggap.kit.log import Happened, Heard
from tanggap.kit.log.events import body_of
from tanggap.kit.words import say
from tanggap.report import timeline
from tanggap.report.clocks import charged, charged_beside, pauses
from tanggap.report.parties import Handling, parties
from tanggap.report.report import (
    DeclineReason,
    HoldReason,
    PhotoId,
    RejectReason,
    Report,
    ReportId,
    ReturnReason,
    Status,
    Task,
    TaskId,
    TaskRole,
)
from tanggap.report.transitions import Party, allowed
from tests import bekasi
from tests.bekasi import CITY, CLEANSING, JAKASAMPURNA, MARGAHAYU, NOW, ROADS, STAFF

HELD = {Status.DISPOSED, Status.IN_PROGRESS, Status.ON_HOLD}


class World:
    """Three reports and everything that happened to them."""

    def __init__(self) -> None:
        self.at = NOW
        self.tasks = 0
        self.reports: list[Report] = []
        self.log: list[list[Heard]] = [[], [], []]
        for n in range(3):
            event = bekasi.received(n, kind="road-damage" if n else None)
            self.reports.append(timeline.born(CITY, ReportId(UUID(int=100 + n)), event, self.at))
            self._write(n, 1, event, None)

    def new_task(self) -> TaskId:
        """A task that has never been."""
        self.tasks += 1
        return TaskId(UUID(int=1000 + self.tasks))

    def happen(self, n: int, event: Happened, actor: Actor) -> None:
        """Let something happen to a report."""
        self.at += timedelta(minutes=7)
        self.reports[n] = timeline.after(self.reports[n], event, self.at, actor.person)
        self._write(n, self.reports[n].nth, event, actor)

    def _write(self, n: int, nth: int, event: Happened, actor: Actor | None) -> None:
        self.log[n].append(
            Heard(
                city_id=CITY,
                thing=self.reports[n].id,
                nth=nth,
                kind=type(event).__name__,
                v=event.VERSION,
                body=json.loads(body_of(event)),
                actor=actor.person if actor is not None else None,
                happened_at=self.at,
                written_at=self.at,
                epoch=1,
            )
        )

    def root(self, report: Report) -> Report:
        """What a report follows in the end."""
        seen = {report.id}
        while report.merged_into is not None:
            report = next(each for each in self.reports if each.id == report.merged_into)
            assert report.id not in seen, "reports follow each other in a circle"
            seen.add(report.id)
        return report


Deed = Callable[[World, Handling, Report], Happened]
"""What somebody tries with one report; the third is another report they may name."""

PHOTO = resolution.Proof(photo=PhotoId(UUID(int=9)))


def _resolve(world: World, handling: Handling, other: Report) -> Happened:
    weighed = resolution.weigh(PHOTO, report=None, at=world.at)
    return resolution.resolve(
        handling,
        reply="ditambal",
        needs_proof=True,
        proof=PHOTO,
        weighed=weighed,
        explained=False,
        awaited=[each.agency for each in handling.report.awaited],
    )


def _ask_for_help(world: World, handling: Handling, weight: Weight) -> Happened:
    """Ask the other of the two units; a report nobody holds asks the roads, and is refused."""
    target = CLEANSING if handling.report.agency == ROADS else ROADS
    until = world.at + timedelta(days=2)
    return partners.ask(
        handling, target=target, weight=weight, text="angkut sampah", due_at=until, task=world.new_task()
    )


def _helping(handling: Handling) -> tuple[Task, frozenset[AgencySlug]]:
    """The part somebody was asked for last, as its own unit has it; one that has ended where none is open."""
    found = [task for task in handling.report.tasks if task.role is TaskRole.SUPPORT]
    if not found:
        raise Refused(say("Tidak ada."))
    return found[-1], frozenset({found[-1].agency})


def _help(world: World, handling: Handling) -> Happened:
    task, own = _helping(handling)
    if task.accepted_at is None:
        return partners.accept(handling, task.id, own=own, officer=PersonId(UUID(int=5)))
    return partners.give(handling, task.id, own=own, text="diangkut")


def _decline_help(world: World, handling: Handling) -> Happened:
    task, own = _helping(handling)
    return partners.decline(handling, task.id, own=own, reason=DeclineReason.WRONG_AREA)


def _ask_again(world: World, handling: Handling) -> Happened:
    asked = partners.again(handling.report, at=world.at, new_task=world.new_task)
    if not asked:
        raise Refused(say("Tidak ada."))
    return asked[0]


def _lead(handling: Handling) -> TaskId:
    """The task somebody corrects from; of a report nobody holds, one that never was."""
    lead = handling.report.lead
    return lead.id if lead is not None else TaskId(UUID(int=0))


DEEDS: dict[str, Deed] = {
    "verify": lambda w, h, o: triage.verify(
        h, bekasi.ground(), kind=bekasi.ground().kinds[KindSlug("garbage-pile")], area=MARGAHAYU
    ),
    "dispose": lambda w, h, o: triage.dispose(h, agency=ROADS, reason="jalan", task=w.new_task()),
    "dispose elsewhere": lambda w, h, o: triage.dispose(
        h, agency=CLEANSING, reason="sampah", task=w.new_task()
    ),
    "ask": lambda w, h, o: triage.ask(h, text="di mana?"),
    "reject": lambda w, h, o: triage.reject(h, reason=RejectReason.SPAM, text="bukan laporan"),
    "reject incomplete": lambda w, h, o: triage.reject(h, reason=RejectReason.INCOMPLETE, text="tak dijawab"),
    "merge": lambda w, h, o: triage.merge(h, primary=w.root(o)),
    "unmerge": lambda w, h, o: triage.unmerge(h, reason="lain tempat", task=w.new_task()),
    "undo": lambda w, h, o: batches.undo(
        h, Before(status=Status.VERIFIED, agency=None), reason="keliru", task=w.new_task()
    ),
    "undo a refusal of what a unit held": lambda w, h, o: batches.undo(
        h, Before(status=Status.DISPOSED, agency=ROADS), reason="keliru", task=w.new_task()
    ),
    "offer": lambda w, h, o: work.offer(h, sender=h.report.agency, target=CLEANSING, reason="sampah"),
    "accept offer": lambda w, h, o: work.accept_offer(h, task=w.new_task()),
    "decline": lambda w, h, o: work.decline(h, reason=DeclineReason.WRONG_AREA),
    "accept": lambda w, h, o: work.accept(h, officer=STAFF[2].person),
    "hold": lambda w, h, o: work.hold(
        h,
        reason=HoldReason.WEATHER,
        review_on=w.at.date() + timedelta(days=3),
        after=w.at.date(),
        latest=w.at.date() + timedelta(days=30),
    ),
    "resume": lambda w, h, o: work.resume(h),
    "question": lambda w, h, o: work.question(h, text="masih ada?"),
    "note": lambda w, h, o: work.note(h, text="sudah disurvei"),
    "resolve": _resolve,
    "close": lambda w, h, o: resolution.close(h),
    "give back": lambda w, h, o: resolution.give_back(
        h, reason=ReturnReason.NOT_FINISHED, text="belum", task=w.new_task()
    ),
    "ask for help": lambda w, h, o: _ask_for_help(w, h, Weight.MUST),
    "ask for more help": lambda w, h, o: _ask_for_help(w, h, Weight.MAY),
    "help": lambda w, h, o: _help(w, h),
    "decline help": lambda w, h, o: _decline_help(w, h),
    "need no help": lambda w, h, o: partners.withdraw(h, _helping(h)[0].id, text="sudah bersih"),
    "ask again": lambda w, h, o: _ask_again(w, h),
    "move": lambda w, h, o: correcting.moved(
        h, task=_lead(h), area=JAKASAMPURNA, out_of_area=False, words=False, point=True
    ),
    "name another kind": lambda w, h, o: correcting.kind_changed(
        h,
        bekasi.ground(),
        task=_lead(h),
        kind=KindSlug("flood" if h.report.kind != "flood" else "violence-women-child"),
        pauses=pauses(w.log[w.reports.index(h.report)]),
    ),
    "answer": lambda w, h, o: feedback.answered(bekasi.ground(), h.report, question=True, given=True),
    "withdraw": lambda w, h, o: feedback.withdrawn(h.report),
    "rate": lambda w, h, o: feedback.rated(h.report, 4),
    "dispute": lambda w, h, o: feedback.disputed(
        h.report, reason="masih rusak", until=w.at, at=w.at, task=w.new_task()
    ),
}


def check(world: World) -> None:
    """What holds at every moment, whatever was tried."""
    for report, log in zip(world.reports, world.log, strict=True):
        assert timeline.told(log) == report
        assert [heard.nth for heard in log] == list(range(1, report.nth + 1))
        leads = [task for task in report.tasks if task.ended_at is None and task.role is TaskRole.LEAD]
        assert len(leads) <= 1
        helpers = [task.agency for task in report.helpers]
        assert len(set(helpers)) == len(helpers)
        assert report.agency not in helpers
        assert not helpers or report.status not in {Status.RESOLVED, Status.CLOSED}
        assert not helpers or report.status.open
        assert leads or report.status not in HELD
        assert not leads or report.status.open
        assert all(task.agency == report.agency for task in leads)
        assert world.root(report).status is not Status.MERGED
        assert (report.merged_into is not None) == (report.status is Status.MERGED)
        assert (report.closed_at is None) == report.status.open
        assert sum(charged(report, world.at).values(), timedelta()) == world.at - report.received_at
        led = msgspec.structs.replace(
            report, tasks=tuple(each for each in report.tasks if each.role is TaskRole.LEAD)
        )
        assert charged(led, world.at) == charged(report, world.at), "no part is charged to who holds it"
        supporting = [task for task in report.tasks if task.role is TaskRole.SUPPORT]
        assert sum(charged_beside(report, world.at).values(), timedelta()) == sum(
            ((task.ended_at or world.at) - task.opened_at for task in supporting), timedelta()
        )
        assert not report.status.open or allowed(report.status, by=frozenset(Party))


def attempt(world: World, n: int, deed: str, other: int, *, first: int = 0) -> bool:
    """Let somebody of staff do a deed: the first who may, beginning with one of them."""
    for actor in (*STAFF[first:], *STAFF[:first]):
        report = world.reports[n]
        handling = Handling(report=report, by=parties(bekasi.ground(), actor, report))
        try:
            event = DEEDS[deed](world, handling, world.reports[other])
        except Refused:
            continue
        world.happen(n, event, actor)
        return True
    return False


def walked(*deeds: tuple[str, Actor]) -> World:
    world = World()
    for deed, actor in deeds:
        report = world.reports[1]
        handling = Handling(report=report, by=parties(bekasi.ground(), actor, report))
        world.happen(1, DEEDS[deed](world, handling, world.reports[2]), actor)
        check(world)
    return world


DONE = (
    ("verify", bekasi.COORDINATOR),
    ("dispose", bekasi.COORDINATOR),
    ("accept", bekasi.ROADS_OFFICER),
    ("resolve", bekasi.WORKING_VERIFIER),
)
