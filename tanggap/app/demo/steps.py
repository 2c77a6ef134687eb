"""Each step of a demo story, taken as the right party would; `journey/intake/life` checks it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from tanggap.app.demo.script import Phrases, Script
from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, GroupSlug, KindSlug, PersonId
from tanggap.journey.intake.life import Life
from tanggap.kit.ids import new_id
from tanggap.report import events as e
from tanggap.report.report import HoldReason, RejectReason, ReportId, ReturnReason, Status, Task, TaskId
from tanggap.report.transitions import Need, Party

_S = Status
_NEEDS = frozenset(Need)
"""Nothing a step must come with is missing from a demo story; its words go along as a note."""


class Staff(Struct, frozen=True, kw_only=True):
    """Who acts in the demo's stories."""

    coordinator: PersonId
    verifier: PersonId
    officers: Mapping[AgencySlug, PersonId]


class Steps:
    """Takes one report one step further. Reasons and words are drawn, moments are given."""

    def __init__(
        self, ground: Ground, script: Script, phrases: Phrases, staff: Staff, chance: Random
    ) -> None:
        self._ground = ground
        self._units = [AgencySlug(each) for each in script.pace if each != "usual"]
        self._replies = phrases.replies
        self._staff = staff
        self._chance = chance

    def verify(self, life: Life, at: datetime, *, kind: KindSlug) -> None:
        """The coordinator names the kind the reporter had not."""
        report, known = life.report, self._ground.kinds[kind]
        event = e.Verified(
            was=report.status,
            now=_S.VERIFIED,
            type=known.report_type,
            was_type=report.type,
            kind=kind,
            kind_group=GroupSlug(known.group),
            was_kind=report.kind,
            area=report.area,
            was_area=report.area,
            sensitivity=known.sensitivity,
            due_at=self._ground.due_at(report.received_at, known.report_type, known),
            respond_by=self._ground.respond_by(report.received_at, known),
        )
        life.then(event, at=at, by=Party.COORDINATOR, needs=_NEEDS, actor=self._staff.coordinator)

    def ask(self, life: Life, at: datetime) -> None:
        """The coordinator asks the reporter for more."""
        self._coordinate(life, e.Asked(was=life.report.status, now=_S.NEEDS_INFO), at, "question")

    def reject(self, life: Life, at: datetime) -> None:
        """The coordinator says why it is not taken on."""
        reason = self._chance.choice((RejectReason.NOT_AUTHORITY, RejectReason.ALREADY_DONE))
        event = e.Rejected(was=life.report.status, now=_S.REJECTED, reason=reason)
        self._coordinate(life, event, at, "reject")

    def merge(self, life: Life, at: datetime, *, primary: ReportId) -> None:
        """The coordinator puts it to an earlier report of the same thing."""
        event = e.Merged(was=life.report.status, now=_S.MERGED, primary=primary)
        life.then(event, at=at, by=Party.COORDINATOR, needs=_NEEDS, actor=self._staff.coordinator)

    def withdraw(self, life: Life, at: datetime) -> None:
        """The reporter takes it back."""
        life.then(e.Withdrawn(was=life.report.status, now=_S.WITHDRAWN), at=at, by=Party.REPORTER)

    def offer(self, life: Life, at: datetime) -> None:
        """The unit asks another to take it."""
        sender = _lead(life).agency
        target = self._chance.choice([each for each in self._units if each != sender])
        event = e.Offered(was=life.report.status, now=_S.COORDINATING, sender=sender, target=target)
        self._act(life, event, at, "offer", public=False)

    def accept(self, life: Life, at: datetime) -> None:
        """The unit's officer takes it on."""
        lead = _lead(life)
        event = e.Accepted(
            was=life.report.status,
            now=_S.IN_PROGRESS,
            task=lead.id,
            officer=self._officer(life),
            agency=lead.agency,
        )
        self._act(life, event, at)

    def hold(self, life: Life, at: datetime) -> None:
        """The officer says what the work waits for."""
        reason = self._chance.choice(
            (HoldReason.MATERIAL, HoldReason.WEATHER, HoldReason.THIRD_PARTY_UTILITY)
        )
        review_on = (at + timedelta(days=self._chance.randint(7, 25))).date()
        event = e.Held(was=_S.IN_PROGRESS, now=_S.ON_HOLD, reason=reason, review_on=review_on)
        self._act(life, event, at, "wait")

    def resume(self, life: Life, at: datetime) -> None:
        """The officer goes on."""
        self._act(life, e.Resumed(was=_S.ON_HOLD, now=_S.IN_PROGRESS), at)

    def resolve(self, life: Life, at: datetime, *, again: bool = False) -> None:
        """The officer says what was done; the demo's officers take no photos."""
        lead = _lead(life)
        event = e.Resolved(
            was=_S.IN_PROGRESS,
            now=_S.RESOLVED,
            task=lead.id,
            agency=lead.agency,
            photo=None,
            distance_m=None,
            taken_at=None,
        )
        self._act(life, event, at, "again" if again else "done")

    def close(self, life: Life, at: datetime) -> None:
        """The verifier finds it done."""
        event = e.Closed(was=_S.RESOLVED, now=_S.CLOSED, by=Party.VERIFIER)
        life.then(event, at=at, by=Party.VERIFIER, actor=self._staff.verifier)

    def rate(self, life: Life, at: datetime, *, stars: int) -> None:
        """The reporter says how well it was done."""
        life.then(e.Rated(stars=stars), at=at, by=Party.REPORTER)

    def tell_mayor(self, life: Life, at: datetime) -> None:
        """The reporter sends it to the mayor's room as well."""
        life.then(e.ToldMayor(), at=at, by=Party.REPORTER)

    def disbelieve(self, life: Life, at: datetime) -> None:
        """The verifier finds that the proof is not of this work."""
        reason = self._chance.choice((ReturnReason.WRONG_PLACE, ReturnReason.OLD_PHOTO))
        self._reopen(life, at, Party.VERIFIER, reason, actor=self._staff.verifier)

    def dispute(self, life: Life, at: datetime) -> None:
        """The reporter finds it not done."""
        self._reopen(life, at, Party.REPORTER, ReturnReason.DISPUTED, actor=None)

    def give_back(self, life: Life, at: datetime) -> None:
        """The verifier finds it not done."""
        self._reopen(life, at, Party.VERIFIER, ReturnReason.NOT_FINISHED, actor=self._staff.verifier)

    def _reopen(
        self, life: Life, at: datetime, by: Party, reason: ReturnReason, *, actor: PersonId | None
    ) -> None:
        event = e.Reopened(
            was=life.report.status,
            now=_S.REOPENED,
            by=by,
            reason=reason,
            agency=life.report.agency,
            task=TaskId(new_id()),
        )
        life.then(event, at=at, by=by, needs=_NEEDS, actor=actor, note=self._reply("return"))

    def _coordinate(self, life: Life, event: e.Step, at: datetime, occasion: str) -> None:
        life.then(
            event,
            at=at,
            by=Party.COORDINATOR,
            needs=_NEEDS,
            actor=self._staff.coordinator,
            note=self._reply(occasion),
        )

    def _act(
        self, life: Life, event: e.Step, at: datetime, occasion: str | None = None, *, public: bool = True
    ) -> None:
        life.then(
            event,
            at=at,
            by=Party.ACTING_UNIT,
            needs=_NEEDS,
            actor=self._officer(life),
            note=self._reply(occasion) if occasion is not None else None,
            public=public,
        )

    def _officer(self, life: Life) -> PersonId | None:
        return self._staff.officers.get(life.report.agency) if life.report.agency is not None else None

    def _reply(self, occasion: str) -> str:
        return self._chance.choice(self._replies[occasion])


def _lead(life: Life) -> Task:
    lead = life.report.lead
    if lead is None:
        raise ValueError("nobody holds this report")
    return lead
