"""What needs a decision today: found, looked at, set aside with a reason, taken up again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.hours import Calendar
from tanggap.city.rights import Role
from tanggap.city.terms import KindSlug, PersonId
from tanggap.kit.errors import Forbidden, Refused
from tanggap.kit.words import say
from tanggap.oversight.briefs.rules import aside, clusters, rising
from tanggap.oversight.briefs.rules.lines import SILENT_DAYS, UNTRUE_DAYS, Facts, Line, lines
from tanggap.oversight.briefs.store import causes, done
from tanggap.oversight.briefs.store.done import Known
from tanggap.report import parties

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


async def look(desk: Desk, key: str) -> str | None:
    """Where a line leads, having noted that somebody looked; None for a line that is not there any more."""
    line = next((each for each in _all(await decisions(desk)) if each.key == key), None)
    if line is None:
        return None
    await done.looked(desk.db, desk.city, key, by=_person(desk), at=desk.now())
    return line.href


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
    began = today - timedelta(days=clusters.DAYS - 1)
    return Facts(
        alarms=await causes.alarms(
            *of, [KindSlug(slug) for slug, kind in ground.kinds.items() if kind.emergency]
        ),
        late=await causes.late(*of, now=now),
        silent=await causes.silent(*of, since=_working_days_before(ground.calendar, now, SILENT_DAYS)),
        untrue=await causes.untrue(*of, since=now - timedelta(days=UNTRUE_DAYS)),
        clusters=clusters.clusters(await causes.places(*of, first=began, last=today), today=today),
        rises=rising.rising(await causes.counted(*of, weeks)),
        week=weeks.now.first,
    )


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
