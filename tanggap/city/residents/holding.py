"""Residents themselves: account, address, passkeys, sessions, codes on their way."""

from collections.abc import Sequence

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.city.passkeys import store as passkeys
from tanggap.city.residents import actions, store
from tanggap.city.terms import ResidentId
from tanggap.kit.words import Name

ACCOUNT = Name(id="Akun", en="Account")
KEYS = Name(id="Kunci sandi", en="Passkeys")


async def find(desk: Desk, subject: Subject) -> Subject:
    """The subject with the browsers they are signed in at."""
    if subject.resident is None:
        return subject
    browsers = await store.browsers(desk.db, subject.resident)
    return replace(subject, browsers=tuple(dict.fromkeys([*subject.browsers, *browsers])))


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """What they are called, how they are reached, since when, and their passkeys without the keys."""
    found = await store.get(desk.db, ResidentId(subject.resident)) if subject.resident is not None else None
    if found is None:
        return []
    account = {
        "alias": found.alias,
        found.channel: actions.open_address(desk.tools.secrets, found),
        "language": found.language,
        "created_at": found.created_at,
        "last_seen_at": found.last_seen_at,
        "signed_in_at": len(subject.browsers),
    }
    keys = [
        {"name": each.name, "site": each.site, "created_at": each.created_at, "used_at": each.used_at}
        for each in await passkeys.owned(desk.db, found.id)
    ]
    return [Copy(title=ACCOUNT, rows=[account]), Copy(title=KEYS, rows=keys)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Nobody of that name was ever here."""
    if subject.resident is not None:
        await store.erase(desk.db, subject.resident)


HOLDING = Holding(
    name="residents",
    tables=frozenset({"resident", "resident_key", "sign_in_code", "passkey", "passkey_challenge", "session"}),
    find=find,
    export=export,
    empty=empty,
    of_installation=True,
)
