"""A subject's scorecard as one page: its month, its year, what was said beside it, and the draft for its head."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.oversight.scorecards import rules, telling, views
from tanggap.oversight.scorecards.months import actions, store
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Card, Subject
from tanggap.oversight.scorecards.months.store import Version
from tanggap.oversight.scorecards.rules import Band

MONTHS_SHOWN = 24


async def card_page(desk: Desk, subject: Subject, key: str, asked: str | None) -> views.CardPage:
    """What a subject's page is given, for the month that was asked for or the last. Raises Missing."""
    published = await store.versions(desk.db, desk.city)
    version = chosen(published, asked)
    page = await _drafted(desk, subject, key, _empty(desk, subject, key))
    if version is None:
        return page
    twelve = _twelve(version.month)
    history = await store.history(desk.db, desk.city, subject, key, first=twelve[0], last=twelve[-1])
    city = await store.history(desk.db, desk.city, Subject.CITY, "", first=twelve[0], last=twelve[-1])
    card = history.get(version.month)
    said = (
        await store.answers(desk.db, desk.city, AgencySlug(key), first=twelve[0])
        if subject is Subject.AGENCY
        else []
    )
    released = {each.month for each in published}
    return replace(
        page,
        month=version.month,
        published_at=version.published_at,
        months=months(telling.path_of(subject, key), published, version),
        told=_told(
            desk, version, history, city, f"/open/reports?{subject}={key}&month={version.month:%Y-%m}"
        ),
        line=telling.line(history, twelve),
        tables=telling.tables(desk.ground, desk.tongue, card) if card is not None else (),
        answers=tuple(
            views.SaidBeside(month=each.month, text=each.text, at=each.at)
            for each in said
            if each.month in released
        ),
        versions=telling.versions(each for each in published if each.month == version.month),
    )


def _empty(desk: Desk, subject: Subject, key: str) -> views.CardPage:
    return views.CardPage(
        name=telling.name_of(desk.ground, desk.tongue, subject, key),
        of=telling.OF[subject],
        month=None,
        published_at=None,
        months=(),
        told=(),
        line=(),
        tables=(),
        answers=(),
        versions=(),
        more=_more(desk, subject, key),
    )


async def last_ranking(desk: Desk) -> views.MonthRanking | None:
    """How the agencies stand in the month that was published last; None where none was."""
    published = await store.versions(desk.db, desk.city)
    if not published or published[0].published_at is None:
        return None
    ranking = await _ranking(desk, published[0])
    if ranking is None:
        return None
    return views.MonthRanking(
        month=published[0].month, published_at=published[0].published_at, ranking=ranking
    )


async def ranking_of(desk: Desk, month: date) -> views.Ranking | None:
    """How the agencies stand in a month, as it was published; None where it was not."""
    published = await store.versions(desk.db, desk.city, first=month, last=month)
    return await _ranking(desk, published[0]) if published else None


async def _ranking(desk: Desk, version: Version) -> views.Ranking | None:
    found = await store.cards(desk.db, desk.city, version.month, version.version, [Subject.AGENCY])
    tables = telling.rankings(desk.ground, desk.tongue, found, desk.offers.measures, version.grading)
    return tables[0] if tables else None


async def bands(desk: Desk, *, first: date, last: date) -> list[Band]:
    """The colours of the agencies that have a score over the published ones of these months, taken together."""
    known = await store.versions(desk.db, desk.city, first=first, last=last)
    if not known:
        return []
    found = await store.histories(desk.db, desk.city, (Subject.CITY, Subject.AGENCY), first=first, last=last)
    years = [calendar.year_of(each) for each in found]
    graded = calendar.graded(desk.ground, years, grading=known[0].grading, measures=desk.offers.measures)
    return [each.score.band for each in graded if each.subject is Subject.AGENCY and each.score is not None]


