"""The page of the city's office hours: the usual week and its seasons, and what a change would move."""

from collections.abc import Iterable

from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.packs.pack import Pack
from tanggap.city.packs.times import Hours, Season, Week
from tanggap.journey.admin import fields as f
from tanggap.journey.admin import thing
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.opening import read_periods, read_week, write_periods, write_week
from tanggap.journey.admin.thing import Link, ThingPage
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.recounting.actions import moved_by

ADDRESS = "/admin/hours"
WEEK_MOST, PERIODS_MOST = 600, 600
_LINES = say("Satu hari per baris, misalnya: senin 07:30-12:00 13:00-16:00. Hari tanpa baris tutup.")
_DAYS = say("Satu masa per baris, hari pertama dan terakhir: 2027-02-08 2027-03-09. Kosong: tidak berlaku.")


@get(ADDRESS, act="administer")
async def show_hours(desk: Desk) -> Page:
    """When the city's offices are open."""
    return await thing.show(desk, draw, part="hours", slug="")


@post(ADDRESS, act="administer")
async def change(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change when the offices are open, or see first what that would move."""
    if form.text("look") is None:
        return await thing.save(open_desk, form, read, draw, leads_to=lambda _: ADDRESS)
    return await thing.look(open_desk, form, read, draw, _moves)


async def _moves(desk: Desk, wish: Wish) -> Say:
    pack = await editing.standing(desk)
    moved = await moved_by(desk, desk.ground.with_pack(replace(pack, hours=wish.thing)))
    return say(
        "Laporan terbuka yang batas waktunya mundur: {later}. Yang maju: {earlier}.",
        later=moved.later,
        earlier=moved.earlier,
    )


def draw(desk: Desk, pack: Pack) -> ThingPage:
    """The page of the hours as they stand."""
    word = desk.tongue
    own = [each for each in pack.agencies if each.hours is not None and not each.retired]
    return ThingPage(
        title=word(say("Jam kantor")),
        back=Link(href="/admin", icon="arrow-left", word=word(say("Kelola kota"))),
        form=FormView(
            href=ADDRESS,
            word=say("Simpan perubahan"),
            look=say("Lihat akibatnya"),
            seen=digest(pack.hours),
            sections=(
                Section(title=say("Minggu biasa"), fields=(_week("week", pack.hours.week),)),
                *(_season(desk, nth, each) for nth, each in enumerate(pack.hours.seasons)),
                Section(title=say("Tambah masa lain"), fields=tuple(_new()), closed=True),
            ),
        ),
        links_title=say("Unit dengan jam sendiri") if own else None,
        links=tuple(
            Link(href=f"/admin/agencies/{each.slug}", icon="clock", word=each.name)
            for each in sorted(own, key=lambda each: each.name)
        ),
    )


def _week(id: str, week: Week | None, *, optional: bool = False) -> FieldView:
    return FieldView(
        id=id,
        sort="area",
        label=say("Jam buka"),
        hint=_LINES,
        value=write_week(week) if week else "",
        optional=optional,
        most=WEEK_MOST,
    )


def _season(desk: Desk, nth: int, season: Season) -> Section:
    return Section(
        title=say("Masa {season}", season=season.name),
        fields=(
            FieldView(
                id=f"periods_{nth}",
                sort="area",
                label=say("Kapan"),
                hint=_DAYS,
                value=write_periods(season.periods),
                optional=True,
                most=PERIODS_MOST,
            ),
            _week(f"week_{nth}", season.week),
        ),
    )


def _new() -> Iterable[FieldView]:
    for each in f.names("season", say("Nama masa"), say("Nama dalam bahasa Inggris"), None, most=60):
        yield replace(each, optional=True)
    yield FieldView(
        id="periods_new", sort="area", label=say("Kapan"), hint=_DAYS, optional=True, most=PERIODS_MOST
    )
    yield _week("week_new", None, optional=True)


def read(_: Desk, pack: Pack, form: Form) -> list[Wish]:
    """What the form asks for. Raises Invalid."""
    seasons = [
        replace(
            each,
            periods=read_periods(f.lines(form, f"periods_{nth}"), field=f"periods_{nth}"),
            week=_typed(form, f"week_{nth}"),
        )
        for nth, each in enumerate(pack.hours.seasons)
    ]
    if form.text("season_id"):
        name = f.name(form, "season", most=60)
        if any(each.name.id.casefold() == name.id.casefold() for each in seasons):
            raise Invalid(say("Masa ini sudah ada."), field="season_id")
        periods = read_periods(f.lines(form, "periods_new"), field="periods_new")
        seasons.append(Season(name=name, periods=periods, week=_typed(form, "week_new")))
    wanted = Hours(week=_typed(form, "week"), seasons=tuple(seasons))
    return [Wish(part="hours", thing=wanted, seen=form.text("seen") or "")]


def _typed(form: Form, field: str) -> Week:
    week = read_week(f.lines(form, field, most=WEEK_MOST), field=field)
    if week is None:
        raise Invalid(say("Isi jam buka sedikitnya satu hari."), field=field)
    return week


PAGES = Pages(routes=[show_hours, change])
