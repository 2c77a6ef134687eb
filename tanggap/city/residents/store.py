"""Where residents, their addresses and the codes on their way to them are remembered."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import ResidentId
from tanggap.kit.db import Db


class Resident(Struct, frozen=True, kw_only=True):
    """Somebody with an account; the address is sealed under the wrapped key."""

    id: ResidentId
    alias: str
    language: str
    channel: str
    sealed: bytes
    wrapped: bytes
    created_at: datetime
    last_seen_at: datetime


class Code(Struct, frozen=True, kw_only=True):
    """A code on its way: ``digest`` is what the right one gives, ``sealed`` holds address and code."""

    id: UUID
    channel: str
    lookup: bytes
    sealed: bytes
    digest: bytes
    language: str
    tries: int
    expires_at: datetime


async def get(db: Db, resident: ResidentId) -> Resident | None:
    """A resident by their identity."""
    return await db.one(
        Resident,
        """
        select r.id, r.alias, r.language, r.channel, r.sealed, k.wrapped, r.created_at, r.last_seen_at
          from resident r
          join resident_key k on k.resident = r.id
         where r.id = %(resident)s
        """,
        resident=resident,
    )


async def find(db: Db, lookup: bytes) -> ResidentId | None:
    """The resident whose address has this digest."""
    found = await db.one(UUID, "select id from resident where lookup = %(lookup)s", lookup=lookup)
    return ResidentId(found) if found is not None else None


async def add(db: Db, resident: Resident, *, lookup: bytes) -> ResidentId:
    """Remember somebody new; when two come in at once by the same address, the one who was first."""
    await db.run(
        """
        with fresh as (
            insert into resident (id, alias, language, channel, sealed, lookup, created_at, last_seen_at)
            values (%(id)s, %(alias)s, %(language)s, %(channel)s, %(sealed)s, %(lookup)s, %(created_at)s,
                    %(last_seen_at)s)
                on conflict (lookup) do nothing
            returning id
        )
        insert into resident_key (resident, wrapped)
        select id, %(wrapped)s from fresh
        """,
        lookup=lookup,
        **{name: getattr(resident, name) for name in resident.__struct_fields__},
    )
    return await find(db, lookup) or resident.id


async def rename(db: Db, resident: ResidentId, alias: str) -> None:
    """Call a resident something else."""
    await db.run(
        "update resident set alias = %(alias)s where id = %(resident)s", resident=resident, alias=alias
    )


async def speak(db: Db, resident: ResidentId, language: str) -> None:
    """Write to a resident in another language from now on."""
    await db.run(
        "update resident set language = %(language)s where id = %(resident)s",
        resident=resident,
        language=language,
    )


async def begin_session(
    db: Db, browser: bytes, resident: ResidentId, *, now: datetime, expires_at: datetime
) -> None:
    """Remember that this browser is this resident's, and that they were here."""
    await db.run(
        """
        insert into session (id, resident, created_at, seen_at, expires_at)
        values (%(browser)s, %(resident)s, %(now)s, %(now)s, %(expires_at)s)
        """,
        browser=browser,
        resident=resident,
        now=now,
        expires_at=expires_at,
    )
    await db.run(
        "update resident set last_seen_at = %(now)s where id = %(resident)s", resident=resident, now=now
    )


async def browsers(db: Db, resident: UUID) -> list[bytes]:
    """The browsers a resident is signed in at, the newest first."""
    return await db.all(
        bytes,
        """
        select id
          from session
         where resident = %(resident)s
         order by created_at desc, id
         limit 1000
        """,
        resident=resident,
    )


async def end_others(db: Db, resident: ResidentId, browser: bytes | None) -> None:
    """Forget every browser of a resident but this one."""
    await db.run(
        "delete from session where resident = %(resident)s and id is distinct from %(browser)s::bytea",
        resident=resident,
        browser=browser,
    )


async def send(db: Db, code: Code, browser: bytes) -> None:
    """Have this code be the one a browser waits for."""
    await db.run("delete from sign_in_code where browser = %(browser)s", browser=browser)
    await db.run(
        """
        insert into sign_in_code (id, browser, channel, lookup, sealed, digest, language, expires_at)
        values (%(id)s, %(browser)s, %(channel)s, %(lookup)s, %(sealed)s, %(digest)s, %(language)s, %(expires_at)s)
        """,
        browser=browser,
        **{name: getattr(code, name) for name in code.__struct_fields__ if name != "tries"},
    )


async def code_by_id(db: Db, code: UUID, *, now: datetime) -> Code | None:
    """A code on its way whose time is not over."""
    return await db.one(
        Code,
        """
        select id, channel, lookup, sealed, digest, language, tries, expires_at
          from sign_in_code
         where id = %(code)s
           and expires_at > %(now)s
        """,
        code=code,
        now=now,
    )


async def awaited(db: Db, browser: bytes, *, now: datetime) -> Code | None:
    """The code a browser waits for."""
    return await db.one(
        Code,
        """
        select id, channel, lookup, sealed, digest, language, tries, expires_at
          from sign_in_code
         where browser = %(browser)s
           and expires_at > %(now)s
        """,
        browser=browser,
        now=now,
    )


async def note_try(db: Db, browser: bytes, *, now: datetime) -> Code | None:
    """The code a browser waits for, this try counted already."""
    return await db.one(
        Code,
        """
        update sign_in_code
           set tries = tries + 1
         where browser = %(browser)s
           and expires_at > %(now)s
        returning id, channel, lookup, sealed, digest, language, tries, expires_at
        """,
        browser=browser,
        now=now,
    )


async def use(db: Db, code: UUID) -> bool:
    """Take a code, once: False when somebody else did."""
    return await db.run("delete from sign_in_code where id = %(code)s", code=code) == 1


async def erase(db: Db, resident: UUID) -> None:
    """Forget a resident: key first, then account, passkeys, sessions and codes on their way."""
    await db.run("delete from resident_key where resident = %(resident)s", resident=resident)
    await db.run(
        "delete from sign_in_code c using resident r where r.id = %(resident)s and c.lookup = r.lookup",
        resident=resident,
    )
    await db.run(
        """
        delete from passkey_challenge c
         using session s
         where s.resident = %(resident)s
           and c.browser = s.id
        """,
        resident=resident,
    )
    await db.run("delete from session where resident = %(resident)s", resident=resident)
    await db.run("delete from passkey where resident = %(resident)s", resident=resident)
    await db.run("delete from resident where id = %(resident)s", resident=resident)
