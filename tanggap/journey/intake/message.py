"""What any door hands in, and what it gets back."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.words import Say
from tanggap.report.contacts import Contact
from tanggap.report.questions.answers import Given
from tanggap.report.report import Channel, HideReason, PhotoId, PlaceSource, ReportId, Status, Visibility

TEXT_MOST = 4000
LANDMARK_MOST = 300
PHOTOS_MOST = 5
ANSWERS_MOST = 50


class Message(Struct, frozen=True, kw_only=True):
    """A report as it was sent: lon and lat in degrees, accuracy in metres.

    ``scope`` and ``key`` together make the sending idempotent: the same key from the same kind of sender
    is the same message. ``left_out`` are pictures that came with it and could not be used. ``quiet`` marks
    imported or demo history, of which nobody is told. ``held`` is why the door keeps it from the public for now.
    """

    channel: Channel
    scope: str
    key: str
    text: str | None = None
    kind: KindSlug | None = None
    type: ReportType | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None
    place_source: PlaceSource = PlaceSource.MAP_PIN
    area: AreaCode | None = None
    landmark: str | None = None
    photos: tuple[PhotoId, ...] = ()
    left_out: tuple[PhotoId, ...] = ()
    answers: tuple[Given, ...] = ()
    sender: Contact | None = None
    visibility: Visibility = Visibility.PUBLIC
    received_at: datetime | None = None
    quiet: bool = False
    held: HideReason | None = None


class Receipt(Struct, frozen=True, kw_only=True):
    """What the reporter is told first. Holds no secret: the key is drawn again from the report's id."""

    report: ReportId
    city: CityId
    number: int
    status: Status
    agency: AgencySlug | None
    due_at: datetime | None
    reason: Say


class Taken(Struct, frozen=True, kw_only=True):
    """A receipt, and whether this very message made it or an earlier one with the same key."""

    receipt: Receipt
    again: bool
