"""What is asked of a dataset: which rows of it, as an address says it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from tanggap.city.ground import Ground
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.open_data.datasets import Dataset, Filter
from tanggap.oversight.open_data.store import Between
from tanggap.oversight.operations_centre.wanted import Wanted, wanted

FILTERS = get_args(Filter)


def asked(query: Mapping[str, str], dataset: Dataset, ground: Ground, *, today: date) -> Wanted:
    """The rows an address asks for.

    Raises Invalid for a filter the dataset has not, and for what the city does not know.
    """
    given = {name: query[name] for name in FILTERS if query.get(name, "").strip()}
    for name in given:
        if name not in dataset.filters:
            raise Invalid(say("Data ini tidak bisa disaring menurut {name}.", name=name), field=name)
    return wanted(given, ground, today=today)


def between(asked: Wanted, zone: ZoneInfo) -> Between:
    """The days asked for as moments of the city; open at both ends where none are."""
    if asked.period is None:
        return Between()
    return Between(
        since=datetime.combine(asked.period.first, time(), zone),
        until=datetime.combine(asked.period.last + timedelta(days=1), time(), zone),
    )


def months(asked: Wanted, since: datetime, until: datetime, zone: ZoneInfo) -> list[Between]:
    """The city's whole months between two moments as far as they are asked for, the newest first."""
    first, last = day_of(since, zone), day_of(until, zone)
    if asked.period is not None:
        first, last = max(first, asked.period.first.replace(day=1)), min(last, asked.period.last)
    found: list[Between] = []
    month = last.replace(day=1)
    while month >= first.replace(day=1):
        after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append(
            Between(since=datetime.combine(month, time(), zone), until=datetime.combine(after, time(), zone))
        )
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The city's day of a moment."""
    return moment.astimezone(zone).date()
