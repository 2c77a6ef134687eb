"""The story of a report older than its record, imported or made for a demo, told by the rules of the living."""

from datetime import datetime
from typing import Self

from tanggap.city.terms import PersonId
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.record import Record, Told
from tanggap.kit.log import Happened
from tanggap.report import timeline
from tanggap.report.events import Step
from tanggap.report.transitions import Need, Party, step


class NotYet(Exception):
    """A story has come no further."""


class Life:
    """A story being told. It begins as every report does, with its draft.

    What would happen after ``until`` raises NotYet, and has not happened.
    """

    def __init__(self, draft: Draft, *, until: datetime | None = None) -> None:
        self.message = draft.message
        self._until = until
        self._told = list(draft.record.told)
        self.report = draft.report

    def then(
        self,
        event: Happened,
        *,
        at: datetime,
        by: Party,
        needs: frozenset[Need] = frozenset(),
        actor: PersonId | None = None,
        note: str | None = None,
        public: bool = True,
    ) -> Self:
        """What happened next, done by a party that gave what the step needs.

        Raises Refused or Forbidden for a step the table does not have, ValueError for one before the last.
        """
        if self._until is not None and at > self._until:
            raise NotYet
        if at < self.report.changed_at:
            raise ValueError("a story is told in its order")
        if isinstance(event, Step):
            step(event.was, event.now, by=frozenset({by}), given=needs)
        self.report = timeline.after(self.report, event, at, actor)
        self._told.append(Told(event=event, at=at, actor=actor, note=note, public=public))
        return self

    def record(self) -> Record:
        """The story so far, ready to be written."""
        return Record(message=self.message, report=self.report, told=tuple(self._told))
