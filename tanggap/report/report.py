"""What a report is: its words for state, and the state its events add up to."""

from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, AreaCode, CityId, GroupSlug, KindSlug, PersonId, TeamId

ReportId = NewType("ReportId", UUID)
TaskId = NewType("TaskId", UUID)
PhotoId = NewType("PhotoId", UUID)
OutsideId = NewType("OutsideId", UUID)


class Status(StrEnum):
    """Where a report stands (DOMAIN 5.1)."""

    RECEIVED = "received"
    NEEDS_INFO = "needs_info"
    VERIFIED = "verified"
    COORDINATING = "coordinating"
    DISPOSED = "disposed"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in _ENDED


_ENDED = frozenset({Status.CLOSED, Status.REJECTED, Status.MERGED, Status.WITHDRAWN})


class Visibility(StrEnum):
    """What a reporter lets be seen (DOMAIN 4.3)."""

    PUBLIC = "public"
    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"


class Channel(StrEnum):
    """By which way a report came (DOMAIN 16)."""

    WEB = "web"
    APP = "app"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    PHONE = "phone"
    CALL112 = "call112"
    COUNTER = "counter"
    LETTER = "letter"
    SOCIAL_X = "social_x"
    SOCIAL_FACEBOOK = "social_facebook"
    SOCIAL_INSTAGRAM = "social_instagram"
    MEDIA = "media"
    LAPOR = "lapor"
    OPEN311 = "open311"
    CCTV = "cctv"
    SENSOR = "sensor"
    FIELD_OFFICER = "field_officer"


class PlaceSource(StrEnum):
    """Who said where it is."""

    DEVICE = "device"
    EXIF = "exif"
    MAP_PIN = "map_pin"
    OPERATOR = "operator"
    TEXT = "text"


class RejectReason(StrEnum):
    """Why a report is not taken on."""

    NOT_AUTHORITY = "not_authority"
    INCOMPLETE = "incomplete"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    ABUSIVE = "abusive"
    NO_LOCATION = "no_location"
    IN_COURT = "in_court"
    PRIVATE_DISPUTE = "private_dispute"
    ALREADY_DONE = "already_done"
    PRIVACY_VIOLATION = "privacy_violation"
    EMERGENCY_REDIRECTED = "emergency_redirected"


class DeclineReason(StrEnum):
    """Why a unit does not take on what it was offered."""

    WRONG_AREA = "wrong_area"
    WRONG_AGENCY = "wrong_agency"
    NEEDS_OTHER_AGENCY = "needs_other_agency"
    NOT_FOUND_ON_SITE = "not_found_on_site"


class HoldReason(StrEnum):
    """Why work waits."""

    BUDGET_NEXT_YEAR = "budget_next_year"
    MATERIAL = "material"
    THIRD_PARTY_UTILITY = "third_party_utility"
    WEATHER = "weather"
    PERMIT = "permit"
    SECURITY = "security"
    PARTLY_DONE = "partly_done"


class ReturnReason(StrEnum):
    """Why a finished report is opened again: what the verifier or the reporter says is wrong."""

    WRONG_PLACE = "wrong_place"
    NOT_FINISHED = "not_finished"
    UNCLEAR_PHOTO = "unclear_photo"
    OLD_PHOTO = "old_photo"
    REUSED = "reused"
    DISPUTED = "disputed"


class Chase(StrEnum):
    """Why somebody hears that time goes by: what came near, or passed without anything done."""

    REMINDER = "reminder"
    SILENCE = "silence"
    BREACH = "breach"
    AGENCY_HEAD = "agency_head"
    EXECUTIVE = "executive"
    OFFER = "offer"
    ASK = "ask"
    REVIEW = "review"


class Reach(StrEnum):
    """How far up they hear it: each of these, and all before it."""

    UNIT = "unit"
    UNIT_HEAD = "unit_head"
    AGENCY_HEAD = "agency_head"
    EXECUTIVE = "executive"


