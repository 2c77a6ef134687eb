"""What becomes of the demo's reports: most are long done, some stand in every state."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from tanggap.app.demo.script import Phrases, Script
from tanggap.app.demo.steps import Staff, Steps
from tanggap.city.ground import Ground
from tanggap.city.terms import KindSlug
from tanggap.journey import story
from tanggap.journey.intake.life import Life, NotYet
from tanggap.journey.intake.message import Message
from tanggap.journey.intake.record import Record
from tanggap.journey.routing.route import Rule
from tanggap.journey.story import Chance
from tanggap.kit.ids import new_id
from tanggap.report.report import Report, ReportId, Status, TaskId

FOLLOWS_FOR = timedelta(days=14)
LATEST_ANSWER = 3.0
"""The longest wait for a first answer, in times of its limit; beyond twice the limit a unit fails."""
_S = Status


class Lives:
    """Tells stories. The same chance gives the same stories, under other identities."""

    def __init__(
        self,
        ground: Ground,
        rules: Mapping[str, Rule],
        *,
        script: Script,
        phrases: Phrases,
        staff: Staff,
        chance: Random,
    ) -> None:
        self._ground = ground
        self._rules = rules
        self._script = script
        self._steps = Steps(ground, script, phrases, staff, chance)
        self._chance = chance
        self._numbers: set[int] = set()
        # The latest report of each kind that stands on its own: others may follow it for a while.
        self._primaries: dict[KindSlug | None, Report] = {}

    def ended(self, message: Message, *, at: datetime) -> Record:
        """A story of long ago, told to its end."""
        life = self._begun(message, at)
        self._end(life)
        return life.record()

    def lived(self, message: Message, *, at: datetime, now: datetime) -> Record:
        """A story of the last year, told to its end or as far as it has come."""
        life = self._begun(message, at, until=now)
        with suppress(NotYet):
            self._end(life)
        return life.record()

    def _end(self, life: Life) -> None:
        kind = life.message.kind
        soon = life.report.received_at + timedelta(hours=self._chance.uniform(1, 40))
        primary = self._primary(life)
        fate = self._chance.random()
        if fate < 0.035:
            self._steps.reject(life, soon)
        elif fate < 0.045:
            self._steps.withdraw(life, soon)
        elif fate < 0.07 and primary is not None:
            self._steps.merge(life, soon, primary=primary)
        else:
            self._primaries[kind] = life.report
            self._finish(life)

    def unfinished(
        self, message: Message, state: Status, *, kind: KindSlug, at: datetime, now: datetime
    ) -> Record:
        """A story about a kind of thing, sent at a moment, that stands in ``state`` now."""
        life = self._begun(message, at)
        first, then, last = self._spread(at, min(now, self._done_at(life)))
        primary = self._primary(life)
        match state:
            case _S.RECEIVED | _S.DISPOSED:
                pass
            case _S.NEEDS_INFO:
                self._steps.ask(life, first)
            case _S.VERIFIED:
                self._steps.verify(life, first, kind=kind)
            case _S.COORDINATING:
                self._steps.offer(life, first)
            case _S.REJECTED:
                self._steps.reject(life, first)
            case _S.WITHDRAWN:
                self._steps.withdraw(life, first)
            case _S.MERGED if primary is not None:
                self._steps.merge(life, first, primary=primary)
            case _:
                self._steps.accept(life, first)
                self._work(life, state, then, last)
        if state is not _S.MERGED:
            self._primaries[message.kind] = life.report
        return life.record()

    def left_lying(self, message: Message, *, at: datetime, begun: bool) -> Record:
        """A story nobody has gone on with: not ``begun``, or only taken on."""
        life = self._begun(message, at)
        if begun:
            self._steps.accept(life, self._after(life, 2, 30))
        return life.record()

    def disbelieved(self, message: Message, *, at: datetime) -> Record:
        """A story in which a verifier found that the proof was not of this work, which then was done."""
        life = self._begun(message, at)
        self._steps.accept(life, self._after(life, 2, 20))
        self._steps.resolve(life, self._after(life, 10, 60))
        self._steps.disbelieve(life, self._after(life, 4, 40))
        self._steps.accept(life, self._after(life, 1, 20))
        self._steps.resolve(life, self._after(life, 10, 50), again=True)
        self._steps.close(life, self._after(life, 3, 40))
        return life.record()

    def proven(self, message: Message, *, at: datetime) -> Record:
        """A story in which the work was done and its proof believed."""
        life = self._begun(message, at)
        self._steps.accept(life, self._after(life, 2, 20))
        self._steps.resolve(life, self._after(life, 10, 90))
        self._steps.close(life, self._after(life, 3, 40))
        return life.record()

    def told_mayor(self, message: Message, *, at: datetime) -> Record:
        """A story its reporter sent to the mayor's room as well."""
        life = self._begun(message, at)
        self._steps.tell_mayor(life, at)
        return life.record()

    def _work(self, life: Life, state: Status, at: datetime, later: datetime) -> None:
        """From acceptance to a state of work or beyond."""
        if state is _S.IN_PROGRESS:
            return
        if state is _S.ON_HOLD:
            self._steps.hold(life, at)
            return
        self._steps.resolve(life, at)
        if state is _S.CLOSED:
            self._steps.close(life, later)
        elif state is _S.REOPENED:
            self._steps.give_back(life, later)

    def _finish(self, life: Life) -> None:
        """From acceptance to the reporter's stars, at the agency's usual pace."""
        chance, report = self._chance, life.report
        if report.agency is None or report.due_at is None:
            return  # nobody holds it: it waits in triage
        done_at = self._done_at(life)
        pace = self._script.pace_of(report.agency)
        self._steps.accept(
            life, min(self._taken_on_at(life), self._between(report.received_at, done_at, 0.3, 0.8))
        )
        if chance.random() < 0.07:
            self._steps.hold(life, self._between(life.report.changed_at, done_at, 0.1, 0.4))
            self._steps.resume(life, self._between(life.report.changed_at, done_at, 0.3, 0.9))
        self._steps.resolve(life, done_at)
        self._steps.close(life, self._after(life, 3, 60))
        if 100 * chance.random() < pace.reopened:
            self._steps.dispute(life, self._after(life, 4, 120))
            self._steps.accept(life, self._after(life, 2, 30))
            self._steps.resolve(life, self._after(life, 12, 90), again=True)
            self._steps.close(life, self._after(life, 3, 40))
        if chance.random() < 0.58:
            stars = round(chance.gauss(pace.stars - (0 if done_at <= report.due_at else 1.1), 0.8))
            self._steps.rate(life, self._after(life, 1, 70), stars=min(5, max(1, stars)))

    def _primary(self, life: Life) -> ReportId | None:
        """What a report may follow: an earlier one of its kind that is not long past."""
        earlier = self._primaries.get(life.message.kind)
        if earlier is None or life.report.received_at - earlier.received_at > FOLLOWS_FOR:
            return None
        return earlier.id

    def _begun(self, message: Message, at: datetime, *, until: datetime | None = None) -> Life:
        drawn = Chance(report=ReportId(new_id()), task=TaskId(new_id()), number=self._number())
        return Life(story.draft(self._ground, self._rules, message, at=at, chance=lambda: drawn), until=until)

    def _number(self) -> int:
        while (number := self._chance.randrange(10**10)) in self._numbers:
            pass
        self._numbers.add(number)
        return number

    def _done_at(self, life: Life) -> datetime:
        """When whoever holds a report usually has done it: in half the time allowed, or some time after all of it."""
        report = life.report
        if report.agency is None or report.due_at is None:
            return report.received_at + timedelta(days=2)
        allowed = report.due_at - report.received_at
        if self._chance.random() * 100 < self._script.pace_of(report.agency).in_time:
            return report.received_at + allowed * (0.06 + 0.9 * self._chance.betavariate(2, 2.4))
        return report.received_at + allowed * min(1.04 + self._chance.expovariate(1.5), 3.5)

    def _taken_on_at(self, life: Life) -> datetime:
        """When whoever holds a report takes it on: in the time for a first answer, or some time after it."""
        report = life.report
        if report.agency is None or report.respond_by is None:
            return report.received_at + timedelta(days=1)
        allowed = report.respond_by - report.received_at
        if 100 * self._chance.random() < self._script.pace_of(report.agency).answered:
            return report.received_at + allowed * self._chance.uniform(0.03, 0.9)
        return report.received_at + allowed * self._chance.uniform(1.1, LATEST_ANSWER)

    def _after(self, life: Life, least_h: float, most_h: float) -> datetime:
        return life.report.changed_at + timedelta(hours=self._chance.uniform(least_h, most_h))

    def _between(self, start: datetime, end: datetime, least: float, most: float) -> datetime:
        return start + (end - start) * self._chance.uniform(least, most)

    def _spread(self, start: datetime, end: datetime) -> list[datetime]:
        """Three moments between two, in order."""
        shares = sorted(self._chance.uniform(0.05, 0.95) for _ in range(3))
        return [start + (end - start) * share for share in shares]
