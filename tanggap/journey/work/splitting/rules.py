"""What becomes of a report that tells of two problems. Values only."""

from datetime import datetime

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind, Sensitivity
from tanggap.city.terms import KindSlug, PersonId
from tanggap.journey.intake.message import Message
from tanggap.journey.intake.record import Record, Told
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.log import Happened
from tanggap.kit.words import say
from tanggap.report import timeline
from tanggap.report.events import Hidden, Received, SplitOff, Supported
from tanggap.report.parties import Handling
from tanggap.report.report import Report, ReportId, Status, Visibility
from tanggap.report.transitions import Party


def require_split(handling: Handling, *, text: str | None) -> str:
    """The words of the second problem, where the report may be split. Raises Forbidden, Refused, Invalid."""
    if not may_split(handling):
        if Party.COORDINATOR in handling.by:
            raise Refused(
                say("Laporan ini sudah berakhir atau mengikuti laporan lain. Muat ulang halaman ini.")
            )
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if not text:
        raise Invalid(say("Tulis masalah yang kedua."), field="text")
    return text


def may_split(handling: Handling) -> bool:
    """Whether somebody may split this report: a coordinator, as long as it is open."""
    return Party.COORDINATOR in handling.by and handling.report.status.open


def split_off(
    ground: Ground,
    source: Report,
    message: Message,
    *,
    kind: Kind | None,
    report: ReportId,
    number: int,
    at: datetime,
    by: PersonId | None,
) -> Record:
    """The second problem as a report of its own: received when the first was, so that its limits count from there.

    What the public does not see of the first it does not see of this one, and who says the same says it of both.
    """
    received = _received(ground, source, message, kind=kind, number=number)
    then: list[Happened] = [SplitOff(source=source.id, number=source.number)]
    if source.hidden is not None:
        then.append(Hidden(reason=source.hidden))
    if source.supporters:
        then.append(Supported(people=source.supporters, supporters=source.supporters, merged=None))
    state = timeline.born(ground.id, report, received, source.received_at)
    for event in then:
        state = timeline.after(state, event, at, by)
    told = (
        Told(event=received, at=source.received_at),
        *(Told(event=event, at=at, actor=by) for event in then),
    )
    return Record(message=message, report=state, told=told)


def _received(
    ground: Ground, source: Report, message: Message, *, kind: Kind | None, number: int
) -> Received:
    sensitivity = kind.sensitivity if kind is not None else source.sensitivity
    sealed = sensitivity is Sensitivity.SEALED
    return Received(
        number=number,
        type=source.type,
        channel=source.channel,
        visibility=Visibility.CONFIDENTIAL if sealed else source.visibility,
        sensitivity=sensitivity,
        kind=KindSlug(kind.slug) if kind is not None else None,
        kind_group=ground.group_of(kind),
        area=source.area,
        out_of_area=source.out_of_area,
        quiet=source.quiet,
        due_at=ground.due_at(source.received_at, source.type, kind),
        respond_by=ground.respond_by(source.received_at, kind) if kind is not None else None,
        words=1 if message.text else 0,
        place=1,
    )


def require_rejoin(report: Report, source: ReportId | None) -> ReportId:
    """The report this one goes back to. Raises Refused for one that was never split off, or stands there already."""
    if source is None or report.status is Status.MERGED:
        raise Refused(say("Laporan ini tidak sedang terpecah dari laporan lain. Muat ulang halaman ini."))
    return source
