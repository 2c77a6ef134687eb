"""Reports as lists show them."""

from datetime import datetime

from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Agency, Urgency
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Say, Tongue, say
from tanggap.report import number as numbers
from tanggap.report.parties import guarded
from tanggap.report.photos.rules import publishable
from tanggap.report.urgency import URGENT, urgency_of
from tanggap.report.views import signs
from tanggap.report.views.parts import Back, Card, Holder, NextStep, PhotoView, TaskCard
from tanggap.report.views.reader import Reader, promised_at, told_at, told_text
from tanggap.report.views.store import Glimpse

_TITLE_MOST = 90


def card(ground: Ground, seen: Glimpse, tongue: Tongue, *, reader: Reader = Reader.PUBLIC) -> Card:
    """A report in a list, as exact as this reader may have it.

    Of a guarded one the staff's lists tell neither words nor picture: it is opened with a purpose.
    """
    if reader is Reader.STAFF and guarded(seen):
        seen = replace(seen, text=None, photo=None)
    return Card(
        href=report_path(ground, seen.number),
        title=title(ground, seen.kind, seen.area, seen.text, tongue, reader=reader),
        status=signs.status_mark(seen.status),
        kind=signs.kind_sign(ground, seen.kind, tongue),
        place=signs.area_name(ground, seen.area, tongue, out_of_area=seen.out_of_area),
        at=told_at(seen.received_at, seen, reader=reader, zone=ground.zone),
        photo=cover(ground, seen, tongue, reader=reader),
        supporters=seen.supporters,
        urgent=_urgent(ground, seen, reader),
    )


def accepting(href: str) -> NextStep:
    """To take on the task at this address."""
    return NextStep(href=f"{href}/acceptance", word=say("Terima"), icon="check", posts=True)


def task_card(
    ground: Ground,
    seen: Glimpse,
    tongue: Tongue,
    now: datetime,
    *,
    href: str,
    next_step: NextStep | None = None,
    back: Back | None = None,
) -> TaskCard:
    """A report in a list of work, for those who do it."""
    plain = card(ground, seen, tongue, reader=Reader.STAFF)
    return TaskCard(
        href=href,
        title=plain.title,
        status=plain.status,
        kind=plain.kind,
        place=plain.place,
        at=plain.at,
        photo=plain.photo,
        supporters=plain.supporters,
        urgent=plain.urgent,
        number=numbers.show(ground.known.code, seen.number),
        due=signs.due_clock(
            seen.status,
            seen.due_at and promised_at(seen.due_at, seen, reader=Reader.STAFF, zone=ground.zone),
            now,
        ),
        next=next_step,
        back=back,
        point=(seen.lon, seen.lat) if seen.lon is not None and seen.lat is not None else None,
    )


def _urgent(ground: Ground, seen: Glimpse, reader: Reader) -> Say | None:
    """That it may not wait: the city's people see it of every urgent report, others where many say the same."""
    now = urgency_of(ground, seen)
    if now not in URGENT or (
        reader is not Reader.STAFF and now is urgency_of(ground, replace(seen, supporters=0))
    ):
        return None
    return say("Gawat") if now is Urgency.CRITICAL else say("Mendesak")


def cover(
    ground: Ground, seen: Glimpse, tongue: Tongue, *, reader: Reader = Reader.PUBLIC
) -> PhotoView | None:
    """The picture a list shows of a report: its first, if this reader may see it."""
    if seen.photo is None or not seen.photo_width or not seen.photo_height or seen.screening is None:
        return None
    if reader is Reader.PUBLIC and not publishable(seen.screening, seen.sensitivity):
        return None
    alt = photo_words(ground, seen.kind, seen.area, tongue)
    return signs.photo_view(seen.photo, seen.photo_width, seen.photo_height, alt=alt, side=signs.THUMB)


def photo_words(ground: Ground, kind: KindSlug | None, area: AreaCode | None, tongue: Tongue) -> Say:
    """What a picture of a report shows, for those who do not see it."""
    return say(
        "Foto laporan: {kind} di {area}",
        kind=signs.kind_name(ground, kind),
        area=signs.area_name(ground, area, tongue),
    )


def proof_words(ground: Ground, kind: KindSlug | None, area: AreaCode | None, tongue: Tongue) -> Say:
    """What a picture of finished work shows, for those who do not see it."""
    return say(
        "Foto hasil kerja: {kind} di {area}",
        kind=signs.kind_name(ground, kind),
        area=signs.area_name(ground, area, tongue),
    )


def report_path(ground: Ground, number: int) -> str:
    """The path of a report's page, without the city's prefix."""
    return f"/reports/{numbers.show(ground.known.code, number)}"


def title(
    ground: Ground,
    kind: KindSlug | None,
    area: AreaCode | None,
    text: str | None,
    tongue: Tongue,
    *,
    reader: Reader = Reader.PUBLIC,
) -> str:
    """What a report is called: how its words begin, as this reader may have them, else its kind and area."""
    # Covered before it is cut: half a number would no longer look like one.
    words = " ".join((told_text(text, reader=reader) or "").split())
    if words:
        return words if len(words) <= _TITLE_MOST else words[:_TITLE_MOST].rsplit(" ", 1)[0] + "…"
    if ground.area(area) is None:
        return signs.kind_sign(ground, kind, tongue).name
    return tongue(
        say(
            "{kind} di {area}",
            kind=signs.kind_name(ground, kind),
            area=signs.area_name(ground, area, tongue),
        )
    )


def holder(ground: Ground, agency: AgencySlug | None, reason: Say) -> Holder | None:
    """Who answers for a report, and why; None as long as nobody does."""
    found: Agency | None = ground.agencies.get(agency) if agency is not None else None
    return Holder(name=found.name, reason=reason) if found is not None else None