class HideReason(StrEnum):
    """Why the public does not see a report for now: the first three without anybody having looked yet."""

    WORDS = "words"
    FLAGS = "flags"
    FLOOD = "flood"
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    FALSE = "false"
    SAFETY = "safety"
    OTHER = "other"

    @property
    def automatic(self) -> bool:
        """Whether a person has still to look."""
        return self in (HideReason.WORDS, HideReason.FLAGS, HideReason.FLOOD)


class FlagReason(StrEnum):
    """What somebody finds wrong with what a report shows."""

    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    FALSE = "false"
    OTHER = "other"


class OutsideAnswer(StrEnum):
    """What somebody outside the city hall says of what a unit asked them."""

    ACCEPTED = "accepted"
    LATER = "later"
    DONE = "done"
    NOT_OURS = "not_ours"

    @property
    def settles(self) -> bool:
        """Whether nothing more is expected of them then."""
        return self in (OutsideAnswer.DONE, OutsideAnswer.NOT_OURS)


class TaskRole(StrEnum):
    """Whose work it is first, and who helps."""

    LEAD = "lead"
    SUPPORT = "support"


class TaskOutcome(StrEnum):
    """How a unit's task ended; a supporting one also when its unit declined it or its lead withdrew it."""

    RESOLVED = "resolved"
    PASSED_ON = "passed_on"
    STOPPED = "stopped"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Task(Struct, frozen=True, kw_only=True):
    """One unit's part in a report: the lead's hold, or a supporting one; each has its own clock and score.

    A supporting one that is ``mandatory`` keeps the report from its end; ``due_at`` is its own term, ``doer`` who did it.
    """

    id: TaskId
    role: TaskRole
    agency: AgencySlug
    officer: PersonId | None = None
    opened_at: datetime
    mandatory: bool = True
    due_at: datetime | None = None
    team: TeamId | None = None
    doer: PersonId | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: TaskOutcome | None = None


class Report(Struct, frozen=True, kw_only=True):
    """A report's present state, as its events add up; the words and photos stand beside it."""

    city_id: CityId
    id: ReportId
    number: int
    nth: int
    type: ReportType
    status: Status
    kind: KindSlug | None = None
    kind_group: GroupSlug | None = None
    agency: AgencySlug | None = None
    offered_to: AgencySlug | None = None
    area: AreaCode | None = None
    out_of_area: bool = False
    held_to: tuple[KindSlug, ...] = ()
    channel: Channel
    visibility: Visibility
    sensitivity: Sensitivity
    quiet: bool = False
    hidden: HideReason | None = None
    direct: bool = False
    received_at: datetime
    due_at: datetime | None = None
    respond_by: datetime | None = None
    responded_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    changed_at: datetime
    review_on: date | None = None
    doer: PersonId | None = None
    merged_into: ReportId | None = None
    was: Status | None = None
    stars: int | None = None
    reopened: int = 0
    contested: int = 0
    words: int = 0
    place: int = 0
    supporters: int = 0
    tasks: tuple[Task, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether the public may find it."""
        return (
            self.hidden is None
            and self.visibility is not Visibility.CONFIDENTIAL
            and self.sensitivity in (Sensitivity.PUBLIC, Sensitivity.BLURRED)
        )

    @property
    def lead(self) -> Task | None:
        """The open lead task: who holds the report now."""
        led = (task for task in self.tasks if task.role is TaskRole.LEAD and task.ended_at is None)
        return next(led, None)

    @property
    def helpers(self) -> tuple[Task, ...]:
        """The open supporting tasks: who else works on it now."""
        return tuple(task for task in self.tasks if task.role is TaskRole.SUPPORT and task.ended_at is None)

    @property
    def awaited(self) -> tuple[Task, ...]:
        """The supporting tasks without which it is not resolved."""
        return tuple(task for task in self.helpers if task.mandatory)
