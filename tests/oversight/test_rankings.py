"""Who stands in one table of a month's scores: those that are ranked with each other, and nobody else."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.packs.grading import Grading
from tanggap.kit.words import Tongue
from tanggap.oversight.scorecards import rules, telling
from tanggap.oversight.scorecards.measuring.measures import MEASURES
from tanggap.oversight.scorecards.months.rules import Card, Subject, graded
from tanggap.oversight.scorecards.rules import Count
from tanggap.oversight.scorecards.views import Ranking
from tests import bekasi

WORDS = Tongue("id", {}, ZoneInfo("UTC"))
OF_BEKASI = [
    *((Subject.AGENCY, key) for key in ("dlh", "dbmsda", "kelurahan-margahayu", "kecamatan-bekasi-timur")),
    *((Subject.AREA, key) for key in ("32.75.01", "32.75.02", "32.75.01.1002", "32.75.02.1005")),
    *((Subject.KIND, key) for key in ("road-damage", "garbage-pile")),
]


def ranked(*cards: Card) -> tuple[Ranking, ...]:
    """The tables of these cards, scored with the city's own weights."""
    scored = graded(bekasi.ground(), cards, grading=Grading(), measures=MEASURES)
    return telling.rankings(bekasi.ground(), WORDS, scored, MEASURES, Grading())


def card(subject: Subject, key: str, on_time: int) -> Card:
    """Forty items, so many of them on time."""
    return Card(subject=subject, key=key, counts={rules.ON_TIME: Count(part=on_time, whole=40)})


def test_kecamatan_and_kelurahan_and_the_offices_and_agencies_have_tables_of_their_own() -> None:
    tables = ranked(*(card(subject, key, 30) for subject, key in OF_BEKASI))
    assert [table.title.text for table in tables] == [
        "Dinas dan unit",
        "Kantor kelurahan dan kecamatan",
        "Kecamatan",
        "Kelurahan",
        "Jenis laporan",
    ]
    assert [len(table.scored) + len(table.unscored) for table in tables] == [2, 2, 2, 2, 2]


@given(st.lists(st.integers(0, 40), min_size=len(OF_BEKASI), max_size=len(OF_BEKASI)))
def test_in_every_table_ranks_begin_at_one_and_count_those_before(shares: list[int]) -> None:
    for table in ranked(*(card(*of, on_time) for of, on_time in zip(OF_BEKASI, shares, strict=True))):
        ranks = [row.rank for row in table.scored]
        sure = [row.least_percent or 0 for row in table.scored]
        assert ranks == [1 + sum(other > own for other in sure) for own in sure]
