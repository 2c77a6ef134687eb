"""Making the brief: once a day for each who wants it, and shown as a sheet."""

from datetime import date, datetime, time, timedelta

from tanggap.city import owed
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.hearing.rules import MAIL
from tanggap.city.owed import NewLetter
from tanggap.city.people import store as people
from tanggap.city.rights import Actor, Role
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.errors import Forbidden, Missing
from tanggap.kit.words import say
from tanggap.oversight.briefs.actions import decisions, whole_city
from tanggap.oversight.briefs.daily import rules, store
from tanggap.oversight.briefs.daily.rules import Brief, Choice, Told
from tanggap.oversight.counts import store as counts
from tanggap.oversight.counts.tally import ALWAYS, By, Period
from tanggap.report import parties

WEEKS = 4


async def send_due(open_desk: OpenCity, city: CityId) -> None:
    """Owe today's brief to everybody whose time has come; done twice it is owed once."""
    async with open_desk(city) as desk:
        now, day = desk.now(), desk.ground.calendar.day_of(desk.now())
        choices = await store.choices(desk.db, city)
        due = [each for each in choices if rules.is_due(each, now=now, calendar=desk.ground.calendar)]
        to = [each for each in due if await _leads(desk, each)]
        if to:
            await store.keep(desk.db, city, await brief(desk), at=now)
            kept = await of_day(desk, day)
            letters = [
                NewLetter(
                    dedupe=f"brief:{each.person}:{day}",
                    channel=MAIL,
                    recipient=each.person,
                    letter=rules.letter(kept),
                    due_at=now,
                )
                for each in to
            ]
            await owed.owe(desk.db, city, letters, at=now)
        for each in due:
            await store.made(desk.db, city, each.person, on=day)


async def _leads(desk: Desk, choice: Choice) -> bool:
    """Whether somebody still leads the whole city."""
    duties = tuple(await people.duties_of(desk.db, desk.city, choice.person))
    actor = Actor(person=choice.person, duties=duties)
    return actor.is_a(Role.EXECUTIVE) and parties.reach(actor, Role.EXECUTIVE) is None


async def brief(desk: Desk) -> Brief:
    """Today's brief, as it stands now."""
    calendar, now = desk.ground.calendar, desk.now()
    today = calendar.day_of(now)
    yesterday = today - timedelta(days=1)
    found = await decisions(desk)
    before = [await _came_in(desk, yesterday - timedelta(weeks=nth)) for nth in range(1, WEEKS + 1)]
    everyone = await counts.told(desk.db, desk.city, ALWAYS, By.ALL, By.UNLISTED)
    return Brief(
        day=today,
        came_in=await _came_in(desk, yesterday),
        usual=round(sum(before) / WEEKS, 1),
        closed=await store.closed(
            desk.db,
            desk.city,
            since=calendar.at(yesterday, time()),
            until=calendar.at(today, time()),
        ),
        open=sum(each.open for each in everyone),
        late=await counts.late(desk.db, desk.city, now=now, listed=False),
        risen=found.risen,
        lines=tuple(
            Told(says=line.says, why=line.why, since=say("Sejak {since}.", since=_day(desk, line.since)))
            for line in found.lines
        ),
        more=found.more,
    )


async def of_day(desk: Desk, day: date) -> Brief:
    """A day's brief as it was sent; today's as it stands, where it was not yet. Raises Missing."""
    kept = await store.kept(desk.db, desk.city, day)
    if kept is not None:
        return kept
    if day != desk.ground.calendar.day_of(desk.now()):
        raise Missing(say("Ringkasan hari itu tidak ada."))
    return await brief(desk)


async def choose(desk: Desk, *, how: str, at: str | None) -> None:
    """Let who asks have the brief daily, on working days, or no more. Raises Invalid."""
    whole_city(desk)
    person = desk.actor.person
    if person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    if how not in ("daily", "working_days"):
        await store.end(desk.db, desk.city, person)
        return
    when = rules.read_time(at)
    await store.choose(desk.db, desk.city, person, at=when, working_days=how == "working_days")


async def chosen(desk: Desk, person: PersonId | None) -> Choice | None:
    """What somebody chose."""
    return None if person is None else await store.choice(desk.db, desk.city, person)


async def _came_in(desk: Desk, day: date) -> int:
    told = await counts.told(desk.db, desk.city, Period(first=day, last=day), By.ALL, By.UNLISTED)
    return sum(each.reports for each in told)


def _day(desk: Desk, since: datetime | date) -> date:
    return desk.ground.calendar.day_of(since) if isinstance(since, datetime) else since
