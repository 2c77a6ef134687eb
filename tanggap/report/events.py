"""Everything that can happen to a report.

Events hold codes, ids, numbers and moments only, and old and new value of what is counted. Words
stand in `report_words` and `report_note`, places in `report_place`, pictures in `photo`.
"""

from datetime import date, datetime

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug, PersonId, RuleName, TeamId
from tanggap.kit.log import Happened, Vocabulary
from tanggap.kit.pictures.picture import Box
from tanggap.report.photos.rules import Screening
from tanggap.report.remarks.remark import RemarkId, RemarkReason
from tanggap.report.report import (
    Channel,
    Chase,
    DeclineReason,
    FlagReason,
    HideReason,
    HoldReason,
    OutsideAnswer,
    OutsideId,
    PhotoId,
    Reach,
    RejectReason,
    ReportId,
    ReturnReason,
    Status,
    TaskId,
    Visibility,
)
from tanggap.report.transitions import Party


class Received(Happened, frozen=True, kw_only=True):
    """A report came in; ``kind`` and ``area`` as far as they were known then."""

    number: int
    type: ReportType
    channel: Channel
    visibility: Visibility
    sensitivity: Sensitivity
    kind: KindSlug | None
    kind_group: GroupSlug | None
    area: AreaCode | None
    out_of_area: bool
    quiet: bool
    due_at: datetime | None
    respond_by: datetime | None
    words: int
    place: int


class Step(Happened, frozen=True, kw_only=True):
    """An event that took a report from one status to another."""

    was: Status
    now: Status


class Verified(Step, frozen=True, kw_only=True):
    """Complete, typed, of a kind and located."""

    type: ReportType
    was_type: ReportType
    kind: KindSlug
    kind_group: GroupSlug
    was_kind: KindSlug | None
    area: AreaCode | None
    was_area: AreaCode | None
    sensitivity: Sensitivity
    due_at: datetime | None
    respond_by: datetime | None


class Disposed(Step, frozen=True, kw_only=True):
    """Handed to the unit that shall act, by a rule or by a person (then without one)."""

    agency: AgencySlug
    was_agency: AgencySlug | None
    task: TaskId
    rule: RuleName | None


class Asked(Step, frozen=True, kw_only=True):
    """The reporter was asked for more; the public clock stands still until the answer."""


class Questioned(Happened, frozen=True, kw_only=True):
    """The acting unit asked the reporter something; the work and its clock go on."""


class Answered(Step, frozen=True, kw_only=True):
    """The reporter's answer is there; the clocks go on, and what is due is due later."""

    by: Party
    due_at: datetime | None


class Replied(Happened, frozen=True, kw_only=True):
    """The reporter answered a question that had stopped no clock."""


class Rejected(Step, frozen=True, kw_only=True):
    """Not taken on."""

    reason: RejectReason


class Merged(Step, frozen=True, kw_only=True):
    """Follows another report from here."""

    primary: ReportId


class Unmerged(Step, frozen=True, kw_only=True):
    """Stands on its own again; the unit that held it holds it again, in a new task."""

    task: TaskId | None


class Undone(Step, frozen=True, kw_only=True):
    """A decision just taken was taken back; the unit that held it before holds it again, in a new task."""

    agency: AgencySlug | None
    task: TaskId | None


class Split(Happened, frozen=True, kw_only=True):
    """It told of two problems: the second became a report of its own."""

    into: ReportId
    number: int


class SplitOff(Happened, frozen=True, kw_only=True):
    """It was the second problem of another report, whose people follow this one too."""

    source: ReportId
    number: int


class Withdrawn(Step, frozen=True, kw_only=True):
    """Taken back by its reporter."""


class Offered(Step, frozen=True, kw_only=True):
    """Another unit of equal rank was asked to take it."""

    sender: AgencySlug
    target: AgencySlug


class Declined(Step, frozen=True, kw_only=True):
    """The unit that was asked did not take it; it is its sender's coordinator's again."""

    target: AgencySlug
    reason: DeclineReason


class Accepted(Step, frozen=True, kw_only=True):
    """The acting unit took it on."""

    task: TaskId
    officer: PersonId | None
    agency: AgencySlug


class Held(Step, frozen=True, kw_only=True):
    """Work waits, for a reason and until a day on which it is looked at again."""

    reason: HoldReason
    review_on: date


class Resumed(Step, frozen=True, kw_only=True):
    """Work goes on."""


