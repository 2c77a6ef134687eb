"""The ticker: it alone says where one part of the log ends and the next begins."""

import asyncio

import structlog

from tanggap.kit.db import AWAY, Database, Db

log = structlog.get_logger()

CHANNEL = "tick"
INTERVAL_S = 0.1


async def ensure_epoch(db: Db) -> int:
    """The epoch of the cluster this database lives in now; a new one when it has moved.

    Transaction ids of another cluster mean nothing here, so a dump that was restored elsewhere
    begins a new epoch and older events are kept but never tailed.
    """
    found = await db.one(
        int,
        """
        select epoch
          from log_epoch
         where cluster = (select system_identifier::text from pg_control_system())
         order by epoch desc
         limit 1
        """,
    )
    return found if found is not None else await begin_epoch(db)


async def begin_epoch(db: Db) -> int:
    """Begin a new epoch: done once on a fresh database and after every restore."""
    await db.run("lock table log_epoch in exclusive mode")
    epoch = await db.one(
        int,
        """
        insert into log_epoch (epoch, cluster)
        select coalesce(max(epoch), 0) + 1, (select system_identifier::text from pg_control_system())
          from log_epoch
        returning epoch
        """,
    )
    if epoch is None:
        raise RuntimeError("the database made no epoch")
    await db.run(
        "insert into tick (epoch, nth, snapshot) values (%(epoch)s, 0, pg_current_snapshot())", epoch=epoch
    )
    return epoch


async def hear_again(db: Db, city: int, epoch: int) -> int:
    """Bring into a new epoch what not every listener had heard in the one before; how many events.

    After a restore, by the owner of the log: a listener would never be handed them otherwise. Those who
    had heard them bear hearing them again.
    """
    return await db.run(
        """
        update event e
           set epoch = %(epoch)s, xid = pg_current_xact_id()
         where e.city_id = %(city)s
           and e.epoch = %(epoch)s - 1
           and (not exists (select from listener_cursor)
                or exists (
                    select
                      from listener_cursor c
                      left join tick t on t.epoch = c.epoch and t.nth = c.heard and c.epoch = %(epoch)s - 1
                     where t.snapshot is null or not pg_visible_in_snapshot(e.xid, t.snapshot)))
        """,
        city=city,
        epoch=epoch,
    )


class Ticker:
    """Stores a numbered snapshot when there is something new, at most ten a second.

    Any number of processes may run one: the newest tick's row is locked, and who finds it locked passes.
    ``reader`` sees the events of all cities; ``app`` writes the tick and alone sends the NOTIFY.
    """

    def __init__(self, *, app: Database, reader: Database, epoch: int) -> None:
        self._app = app
        self._reader = reader
        self._epoch = epoch

    async def run(self) -> None:
        """Tick until cancelled; a database that is away for a while is met again when it is back."""
        while True:
            try:
                await self.tick()
            except AWAY as lost:
                log.warning("ticker: database away", cause=str(lost).splitlines()[:1])
                await asyncio.sleep(1)
            await asyncio.sleep(INTERVAL_S)

    async def tick(self) -> int | None:
        """Store a tick if an event is new since the last one; its number, or None when nothing is new."""
        if not await self._news():
            return None
        async with self._app.transaction() as db:
            nth = await db.one(
                int,
                """
                with last as (
                    select nth
                      from tick
                     where epoch = %(epoch)s
                     order by nth desc
                     limit 1
                       for update skip locked
                )
                insert into tick (epoch, nth, snapshot)
                select %(epoch)s, last.nth + 1, pg_current_snapshot()
                  from last
                    on conflict do nothing
                returning nth
                """,
                epoch=self._epoch,
            )
            if nth is not None:
                await db.run("select pg_notify(%(channel)s, %(nth)s)", channel=CHANNEL, nth=str(nth))
        return nth

    async def _news(self) -> bool:
        async with self._reader.transaction() as db:
            found = await db.one(
                bool,
                """
                with last as (
                    select snapshot
                      from tick
                     where epoch = %(epoch)s
                     order by nth desc
                     limit 1
                )
                select exists (
                    select
                      from event e
                     where e.epoch = %(epoch)s
                       and e.xid >= pg_snapshot_xmin((select snapshot from last))
                       and not pg_visible_in_snapshot(e.xid, (select snapshot from last))
                )
                """,
                epoch=self._epoch,
            )
            return bool(found)
