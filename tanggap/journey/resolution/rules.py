"""What proves that work is done, and who may say that it is. Values only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution.hints import Facts, Hint, Used, hints
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say
from tanggap.report.events import Audited, Closed, Reopened, Resolved, Upheld
from tanggap.report.parties import Handling
from tanggap.report.report import PhotoId, ReturnReason, Status, TaskId, TaskOutcome, TaskRole
from tanggap.report.transitions import NEED_SENTENCES, Need, Party, step

ALIKE_BITS = 7
"""Of the 64 bits of two pictures' traces so many may differ in pictures that are the same. Measured by `bench.reuse`."""


class Spot(Struct, frozen=True, kw_only=True):
    """A point on earth, WGS84 degrees, and how far off its telephone says it may be, in metres."""

    lon: float
    lat: float
    accuracy_m: float | None = None


DONE = TaskOutcome.RESOLVED
AGAIN_M = 30
"""How near the same must have been finished before for it to be called recurring: as wide as a junction."""
AGAIN_WITHIN = timedelta(days=365)


class Proof(Struct, frozen=True, kw_only=True):
    """An after-photo, where and when it was taken as far as that is known."""

    photo: PhotoId
    spot: Spot | None = None
    taken_at: datetime | None = None
    earlier: tuple[PhotoId, ...] = ()
    """Pictures of reports that look like it."""
    marks: tuple[str, ...] = ()
    """What programs left in its file, as codes."""
    camera: bool = False
    """Whether it was taken by the page's own camera button, as its browser says."""


class Weighed(Struct, frozen=True, kw_only=True):
    """How far from the report a proof was made, in metres, and what is doubtful about it."""

    distance_m: float | None
    hints: tuple[Hint, ...]


class Doubtful(Invalid):
    """A proof that holds only with an explanation."""

    def __init__(self, asking: Hint, hints: Sequence[Hint]) -> None:
        super().__init__(asking.words, field="note")
        self.hints = tuple(hints)


def weigh(proof: Proof, *, report: Spot | None, at: datetime, used: Sequence[Used] = ()) -> Weighed:
    """Look whether a proof was made at the report's place and shortly before it was filed, and by a camera.

    Doubts block nothing: they ask for an explanation, and the verifier sees them.
    """
    far = None
    if report is not None and proof.spot is not None:
        far = distance_m(report.lon, report.lat, proof.spot.lon, proof.spot.lat)
    facts = Facts(
        at=at,
        placed=proof.spot is not None or report is None,
        distance_m=far,
        accuracy_m=proof.spot.accuracy_m if proof.spot is not None else None,
        taken_at=proof.taken_at,
        marks=proof.marks,
        used=used,
    )
    return Weighed(distance_m=far, hints=hints(facts))


def require_explained(weighed: Weighed | None, *, needs_proof: bool, explained: bool) -> None:
    """That somebody wrote why a doubtful proof holds all the same. Raises Doubtful."""
    if weighed is None or explained:
        return
    asking = next((each for each in weighed.hints if each.asks(needs_proof=needs_proof)), None)
    if asking is not None:
        raise Doubtful(asking, weighed.hints)


def resolve(
    handling: Handling,
    *,
    reply: str | None,
    needs_proof: bool,
    proof: Proof | None,
    weighed: Weighed | None,
    explained: bool,
    last: int | None = None,
    awaited: Sequence[str] = (),
) -> Resolved:
    """Say that the work is done. ``explained``: somebody wrote why a doubtful proof holds all the same.

    ``last``: the number of the report in which the same was finished before; ``awaited``: the names of the units
    whose part is still missing.

    Raises Refused, Forbidden, Invalid on `text` as long as somebody is awaited, on `photo` when the kind's proof is
    missing, Doubtful when it is unexplained.
    """
    report = handling.report
    step(report.status, Status.RESOLVED, by=handling.by, given=frozenset({Need.REPLY} if reply else ()))
    if report.lead is None:
        raise Refused(say("Laporan ini sedang tidak dipegang unit mana pun. Muat ulang halaman ini."))
    if awaited:
        raise Invalid(
            say("Belum bisa: bagian {units} belum selesai.", units=", ".join(awaited)), field="text"
        )
    if needs_proof and proof is None:
        raise Invalid(NEED_SENTENCES[Need.PROOF], field="photo")
    require_explained(weighed, needs_proof=needs_proof, explained=explained)
    return Resolved(
        was=report.status,
        now=Status.RESOLVED,
        task=report.lead.id,
        agency=report.lead.agency,
        photo=proof.photo if proof is not None else None,
        distance_m=weighed.distance_m if weighed is not None else None,
        accuracy_m=proof.spot.accuracy_m if proof is not None and proof.spot is not None else None,
        taken_at=proof.taken_at if proof is not None else None,
        camera=proof is not None and proof.camera,
        last=last,
    )


def close(handling: Handling, *, drawn: bool = False) -> Closed | Upheld | Audited:
    """Say that the work was looked at and is done, or is so still though neighbours doubted it or the lot fell on it.

    ``drawn``: it closed by itself and was drawn by lot to be looked at. Never by who did it. Raises Refused, Forbidden.
    """
    report = handling.report
    if report.status is Status.CLOSED and (report.contested or drawn):
        if Party.VERIFIER not in handling.by:
            raise Forbidden(say("Hanya pemeriksa yang bisa memutuskan ini."))
        return Upheld() if report.contested else Audited(fine=True)
    step(report.status, Status.CLOSED, by=handling.by, given=frozenset())
    party = Party.VERIFIER if Party.VERIFIER in handling.by else Party.SYSTEM
    return Closed(was=report.status, now=Status.CLOSED, by=party)


def give_back(
    handling: Handling,
    *,
    reason: ReturnReason | None,
    text: str | None,
    task: TaskId,
    whose: AgencySlug | None = None,
) -> Reopened:
    """Say that the work is not done yet; the same unit holds it again, in a new task.

    ``whose`` part was not, if it was that of a unit that helped. Raises Refused, Forbidden, Invalid.
    """
    report = handling.report
    by = handling.by & {Party.VERIFIER}
    step(report.status, Status.REOPENED, by=by, given=frozenset({Need.REASON} if text else ()))
    if reason is None or reason is ReturnReason.DISPUTED:
        raise Invalid(NEED_SENTENCES[Need.REASON_CODE], field="reason")
    helped = {each.agency for each in report.tasks if each.role is TaskRole.SUPPORT and each.outcome is DONE}
    if whose is not None and whose not in helped:
        raise Invalid(say("Pilih unit dari daftar."), field="whose")
    return Reopened(
        was=report.status,
        now=Status.REOPENED,
        by=Party.VERIFIER,
        reason=reason,
        agency=report.agency,
        task=task if report.agency is not None else None,
        whose=whose,
    )
