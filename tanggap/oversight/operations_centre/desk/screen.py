"""The desk as one screen: what was asked for, and all that stands around it."""

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk import naming, offering, rules, store, telling
from tanggap.oversight.operations_centre.desk.asked import ADDRESS, REPORTS, Asked
from tanggap.oversight.operations_centre.desk.calling import contacts
from tanggap.oversight.operations_centre.desk.handover.views import notes
from tanggap.oversight.operations_centre.desk.kept.views import views as kept_views
from tanggap.oversight.operations_centre.desk.rules import By
from tanggap.oversight.operations_centre.desk.scope import chosen, moments, reached, today
from tanggap.oversight.operations_centre.desk.telling import Shown, Told
from tanggap.oversight.operations_centre.desk.views import Comparison, DeskPage
from tanggap.oversight.operations_centre.tiles.views import staff_map
from tanggap.report.choices import NO_REFUSAL, Refusal


async def desk_page(desk: Desk, shown: Asked, refused: Refusal = NO_REFUSAL) -> DeskPage:
    """The desk for what was asked."""
    now = await _told(desk, shown, shown.period)
    units = [AgencySlug(each.key) for each in rules.of(now.sums, By.AGENCY) if each.key]
    told = Shown(
        asked=shown,
        now=now,
        then=await _told(desk, shown, shown.other) if shown.other is not None else None,
        contacts=await contacts(desk, units),
    )
    return DeskPage(
        as_of=desk.now(),
        first=shown.period.first,
        last=shown.period.last,
        second_first=shown.other.first if shown.other is not None else None,
        second_last=shown.other.last if shown.other is not None else None,
        query=shown.query,
        periods=offering.periods(shown, today(desk)),
        choices=offering.offered(desk, shown),
        narrowed=bool(naming.chips(desk, shown.wanted, str)) or shown.days is None,
        chips=naming.chips(desk, shown.wanted, lambda field: shown.narrowed(**{field: None}).href),
        too_many=store.MOST_READ if await _too_many(desk, shown) else None,
        figures=telling.figures(desk, told),
        comparison=_comparison(shown),
        chart=telling.chart(desk, told),
        sketch=telling.sketch(desk, told),
        map=staff_map(desk, shown.wanted, screen=ADDRESS, behind=REPORTS),
        ways=telling.ways(desk, told),
        day=f"{ADDRESS}/day/{shown.period.last}",
        where=_where(desk),
        kept=await kept_views(desk, shown),
        notes=await notes(desk),
        errors=refused.errors,
        given=refused.given,
    )


async def _told(desk: Desk, shown: Asked, period: Period) -> Told:
    """What there is of the chosen reports on these days; the chart of the other days is as fine as that of the first."""
    these = chosen(desk, shown.of_days(period).wanted)
    return Told(
        sums=await store.sums(desk.db, desk.city, these, now=desk.now(), stretch=rules.stretch(shown.period)),
        finished=await store.finished(desk.db, desk.city, these),
    )


async def _too_many(desk: Desk, shown: Asked) -> bool:
    periods = [shown.period, *([shown.other] if shown.other is not None else [])]
    return any([await store.is_more(desk.db, desk.city, *moments(desk.ground, each)) for each in periods])


def _comparison(shown: Asked) -> Comparison | None:
    if shown.against is None:
        return None
    other = shown.other
    return Comparison(first=other.first if other else None, last=other.last if other else None)


def _where(desk: Desk) -> str | None:
    """The areas somebody's desk is about; None for the whole city."""
    reach = reached(desk)
    if reach is None:
        return None
    return ", ".join(naming.name_of(desk, By.AREA, each) for each in reach)
