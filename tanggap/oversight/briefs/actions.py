"""What needs a decision today: found, looked at, set aside with a reason, taken up again."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.hours import Calendar
from tanggap.city.rights import Role
from tanggap.city.terms import KindSlug, PersonId
from tanggap.kit.errors import Forbidden, Refused
from tanggap.kit.words import say
from tanggap.oversight.briefs.rules import aside, clusters, rising
from tanggap.oversight.briefs.rules.lines import SILENT_DAYS, UNTRUE_DAYS, Facts, Line, Sort, lines
from tanggap.oversight.briefs.store import behind, causes, done
from tanggap.oversight.briefs.store.causes import Stretch
from tanggap.oversight.briefs.store.done import Known
from tanggap.oversight.counts.tally import ALWAYS, Period
from tanggap.report import parties
from tanggap.report.report import ReportId

MOST = 10
"""More than ten lines are no inbox but a list."""


class Decisions(Struct, frozen=True, kw_only=True):
    """What needs a decision: the first ten of it, how many more there are, and what is set aside.

    ``risen`` reports stand on the mayor's desk; ``known`` says of each line what was done with it.
    """

    lines: tuple[Line, ...]
    more: int
    risen: int
    aside: tuple[Line, ...]
    known: dict[str, Known]


async def decisions(desk: Desk) -> Decisions:
    """What needs a decision now."""
    facts = await _facts(desk)
    found = lines(desk.ground, facts)
    known = await done.known(desk.db, desk.city)
    today = desk.ground.calendar.day_of(desk.now())
    shown = [line for line in found if not _is_aside(known.get(line.key), today)]
    return Decisions(
        lines=tuple(shown[:MOST]),
        more=max(0, len(shown) - MOST),
        risen=sum(each.count for each in facts.late),
        aside=tuple(line for line in found if line not in shown),
        known=known,
    )


async def look(desk: Desk, key: str) -> Line | None:
    """A line somebody looks into, which is noted; None for a line that is not there any more."""
    line = next((each for each in _all(await decisions(desk)) if each.key == key), None)
    if line is not None:
        await done.looked(desk.db, desk.city, key, by=_person(desk), at=desk.now())
    return line


async def reports(desk: Desk, line: Line, *, skip: int = 0, limit: int) -> list[ReportId]:
    """The reports a line counts, those that press most first."""
    return await behind.behind(
        desk.db,
        desk.city,
        line.sort,
        kind=line.of.kind,
        agency=line.of.agency,
        area=line.of.area,
        during=_during(desk, line),
        skip=skip,
        limit=limit,
    )


async def set_aside(desk: Desk, key: str, *, reason: str | None, until: str | None) -> date:
    """Do not show a line until the end of a day; that day. Raises Invalid, and Refused for a line that is gone."""
    whole_city(desk)
    said, day = aside.checked(reason, until, today=desk.ground.calendar.day_of(desk.now()))
    if all(each.key != key for each in (await decisions(desk)).lines):
        raise Refused(say("Baris ini sudah tidak ada. Muat ulang halamannya."))
    await done.set_aside(desk.db, desk.city, key, by=_person(desk), at=desk.now(), until=day, reason=said)
    await audit.note(desk, "decision_set_aside", line=key, until=day.isoformat())
    return day


async def take_up(desk: Desk, key: str) -> None:
    """Show a line again that was set aside. Raises Refused."""
    whole_city(desk)
    if not await done.take_up(desk.db, desk.city, key):
        raise Refused(say("Baris ini tidak sedang dikesampingkan."))
    await audit.note(desk, "decision_taken_up", line=key)


def whole_city(desk: Desk) -> None:
    """Let go on who answers for all of the city. Raises Forbidden."""
    if parties.reach(desk.actor, Role.EXECUTIVE) is not None:
        raise Forbidden(say("Halaman ini untuk yang memimpin seluruh kota."))


async def _facts(desk: Desk) -> Facts:
    ground, now = desk.ground, desk.now()
    of, today = (desk.db, desk.city), ground.calendar.day_of(now)
    weeks = rising.weeks(today)
    lately = Period(first=today - timedelta(days=clusters.DAYS - 1), last=today)
    zone = ground.known.timezone
    places = await causes.places(*of, lately, zone=zone)
    counted = await causes.counted(*of, weeks.all, zone=zone, before=len(weeks.before))
    return Facts(
        alarms=await causes.alarms(
            *of, [KindSlug(slug) for slug, kind in ground.kinds.items() if kind.emergency]
        ),
        late=await causes.late(*of, now=now),
        silent=await causes.silent(*of, since=_silent_since(desk)),
        untrue=await causes.untrue(*of, since=_untrue_since(now)),
        clusters=clusters.clusters(places, today=today),
        rises=rising.rising(counted),
        week=weeks.now,
        today=today,
    )


def _during(desk: Desk, line: Line) -> Stretch:
    """The time a line is about: the days it names, else from where its sort begins to look until now."""
    now = desk.now()
    match line.sort:
        case Sort.SILENT:
            return _silent_since(desk), now
        case Sort.UNTRUE:
            return _untrue_since(now), now
        case Sort.EMERGENCY | Sort.LATE:
            return now, now
        case Sort.CLUSTER | Sort.RISING:
            return _moments(desk, line.of.period or ALWAYS)


def _moments(desk: Desk, period: Period) -> Stretch:
    calendar = desk.ground.calendar
    return calendar.at(period.first, time()), calendar.at(period.last + timedelta(days=1), time())


def _silent_since(desk: Desk) -> datetime:
    return _working_days_before(desk.ground.calendar, desk.now(), SILENT_DAYS)


def _untrue_since(now: datetime) -> datetime:
    return now - timedelta(days=UNTRUE_DAYS)


def _working_days_before(calendar: Calendar, now: datetime, count: int) -> datetime:
    """The moment so many working days ago, at the same time of day."""
    passed, back = 0, now
    while passed < count:
        passed += calendar.works_on(calendar.day_of(back))
        back -= timedelta(days=1)
    return back


def _all(found: Decisions) -> Iterator[Line]:
    yield from found.lines
    yield from found.aside


def _is_aside(known: Known | None, today: date) -> bool:
    return known is not None and known.until is not None and today <= known.until


def _person(desk: Desk) -> PersonId:
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    return desk.actor.person
