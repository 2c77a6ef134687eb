"""A year of published scorecards for every city of a country, as large as a city's are."""

from datetime import date, timedelta

import msgspec
import psycopg

from bench.country import AGENCIES, GROUPS, NOW, Country
from tanggap.city.packs.grading import Grading
from tanggap.oversight.scorecards.measuring.rules import Backlog
from tanggap.oversight.scorecards.months.rules import Card, Cell, Subject
from tanggap.oversight.scorecards.rules import Band, Count, Score

MONTHS = [date(2025 + (6 + nth) // 12, (6 + nth) % 12 + 1, 1) for nth in range(12)]
CARD = Card(
    subject=Subject.AGENCY,
    key="unit-0",
    counts={
        name: Count(part=300, whole=400) for name in ("on_time", "first_answer", "rating", "stayed_closed")
    },
    score=Score(points=76.7, at_least=74.1, band=Band.YELLOW),
    rank=3,
    ranked=AGENCIES,
    by_area=tuple(Cell(key=f"32.75.01.10{nth:02}", on_time=6, finished=8) for nth in range(56)),
    by_kind=tuple(Cell(key=group, on_time=40, finished=50) for group in GROUPS),
    backlog=Backlog(held=40, days=6.5),
)
_MONTH = """
insert into scorecard_month (city_id, month, version, stood_at, drafted_at, publish_on, published_at, grading)
select id, %(month)s, 1, %(at)s, %(at)s, %(at)s::date, %(at)s, %(grading)s from city
    on conflict do nothing
"""
_CARDS = """
insert into scorecard (city_id, month, version, subject, key, card, year)
select c.id, %(month)s, 1, s.subject, s.key, of.card, of.card
  from city c
 cross join (select 'city' as subject, '' as key
              union all select 'agency', 'unit-' || nth from generate_series(0, %(agencies)s - 1) as nth
              union all select 'area', '32.75.01.' || nth from generate_series(1001, 1070) as nth
              union all select 'kind', 'kind-' || nth from generate_series(1, 57) as nth) as s
 cross join lateral (select %(card)s::jsonb || jsonb_build_object('subject', s.subject, 'key', s.key) as card) as of
    on conflict do nothing
"""


def publish(place: Country) -> None:
    """Publish the twelve months before now in all its cities, where they are not yet."""
    grading, card = msgspec.json.encode(Grading()).decode(), msgspec.json.encode(CARD).decode()
    at = NOW - timedelta(hours=1)
    with psycopg.connect(place.cluster.address("postgres"), autocommit=True) as connection:
        for month in MONTHS:
            connection.execute(_MONTH, {"month": month, "at": at, "grading": grading})
            connection.execute(_CARDS, {"month": month, "agencies": AGENCIES, "card": card})
        connection.execute("vacuum analyze scorecard, scorecard_month")
