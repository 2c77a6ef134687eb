"""The page of one thing that can be changed: its form, what else can be done with it, and what was changed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions
from tanggap.city.editing.rules import Unfit, Wish
from tanggap.city.editing.store import Change
from tanggap.city.packs.pack import Pack
from tanggap.journey.admin.changes import ChangeRow, rows
from tanggap.journey.admin.fields import FormView, as_typed
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Redirect
from tanggap.kit.words import Say, say

PLACE = "admin"
TEMPLATE = "admin/thing.html"
SAVED = say("Tersimpan. Berlaku dalam beberapa detik.")


class Link(Struct, frozen=True, kw_only=True):
    """Where else one may go from here."""

    href: str
    icon: str
    word: str
    note: Say | None = None


class Held(Struct, frozen=True, kw_only=True):
    """What holds from a day on, and who set it."""

    since: date
    words: Say
    source: str


class Asked(Struct, frozen=True, kw_only=True):
    """A question as those who report see it, for parts/questions.html."""

    id: str
    words: str
    sort: str
    unit: str
    options: tuple[Any, ...]
    value: str
    required: bool
    conditional: bool


class ThingPage(Struct, frozen=True, kw_only=True):
    """What admin/thing.html is given."""

    title: str
    back: Link
    form: FormView
    note: Say | None = None
    links_title: Say | None = None
    links: tuple[Link, ...] = ()
    acts: tuple[Link, ...] = ()
    held_title: Say | None = None
    held: tuple[Held, ...] = ()
    preview: tuple[Asked, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    errors: dict[str, Say] = {}


class Put(Protocol):
    """How what a form says is changed."""

    async def __call__(self, desk: Desk, wishes: Sequence[Wish], *, reason: str | None) -> Change:
        """Change it. Raises Invalid."""
        ...


Draw = Callable[[Desk, Pack], ThingPage]
Read = Callable[[Desk, Pack, Form], Sequence[Wish]]
Effect = Callable[[Desk, Wish], Awaitable[Say]]


async def show(desk: Desk, draw: Draw, *, part: str, slug: str | None) -> Page:
    """The page of a thing as it stands, with what was changed of it; ``slug`` is None for one that is yet to be."""
    page = draw(desk, await actions.standing(desk))
    changed = await rows(desk, part, slug) if slug is not None else ()
    return Page(TEMPLATE, replace(page, changes=changed), place=PLACE)


async def save(
    open_desk: OpenDesk,
    form: Form,
    read: Read,
    draw: Draw,
    *,
    leads_to: Callable[[Sequence[Wish]], str],
    put: Put = actions.change,
) -> Page | Redirect:
    """Change what a form says, or show the form again with what is wrong in it; ``put`` is how it is changed."""
    try:
        async with open_desk() as desk:
            wishes = read(desk, await actions.standing(desk), form)
            await put(desk, wishes, reason=form.text("reason"))
    except Invalid as refused:
        return await _again(open_desk, form, draw, refused)
    return Redirect(leads_to(wishes), flash=SAVED)


async def look(open_desk: OpenDesk, form: Form, read: Read, draw: Draw, effect: Effect) -> Page:
    """The form as it was sent, with what it would do said above it and nothing done."""
    try:
        async with open_desk() as desk:
            (wish,) = read(desk, await actions.standing(desk), form)
            flaws = [each for each in await actions.preview(desk, [wish]) if not each.warning]
            if flaws:
                raise Unfit(flaws)
            note = await effect(desk, wish)
    except Invalid as refused:
        return await _again(open_desk, form, draw, refused)
    async with open_desk() as desk:
        page = draw(desk, await actions.standing(desk))
    return Page(TEMPLATE, replace(page, form=as_typed(page.form, form, {}), note=note), place=PLACE)


async def _again(open_desk: OpenDesk, form: Form, draw: Draw, refused: Invalid) -> Page:
    async with open_desk() as desk:
        page = draw(desk, await actions.standing(desk))
    ids = {field.id for section in page.form.sections for field in section.fields} | {"reason"}
    errors = _errors(refused, ids)
    page = replace(page, form=as_typed(page.form, form, errors), errors=errors)
    return Page(TEMPLATE, page, place=PLACE, status_code=refused.status)


def _errors(refused: Invalid, ids: set[str]) -> dict[str, Say]:
    """What is wrong, by the fields of a form; what none of them is to blame for stands at the reason, the last."""
    if not isinstance(refused, Unfit):
        return {_field(refused.field, ids): refused.say}
    found: dict[str, Say] = {}
    for flaw in reversed(refused.flaws):
        found[_field(flaw.field.split(".")[0], ids)] = say("{what} {do}", what=flaw.what, do=flaw.do)
    return found


def _field(named: str | None, ids: set[str]) -> str:
    wanted = (named, f"{named}_id")
    return next((each for each in wanted if each in ids), "reason")
