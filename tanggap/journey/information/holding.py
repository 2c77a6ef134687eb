"""What somebody asked for formally: found by who holds it, handed over, and emptied."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import asdict

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.information import actions
from tanggap.journey.information.store import inquiries, requesters
from tanggap.kit.words import Name

TITLE = Name(id="Permohonan informasi publik", en="Formal requests for information")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Who asked, what, and what the city said."""
    rows: list[dict[str, object]] = []
    for each in await requesters.held(desk.db, desk.city, subject.seats):
        inquiry = await inquiries.get(desk.db, desk.city, each)
        if inquiry is None:
            continue
        who = await requesters.requester(desk.db, desk.tools.secrets, desk.city, each)
        words = await inquiries.words(desk.db, desk.city, each)
        rows.append(
            {
                "number": actions.number_of(desk.ground, inquiry.number),
                "received_at": inquiry.received_at,
                "status": inquiry.status,
                **(asdict(who) if who is not None else {}),
                **{name: text for name, text in asdict(words).items() if text is not None},
            }
        )
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Each as its requester would: what still waits is withdrawn, the register keeps its line."""
    for each in await requesters.held(desk.db, desk.city, subject.seats):
        await actions.empty(desk, each, by_requester=True)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser held is the resident's from now on."""
    await requesters.join(desk.db, desk.city, browser, resident)


HOLDING = Holding(
    name="inquiries",
    tables=frozenset({"inquiry_words", "inquiry_requester", "inquiry_holder"}),
    export=export,
    empty=empty,
    join=join,
)
