"""What may be told of counts, and how agencies stand by them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import By, Period, Pressing, Proofs, Tally
from tanggap.oversight.scorecards.rules import DEFAULT_GRADING, Grading, Marks, Score, score

FEWEST_SHOWN = 5
"""A smaller count could point at one reporter: confidential reports are counted too (DOMAIN 4.3)."""

HISTORY_AGE = timedelta(days=400)
"""From this age on, imported reports are a period of their own: no rolling year reaches that far."""

LATEST_DAYS = 30
NO_PROOFS: Mapping[str, Proofs] = {}


class Standing(Struct, frozen=True, kw_only=True):
    """How an agency stands: its counts, and its score with its rank among those that have one."""

    agency: str
    tally: Tally
    overdue: int
    proofs: Proofs | None = None
    score: Score | None
    rank: int | None


def shown(count: int) -> int | None:
    """The count as anybody may see it; None for fewer than five, but some."""
    return None if 0 < count < FEWEST_SHOWN else count


def chosen(first: str | None, last: str | None, *, today: date) -> Period | None:
    """The period somebody asked for by its days (2026-01-31); None when they asked for none.

    A day left out is today. Raises Invalid.
    """
    if not first and not last:
        return None
    try:
        period = Period(
            first=date.fromisoformat(first) if first else today,
            last=date.fromisoformat(last) if last else today,
        )
    except ValueError:
        raise Invalid(
            say("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-01-31."), field="from"
        ) from None
    if period.first > period.last:
        raise Invalid(say("Hari pertama harus sebelum hari terakhir."), field="from")
    return period


def latest(today: date, days: int = LATEST_DAYS) -> Period:
    """The last days, today among them."""
    return Period(first=today - timedelta(days=days - 1), last=today)


def seen(tallies: Iterable[Tally], by: By) -> list[Tally]:
    """Those seen in one way, in the order they come."""
    return [tally for tally in tallies if tally.by is by]


def standings(
    tallies: Sequence[Tally],
    waiting: Mapping[str, Pressing],
    grading: Grading = DEFAULT_GRADING,
    *,
    proofs: Mapping[str, Proofs] = NO_PROOFS,
) -> list[Standing]:
    """How each agency stands over a period: the best score first, then those without one by name.

    A report counts for the agency that holds it now, a proof (``proofs`` by agency) for the one that filed it. Equal
    scores share a rank.
    """
    mean = next((tally.mean_stars for tally in seen(tallies, By.ALL)), None)
    graded = [
        (
            tally,
            score(
                _marks(tally, waiting.get(tally.key), proofs.get(tally.key)),
                city_mean_stars=mean,
                grading=grading,
            ),
        )
        for tally in seen(tallies, By.AGENCY)
        if tally.key
    ]
    points = sorted((each.points for _, each in graded if each is not None), reverse=True)
    found = [
        Standing(
            agency=tally.key,
            tally=tally,
            overdue=waiting[tally.key].overdue if tally.key in waiting else 0,
            proofs=proofs.get(tally.key),
            score=each,
            rank=points.index(each.points) + 1 if each is not None else None,
        )
        for tally, each in graded
    ]
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0, each.agency))


def _marks(tally: Tally, waiting: Pressing | None, proofs: Proofs | None) -> Marks:
    return Marks(
        received=tally.reports,
        answered_on_time=tally.responded,
        finished=tally.finished,
        finished_on_time=tally.on_time,
        overdue=waiting.overdue if waiting is not None else 0,
        neglected=waiting.neglected if waiting is not None else 0,
        closed=tally.ever_finished,
        reopened=tally.reopened,
        mean_stars=tally.mean_stars,
        filed=proofs.filed if proofs is not None else 0,
        untrue=proofs.untrue if proofs is not None else 0,
    )