def _told(
    desk: Desk, version: Version, history: dict[date, Card], city: dict[date, Card], behind: str
) -> tuple[views.Told, ...]:
    """The month, and the twelve that end with it."""
    measures = desk.offers.measures
    card, everybody = history.get(version.month), city.get(version.month)
    if card is None or everybody is None:
        return ()
    before = history.get(_month_before(version.month))
    year, of_all = calendar.year_of(list(history.values())), calendar.year_of(list(city.values()))
    score = rules.score(year.counts, city=of_all.counts, grading=version.grading, measures=measures)
    return (
        telling.told(
            card,
            title=say("Bulan ini"),
            city=everybody,
            before=before,
            version=version,
            measures=measures,
            behind=behind,
        ),
        telling.told(
            calendar.with_score(year, score),
            title=say("Dua belas bulan"),
            city=of_all,
            before=None,
            version=version,
            measures=measures,
            behind=None,
        ),
    )


async def _drafted(desk: Desk, subject: Subject, key: str, page: views.CardPage) -> views.CardPage:
    """The page with what the heads of a unit see of its next score, and the form for their answer."""
    if subject is not Subject.AGENCY or not actions.may_answer(desk, AgencySlug(key)):
        return page
    page = replace(page, answer=f"{telling.path_of(subject, key)}/answers")
    drafts = await store.drafted(desk.db, desk.city, AgencySlug(key))
    if not drafts:
        latest = await store.versions(desk.db, desk.city)
        return replace(
            page, answer=page.answer if latest else None, answer_month=latest[0].month if latest else None
        )
    version, card = drafts[0]
    city = await store.cards(desk.db, desk.city, version.month, version.version, [Subject.CITY])
    shown = telling.told(
        card,
        title=say("Konsep"),
        city=city[0],
        before=None,
        version=version,
        measures=desk.offers.measures,
        behind=f"/open/reports?agency={key}&month={version.month:%Y-%m}",
    )
    return replace(
        page,
        draft=shown,
        draft_month=version.month,
        draft_until=version.publish_on,
        answer_month=version.month,
    )


def chosen(published: Sequence[Version], asked: str | None) -> Version | None:
    """The latest version of the month that was asked for, or of the one published last. Raises Missing."""
    if not asked:
        return published[0] if published else None
    month = month_of(asked)
    found = next((each for each in published if each.month == month), None)
    if found is None:
        raise Missing(say("Rapor bulan itu belum terbit."))
    return found


def months(path: str, published: Sequence[Version], chosen: Version | None) -> tuple[views.MonthLink, ...]:
    """Ways to the months that were published, the latest first."""
    known = sorted({each.month for each in published}, reverse=True)[:MONTHS_SHOWN]
    return tuple(
        views.MonthLink(
            href=f"{path}?month={month:%Y-%m}", month=month, here=chosen is not None and month == chosen.month
        )
        for month in known
    )


def month_of(text: str | None) -> date | None:
    """The month that is written as 2026-10; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _month_before(month: date) -> date:
    return calendar.month_of(month - calendar.ONE_DAY)


def _twelve(last: date) -> list[date]:
    months = [calendar.year_before(last)]
    while months[-1] < last:
        months.append(calendar.next_month(months[-1]))
    return months


def _more(desk: Desk, subject: Subject, key: str) -> tuple[views.Link, ...]:
    """The units of an agency and the one it belongs to; the page of an area."""
    if subject is Subject.AREA:
        return (views.Link(href=f"/areas/{key}", name=desk.tongue(say("Halaman wilayah ini"))),)
    if subject is not Subject.AGENCY:
        return ()
    unit = desk.ground.agencies.get(AgencySlug(key))
    near = [unit.parent] if unit is not None and unit.parent else []
    near += [each.slug for each in desk.ground.agencies.values() if each.parent == key]
    return tuple(
        views.Link(
            href=telling.path_of(subject, each), name=telling.name_of(desk.ground, desk.tongue, subject, each)
        )
        for each in near
    )
