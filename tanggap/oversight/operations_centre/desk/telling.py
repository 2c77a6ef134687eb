"""The desk's figures as it shows them: every one of them leads to its reports."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.kit.words import Say, say
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk import rules
from tanggap.oversight.operations_centre.desk.asked import Asked
from tanggap.oversight.operations_centre.desk.calling import Contact
from tanggap.oversight.operations_centre.desk.naming import CODES, name_of
from tanggap.oversight.operations_centre.desk.rules import NOTHING, By, Finished, Only, Sum
from tanggap.oversight.operations_centre.desk.scope import moments
from tanggap.oversight.operations_centre.desk.views import (
    Bar,
    Chart,
    Count,
    Figure,
    Line,
    Shade,
    Sketch,
    Way,
)
from tanggap.report import views

LINES_FIRST = 6
"""Lines of a table that stand before the others are asked for."""
FAINTEST = 0.12
"""How strongly the sketch fills an area with the fewest reports."""
_FULL = 100
_DAY = timedelta(days=1)
_WAYS: Mapping[By, tuple[Say, Say]] = {
    By.AGENCY: (say("Per unit"), say("Unit")),
    By.KIND: (say("Per jenis"), say("Jenis")),
    By.AREA: (say("Per wilayah"), say("Wilayah")),
    By.STATUS: (say("Per status"), say("Status")),
    By.CHANNEL: (say("Per saluran"), say("Saluran")),
}


class Told(Struct, frozen=True, kw_only=True):
    """What was found of the chosen reports: their sums, and how long the finished ones took."""

    sums: Sequence[Sum]
    finished: Finished


class Shown(Struct, frozen=True, kw_only=True):
    """What the desk tells of: what was asked, what was found of it and of the other days, how its units are reached."""

    asked: Asked
    now: Told
    then: Told | None
    contacts: Mapping[AgencySlug, Contact]


def figures(desk: Desk, shown: Shown) -> tuple[Figure, ...]:
    """The six figures of what was chosen, beside those of the other days."""
    asked, now, then = shown.asked, shown.now, shown.then
    these, those = rules.whole(now.sums), rules.whole(then.sums) if then is not None else None
    return (
        *(_counted(desk, asked, only, these, those) for only in _COUNTED),
        _median(desk, asked, now.finished, then.finished if then is not None else None),
        _stars(desk, asked, these, those),
    )


_COUNTED: Mapping[Only | None, tuple[Say, str]] = {
    None: (say("diterima"), ""),
    Only.OPEN: (say("masih terbuka"), "moving"),
    Only.DONE: (say("selesai"), "done"),
    Only.LATE: (say("lewat batas"), "late"),
}


def _counted(desk: Desk, asked: Asked, only: Only | None, now: Sum, then: Sum | None) -> Figure:
    n, n_then = now.of(only), then.of(only) if then is not None else None
    word, tone = _COUNTED[only]
    share = round(_FULL * n / now.received) if now.received >= rules.FEWEST_COMPARED else None
    return Figure(
        word=word,
        value=desk.tongue.number(n),
        href=asked.behind(only),
        note=say("{percent}% dari yang diterima", percent=share) if only and share is not None else None,
        tone=tone if n else "",
        then=desk.tongue.number(n_then) if n_then is not None else None,
        change=rules.change(n, n_then, n=n, n_then=n_then or 0),
    )


def _median(desk: Desk, asked: Asked, now: Finished, then: Finished | None) -> Figure:
    few = now.count < rules.FEWEST_COMPARED
    return Figure(
        word=say("separuhnya selesai dalam"),
        value="–" if few or now.median is None else desk.tongue.span(now.median),
        href=asked.behind(Only.DONE),
        note=say("terlalu sedikit, n = {n}", n=now.count) if few else say("n = {n}", n=now.count),
        then=_span(desk, then) if then is not None else None,
        change=rules.change(now.median_s, then.median_s, n=now.count, n_then=then.count) if then else None,
    )


def _span(desk: Desk, finished: Finished) -> str:
    enough = finished.count >= rules.FEWEST_COMPARED and finished.median is not None
    return desk.tongue.span(finished.median) if enough and finished.median is not None else "–"


def _stars(desk: Desk, asked: Asked, now: Sum, then: Sum | None) -> Figure:
    few = now.rated < rules.FEWEST_COMPARED
    return Figure(
        word=say("nilai warga, dari 5"),
        value=_mean(desk, now),
        href=asked.behind(Only.RATED),
        note=say("terlalu sedikit, n = {n}", n=now.rated) if few else say("n = {n}", n=now.rated),
        then=_mean(desk, then) if then is not None else None,
        change=rules.change_of_stars(now.mean_stars, then.mean_stars, n=now.rated, n_then=then.rated)
        if then is not None
        else None,
    )


def _mean(desk: Desk, of: Sum) -> str:
    enough = of.rated >= rules.FEWEST_COMPARED and of.mean_stars is not None
    return desk.tongue.number(of.mean_stars, 1) if enough and of.mean_stars is not None else "–"


def ways(desk: Desk, shown: Shown) -> tuple[Way, ...]:
    """The chosen reports in each way, those of the other days beside them."""
    return tuple(_way(desk, shown, by) for by in _WAYS)


def _way(desk: Desk, shown: Shown, by: By) -> Way:
    sums = rules.of(shown.now.sums, by)
    most = max((each.received for each in sums), default=1)
    before = {each.key: each for each in rules.of(shown.then.sums, by)} if shown.then is not None else None
    lines = tuple(
        _line(desk, shown, each, most, before.get(each.key, NOTHING) if before is not None else None)
        for each in sums
    )
    title, column = _WAYS[by]
    return Way(id=by, title=title, column=column, lines=lines[:LINES_FIRST], others=lines[LINES_FIRST:])


def _line(desk: Desk, shown: Shown, now: Sum, most: int, then: Sum | None) -> Line:
    # Nothing in an address says "of none": what has no unit yet is only counted.
    key = now.key or None
    to: dict[str, Any] | None = {now.by.value: CODES[now.by](key)} if key is not None else None
    sign = views.kind_sign(desk.ground, KindSlug(key) if key else None, desk.tongue)
    n_then = then.received if then is not None else None

    def count(only: Only | None = None) -> Count:
        return Count(count=now.of(only), href=shown.asked.behind(only, **to) if to is not None else "")

    return Line(
        name=name_of(desk, now.by, key),
        href=shown.asked.narrowed(**to).href if to is not None else None,
        received=count(),
        open=count(Only.OPEN),
        done=count(Only.DONE),
        late=count(Only.LATE),
        width=_FULL * now.received / most,
        icon=sign.icon if now.by is By.KIND else None,
        colour=sign.colour if now.by is By.KIND else None,
        then=n_then,
        change=rules.change(now.received, n_then, n=now.received, n_then=n_then or 0),
        contact=shown.contacts.get(AgencySlug(key)) if now.by is By.AGENCY and key is not None else None,
    )


def chart(desk: Desk, shown: Shown) -> Chart:
    """What came in when; over it what did on the other days, from their own beginning on."""
    asked, now, then = shown.asked, shown.now, shown.then
    length = rules.stretch(asked.period)
    bars = -(-asked.period.days * _DAY // length)
    counts = _heights(now.sums, bars)
    before = _heights(then.sums, bars) if then is not None else None
    most = max(*counts, *(before or ()), 1)
    begin, _ = moments(desk.ground, asked.period)
    return Chart(
        bars=tuple(
            Bar(
                begins=begin + nth * length,
                count=count,
                height=_FULL * count / most,
                href=_of_day(desk, asked, begin + nth * length, length),
                then=before[nth] if before is not None else None,
                then_height=_FULL * before[nth] / most if before is not None else None,
            )
            for nth, count in enumerate(counts)
        ),
        most=most,
        hours=length < _DAY,
        length=length,
        compared=before is not None,
        finding=_finding(desk, counts, begin, length),
    )


def _heights(sums: Sequence[Sum], bars: int) -> tuple[int, ...]:
    return rules.heights({int(each.key): each.received for each in rules.of(sums, By.TIME)}, bars)


def _of_day(desk: Desk, asked: Asked, begins: datetime, length: timedelta) -> str | None:
    """The desk for the days of a bar; an address has no hours."""
    if length < _DAY:
        return None
    first = desk.ground.calendar.day_of(begins)
    last = min(first + length - _DAY, asked.period.last)
    return asked.of_days(Period(first=first, last=last)).href


def _finding(desk: Desk, counts: Sequence[int], begin: datetime, length: timedelta) -> Say:
    if not any(counts):
        return say("Tidak ada yang masuk.")
    peak = max(range(len(counts)), key=lambda nth: counts[nth])
    at = begin + peak * length
    if length < _DAY:
        return say("Terbanyak {n} dalam satu jam, mulai {at}.", n=counts[peak], at=at)
    day: date = desk.ground.calendar.day_of(at)
    if length > _DAY:
        return say("Terbanyak {n} dalam {days} hari, mulai {day}.", n=counts[peak], days=length.days, day=day)
    return say("Terbanyak {n} dalam satu hari, {day}.", n=counts[peak], day=day)


def sketch(desk: Desk, shown: Shown) -> Sketch | None:
    """Where they are, kelurahan by kelurahan; None where no shape is known."""
    drawing = desk.ground.drawing
    if drawing is None:
        return None
    counts = {each.key: each.received for each in rules.of(shown.now.sums, By.AREA)}
    most = max(counts.values(), default=0)
    return Sketch(
        width=drawing.width,
        height=drawing.height,
        shades=tuple(
            Shade(
                area=each,
                strength=strength(counts.get(each.code, 0), most),
                count=counts.get(each.code, 0),
                href=shown.asked.narrowed(area=each.code).href,
            )
            for each in drawing.areas
        ),
    )


def strength(count: int, most: int) -> float:
    """How strongly an area is filled: none for nothing, all for the most."""
    return round(FAINTEST + (1 - FAINTEST) * count / most, 2) if count else 0
