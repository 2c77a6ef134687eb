"""What the house's own panels look at, for those who stand before a wall."""

from datetime import timedelta
from typing import Literal

from tanggap.city.desk import Desk
from tanggap.city.screens import Seen, Sight
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Say, say
from tanggap.oversight.counts.telling import approximate
from tanggap.oversight.operations_centre.tiles.views import scene_query
from tanggap.oversight.operations_centre.walls import rules
from tanggap.oversight.operations_centre.walls.figures import views
from tanggap.oversight.operations_centre.walls.figures.chart import DAYS, chart
from tanggap.oversight.operations_centre.walls.figures.sketch import sketched
from tanggap.oversight.operations_centre.walls.figures.store import counted, told
from tanggap.oversight.operations_centre.walls.figures.views import FeedRow
from tanggap.oversight.operations_centre.walls.rules import Alert, Cause
from tanggap.oversight.scorecards import cards
from tanggap.report.views import signs

ROWS = 9
"""So many rows stand below one another on a wall."""
LATELY = timedelta(days=30)
FEWEST = 5
"""Of fewer than these no median and no mean is told."""


async def show_alert(desk: Desk, sight: Sight) -> Seen | None:
    """What the wall stops on now."""
    ground, now = desk.ground, desk.now()
    since = now - rules.LATELY
    found = rules.alert(
        await told.recent(desk.db, desk.city, sight, since=since),
        await told.breaches(desk.db, desk.city, sight, since=since),
        emergencies=frozenset(slug for slug, kind in ground.kinds.items() if kind.emergency),
        groups={slug: kind.group for slug, kind in ground.kinds.items()},
    )
    if found is None:
        return None
    alarm = views.Alarm(
        key=found.key,
        scene=found.scene.code,
        kind=signs.kind_sign(ground, found.kind, desk.tongue),
        what=say(
            "{kind} di {area}",
            kind=signs.kind_name(ground, found.kind),
            area=signs.area_name(ground, found.area, desk.tongue),
        ),
        why=_why(desk, found),
        at=found.at,
    )
    return Seen(shown=alarm, as_of=now)


def _why(desk: Desk, found: Alert) -> Say:
    if found.cause is Cause.EXECUTIVE:
        agency = desk.ground.agencies.get(found.agency) if found.agency is not None else None
        if agency is None:
            return say("Lewat batas, sampai ke pimpinan")
        return say("Lewat batas, sampai ke pimpinan: {agency}", agency=agency.name)
    if found.count == 1:
        return say("Darurat, baru masuk")
    return say("{n} laporan dalam satu jam", n=found.count)


