"""Where second factors are remembered, and who is between a password and one."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.people.factors.rules import Held, Stay
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id


class Totp(Struct, frozen=True, kw_only=True):
    """Somebody's app: the secret as it is sealed, the newest step used, since when it is confirmed."""

    secret: bytes
    step: int
    confirmed_at: datetime | None


class Reset(Struct, frozen=True, kw_only=True):
    """That somebody's factors were taken away: by whom (None: the operator), why and when."""

    actor: PersonId | None
    reason: str
    at: datetime


async def held(db: Db, person: PersonId) -> Held:
    """What somebody has set up."""
    found = await db.one(
        Held,
        """
        select exists (select from totp where person = %(person)s and confirmed_at is not null) as totp,
               (select count(*) from passkey where coalesce(resident, person) = %(person)s) as passkeys,
               (select count(*) from recovery_code where person = %(person)s) as recovery
        """,
        person=person,
    )
    return found or Held()


async def hold(db: Db, person: PersonId) -> None:
    """Let nobody else change somebody's factors until this transaction ends."""
    await db.run("select from person where id = %(person)s for update", person=person)


async def stay(db: Db, browser: bytes) -> Stay | None:
    """How somebody came in at a browser."""
    return await db.one(
        Stay, "select factor, shown_at, city from session where id = %(browser)s", browser=browser
    )


async def wait_for(db: Db, browser: bytes, person: PersonId, *, now: datetime, expires_at: datetime) -> None:
    """Remember that somebody gave their password at a browser, and has a second factor yet to show."""
    await db.run(
        "delete from sign_in_step where person = %(person)s and expires_at <= %(now)s", person=person, now=now
    )
    await db.run(
        """
        insert into sign_in_step (cookie, person, expires_at)
        values (%(browser)s, %(person)s, %(expires_at)s)
            on conflict (cookie) do update
           set person = excluded.person, expires_at = excluded.expires_at
        """,
        browser=browser,
        person=person,
        expires_at=expires_at,
    )


async def awaited(db: Db, browser: bytes, *, now: datetime) -> PersonId | None:
    """Whose second factor a browser has yet to show."""
    found = await db.one(
        UUID,
        """
        select s.person
          from sign_in_step s
          join person p on p.id = s.person
         where s.cookie = %(browser)s
           and s.expires_at > %(now)s
           and p.disabled_at is null
        """,
        browser=browser,
        now=now,
    )
    return PersonId(found) if found is not None else None


async def waits_no_more(db: Db, browser: bytes) -> None:
    """Forget that a browser has a second factor to show."""
    await db.run("delete from sign_in_step where cookie = %(browser)s", browser=browser)


async def totp(db: Db, person: PersonId) -> Totp | None:
    """Somebody's app, also one that is not confirmed yet."""
    return await db.one(
        Totp, "select secret, step, confirmed_at from totp where person = %(person)s", person=person
    )


async def begin_totp(db: Db, person: PersonId, secret: bytes, *, now: datetime) -> bool:
    """Remember an app that is about to be set up, instead of one never confirmed; False when there is one."""
    return (
        await db.run(
            """
            insert into totp (person, secret, created_at)
            values (%(person)s, %(secret)s, %(now)s)
                on conflict (person) do update
               set secret = excluded.secret, created_at = excluded.created_at, step = 0
             where totp.confirmed_at is null
            """,
            person=person,
            secret=secret,
            now=now,
        )
        == 1
    )


async def use_step(db: Db, person: PersonId, step: int, *, now: datetime) -> bool:
    """Note that the code of this step was shown; False when it, or a newer one, was before."""
    return (
        await db.run(
            """
            update totp
               set step = %(step)s, confirmed_at = coalesce(confirmed_at, %(now)s)
             where person = %(person)s
               and step < %(step)s
            """,
            person=person,
            step=step,
            now=now,
        )
        == 1
    )


async def remove_totp(db: Db, person: PersonId) -> None:
    """Forget somebody's app."""
    await db.run("delete from totp where person = %(person)s", person=person)


async def put_recovery(db: Db, person: PersonId, digests: list[bytes]) -> None:
    """Have these be somebody's recovery codes, and none from before."""
    await db.run("delete from recovery_code where person = %(person)s", person=person)
    await db.run(
        """
        insert into recovery_code (person, digest)
        select %(person)s, digest
          from unnest(%(digests)s::bytea[]) as d (digest)
        """,
        person=person,
        digests=column(digests),
    )


async def use_recovery(db: Db, person: PersonId, digest: bytes) -> bool:
    """Take a recovery code, once; False when it is none, or none any more."""
    return (
        await db.run(
            "delete from recovery_code where person = %(person)s and digest = %(digest)s",
            person=person,
            digest=digest,
        )
        == 1
    )


async def forget_all(db: Db, person: PersonId) -> None:
    """Forget every factor of somebody, and where they were about to show one."""
    await db.run("delete from totp where person = %(person)s", person=person)
    await db.run("delete from recovery_code where person = %(person)s", person=person)
    await db.run("delete from passkey where coalesce(resident, person) = %(person)s", person=person)
    await db.run("delete from sign_in_step where person = %(person)s", person=person)


async def note_reset(
    db: Db, city: CityId, person: PersonId, *, actor: PersonId | None, reason: str, at: datetime
) -> None:
    """Remember by whom somebody's factors were taken away, and why."""
    await db.run(
        """
        insert into factor_reset (city_id, id, person, actor, reason, at)
        values (%(city)s, %(id)s, %(person)s, %(actor)s, %(reason)s, %(at)s)
        """,
        city=city,
        id=new_id(),
        person=person,
        actor=actor,
        reason=reason,
        at=at,
    )


async def last_reset(db: Db, city: CityId, person: PersonId) -> Reset | None:
    """When somebody's factors were last taken away in this city."""
    return await db.one(
        Reset,
        """
        select actor, reason, at
          from factor_reset
         where city_id = %(city)s
           and person = %(person)s
         order by at desc, id desc
         limit 1
        """,
        city=city,
        person=person,
    )
