"""Setting what a city says of its indicators, one by one, each with its reason and what was changed before."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.editing.rules import thing as held
from tanggap.city.editing.store import ChangeId
from tanggap.city.packs.dated import with_entry
from tanggap.city.packs.pack import Pack
from tanggap.city.packs.pillars import Aim, CityFact, Fact, Indicator
from tanggap.city.rights import Role
from tanggap.journey.admin import changes, thing
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.changes import FACTS, FIELDS, ChangeRow
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.thing import PLACE, SAVED, Held, Link, ThingPage
from tanggap.kit.errors import Forbidden, Missing
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.oversight.pillars.reckoning import MEASURES
from tanggap.oversight.pillars.rules import aim_of
from tanggap.oversight.pillars.setting import rules
from tanggap.oversight.pillars.setting.rules import ADDRESS, SET
from tanggap.oversight.pillars.telling import figure
from tanggap.report import parties

CHANGES = "/admin/changes/"
AMOUNTS: Mapping[Fact, Callable[[float], Say]] = {
    Fact.POPULATION: lambda value: say("{value} jiwa", value=value),
    Fact.ROAD_KM: lambda value: say("{value} km", value=value),
    Fact.AREA_KM2: lambda value: say("{value} km²", value=value),
    Fact.PERMITS: lambda value: say("{value} izin", value=value),
}


@get(ADDRESS, act="set_aims")
async def show_setting(desk: Desk) -> Page:
    """The pillars the city counts by, and all that can be said of its indicators."""
    told = [each for each in await changes.rows(desk, "city", "") if _is_set_alone(each)]
    for part in ("aims", "facts"):
        told += await changes.rows(desk, part)
    return await _shown(desk, _draw_set, sorted(told, key=lambda each: each.at, reverse=True))


@post(ADDRESS, act="set_aims")
async def choose_set(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Count by other pillars."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: [_read_set(desk, pack, typed)],
        _draw_set,
        leads_to=lambda _: ADDRESS,
    )


@get(f"{ADDRESS}/{{slug:str}}", act="set_aims")
async def show_one(slug: str, desk: Desk) -> Page:
    """What the city wants an indicator to be, or what is known of one of its numbers."""
    part = "facts" if slug in FACTS else "aims"
    return await _shown(desk, _drawn(slug), await changes.rows(desk, part, slug))


@post(f"{ADDRESS}/{{slug:str}}", act="set_aims")
async def set_one(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Say what the city wants from a day on, or what a number of it was in a year."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: [_read(desk, pack, typed, slug)],
        _drawn(slug),
        leads_to=lambda _: f"{ADDRESS}/{slug}",
    )


@post(f"{ADDRESS}/changes/{{change_id:uuid}}/undoing", act="set_aims")
async def undo(change_id: UUID, desk: Desk) -> Redirect:
    """Take back what was set here."""
    _whole_city(desk)
    change = await editing.taken_back(desk, ChangeId(change_id), of=("aims", "facts", "city").__contains__)
    if not all(rules.is_ours(each) for each in change.edits):
        raise Missing(say("Perubahan ini tidak ditemukan."))
    await editing.undo(desk, change.id)
    return Redirect(ADDRESS, flash=SAVED)


PAGES = Pages(
    routes=[show_setting, choose_set, show_one, set_one, undo],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="gauge",
            word=say("Pilar, target dan angka kota"),
            act="set_aims",
            order=66,
            beneath=True,
        )
    ],
)


def may_set(desk: Desk) -> bool:
    """Whether whoever asks answers for all of the city, and so for what it wants."""
    duties = (Role.CITY_ADMIN, Role.EXECUTIVE)
    return desk.actor.is_a(*duties) and parties.reach(desk.actor, *duties) is None


def _whole_city(desk: Desk) -> None:
    if not may_set(desk):
        raise Forbidden(say("Halaman ini untuk yang memimpin seluruh kota."))


async def _shown(desk: Desk, draw: thing.Draw, told: Iterable[ChangeRow]) -> Page:
    page = draw(desk, await editing.standing(desk))
    own = tuple(
        replace(each, undo=each.undo.replace(CHANGES, f"{ADDRESS}/changes/")) if each.undo else each
        for each in told
    )
    return Page(thing.TEMPLATE, replace(page, changes=own), place=PLACE)


def _is_set_alone(change: ChangeRow) -> bool:
    return [line.word for each in change.told for line in each.lines] == [FIELDS[SET]]


def _draw_set(desk: Desk, pack: Pack) -> ThingPage:
    _whole_city(desk)
    today = desk.ground.calendar.day_of(desk.now())
    sets = ((each.slug, each.name) for each in pack.pillar_sets)
    chosen = FieldView(
        id=SET,
        sort="options",
        label=FIELDS[SET],
        options=f.options(sets, desk.tongue, pack.city.pillar_set),
    )
    return ThingPage(
        title=desk.tongue(say("Pilar, target dan angka kota")),
        back=_back(desk, "/open/pillars", say("Pilar kota")),
        form=FormView(
            href=ADDRESS,
            word=say("Simpan"),
            seen=digest(pack.city),
            sections=(Section(title=FIELDS[SET], fields=(chosen,)),),
        ),
        links_title=say("Target dan angka kota"),
        links=(
            *(_fact_link(desk, pack, each) for each in Fact),
            *(_aim_link(desk, pack, each, today) for each in _indicators(pack)),
        ),
    )


def _read_set(desk: Desk, pack: Pack, form: Form) -> Wish:
    _whole_city(desk)
    chosen = f.one_of(form, SET, (each.slug for each in pack.pillar_sets)) or pack.city.pillar_set
    return Wish(part="city", thing=replace(pack.city, pillar_set=chosen), seen=form.text("seen") or "")


def _drawn(slug: str) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        _whole_city(desk)
        return _draw_fact(desk, pack, Fact(slug)) if slug in FACTS else _draw_aim(desk, pack, slug)

    return draw


def _read(desk: Desk, pack: Pack, form: Form, slug: str) -> Wish:
    _whole_city(desk)
    part, seen = ("facts" if slug in FACTS else "aims"), form.text("seen") or ""
    source, value, before = f.line(form, "source"), form.number("value"), held(pack, part, slug)
    if slug in FACTS:
        fact = Fact(slug)
        number, year = rules.checked_fact(value, fact), rules.checked_year(form.number("year"))
        new_fact = CityFact(fact=fact, year=year, value=number, source=source)
        return Wish(part=part, slug=slug, thing=rules.with_fact(before, new_fact), seen=seen)
    indicator = _indicator(pack, slug)
    aim = Aim(
        indicator=indicator.slug,
        valid_from=f.day(form, "valid_from"),
        value=rules.checked_aim(value, MEASURES[indicator.slug][0].unit),
        source=source,
    )
    return Wish(part=part, slug=slug, thing=with_entry(before, aim), seen=seen)


def _draw_aim(desk: Desk, pack: Pack, slug: str) -> ThingPage:
    indicator = _indicator(pack, slug)
    aims: tuple[Aim, ...] = held(pack, "aims", slug)
    unit = MEASURES[slug][0].unit
    value = FieldView(
        id="value",
        sort="number",
        label=say("Target"),
        hint=say("Dalam {unit}.", unit=indicator.unit),
        most=20,
    )
    since = FieldView(
        id="valid_from",
        sort="date",
        label=say("Berlaku mulai"),
        value=desk.ground.calendar.day_of(desk.now()).isoformat(),
    )
    return ThingPage(
        title=_title(desk, indicator),
        back=_back(desk, ADDRESS, say("Pilar, target dan angka kota")),
        form=_form(slug, say("Target baru"), aims, value, since),
        held_title=say("Yang berlaku"),
        held=tuple(
            Held(since=each.valid_from, words=figure(unit, each.value), source=each.source)
            for each in sorted(aims, key=lambda one: one.valid_from, reverse=True)
        ),
    )


def _draw_fact(desk: Desk, pack: Pack, fact: Fact) -> ThingPage:
    facts: tuple[CityFact, ...] = held(pack, "facts", fact)
    value = FieldView(
        id="value",
        sort="number",
        label=FACTS[fact],
        hint=say("Tanpa titik ribuan, misalnya 2543676."),
        most=20,
    )
    year = FieldView(id="year", sort="number", label=say("Angka tahun"), most=4)
    return ThingPage(
        title=desk.tongue(FACTS[fact]),
        back=_back(desk, ADDRESS, say("Pilar, target dan angka kota")),
        form=_form(fact, say("Angka baru"), facts, value, year),
        held_title=say("Yang berlaku"),
        held=tuple(
            Held(since=date(each.year, 1, 1), words=AMOUNTS[fact](each.value), source=each.source)
            for each in sorted(facts, key=lambda one: one.year, reverse=True)
        ),
    )


def _form(slug: str, title: Say, before: tuple[object, ...], *own: FieldView) -> FormView:
    source = FieldView(
        id="source",
        sort="text",
        label=say("Sumber"),
        hint=say("Siapa yang menetapkan atau menghitungnya, dan di mana tertulis."),
    )
    return FormView(
        href=f"{ADDRESS}/{slug}",
        word=say("Simpan"),
        seen=digest(before),
        sections=(Section(title=title, fields=(*own, source)),),
    )


def _indicators(pack: Pack) -> list[Indicator]:
    """What is reckoned and stands under the city's pillars."""
    return [
        each for each in pack.indicators if each.slug in MEASURES and pack.city.pillar_set in each.pillars
    ]