class Resolved(Step, frozen=True, kw_only=True):
    """The unit filed its reply, and proof where the kind asks for one.

    ``accuracy_m`` and ``camera`` (taken by the page's own camera button) are what the browser says; ``last`` is the
    number of the report in which the same was finished before.
    """

    task: TaskId
    agency: AgencySlug
    photo: PhotoId | None
    distance_m: float | None
    taken_at: datetime | None
    accuracy_m: float | None = None
    camera: bool = False
    last: int | None = None


class Closed(Step, frozen=True, kw_only=True):
    """The proof was verified, or the wait was over."""

    by: Party


class Relieved(Step, frozen=True, kw_only=True):
    """The unit that held it, or was asked to, is retired: its successor holds it from here, or nobody until triage."""

    retired: AgencySlug
    agency: AgencySlug | None
    was_agency: AgencySlug | None
    task: TaskId | None


class Reopened(Step, frozen=True, kw_only=True):
    """Disputed: the same unit holds it again, in a new task; ``whose`` part it is about, where it is a helping unit's."""

    by: Party
    reason: ReturnReason
    agency: AgencySlug | None
    task: TaskId | None
    whose: AgencySlug | None = None


class Moved(Happened, frozen=True, kw_only=True):
    """Its reporter, the unit that holds it (``agency``) or a coordinator told anew where it is, in these revisions."""

    place: int
    words: int
    area: AreaCode | None
    was_area: AreaCode | None
    out_of_area: bool
    by: Party = Party.REPORTER
    agency: AgencySlug | None = None


class KindChanged(Happened, frozen=True, kw_only=True):
    """It is of another kind: so said its reporter before anybody had read it, its unit or a coordinator.

    Its limits count from the beginning; ``held_to`` are the kinds before, to whose limits it is held as well.
    """

    kind: KindSlug
    kind_group: GroupSlug
    was_kind: KindSlug | None
    type: ReportType
    was_type: ReportType
    sensitivity: Sensitivity
    due_at: datetime | None
    respond_by: datetime | None
    held_to: tuple[KindSlug, ...] = ()
    by: Party = Party.REPORTER
    agency: AgencySlug | None = None


class Recounted(Happened, frozen=True, kw_only=True):
    """The city's calendar changed, and with it when this is due; the limits are those it came in under."""

    due_at: datetime | None
    was_due_at: datetime | None
    respond_by: datetime | None
    was_respond_by: datetime | None


class Reminded(Happened, frozen=True, kw_only=True):
    """Time went by, and those who answer for the report were told: who held it then, or was asked to take it.

    With a ``task`` it is of a part of the work, and of the unit that was asked for it.
    """

    chase: Chase
    percent: int | None
    reach: Reach
    round: int
    agency: AgencySlug | None
    task: TaskId | None = None


class KindDoubted(Happened, frozen=True, kw_only=True):
    """The reporter told those who hold the report that it is of another kind; they decide."""

    kind: KindSlug


class Confirmed(Happened, frozen=True, kw_only=True):
    """A neighbour looked: it is done, or it is not, which a verifier then looks into."""

    done: bool


class Upheld(Happened, frozen=True, kw_only=True):
    """A verifier looked into what neighbours said, and the closing stands."""


class Audited(Happened, frozen=True, kw_only=True):
    """A verifier looked at work that had closed by itself and was drawn by lot: it is done, or it is not.

    ``whose`` part was not, where it was a helping unit's and not that of the unit that answers for the report.
    """

    fine: bool
    whose: AgencySlug | None = None


class Remarked(Happened, frozen=True, kw_only=True):
    """Somebody said something in public under the report."""

    remark: RemarkId


class RemarkHidden(Happened, frozen=True, kw_only=True):
    """A coordinator took a remark from the page, or so many readers flagged it that it waits to be read again."""

    remark: RemarkId
    reason: RemarkReason


class RemarkShown(Happened, frozen=True, kw_only=True):
    """A coordinator lets everybody read a remark."""

    remark: RemarkId


class Noted(Happened, frozen=True, kw_only=True):
    """Somebody wrote down something for those who work on it."""


class Rated(Happened, frozen=True, kw_only=True):
    """The reporter's stars, once per closing."""

    stars: int


class PhotoAdded(Happened, frozen=True, kw_only=True):
    """A picture was put to the report."""

    photo: PhotoId


class Erased(Happened, frozen=True, kw_only=True):
    """Everything its reporter had left was emptied, at their wish."""


class Supported(Happened, frozen=True, kw_only=True):
    """More people say the same: one who pressed the button, or those of a report that was merged into this one."""

    people: int
    supporters: int
    merged: ReportId | None


