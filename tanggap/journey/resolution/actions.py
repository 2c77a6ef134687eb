"""What ends a report: the unit resolves it, and somebody else closes it or gives it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution import rules, store
from tanggap.journey.resolution.filings import store as filings
from tanggap.journey.resolution.hints import Used, taken
from tanggap.journey.resolution.rules import Proof, Spot, Weighed
from tanggap.kit.errors import Invalid
from tanggap.kit.geo import distance_m
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.events import Audited, Noted
from tanggap.report.photos import store as pictures
from tanggap.report.report import PhotoId, Report, ReportId, ReturnReason, Status, TaskId

LAST_TIMES_MOST = 5


async def resolve(
    desk: Desk,
    report: ReportId,
    *,
    reply: str | None,
    photo: PhotoId | None = None,
    spot: Spot | None = None,
    captured_at: datetime | None = None,
    explanation: str | None = None,
    last: int | None = None,
) -> Report:
    """File what was done: the reply everybody reads, and the after-photo where the kind asks for one.

    ``photo`` is one this browser sent and nobody has claimed; ``spot`` is where it was taken, ``captured_at`` when the
    page's own camera button took it; ``last`` is the number of one of its `last_times`.
    """
    handling = await parties.open_for_change(desk, report)
    found = handling.report
    if last is not None and last not in {each.number for each in await last_times(desk, found)}:
        raise Invalid(say("Pilih laporan lama dari daftar."), field="last")
    proof, weighed = await proven(desk, found, photo, spot, captured_at)
    resolved = rules.resolve(
        handling,
        reply=reply,
        needs_proof=needs_proof(desk, found),
        proof=proof,
        weighed=weighed,
        explained=explanation is not None,
        last=last,
        awaited=[desk.ground.agencies[each.agency].name for each in found.awaited],
    )
    if explanation is not None:
        found = await parties.record(desk, found, Noted(), note=explanation, public=False)
    return await parties.record(desk, found, resolved, note=reply)


async def proven(
    desk: Desk, report: Report, photo: PhotoId | None, spot: Spot | None, captured_at: datetime | None
) -> tuple[Proof, Weighed] | tuple[None, None]:
    """A photo claimed as proof of work on a report, by whichever unit, and what is doubtful about it.

    Raises Invalid on `photo` for one this browser did not send.
    """
    if photo is None:
        return None, None
    proof = await _proof(desk, report, photo, spot, captured_at)
    return proof, await _weigh(desk, report, proof)


async def _proof(
    desk: Desk, report: Report, photo: PhotoId, spot: Spot | None, captured_at: datetime | None
) -> Proof:
    sent = await store.sent_photo(desk.db, desk.city, photo, session=desk.actor.seat)
    earlier = await _earlier(desk, sent) if sent is not None else []
    claimed = sent and await pictures.claim(desk.db, desk.city, report.id, [photo], role="after")
    if sent is None or not claimed:
        raise Invalid(say("Foto ini tidak ditemukan. Lampirkan lagi."), field="photo")
    await store.remember_earlier(desk.db, desk.city, photo, earlier)
    return Proof(
        photo=photo,
        spot=spot,
        taken_at=taken(sent.taken_at, captured_at, at=desk.now()),
        earlier=tuple(earlier),
        marks=sent.marks,
        camera=captured_at is not None,
    )


async def _earlier(desk: Desk, sent: store.Sent) -> list[PhotoId]:
    if not sent.looks:
        return []
    return await store.used_before(desk.db, desk.city, sent.id, sent.looks, bits=rules.ALIKE_BITS)


async def used(desk: Desk, report: Report, earlier: Sequence[UUID]) -> list[tuple[store.Earlier, Used]]:
    """What these earlier pictures belong to, and how it is told about a proof of this report."""
    found = await store.pictures_of_reports(desk.db, desk.city, earlier) if earlier else []
    code = desk.ground.known.code
    return [
        (
            each,
            Used(
                number=numbers.show(code, each.number) if not each.guarded else None,
                here=each.report == report.id,
                sent_at=each.sent_at,
            ),
        )
        for each in found
    ]


async def last_times(desk: Desk, report: Report) -> list[store.Before]:
    """Reports in which the same was finished here before, the latest first."""
    spot = await _spot(desk, report)
    if spot is None or report.kind is None:
        return []
    found = await store.finished_near(
        desk.db,
        desk.city,
        report,
        lon=spot.lon,
        lat=spot.lat,
        radius_m=rules.AGAIN_M,
        since=report.received_at - rules.AGAIN_WITHIN,
    )
    near = [each for each in found if distance_m(spot.lon, spot.lat, each.lon, each.lat) <= rules.AGAIN_M]
    return near[:LAST_TIMES_MOST]


async def _weigh(desk: Desk, report: Report, proof: Proof) -> Weighed:
    return rules.weigh(
        proof,
        report=await _spot(desk, report),
        at=desk.now(),
        used=[told for _, told in await used(desk, report, proof.earlier)],
    )


async def _spot(desk: Desk, report: Report) -> Spot | None:
    """Where a report is, as far as that is a point."""
    place = await reports.place(desk.db, report)
    if place is None or place.lon is None or place.lat is None:
        return None
    return Spot(lon=place.lon, lat=place.lat)


def needs_proof(desk: Desk, report: Report) -> bool:
    """Whether work on a report of this kind is done only when a photo shows it."""
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    return kind is not None and kind.proof


async def close(desk: Desk, report: ReportId) -> Report:
    """Close what was proven."""
    handling = await parties.open_for_change(desk, report)
    return await parties.record(
        desk, handling.report, rules.close(handling, drawn=await _drawn(desk, report))
    )


async def give_back(
    desk: Desk,
    report: ReportId,
    *,
    reason: ReturnReason | None,
    text: str | None,
    whose: AgencySlug | None = None,
) -> Report:
    """Give work back that is not done, or of which ``whose`` part is not; the units read why."""
    handling = await parties.open_for_change(desk, report)
    found = handling.report
    reopened = rules.give_back(handling, reason=reason, text=text, task=TaskId(new_id()), whose=whose)
    if found.status is Status.CLOSED and await _drawn(desk, report):
        found = await parties.record(desk, found, Audited(fine=False, whose=whose))
    return await parties.record(desk, found, reopened, note=text)


async def _drawn(desk: Desk, report: ReportId) -> bool:
    """Whether the lot fell on what this report stands on, and nobody has looked yet."""
    return any(each.drawn for each in (await filings.of_report(desk.db, desk.city, report)).values())
