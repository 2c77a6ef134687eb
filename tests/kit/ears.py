"""One test's own log, and listeners that remember what they heard."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.kit.log import Happened, Heard, Listener, Reactor, Ticker, append
from tanggap.kit.log.events import Entry
from tests.conftest import BEKASI, NOW


class Noted(Happened, frozen=True, kw_only=True):
    """Something happened."""


class Renamed(Happened, frozen=True, kw_only=True):
    """Something else did."""


class Ears:
    """A listener that remembers what it heard, in the database, so that only what was committed counts."""

    def __init__(self, name: str = "ears", kinds: frozenset[str] | None = None) -> None:
        self.name = name
        self.listener = Listener(name=name, kinds=kinds, on_events=self.on_events)
        self.refused: set[UUID] = set()

    async def on_events(self, desk: Desk, events: Sequence[Heard]) -> None:
        """Remember these; the same event twice would break the table's key."""
        for heard in events:
            if heard.thing in self.refused:
                raise ValueError("this one is more than we can take")
            await desk.db.run(
                """
                insert into source_row (city_id, source, row_id, report)
                values (%(city)s, %(source)s, %(row)s, %(thing)s)
                """,
                city=desk.city,
                source=f"{self.name} {heard.nth}",
                row=str(heard.thing),
                thing=heard.thing,
            )

    async def heard(self, bench: Workbench) -> list[tuple[UUID, int]]:
        """Every (thing, nth) that was heard, in order."""
        async with bench.app.transaction(BEKASI) as db:
            found = await db.all(
                str,
                "select report || ' ' || split_part(source, ' ', 2) from source_row where source like %(name)s || ' %%'",
                name=self.name,
            )
        return sorted((UUID(thing), int(nth)) for thing, nth in (each.split() for each in found))


class Log:
    """The log of one test, in an epoch of its own."""

    def __init__(self, bench: Workbench, epoch: int) -> None:
        self.bench = bench
        self.epoch = epoch
        self.ticker = Ticker(app=bench.app, reader=bench.reader, epoch=epoch)

    def reactor(self, *ears: Ears, page: int = 3) -> Reactor:
        """A reactor for these; its pages are so small that one tick takes several."""
        return Reactor(
            app=self.bench.app,
            reader=self.bench.reader,
            listeners=[each.listener for each in ears],
            open_desk=lambda city: self.bench.entrance.open_desk(CityId(city)),
            epoch=self.epoch,
            page=page,
        )

    async def write(self, db: Db, thing: UUID, nth: int, event: Happened | None = None) -> None:
        """Append one event in a transaction that is open."""
        entry = Entry(thing=thing, nth=nth, event=event or Noted(), actor=None, happened_at=NOW)
        await append(db, BEKASI, self.epoch, [entry])

    async def happen(self, *things: UUID, nth: int = 1, event: Happened | None = None) -> None:
        """One event for each thing, committed and ticked."""
        async with self.bench.app.transaction(BEKASI) as db:
            for thing in things:
                await self.write(db, thing, nth, event)
        await self.ticker.tick()
