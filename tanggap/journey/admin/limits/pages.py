"""The pages of limits: all of them, and one with what held, holds and is to hold."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.editing.rules import thing as held
from tanggap.city.packs.dated import with_entry
from tanggap.city.packs.pack import Pack
from tanggap.city.packs.times import DatedLimit, DatedShares
from tanggap.journey.admin import fields as f
from tanggap.journey.admin import lengths, thing
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.lengths import INQUIRIES, LIMITS, STEPS, TYPES, read_length, tomorrow
from tanggap.journey.admin.limits import rules
from tanggap.journey.admin.thing import PLACE, Held, Link, ThingPage
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say

ADDRESS = "/admin/limits"
PART = "limits"
History = tuple[DatedLimit, ...] | tuple[DatedShares, ...]


class LimitRow(Struct, frozen=True, kw_only=True):
    """A limit: what holds today, and what is to hold later."""

    href: str
    word: Say
    held: tuple[Held, ...]


class LimitsPage(Struct, frozen=True, kw_only=True):
    """What admin/limits.html is given."""

    types: tuple[LimitRow, ...]
    steps: tuple[LimitRow, ...]
    inquiries: tuple[LimitRow, ...]


@get(ADDRESS, act="administer")
async def show_limits(desk: Desk) -> Page:
    """Every limit of the city that is not a kind's own."""
    pack = await editing.standing(desk)
    page = LimitsPage(
        types=tuple(_row(desk, pack, each.value) for each in TYPES),
        steps=tuple(_row(desk, pack, each) for each in STEPS),
        inquiries=tuple(_row(desk, pack, each) for each in INQUIRIES),
    )
    return Page("admin/limits.html", page, place=PLACE)


@get(f"{ADDRESS}/{{slug:str}}", act="administer")
async def show_limit(slug: str, desk: Desk) -> Page:
    """One limit, what held before, and what was changed of it."""
    return await thing.show(desk, _drawn(slug), part=PART, slug=slug)


@post(f"{ADDRESS}/{{slug:str}}", act="administer")
async def change(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let a limit be longer or shorter from a day on."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: [_read(desk, pack, typed, slug)],
        _drawn(slug),
        leads_to=lambda _: f"{ADDRESS}/{slug}",
    )


def _found(pack: Pack, slug: str) -> History:
    """The history of a limit. Raises Missing."""
    history: History | None = held(pack, PART, slug) if slug in LIMITS else None
    if history is None:
        raise Missing(say("Batas waktu ini tidak ditemukan."))
    return history


def _row(desk: Desk, pack: Pack, slug: str) -> LimitRow:
    history = _found(pack, slug)
    today = desk.ground.calendar.day_of(desk.now())
    return LimitRow(href=f"{ADDRESS}/{slug}", word=LIMITS[slug], held=_told(rules.holding(history, today)))


def _told(entries: Iterable[DatedLimit | DatedShares]) -> tuple[Held, ...]:
    return tuple(
        Held(since=each.valid_from, words=lengths.told(each), source=each.source) for each in entries
    )


def _drawn(slug: str) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        history = _found(pack, slug)
        today = desk.ground.calendar.day_of(desk.now())
        return ThingPage(
            title=desk.tongue(LIMITS[slug]),
            back=Link(href=ADDRESS, icon="arrow-left", word=desk.tongue(say("Batas waktu"))),
            form=FormView(
                href=f"{ADDRESS}/{slug}",
                word=say("Simpan batas baru"),
                seen=digest(history),
                sections=(
                    Section(
                        title=say("Batas baru"),
                        fields=(
                            *_length(desk, history),
                            FieldView(
                                id="valid_from",
                                sort="date",
                                label=say("Berlaku mulai"),
                                hint=say(
                                    "Untuk laporan yang masuk sejak hari itu. Yang sudah masuk memakai batas lama."
                                ),
                                value=tomorrow(today).isoformat(),
                            ),
                            FieldView(
                                id="source",
                                sort="text",
                                label=say("Dasar"),
                                hint=say("Misalnya peraturan atau surat edaran yang menetapkannya."),
                                value="",
                            ),
                        ),
                    ),
                ),
            ),
            held_title=say("Yang berlaku"),
            held=_told(sorted(history, key=lambda each: each.valid_from, reverse=True)),
        )

    return draw


def _length(desk: Desk, history: History) -> Iterable[FieldView]:
    last = max(history, key=lambda each: each.valid_from)
    if isinstance(last, DatedLimit):
        return f.length("amount", say("Paling lama"), last.limit, desk.tongue)
    return (
        FieldView(
            id="percent",
            sort="text",
            label=say("Pada berapa persen batas waktu"),
            hint=say("Misalnya 50, 80."),
            value=", ".join(map(str, last.percent)),
            most=20,
        ),
    )


def _read(desk: Desk, pack: Pack, form: Form, slug: str) -> Wish:
    history = _found(pack, slug)
    today = desk.ground.calendar.day_of(desk.now())
    valid_from = rules.checked_start(f.day(form, "valid_from"), today=today)
    source, last = f.line(form, "source"), history[-1]
    new = (
        replace(
            last,
            valid_from=valid_from,
            source=source,
            limit=read_length(form.text("amount"), form.text("amount_unit"), field="amount"),
        )
        if isinstance(last, DatedLimit)
        else replace(
            last, valid_from=valid_from, source=source, percent=rules.read_shares(form.text("percent"))
        )
    )
    wanted = with_entry(history, new)
    return Wish(part=PART, slug=slug, thing=wanted, seen=form.text("seen") or "")


PAGES = Pages(routes=[show_limits, show_limit, change])
