"""A report found by the number in an address, for those who may know of it."""

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.parties import guarded
from tanggap.report.report import Report
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Reader, reader_of


async def find(desk: Desk, written: str) -> tuple[Report, Reader]:
    """The report of this number, and as whom this browser may read it.

    Raises Missing alike for a number nobody has, one of another city, and one that is not theirs to know.
    """
    report = await numbered(desk, written)
    own = await reporters.holds(desk.db, desk.city, desk.actor, report.id)
    return report, await reading(desk, report, own=own)


async def numbered(desk: Desk, written: str) -> Report:
    """The report of this number, whoever asks. Raises Missing alike for a number nobody has and one of another city."""
    try:
        read = numbers.read(written)
    except Invalid as wrong:
        raise Missing(wrong.say) from None
    if read.code != desk.ground.known.code:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    return await reports.find(desk.db, desk.city, read.digits)


async def reading(desk: Desk, report: Report, *, own: bool) -> Reader:
    """As whom this browser may read a report; that somebody of staff reads a guarded one is audited. Raises Missing."""
    reader = reader_of(desk.ground, desk.actor, report, own=own)
    if reader is Reader.STAFF and guarded(report):
        await audit.note(desk, "read", thing=report.id)
    return reader
