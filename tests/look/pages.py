"""What every page is given, in types: the shapes told in the page templates' own comments."""

from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from tanggap.kit.words import Say
from tests.look.shapes import (
    Act,
    Card,
    Choice,
    Due,
    Entry,
    Holder,
    Kind,
    KindChoice,
    KindGroup,
    Option,
    OptionGroup,
    Page,
    Photo,
    Place,
    Status,
    TaskCard,
)


class HomeFigures(Struct, frozen=True, kw_only=True):
    """Public reports of the last 90 days; None where there are too few to say."""

    open: int
    closed: int
    on_time_percent: float | None
    median: timedelta | None


class HomePage(Page, frozen=True, kw_only=True):
    """What web/home.html is given."""

    notice: Say | None
    figures: HomeFigures
    mine: tuple[Card, ...]
    newest: tuple[Card, ...]


class ReportGiven(Struct, frozen=True, kw_only=True):
    """What was typed before a refusal; else empty, and "public"."""

    kind: str
    lon: str
    lat: str
    accuracy_m: str
    landmark: str
    text: str
    visibility: str
    name: str
    contact: str


class ReportFormPage(Page, frozen=True, kw_only=True):
    """What web/report_form.html is given."""

    idempotency_key: str
    common: tuple[KindChoice, ...]
    groups: tuple[KindGroup, ...]
    groups_open: bool
    areas: tuple[OptionGroup, ...]
    given: ReportGiven
    errors: dict[str, Say]
    most_photos: int
    longest_text: int


class ReceiptPage(Page, frozen=True, kw_only=True):
    """What web/receipt.html is given."""

    number: str
    key: str | None
    status: Status
    holder: Holder | None
    due: Due | None
    steps: tuple[Say, ...]
    emergency: bool
    report: str
    refused_photos: tuple[Say, ...]


class TrackPage(Page, frozen=True, kw_only=True):
    """What web/track.html is given."""

    number: str
    errors: dict[str, Say]


class HelpPage(Page, frozen=True, kw_only=True):
    """What web/help.html is given."""


class OfflinePage(Page, frozen=True, kw_only=True):
    """What web/offline.html is given."""


class Rating(Struct, frozen=True, kw_only=True):
    """The reporter's stars, 1 to 5."""

    stars: int
    comment: str | None


class May(Struct, frozen=True, kw_only=True):
    """What this reader may do with a report."""

    answer: bool
    rate: bool
    dispute: bool
    withdraw: bool


class ReportPage(Page, frozen=True, kw_only=True):
    """What web/report.html is given."""

    number: str
    href: str
    own: bool
    title: str
    text: str | None
    kind: Kind
    status: Status
    next: Say
    holder: Holder | None
    due: Due | None
    place: Place
    at: datetime
    photos: tuple[Photo, ...]
    before: Photo | None
    after: Photo | None
    timeline: tuple[Entry, ...]
    visibility: Say | None
    question: str | None
    rating: Rating | None
    may: May


class FeedPage(Page, frozen=True, kw_only=True):
    """What feed/feed.html is given."""

    cards: tuple[Card, ...]
    groups: tuple[Option, ...]
    statuses: tuple[Choice, ...]
    areas: tuple[OptionGroup, ...]
    filtered: bool
    newer: str | None
    older: str | None


class SignInPage(Page, frozen=True, kw_only=True):
    """What people/sign_in.html is given."""

    login: str
    then: str
    errors: dict[str, Say]


class BenchSection(Struct, frozen=True, kw_only=True):
    """Tasks of one urgency."""

    word: Say
    tone: Literal["late", "moving", "waiting"]
    tasks: tuple[TaskCard, ...]


class BenchPage(Page, frozen=True, kw_only=True):
    """What work/bench.html is given."""

    agency: str
    late: int
    today: int
    open: int
    sections: tuple[BenchSection, ...]
    previous: str | None
    next: str | None


class TaskMay(Struct, frozen=True, kw_only=True):
    """What this officer may do with a task."""

    accept: bool
    decline: bool
    prove: bool
    hand_over: bool
    hold: bool
    resume: bool
    ask: bool
    note: bool


class TaskPage(Page, frozen=True, kw_only=True):
    """What work/task.html is given."""

    number: str
    href: str
    report: str
    title: str
    text: str | None
    kind: Kind
    status: Status
    place: Place
    map_href: str | None
    at: datetime
    due: Due | None
    holder: Holder | None
    contact: Say
    photos: tuple[Photo, ...]
    before: Photo | None
    after: Photo | None
    timeline: tuple[Entry, ...]
    may: TaskMay
    proof_needs_photo: bool
    proof_warning: Say | None
    agencies: tuple[OptionGroup, ...]
    decline_reasons: tuple[Choice, ...]
    hold_reasons: tuple[Choice, ...]
    hold_until_latest: date
    errors: dict[str, Say]
    opened: Literal["proof", "refusal", "handover", "hold", "question", "note"] | None
    given: dict[str, str]


class TriageRow(Struct, frozen=True, kw_only=True):
    """A report that waits to be sent on, and why it does."""

    href: str
    number: str
    title: str
    kind: Kind | None
    place: str
    at: datetime
    why: Say
    due: Due | None
    photo: Photo | None


class TriagePage(Page, frozen=True, kw_only=True):
    """What work/triage.html is given."""

    rows: tuple[TriageRow, ...]
    count: int
    previous: str | None
    next: str | None


class Alike(Struct, frozen=True, kw_only=True):
    """A report that may be the same one."""

    card: Card
    number: str
    distance_m: float


class TriageMay(Struct, frozen=True, kw_only=True):
    """What this coordinator may do with a waiting report."""

    verify: bool
    dispose: bool
    reject: bool
    ask: bool
    merge: bool
    separate: bool


class TriageOnePage(Page, frozen=True, kw_only=True):
    """What work/triage_one.html is given."""

    number: str
    href: str
    title: str
    text: str | None
    status: Status
    why: Say
    place: Place
    map_href: str | None
    at: datetime
    due: Due | None
    contact: Say
    photos: tuple[Photo, ...]
    kinds: tuple[OptionGroup, ...]
    areas: tuple[OptionGroup, ...]
    agencies: tuple[OptionGroup, ...]
    suggestion: Say | None
    alike: tuple[Alike, ...]
    reject_reasons: tuple[Choice, ...]
    timeline: tuple[Entry, ...]
    may: TriageMay
    errors: dict[str, Say]
    opened: Literal["disposition", "rejection", "question", "merger", "separation"] | None
    given: dict[str, str]
    previous: str | None
    next: str | None


class Finished(Struct, frozen=True, kw_only=True):
    """Work that waits to be checked by somebody else."""

    href: str
    number: str
    report: str
    title: str
    kind: Kind
    place: Place
    agency: str
    who: str
    at: datetime
    reply: str
    before: Photo | None
    after: Photo | None
    distance_m: float | None
    warnings: tuple[Say, ...]
    due: Due | None
    timeline: tuple[Entry, ...]


class VerificationPage(Page, frozen=True, kw_only=True):
    """What resolution/verification.html is given."""

    waiting: int
    item: Finished | None
    return_reasons: tuple[Choice, ...]
    errors: dict[str, Say]
    given: dict[str, str]
    previous: str | None
    next: str | None


class ErrorPage(Page, frozen=True, kw_only=True):
    """What pages/error.html is given."""

    code: int
    title: Say
    words: Say
    trace: str | None
    act: Act | None


class MessagePage(Page, frozen=True, kw_only=True):
    """What pages/message.html is given."""

    title: Say
    words: Say
    act: Act
