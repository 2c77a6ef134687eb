"""The bench: what a unit has yet to finish, and what others offer it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.terms import PersonId
from tanggap.journey.dispatch.sharing.views import Sharing, sharing
from tanggap.journey.dispatch.views import of_my_teams
from tanggap.journey.neighbourhood.store import residents
from tanggap.journey.neighbourhood.store.residents import Thanked
from tanggap.journey.work import back, store
from tanggap.journey.work.helping import on_bench
from tanggap.journey.work.rules import TO_ACCEPT
from tanggap.journey.work.store import OnBench, Seat
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report.report import Status

PAGE = 50
THANKS_OF, THANKS_SHOWN = timedelta(days=30), 5


class BenchSection(Struct, frozen=True, kw_only=True):
    """Tasks of one urgency."""

    word: Say
    tone: Literal["late", "moving", "waiting"]
    tasks: tuple[views.TaskCard, ...]


class BenchPage(Struct, frozen=True, kw_only=True):
    """What work/bench.html is given."""

    agency: str
    person: PersonId | None
    late: int
    today: int
    open: int
    most: int
    sections: tuple[BenchSection, ...]
    previous: str | None
    next: str | None
    thanked: Thanked | None = None
    sharing: Sharing | None = None
    glare: bool = False


async def bench_page(desk: Desk, *, page: int = 1, glare: bool = False) -> BenchPage:
    """What this officer's unit has yet to finish: what is offered to it, what is late, what is due, what is later.

    ``glare``: it is shown to be read in the sun.
    """
    seat = seat_of(desk)
    tomorrow = _tomorrow(desk)
    offered = await store.offered(desk.db, desk.city, seat) if page == 1 else []
    mine = await of_my_teams(desk) if page == 1 else []
    told = {each.href for each in mine}
    helping = await on_bench(desk, seat) if page == 1 else []
    held = await store.bench(desk.db, desk.city, seat, skip=PAGE * (page - 1), limit=PAGE + 1)
    load = await store.load(desk.db, desk.city, seat, now=desk.now(), tomorrow=tomorrow)
    offers = [
        views.task_card(
            desk.ground,
            each,
            desk.tongue,
            desk.now(),
            href=f"/tasks/{each.id}",
            next_step=next_step(Status.DISPOSED, f"/tasks/{each.id}"),
        )
        for each in await views.glimpses(desk.db, desk.city, offered)
    ]
    return BenchPage(
        agency=desk.ground.agencies[seat.agency].name,
        person=desk.actor.person,
        late=load.late,
        today=load.today,
        open=load.open,
        most=store.MOST_COUNTED,
        sections=_sections(
            mine,
            offers,
            [each for each in helping if each.href not in told],
            [each for each in await _cards(desk, held[:PAGE]) if each.href not in told],
            now=desk.now(),
            tomorrow=tomorrow,
        ),
        previous=f"/bench?page={page - 1}" if page > 1 else None,
        next=f"/bench?page={page + 1}" if len(held) > PAGE else None,
        thanked=await _thanked(desk, seat) if page == 1 else None,
        sharing=await sharing(desk),
        glare=glare,
    )


class BenchMapPage(Struct, frozen=True, kw_only=True):
    """What work/map.html is given: the tasks with a place, in the bench's order."""

    map: views.MapView
    tasks: tuple[views.TaskCard, ...]


async def bench_map(desk: Desk) -> BenchMapPage:
    """What is on this officer's bench and has a place, the first of it."""
    held = await store.bench(desk.db, desk.city, seat_of(desk), limit=PAGE)
    cards = await _cards(desk, held)
    return BenchMapPage(
        map=views.map_view(desk.ground), tasks=tuple(each for each in cards if each.point is not None)
    )


async def _thanked(desk: Desk, seat: Seat) -> Thanked | None:
    """What residents thanked this unit for lately; None where nobody did."""
    since = desk.now() - THANKS_OF
    found = await residents.of_agency(desk.db, desk.city, seat.agency, since=since, words=THANKS_SHOWN)
    return found if found.count else None


def seat_of(desk: Desk) -> Seat:
    """At which bench this officer sits. Raises Missing when they serve in no agency of the city."""
    for agency in sorted(desk.actor.agencies(Role.LIAISON, Role.FIELD_OFFICER)):
        if agency in desk.ground.agencies:
            reach = parties.reach(desk.actor, Role.LIAISON, Role.FIELD_OFFICER, agency=agency)
            return Seat(
                agency=agency,
                areas=None if reach is None else desk.ground.areas.inside(reach),
                person=desk.actor.person,
                liaison=agency in desk.actor.agencies(Role.LIAISON),
            )
    raise Missing(say("Anda belum ditempatkan di unit mana pun di kota ini."))


def next_step(status: Status, href: str) -> views.NextStep | None:
    """The one thing to do next with a task at this address; None while others have the word."""
    if status in TO_ACCEPT:
        return views.accepting(href)
    if status is Status.ON_HOLD:
        return views.NextStep(href=f"{href}/resumption", word=say("Lanjutkan"), icon="play", posts=True)
    if status is Status.IN_PROGRESS:
        return views.NextStep(
            href=f"{href}#proof", word=say("Lapor hasil kerja"), icon="seal-check", posts=False
        )
    return None


def _tomorrow(desk: Desk) -> datetime:
    day = desk.ground.calendar.day_of(desk.now()) + timedelta(days=1)
    return datetime.combine(day, time(), desk.ground.zone)


async def _cards(desk: Desk, held: Sequence[OnBench]) -> list[views.TaskCard]:
    tasks = {each.report: each.task for each in held}
    seen = await views.glimpses(desk.db, desk.city, [each.report for each in held])
    came_back = await back.of_reports(desk, seen)
    return [
        views.task_card(
            desk.ground,
            each,
            desk.tongue,
            desk.now(),
            href=f"/tasks/{tasks[each.id]}",
            next_step=next_step(each.status, f"/tasks/{tasks[each.id]}"),
            back=came_back.get(each.id),
        )
        for each in seen
    ]


def _sections(
    mine: Sequence[views.TaskCard],
    offers: Sequence[views.TaskCard],
    helping: Sequence[views.TaskCard],
    cards: Sequence[views.TaskCard],
    *,
    now: datetime,
    tomorrow: datetime,
) -> tuple[BenchSection, ...]:
    late = [each for each in cards if each.due is not None and each.due.at < now]
    today = [each for each in cards if each.due is not None and now <= each.due.at < tomorrow]
    later = [each for each in cards if each not in late and each not in today]
    for section in (late, today, later):
        # What is urgent stands first among those of one day; the sort leaves the rest in its order.
        section.sort(key=lambda task: task.urgent is None)
    sections = (
        BenchSection(word=say("Tim Anda"), tone="moving", tasks=tuple(mine)),
        BenchSection(word=say("Ditawarkan unit lain"), tone="waiting", tasks=tuple(offers)),
        BenchSection(word=say("Membantu unit lain"), tone="moving", tasks=tuple(helping)),
        BenchSection(word=say("Lewat batas"), tone="late", tasks=tuple(late)),
        BenchSection(word=say("Harus hari ini"), tone="moving", tasks=tuple(today)),
        BenchSection(word=say("Berikutnya"), tone="waiting", tasks=tuple(later)),
    )
    return tuple(section for section in sections if section.tasks)
