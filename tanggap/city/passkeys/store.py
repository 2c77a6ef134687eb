"""Where passkeys and what they are asked to sign are remembered."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import PersonId, ResidentId
from tanggap.kit.db import Db


class Passkey(Struct, frozen=True, kw_only=True):
    """A key in a resident's or a staff member's device: for which site, how often it signed."""

    id: UUID
    resident: ResidentId | None = None
    person: PersonId | None = None
    name: str
    site: str
    credential: bytes
    public_key: bytes
    signs: int
    created_at: datetime
    used_at: datetime | None


async def ask(db: Db, browser: bytes, purpose: str, challenge: bytes, *, expires_at: datetime) -> None:
    """Have this be what a browser must sign; what it was asked before is void."""
    await db.run(
        """
        insert into passkey_challenge (browser, purpose, challenge, expires_at)
        values (%(browser)s, %(purpose)s, %(challenge)s, %(expires_at)s)
            on conflict (browser, purpose) do update
           set challenge = excluded.challenge, expires_at = excluded.expires_at
        """,
        browser=browser,
        purpose=purpose,
        challenge=challenge,
        expires_at=expires_at,
    )


async def asked(db: Db, browser: bytes, purpose: str, *, now: datetime) -> bytes | None:
    """What a browser was asked to sign; asked for once, it is gone."""
    return await db.one(
        bytes,
        """
        with taken as (
            delete from passkey_challenge
             where browser = %(browser)s
               and purpose = %(purpose)s
            returning challenge, expires_at
        )
        select challenge from taken where expires_at > %(now)s
        """,
        browser=browser,
        purpose=purpose,
        now=now,
    )


async def keep(db: Db, passkey: Passkey) -> bool:
    """Remember a passkey; False when somebody has it already."""
    return (
        await db.run(
            """
            insert into passkey (id, resident, person, name, site, credential, public_key, signs, created_at, used_at)
            values (%(id)s, %(resident)s, %(person)s, %(name)s, %(site)s, %(credential)s, %(public_key)s,
                    %(signs)s, %(created_at)s, %(used_at)s)
                on conflict (credential) do nothing
            """,
            **{name: getattr(passkey, name) for name in passkey.__struct_fields__},
        )
        == 1
    )


async def find(db: Db, credential: bytes) -> Passkey | None:
    """The passkey a device calls by this name."""
    return await db.one(
        Passkey,
        """
        select id, resident, person, name, site, credential, public_key, signs, created_at, used_at
          from passkey
         where credential = %(credential)s
        """,
        credential=credential,
    )


async def owned(db: Db, owner: UUID) -> list[Passkey]:
    """Somebody's passkeys, the oldest first."""
    return await db.all(
        Passkey,
        """
        select id, resident, person, name, site, credential, public_key, signs, created_at, used_at
          from passkey
         where coalesce(resident, person) = %(owner)s
         order by created_at, id
         limit 100
        """,
        owner=owner,
    )


async def used(db: Db, passkey: UUID, *, signs: int, at: datetime) -> None:
    """It signed once more."""
    await db.run(
        "update passkey set signs = %(signs)s, used_at = %(at)s where id = %(passkey)s",
        passkey=passkey,
        signs=signs,
        at=at,
    )


async def rename(db: Db, owner: UUID, passkey: UUID, name: str) -> bool:
    """Call one's passkey something else; False when there is none."""
    return (
        await db.run(
            "update passkey set name = %(name)s where id = %(passkey)s and coalesce(resident, person) = %(owner)s",
            owner=owner,
            passkey=passkey,
            name=name,
        )
        == 1
    )


async def remove(db: Db, owner: UUID, passkey: UUID) -> bool:
    """Let one's passkey open nothing any more; False when there is none."""
    return (
        await db.run(
            "delete from passkey where id = %(passkey)s and coalesce(resident, person) = %(owner)s",
            owner=owner,
            passkey=passkey,
        )
        == 1
    )
