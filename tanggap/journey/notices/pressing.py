"""That time goes by, in the words of a notice to those who answer for a report."""

from tanggap.journey.notices.about import About
from tanggap.kit.words import Say, say
from tanggap.report.events import Reminded
from tanggap.report.report import Chase
from tanggap.report.views.codes import REACH_WORDS


def pressed(event: Reminded, about: About) -> Say:
    """What of time went by: of a report, or of a part of the work."""
    return _of_report(event, about) if event.task is None else _of_part(event, about)


def _of_report(event: Reminded, about: About) -> Say:
    number, percent = about.number, event.percent or 0
    agency = about.name(event.agency) if event.agency is not None else say("belum ada unit")
    match event.chase:
        case Chase.REMINDER:
            return say(
                "Laporan {number}: {percent}% batas waktu sudah terpakai.", number=number, percent=percent
            )
        case Chase.SILENCE:
            return say(
                "Laporan {number} ({agency}) belum juga ditindaklanjuti.", number=number, agency=agency
            )
        case Chase.OFFER:
            return say(
                "Tawaran laporan {number} kepada {agency} belum dijawab.", number=number, agency=agency
            )
        case Chase.REVIEW:
            return say("Laporan {number} dilanjutkan: hari peninjauannya sudah tiba.", number=number)
        case _:
            return say(
                "Laporan {number} ({agency}) lewat batas dan naik ke {who}.",
                number=number,
                agency=agency,
                who=REACH_WORDS[event.reach],
            )


def _of_part(event: Reminded, about: About) -> Say:
    number, percent = about.number, event.percent or 0
    agency = about.name(event.agency) if event.agency is not None else say("belum ada unit")
    match event.chase:
        case Chase.REMINDER:
            return say(
                "Bagian {agency} di laporan {number}: {percent}% batas waktu sudah terpakai.",
                agency=agency,
                number=number,
                percent=percent,
            )
        case Chase.ASK:
            return say(
                "{agency} belum menjawab permintaan bantuan untuk laporan {number}.",
                agency=agency,
                number=number,
            )
        case Chase.SILENCE:
            return say(
                "{agency} belum juga menjawab permintaan bantuan untuk laporan {number}.",
                agency=agency,
                number=number,
            )
        case _:
            return say(
                "Bagian {agency} di laporan {number} lewat batas dan naik ke {who}.",
                agency=agency,
                number=number,
                who=REACH_WORDS[event.reach],
            )
