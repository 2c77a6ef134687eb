"""The pages of areas: all of them with their offices and borders, and one to be called otherwise."""

from uuid import UUID

from msgspec import Struct

from tanggap.city.areas.area import Area, Level
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.editing.store import ChangeId
from tanggap.city.packs.pack import Pack
from tanggap.city.terms import AreaCode
from tanggap.journey.admin import fields as f
from tanggap.journey.admin import thing
from tanggap.journey.admin.areas import actions
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.thing import PLACE, SAVED, Link, ThingPage
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.views import MapView, map_view
from tanggap.report.views.maps import map_page
from tanggap.report.views.signs import LEVEL_WORDS

ADDRESS = "/admin/areas"


class AreaRow(Struct, frozen=True, kw_only=True):
    """An area, its office where it has one, and what its border is; ``office_href`` leads to the office."""

    href: str
    code: str
    name: str
    office: str
    office_href: str
    border: Say


class AreaGroup(Struct, frozen=True, kw_only=True):
    """A kecamatan with its kelurahan."""

    area: AreaRow
    inside: tuple[AreaRow, ...]


class AreasPage(Struct, frozen=True, kw_only=True):
    """What admin/areas.html is given."""

    groups: tuple[AreaGroup, ...]
    map: MapView


@get(ADDRESS, act="administer")
async def show_areas(desk: Desk) -> Page:
    """Every area of the city as it stands, and its borders on a map."""
    areas = list(desk.ground.areas.all())
    page = AreasPage(
        groups=tuple(
            AreaGroup(
                area=_row(desk, around),
                inside=tuple(
                    _row(desk, each)
                    for each in sorted(areas, key=lambda each: each.name)
                    if each.parent == around.code
                ),
            )
            for around in sorted(areas, key=lambda each: each.name)
            if around.level is Level.KECAMATAN
        ),
        map=map_view(desk.ground),
    )
    return map_page(desk.ground, "admin/areas.html", page, place=PLACE)


def _row(desk: Desk, area: Area) -> AreaRow:
    office = desk.ground.offices.get(AreaCode(area.code))
    official = say("batas perkiraan") if area.approximate else say("batas resmi")
    return AreaRow(
        href=f"{ADDRESS}/{area.code}",
        code=area.code,
        name=area.name,
        office=office.name if office else "",
        office_href=f"/admin/agencies/{office.slug}" if office else "",
        border=official if area.shape is not None else say("belum ada batas"),
    )


@get(f"{ADDRESS}/{{code:str}}", act="administer")
async def show_area(code: str, desk: Desk) -> Page:
    """One area, and what it was called."""
    return await thing.show(desk, _drawn(await actions.standing(desk, code)), part=actions.PART, slug=code)


@post(f"{ADDRESS}/{{code:str}}", act="administer")
async def change(code: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Call an area otherwise."""
    async with open_desk() as desk:
        area = await actions.standing(desk, code)
    return await thing.save(
        open_desk,
        form,
        lambda _, __, typed: [_read(typed, code)],
        _drawn(area),
        leads_to=lambda _: f"{ADDRESS}/{code}",
        put=actions.rename,
    )


@post(f"{ADDRESS}/changes/{{change_id:uuid}}/undoing", act="administer")
async def undo(change_id: UUID, desk: Desk) -> Redirect:
    """Take a new name back."""
    made = await actions.undo(desk, ChangeId(change_id))
    return Redirect(f"{ADDRESS}/{made.edits[0].slug}", flash=SAVED)


def _read(form: Form, code: str) -> Wish:
    return Wish(
        part=actions.PART, slug=code, thing=f.line(form, "name", most=80), seen=form.text("seen") or ""
    )


def _drawn(area: Area) -> thing.Draw:
    if area.level is Level.CITY:
        raise Missing(say("Wilayah ini tidak ditemukan."))

    def draw(desk: Desk, _: Pack) -> ThingPage:
        return ThingPage(
            title=area.name,
            back=Link(href=ADDRESS, icon="arrow-left", word=desk.tongue(say("Wilayah"))),
            form=FormView(
                href=f"{ADDRESS}/{area.code}",
                word=say("Simpan perubahan"),
                seen=digest(area.name),
                sections=(
                    Section(
                        title=LEVEL_WORDS[area.level],
                        fields=(
                            FieldView(
                                id="name",
                                sort="text",
                                label=say("Nama"),
                                hint=say(
                                    "Kode {code} tetap: laporan lama ikut memakai nama baru.", code=area.code
                                ),
                                value=area.name,
                                most=80,
                            ),
                        ),
                    ),
                ),
            ),
        )

    return draw


PAGES = Pages(routes=[show_areas, show_area, change, undo])
