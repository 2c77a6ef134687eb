"""What is kept of a resident, shown, handed over and erased by themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.keeping import actions, archive, rules
from tanggap.city.keeping.actions import Gathered
from tanggap.city.keeping.rules import Stays
from tanggap.city.offers import Subject
from tanggap.city.rights import Act
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Request, Stream, get, post, sessions, setting_of
from tanggap.kit.words import Name, Say, say

PLACE = "account"
UNSURE = say("Centang dulu bahwa Anda yakin.")


class Value(Struct, frozen=True, kw_only=True):
    """One field of a row, as it is shown: what it says, or the moment it is."""

    name: Say
    text: str = ""
    at: datetime | None = None


class Section(Struct, frozen=True, kw_only=True):
    """What one room holds, in one city."""

    city: str | None
    title: Name
    rows: tuple[tuple[Value, ...], ...]
    files: tuple[str, ...]


class CopyPage(Struct, frozen=True, kw_only=True):
    """What keeping/data.html and keeping/copy.html are given."""

    at: datetime
    sections: tuple[Section, ...]


class ErasurePage(Struct, frozen=True, kw_only=True):
    """What keeping/erasure.html is given."""

    gone: Sequence[Say]
    stays: Sequence[Stays]
    errors: dict[str, Say] = {}


class ErasedPage(Struct, frozen=True, kw_only=True):
    """What keeping/erased.html is given: the receipt of an erasure."""

    at: datetime
    reports: int
    account: bool
    number: str
    gone: Sequence[Say]
    stays: Sequence[Stays]


@get("/account/data", act=Act.RESIDENT)
async def show_data(open_desk: OpenDesk) -> Page:
    """Everything that is kept of a resident, as it stands now."""
    subject, now = await _me(open_desk)
    gathered = await actions.gather(open_desk, subject)
    return Page("keeping/data.html", CopyPage(at=now, sections=_sections(gathered)), place=PLACE)


@get("/account/data.zip", act=Act.RESIDENT, packed=True)
async def take_data(request: Request[Any, Any, Any], open_desk: OpenDesk) -> Stream:
    """The same to take along: a page, its values as JSON, and the pictures."""
    subject, now = await _me(open_desk)
    gathered = await actions.gather(open_desk, subject)
    async with open_desk() as desk:
        files = desk.tools.files
    page = setting_of(request).draw(Page("keeping/copy.html", CopyPage(at=now, sections=_sections(gathered))))
    return Stream(
        archive.packed(gathered, page=page, files=files, at=now),
        media_type="application/zip",
        headers={
            "content-disposition": 'attachment; filename="data-saya.zip"',
            "cache-control": "private, no-store",
        },
    )


@get("/account/erasure", act=Act.RESIDENT)
async def show_erasure(desk: Desk) -> Page:
    """What would go and what would stay, before anything does."""
    page = ErasurePage(gone=rules.GONE_WITH_ACCOUNT, stays=rules.STAYS_OF_ACCOUNT)
    return Page("keeping/erasure.html", page, place=PLACE)


@post("/account/erasure", act=Act.RESIDENT)
async def erase(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Page:
    """Erase a resident with all they left here. The answer is the receipt: there is nobody to keep one for."""
    subject, now = await _me(open_desk)
    if form.text("sure") is None:
        page = ErasurePage(
            gone=rules.GONE_WITH_ACCOUNT, stays=rules.STAYS_OF_ACCOUNT, errors={"sure": UNSURE}
        )
        return Page("keeping/erasure.html", page, place=PLACE, status_code=Invalid.status)
    emptied = await actions.erase(open_desk, subject)
    sessions.give(request, sessions.new_cookie())
    request.state.actor = None  # what stands around the receipt is a stranger's
    page = receipt(emptied.reports, at=now, account=True)
    page.headers["clear-site-data"] = '"cache", "storage"'  # what the phone keeps is theirs too
    return page


def receipt(reports: int, *, at: datetime, account: bool, number: str = "") -> Page:
    """What went, what stayed and why; ``number`` of the one report it was, which the phone forgets too."""
    page = ErasedPage(
        at=at,
        reports=reports,
        account=account,
        number=number,
        gone=rules.GONE_WITH_ACCOUNT if account else rules.GONE,
        stays=rules.STAYS_OF_ACCOUNT if account else rules.STAYS,
    )
    return Page("keeping/erased.html", page)


async def _me(open_desk: OpenDesk) -> tuple[Subject, datetime]:
    async with open_desk() as desk:
        return Subject(resident=desk.actor.resident), desk.now()


def _sections(gathered: Sequence[Gathered]) -> tuple[Section, ...]:
    return tuple(
        Section(
            city=each.city,
            title=copy.title,
            rows=tuple(
                tuple(_value(name, value) for name, value in row.items() if value is not None)
                for row in copy.rows
            ),
            files=tuple(copy.files),
        )
        for each in gathered
        for copy in each.copies
    )


def _value(name: str, value: object) -> Value:
    called = rules.FIELDS.get(name, Say(name))
    if isinstance(value, datetime):
        return Value(name=called, at=value)
    return Value(name=called, text=str(value))


PAGES = Pages(routes=[show_data, take_data, show_erasure, erase])
