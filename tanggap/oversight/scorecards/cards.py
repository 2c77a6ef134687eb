"""A subject's scorecard as one page: its month, its year, what was said beside it, and the draft for its head."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.oversight.scorecards import telling, views
from tanggap.oversight.scorecards.behind.actions import worst
from tanggap.oversight.scorecards.months import actions, store
from tanggap.oversight.scorecards.months import rules as calendar
from tanggap.oversight.scorecards.months.rules import Card, Span, Subject
from tanggap.oversight.scorecards.months.store import Version
from tanggap.oversight.scorecards.rules import Band

MONTHS_SHOWN = 24


async def index_page(
    desk: Desk, published: Sequence[Version], version: Version | None, span: Span
) -> views.IndexPage:
    """How everybody stands in a version of a month, or over the twelve months that end with it."""
    if version is None:
        drafts = [
            each
            for each in await store.versions(desk.db, desk.city, published=False)
            if each.published_at is None
        ]
        return views.IndexPage(
            month=None,
            version=None,
            published_at=None,
            months=(),
            spans=(),
            rankings=(),
            versions=(),
            first_on=drafts[-1].publish_on if drafts else None,
        )
    found = await store.cards(
        desk.db, desk.city, version.month, version.version, Subject, span=span, cells=False
    )
    here = f"/open?month={version.month:%Y-%m}&version={version.version}"
    return views.IndexPage(
        month=version.month,
        version=version.version,
        published_at=version.published_at,
        months=months("/open", published, version),
        spans=(
            views.SpanLink(href=here, title=say("Bulan ini"), here=span is Span.MONTH),
            views.SpanLink(href=f"{here}&over=year", title=say("Dua belas bulan"), here=span is Span.YEAR),
        ),
        rankings=telling.rankings(desk.ground, desk.tongue, found, desk.offers.measures, version.grading),
        versions=telling.versions("/open", published, version),
        first_on=None,
        correct=f"{version.month:%Y-%m}" if actions.may_correct(desk) else None,
    )


async def card_page(
    desk: Desk, subject: Subject, key: str, asked: str | None, nth: str | None = None
) -> views.CardPage:
    """What a subject's page is given, for the month that was asked for or the last, and of it a version. Raises Missing."""
    published = await store.versions(desk.db, desk.city)
    version = chosen(published, asked, nth)
    page = await _drafted(desk, subject, key, _empty(desk, subject, key))
    if version is None:
        return page
    twelve = _twelve(version.month)
    history = await store.history(desk.db, desk.city, subject, key, first=twelve[0], last=twelve[-1])
    card = await _card(desk, version, subject, key, Span.MONTH)
    said = (
        await store.answers(desk.db, desk.city, AgencySlug(key), first=twelve[0])
        if subject is Subject.AGENCY
        else []
    )
    released = {each.month for each in published}
    path = telling.path_of(subject, key)
    points = await store.earlier(desk.db, desk.city, version.month, subject, key)
    return replace(
        page,
        month=version.month,
        published_at=version.published_at,
        months=months(path, published, version),
        told=await _told(desk, version, card, history.get(_month_before(version.month))) if card else (),
        line=telling.line(history, twelve),
        tables=telling.tables(desk.ground, desk.tongue, card) if card is not None else (),
        answers=tuple(
            views.SaidBeside(month=each.month, text=each.text, at=each.at)
            for each in said
            if each.month in released
        ),
        versions=telling.versions(path, published, version, points),
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
    found = await store.cards(
        desk.db, desk.city, version.month, version.version, [Subject.AGENCY], cells=False
    )
    tables = telling.rankings(desk.ground, desk.tongue, found, desk.offers.measures, version.grading)
    return tables[0] if tables else None


async def bands(desk: Desk, *, first: date, last: date) -> list[Band]:
    """The colours of the agencies that have a score over the published ones of these months, taken together."""
    known = await store.versions(desk.db, desk.city, first=first, last=last)
    if not known:
        return []
    found = await store.histories(desk.db, desk.city, (Subject.CITY, Subject.AGENCY), first=first, last=last)
    years = [calendar.year_of(list(each.values())) for each in found.values()]
    graded = calendar.graded(desk.ground, years, grading=known[0].grading, measures=desk.offers.measures)
    return [each.score.band for each in graded if each.subject is Subject.AGENCY and each.score is not None]


async def _card(desk: Desk, version: Version, subject: Subject, key: str, span: Span) -> Card | None:
    of = await store.cards(desk.db, desk.city, version.month, version.version, [subject], span=span, key=key)
    return of[0] if of else None


async def _told(desk: Desk, version: Version, card: Card, before: Card | None) -> tuple[views.Told, ...]:
    """The month, and the twelve that end with it."""
    year = await _card(desk, version, card.subject, card.key, Span.YEAR)
    month = await _told_over(desk, version, card, Span.MONTH, title=say("Bulan ini"), before=before)
    if year is None:
        return (month,)
    return month, await _told_over(desk, version, year, Span.YEAR, title=say("Dua belas bulan"))


async def _told_over(
    desk: Desk, version: Version, card: Card, span: Span, *, title: Say, before: Card | None = None
) -> views.Told:
    city = await _card(desk, version, Subject.CITY, "", span)
    failed = telling.failed(card, version.grading)
    return telling.told(
        card,
        title=title,
        city=city or card,
        before=before,
        version=version,
        measures=desk.offers.measures,
        span=span,
        worst=await worst(desk, card, version, span, failed),
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
    return replace(
        page,
        draft=await _told_over(desk, version, card, Span.MONTH, title=say("Konsep")),
        draft_month=version.month,
        draft_until=version.publish_on,
        answer_month=version.month,
    )


def chosen(published: Sequence[Version], asked: str | None, nth: str | None = None) -> Version | None:
    """The month that was asked for, or the one published last: its latest version, or the one asked for. Raises Missing."""
    if not asked:
        return published[0] if published else None
    month = month_of(asked)
    found = [each for each in published if each.month == month and nth in (None, "", str(each.version))]
    if not found:
        raise Missing(say("Rapor bulan itu belum terbit."))
    return found[0]


def span_of(text: str | None) -> Span:
    """Over what was asked for: a month, unless it says year."""
    return Span.YEAR if text == Span.YEAR else Span.MONTH


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
    """The month that is written as 2026-10; None for anything else, and for what has no month before or behind it."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if date.min.year < month.year < date.max.year else None


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