class Unsupported(Supported, frozen=True, kw_only=True):
    """Fewer people say the same: one took it back, or a report they came with stands on its own again."""


class ToldMayor(Happened, frozen=True, kw_only=True):
    """Its resident sent it to the mayor's room as well as to whoever answers."""


class Hidden(Happened, frozen=True, kw_only=True):
    """The public does not see it from here on; its reporter and those who work on it do."""

    reason: HideReason


class Shown(Happened, frozen=True, kw_only=True):
    """The public may see it again."""


class Flagged(Happened, frozen=True, kw_only=True):
    """A reader finds that it should not be public as it stands."""

    reason: FlagReason


class PhotoCovered(Happened, frozen=True, kw_only=True):
    """Somebody decided what is covered in the public copy of a picture: these places, and before it those."""

    photo: PhotoId
    covers: tuple[Box, ...]
    before: tuple[Box, ...]


class Helping(Happened, frozen=True, kw_only=True):
    """Something about a supporting task, which belongs to a unit that does not hold the report."""

    task: TaskId
    agency: AgencySlug


class HelpAsked(Helping, frozen=True, kw_only=True):
    """A unit was asked for a part of the work; ``again`` is the task it had before the report was opened again."""

    mandatory: bool
    due_at: datetime | None
    again: TaskId | None


class HelpAccepted(Helping, frozen=True, kw_only=True):
    """Somebody of the unit that was asked took its part on."""

    officer: PersonId


class HelpDeclined(Helping, frozen=True, kw_only=True):
    """The unit that was asked does not do it."""

    reason: DeclineReason


class HelpGiven(Helping, frozen=True, kw_only=True):
    """A unit said what it did, and showed it where it sent a photo; the photo is told of as that of `Resolved` is."""

    photo: PhotoId | None
    distance_m: float | None = None
    taken_at: datetime | None = None
    accuracy_m: float | None = None
    camera: bool = False


class HelpWithdrawn(Helping, frozen=True, kw_only=True):
    """Who had asked for it needs it no longer."""


class TeamSent(Happened, frozen=True, kw_only=True):
    """A task was given to a team of its unit, or taken from one."""

    task: TaskId
    team: TeamId | None
    was_team: TeamId | None


class PhotoHidden(Happened, frozen=True, kw_only=True):
    """The public does not see this picture from here on; what was known of it before is kept, to go back to."""

    photo: PhotoId
    reason: HideReason
    before: Screening


class PhotoShown(Happened, frozen=True, kw_only=True):
    """The public may see this picture again, as far as it might before."""

    photo: PhotoId
    known: Screening


class OutsideAsked(Happened, frozen=True, kw_only=True):
    """The unit that holds a task asked somebody outside the city hall, until a day; it holds the task all the while."""

    request: OutsideId
    task: TaskId
    answer_by: date
    expires_at: datetime


class OutsideAnswered(Happened, frozen=True, kw_only=True):
    """Somebody outside answered by their link; ``until`` is the day they ask for when they need more time."""

    request: OutsideId
    answer: OutsideAnswer
    until: date | None
    photos: tuple[PhotoId, ...]


class OutsideRenewed(Happened, frozen=True, kw_only=True):
    """A new link took the place of the one before."""

    request: OutsideId
    expires_at: datetime


class OutsideRevoked(Happened, frozen=True, kw_only=True):
    """The link opens nothing any more."""

    request: OutsideId


EVENTS = Vocabulary(
    (
        Received,
        Verified,
        Disposed,
        Asked,
        Questioned,
        Answered,
        Replied,
        Rejected,
        Merged,
        Unmerged,
        Undone,
        Split,
        SplitOff,
        Withdrawn,
        Offered,
        Declined,
        Accepted,
        Held,
        Resumed,
        Resolved,
        Closed,
        Relieved,
        Reopened,
        Moved,
        KindChanged,
        Recounted,
        Reminded,
        KindDoubted,
        Confirmed,
        Upheld,
        Audited,
        Remarked,
        RemarkHidden,
        RemarkShown,
        Noted,
        Rated,
        PhotoAdded,
        Erased,
        Supported,
        Unsupported,
        Hidden,
        Shown,
        Flagged,
        ToldMayor,
        PhotoCovered,
        HelpAsked,
        HelpAccepted,
        HelpDeclined,
        HelpGiven,
        HelpWithdrawn,
        TeamSent,
        PhotoHidden,
        PhotoShown,
        OutsideAsked,
        OutsideAnswered,
        OutsideRenewed,
        OutsideRevoked,
    )
)
