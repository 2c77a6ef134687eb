"""What proves that work is done, and who may say that it is. Values only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.geo import distance_m
from tanggap.kit.words import Say, say
from tanggap.report.events import Closed, Reopened, Resolved, Upheld
from tanggap.report.parties import Handling
from tanggap.report.report import PhotoId, ReturnReason, Status, TaskId
from tanggap.report.transitions import NEED_SENTENCES, Need, Party, step

NEAR_M = 150
"""How far from the report an after-photo may be taken. Source: DOMAIN 5.4; telephones may be that wrong."""
FRESH = timedelta(hours=24)
"""How long before filing an after-photo may be taken. Source: DOMAIN 5.4."""


ALIKE_BITS = 7
"""Of the 64 bits of two pictures' traces so many may differ in pictures that are the same. Measured by `bench.reuse`."""


class Spot(Struct, frozen=True, kw_only=True):
    """A point on earth, WGS84 degrees."""

    lon: float
    lat: float


class Proof(Struct, frozen=True, kw_only=True):
    """An after-photo, where and when it was taken as far as that is known."""

    photo: PhotoId
    spot: Spot | None = None
    taken_at: datetime | None = None
    earlier: tuple[PhotoId, ...] = ()
    """Pictures of reports that look like it."""


class Used(Struct, frozen=True, kw_only=True):
    """A picture of a report that looks like a proof filed later."""

    number: str | None
    """Of its report; None where not everybody who checks work may know of it."""
    here: bool
    """Whether it is the report's own."""
    sent_at: datetime


class Weighed(Struct, frozen=True, kw_only=True):
    """How far from the report a proof was made, in metres, and what is doubtful about it."""

    distance_m: float | None
    doubts: tuple[Say, ...]
    used: tuple[Say, ...] = ()
    """That it was used before. Asked about first, and for every kind."""


def weigh(proof: Proof, *, report: Spot | None, at: datetime, used: Sequence[Used] = ()) -> Weighed:
    """Look whether a proof was made at the report's place and shortly before it was filed.

    Doubts block nothing: they ask for an explanation, and the verifier sees them.
    """
    far = None
    if report is not None and proof.spot is not None:
        far = distance_m(report.lon, report.lat, proof.spot.lon, proof.spot.lat)
    return Weighed(
        distance_m=far,
        doubts=doubts(far, proof.taken_at, at=at, placed=proof.spot is not None or report is None),
        used=tuple(used_before(each) for each in used),
    )


def doubts(far: float | None, taken_at: datetime | None, *, at: datetime, placed: bool) -> tuple[Say, ...]:
    """What is doubtful about a proof filed at this moment: its place unknown or too far, its photo too old."""
    found: list[Say] = []
    if not placed:
        found.append(say("Tempat foto sesudah tidak diketahui."))
    if far is not None and far > NEAR_M:
        found.append(say("Foto sesudah diambil {far} m dari titik laporan.", far=round(far)))
    if taken_at is not None and at - taken_at > FRESH:
        found.append(say("Foto sesudah diambil {age} sebelum dikirim.", age=at - taken_at))
    return tuple(found)


def used_before(used: Used) -> Say:
    """That a picture like the proof was used before: never a verdict, for two photos of one place may be alike."""
    if used.here:
        return say("Foto ini sama dengan foto yang sudah ada di laporan ini sejak {at}.", at=used.sent_at)
    if used.number is None:
        return say("Foto ini sudah dipakai di laporan lain pada {at}.", at=used.sent_at)
    return say("Foto ini sudah dipakai di {number} pada {at}.", number=used.number, at=used.sent_at)


def resolve(
    handling: Handling,
    *,
    reply: str | None,
    needs_proof: bool,
    proof: Proof | None,
    weighed: Weighed | None,
    explained: bool,
) -> Resolved:
    """Say that the work is done. ``explained``: somebody wrote why a doubtful proof holds all the same.

    Raises Refused, Forbidden, and Invalid on `photo` or `note` when the kind's proof is missing or unexplained.
    """
    report = handling.report
    step(report.status, Status.RESOLVED, by=handling.by, given=frozenset({Need.REPLY} if reply else ()))
    if report.lead is None:
        raise Refused(say("Laporan ini sedang tidak dipegang unit mana pun. Muat ulang halaman ini."))
    if needs_proof and proof is None:
        raise Invalid(NEED_SENTENCES[Need.PROOF], field="photo")
    if weighed is not None and weighed.used and not explained:
        raise Invalid(weighed.used[0], field="note")
    if needs_proof and weighed is not None and weighed.doubts and not explained:
        raise Invalid(weighed.doubts[0], field="note")
    return Resolved(
        was=report.status,
        now=Status.RESOLVED,
        task=report.lead.id,
        agency=report.lead.agency,
        photo=proof.photo if proof is not None else None,
        distance_m=weighed.distance_m if weighed is not None else None,
        taken_at=proof.taken_at if proof is not None else None,
    )


def close(handling: Handling) -> Closed | Upheld:
    """Say that the work was looked at and is done, or is so still though neighbours doubted it.

    Never by who did it. Raises Refused, Forbidden.
    """
    report = handling.report
    if report.status is Status.CLOSED and report.contested:
        if Party.VERIFIER not in handling.by:
            raise Forbidden(say("Hanya pemeriksa yang bisa memutuskan ini."))
        return Upheld()
    step(report.status, Status.CLOSED, by=handling.by, given=frozenset())
    party = Party.VERIFIER if Party.VERIFIER in handling.by else Party.SYSTEM
    return Closed(was=report.status, now=Status.CLOSED, by=party)


def give_back(handling: Handling, *, reason: ReturnReason | None, text: str | None, task: TaskId) -> Reopened:
    """Say that the work is not done yet; the same unit holds it again, in a new task.

    Raises Refused, Forbidden, Invalid.
    """
    report = handling.report
    by = handling.by & {Party.VERIFIER}
    step(report.status, Status.REOPENED, by=by, given=frozenset({Need.REASON} if text else ()))
    if reason is None or reason is ReturnReason.DISPUTED:
        raise Invalid(NEED_SENTENCES[Need.REASON_CODE], field="reason")
    return Reopened(
        was=report.status,
        now=Status.REOPENED,
        by=Party.VERIFIER,
        reason=reason,
        agency=report.agency,
        task=task if report.agency is not None else None,
    )