def _indicator(pack: Pack, slug: str) -> Indicator:
    found = next((each for each in _indicators(pack) if each.slug == slug), None)
    if found is None:
        raise Missing(say("Indikator ini tidak ditemukan."))
    return found


def _fact_link(desk: Desk, pack: Pack, fact: Fact) -> Link:
    known: tuple[CityFact, ...] = held(pack, "facts", fact)
    last = max(known, key=lambda each: each.year, default=None)
    note = say("{value}, {year}", value=AMOUNTS[fact](last.value), year=str(last.year)) if last else None
    return Link(href=f"{ADDRESS}/{fact}", icon="", word=desk.tongue(FACTS[fact]), note=note)


def _aim_link(desk: Desk, pack: Pack, indicator: Indicator, today: date) -> Link:
    aim = aim_of(pack.aims, indicator.slug, today)
    unit = MEASURES[indicator.slug][0].unit
    note = say("target {value}", value=figure(unit, aim.value)) if aim is not None else None
    return Link(href=f"{ADDRESS}/{indicator.slug}", icon="", word=_title(desk, indicator), note=note)


def _title(desk: Desk, indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.title.in_(desk.tongue.language)}"


def _back(desk: Desk, href: str, word: Say) -> Link:
    return Link(href=href, icon="arrow-left", word=desk.tongue(word))
