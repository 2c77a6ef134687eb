"""That time goes by, in the words of a report's own story."""

from tanggap.kit.words import Say, say
from tanggap.report.events import Reminded
from tanggap.report.report import Chase
from tanggap.report.views.codes import REACH_WORDS


def words(event: Reminded) -> Say:
    """What of time went by: of the report, or of a part of the work."""
    return _of_report(event) if event.task is None else _of_part(event)


def _of_report(event: Reminded) -> Say:
    up_to = REACH_WORDS[event.reach]
    match event.chase:
        case Chase.REMINDER:
            return say("Diingatkan: {percent}% batas waktu sudah terpakai", percent=event.percent or 0)
        case Chase.SILENCE:
            return say("Belum ditindaklanjuti: naik ke {who}", who=up_to)
        case Chase.OFFER:
            return say("Diingatkan: tawaran belum dijawab")
        case Chase.REVIEW:
            return say("Hari peninjauan tiba: unit diberi tahu")
        case _:
            return say("Lewat batas: naik ke {who}", who=up_to)


def _of_part(event: Reminded) -> Say:
    up_to = REACH_WORDS[event.reach]
    match event.chase:
        case Chase.REMINDER:
            return say(
                "Diingatkan tentang bagiannya: {percent}% batas waktu sudah terpakai",
                percent=event.percent or 0,
            )
        case Chase.ASK:
            return say("Diingatkan: permintaan bantuan belum dijawab")
        case Chase.SILENCE:
            return say("Permintaan bantuan belum dijawab: naik ke {who}", who=up_to)
        case _:
            return say("Bagiannya lewat batas: naik ke {who}", who=up_to)
