"""What those are told who did not send a report: who says the same, and whose own was merged into it. Values only."""

from functools import singledispatch

from tanggap.journey.notices.about import About
from tanggap.journey.notices.rules import news
from tanggap.kit.log import Happened
from tanggap.kit.words import Say, say
from tanggap.report import events as e


@singledispatch
def to_supporters(event: Happened, about: About) -> Say | None:
    """What those who say the same are told: the steps anybody may follow, and nothing meant for the reporter."""
    return None


@to_supporters.register(e.Disposed)
@to_supporters.register(e.Relieved)
@to_supporters.register(e.Accepted)
@to_supporters.register(e.Held)
@to_supporters.register(e.Rejected)
@to_supporters.register(e.Merged)
@to_supporters.register(e.Unmerged)
@to_supporters.register(e.Split)
@to_supporters.register(e.Undone)
@to_supporters.register(e.Moved)
@to_supporters.register(e.KindChanged)
@to_supporters.register(e.Resolved)
def _(event: Happened, about: About) -> Say | None:
    return news(event, about).reporter


@to_supporters.register
def _(event: e.Withdrawn, about: About) -> Say:
    return say("Laporan {number} dicabut oleh pelapornya.", number=about.number)


@to_supporters.register
def _(event: e.Closed, about: About) -> Say:
    return say("Laporan {number} selesai.", number=about.number)


@to_supporters.register
def _(event: e.Reopened, about: About) -> Say:
    return say("Laporan {number} dibuka lagi.", number=about.number)


def to_followers(event: Happened, about: About, *, listed: bool) -> Say | None:
    """What those of a merged report are told of the one it follows, under their own report's number.

    Where strangers may not know of that one, only what names nobody: that it is done, or opened again.
    """
    if isinstance(event, e.Merged | e.Unmerged | e.Split) or not (
        listed or isinstance(event, e.Closed | e.Reopened)
    ):
        return None
    return to_supporters(event, about)


KINDS = frozenset(
    name
    for name, kind in e.EVENTS.kinds.items()
    for rule in (news, to_supporters)
    if rule.dispatch(kind) is not rule.dispatch(object)
)
"""The kinds of event somebody is told of."""
