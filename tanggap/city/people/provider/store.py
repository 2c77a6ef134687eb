"""Where it is remembered who went to a provider and has yet to come back."""

from datetime import datetime

from tanggap.kit.db import Db


async def left(db: Db, browser: bytes, begun: bytes, *, expires_at: datetime) -> None:
    """Remember what a browser left with; what it left with before is void."""
    await db.run(
        """
        insert into provider_step (cookie, begun, expires_at)
        values (%(browser)s, %(begun)s, %(expires_at)s)
            on conflict (cookie) do update
           set begun = excluded.begun, expires_at = excluded.expires_at
        """,
        browser=browser,
        begun=begun,
        expires_at=expires_at,
    )


async def back(db: Db, browser: bytes, *, now: datetime) -> bytes | None:
    """What a browser left with; asked for once, it is gone."""
    return await db.one(
        bytes,
        """
        with taken as (
            delete from provider_step
             where cookie = %(browser)s
            returning begun, expires_at
        )
        select begun from taken where expires_at > %(now)s
        """,
        browser=browser,
        now=now,
    )
