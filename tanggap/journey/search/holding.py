"""What search keeps of a person: the words of their reports and comments, in rows that can be emptied."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.search import actions


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing of its own: these are words of reports and comments, which those hand over who keep them."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """Their reports are found by none of their words any more, nor others by what they said under them.

    Lower floors are emptied first, so that what is read again holds nothing of it.
    """
    for report in subject.reports:
        await actions.forget(desk, report)
    await actions.read_again(desk, {*subject.remarked} - {*subject.reports})


HOLDING = Holding(
    name="search",
    tables=frozenset({"search_report", "search_term", "search_word", "search_gram"}),
    export=export,
    empty=empty,
)