async def show_figures(desk: Desk, sight: Sight) -> Seen:
    """The six numbers."""
    now = desk.now()
    today = now.astimezone(desk.ground.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    standing = await counted.standing(desk.db, desk.city, sight, now=now)
    done = await counted.finished(desk.db, desk.city, sight, since=now - LATELY, today=today)
    figures = views.Figures(
        came=await counted.came(desk.db, desk.city, sight, since=today),
        open=standing.open,
        done=done.today,
        late=standing.late,
        median=done.median if done.finished >= FEWEST else None,
        stars=done.stars if done.rated >= FEWEST else None,
    )
    return Seen(shown=figures, as_of=now)


async def show_agencies(desk: Desk, sight: Sight) -> Seen | None:
    """The agencies by the score that was published last."""
    last = await cards.last_ranking(desk)
    if last is None:
        return None
    shorts = {agency.name: agency.short for agency in desk.ground.agencies.values()}
    rows = [
        views.Scored(
            name=shorts.get(row.name, row.name),
            points=row.score.points,
            band=row.score.band,
            word=row.score.word,
        )
        for row in last.ranking.scored
        if row.score.points is not None
    ]
    # The best, and the worst of all: who stands in the middle of a long list is not what a wall is for.
    shown = rows if len(rows) <= ROWS else [*rows[: ROWS // 2], *rows[ROWS // 2 - ROWS :]]
    return Seen(shown=views.Ranking(month=last.month, rows=tuple(shown)), as_of=desk.now())


def _agency(desk: Desk, slug: str) -> str:
    agency = desk.ground.agencies.get(AgencySlug(slug))
    return agency.short if agency is not None else slug


async def show_holders(desk: Desk, sight: Sight) -> Seen | None:
    """Who holds most of what a scene is about."""
    return await _bars(desk, sight, "agency")


async def show_kinds(desk: Desk, sight: Sight) -> Seen | None:
    """Of which kinds it is."""
    return await _bars(desk, sight, "kind")


async def _bars(desk: Desk, sight: Sight, by: Literal["kind", "agency"]) -> Seen | None:
    now = desk.now()
    loads = (await counted.loads(desk.db, desk.city, sight, by=by, now=now))[:ROWS]
    if not loads:
        return None
    rows: list[views.Bar] = []
    for load in loads:
        sign = signs.kind_sign(desk.ground, KindSlug(load.key), desk.tongue) if by == "kind" else None
        rows.append(
            views.Bar(
                name=sign.name if sign is not None else _agency(desk, load.key),
                count=load.count,
                width=round(100 * load.count / loads[0].count, 1),
                colour=sign.colour if sign is not None else None,
            )
        )
    return Seen(shown=views.Bars(rows=tuple(rows)), as_of=now)


async def show_map(desk: Desk, sight: Sight) -> Seen | None:
    """Where it lies: how many in each kelurahan."""
    return await _ground(desk, sight, heat=False)


async def show_heat(desk: Desk, sight: Sight) -> Seen | None:
    """Where it gathers, across the borders of kelurahan."""
    return await _ground(desk, sight, heat=True)


async def _ground(desk: Desk, sight: Sight, *, heat: bool) -> Seen | None:
    drawing = desk.ground.drawing
    if drawing is None:
        return None
    now = desk.now()
    loads = await counted.loads(desk.db, desk.city, sight, by="area", now=now)
    sketch = sketched(drawing, {AreaCode(load.key): load.count for load in loads}, area=sight.area)
    if sketch is None:
        return None
    shown = views.Ground(
        sketch=sketch,
        query=scene_query(sight),
        area=sight.area or "",
        credit=desk.ground.city.basemap.credit,
        late=sight.late,
        approximate=approximate(desk.ground),
        heat=heat,
    )
    return Seen(shown=shown, as_of=now)


async def show_hours(desk: Desk, sight: Sight) -> Seen:
    """What came in and was finished hour by hour."""
    now = desk.now()
    hours = await counted.hours(desk.db, desk.city, sight, since=now - timedelta(days=DAYS))
    return Seen(shown=chart(hours, now=now, zone=desk.ground.zone), as_of=now)


async def show_newest(desk: Desk, sight: Sight) -> Seen:
    """What came in last."""
    lines = await told.newest(desk.db, desk.city, sight, limit=ROWS)
    rows = tuple(_row(desk, line) for line in lines)
    return Seen(shown=views.Feed(rows=rows), as_of=desk.now())


async def show_latest(desk: Desk, sight: Sight) -> Seen:
    """What is longest past its limit."""
    lines = await told.latest(desk.db, desk.city, sight, now=desk.now(), limit=ROWS)
    rows = tuple(_row(desk, line, late=True) for line in lines)
    return Seen(shown=views.Feed(rows=rows), as_of=desk.now())


def _row(desk: Desk, line: told.Line, *, late: bool = False) -> FeedRow:
    return FeedRow(
        kind=signs.kind_sign(desk.ground, line.kind, desk.tongue),
        place=signs.area_name(desk.ground, AreaCode(line.area) if line.area else None, desk.tongue),
        status=signs.status_mark(line.status),
        at=line.received_at,
        late_by=desk.now() - line.due_at if late and line.due_at is not None else None,
    )
