"""What routing adds to the page of a report: for staff, by which rule it went where it is."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.offers import Part
from tanggap.journey.routing.naming import rule_words
from tanggap.kit.log import Heard, history
from tanggap.kit.words import Say
from tanggap.report.events import EVENTS, Disposed
from tanggap.report.report import Report
from tanggap.report.views import Reader


class SentBy(Struct, frozen=True, kw_only=True):
    """What routing/sent_by.html is given as ``part``."""

    words: Say


async def sent_by(desk: Desk, report: Report, reader: Reader) -> SentBy | None:
    """By which rule, or by whom, a report was sent on last; nothing for the public, who read the reason alone."""
    if reader is not Reader.STAFF:
        return None
    words = last_sent_by(desk.ground, await history(desk.db, desk.city, report.id))
    return SentBy(words=words) if words is not None else None


def last_sent_by(ground: Ground, happened: Sequence[Heard]) -> Say | None:
    """By which rule, or by whom, a report was sent on last, as its history says; None before it was."""
    events = (EVENTS.read(heard) for heard in reversed(happened))
    disposed = next((event for event in events if isinstance(event, Disposed)), None)
    return rule_words(ground, disposed.rule) if disposed is not None else None


PARTS = (Part(name="sent_by", place="story", order=15, template="routing/sent_by.html", look=sent_by),)
