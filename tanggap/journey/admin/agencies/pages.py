"""The pages of agencies and units: the tree, one of them, a new one, and the end of one's service."""

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Unfit, Wish, digest
from tanggap.city.packs.pack import Agency, Pack
from tanggap.city.people import store as people
from tanggap.city.terms import AgencySlug
from tanggap.journey.admin import thing
from tanggap.journey.admin.agencies import forms, rules
from tanggap.journey.admin.agencies.forms import ADDRESS
from tanggap.journey.admin.agencies.rules import Branch
from tanggap.journey.admin.retiring import store as retiring
from tanggap.journey.admin.thing import PLACE, SAVED, Link, ThingPage
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.choices import Option


class AgencyRow(Struct, frozen=True, kw_only=True):
    """An agency in the tree, with the units under it; ``size`` is how many those are on every level."""

    href: str
    name: str
    tasks: str
    retired: bool
    units: tuple["AgencyRow", ...]
    size: int


class AgenciesPage(Struct, frozen=True, kw_only=True):
    """What admin/agencies.html is given."""

    rows: tuple[AgencyRow, ...]
    add: str


class RetirementPage(Struct, frozen=True, kw_only=True):
    """What admin/retirement.html is given."""

    name: str
    back: str
    href: str
    seen: str
    held: int
    staff: int
    orphans: tuple[Say, ...]
    successors: tuple[Option, ...]
    reason: str = ""
    errors: dict[str, Say] = {}


@get(ADDRESS, act="administer")
async def show_agencies(desk: Desk) -> Page:
    """Every agency of the city with its units."""
    pack = await editing.standing(desk)
    above = {area.code: area.parent for area in desk.ground.areas.all() if area.parent is not None}
    named = {each.slug: each.name.in_(desk.tongue.language) for each in pack.agency_types}
    page = AgenciesPage(
        rows=tuple(_row(each, named) for each in rules.tree(pack.agencies, above)), add=f"{ADDRESS}/new"
    )
    return Page("admin/agencies.html", page, place=PLACE)


def _row(branch: Branch, named: dict[str, str]) -> AgencyRow:
    return AgencyRow(
        href=f"{ADDRESS}/{branch.agency.slug}",
        name=branch.agency.name,
        tasks=", ".join(named.get(each, each) for each in branch.agency.types),
        retired=branch.agency.retired,
        units=tuple(_row(each, named) for each in branch.units),
        size=branch.size,
    )


@get(f"{ADDRESS}/new", act="administer")
async def show_new(desk: Desk) -> Page:
    """The form of an agency or unit that is yet to be."""
    return await thing.show(desk, _drawn(None), part="agencies", slug=None)


@get(f"{ADDRESS}/{{slug:str}}", act="administer")
async def show_agency(slug: str, desk: Desk) -> Page:
    """One agency, and what was changed of it."""
    return await thing.show(desk, _drawn(slug), part="agencies", slug=slug)


@post(ADDRESS, act="administer")
async def add(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Add an agency or a unit."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: forms.read(desk, pack, typed, None),
        _drawn(None),
        leads_to=lambda wishes: f"{ADDRESS}/{wishes[-1].slug}",
    )


@post(f"{ADDRESS}/{{slug:str}}", act="administer")
async def change(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change an agency."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: forms.read(desk, pack, typed, forms.found(pack, slug)),
        _drawn(slug),
        leads_to=lambda _: f"{ADDRESS}/{slug}",
    )


def _drawn(slug: str | None) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        agency = forms.found(pack, slug) if slug is not None else None
        return ThingPage(
            title=agency.name if agency else desk.tongue(say("Instansi atau unit baru")),
            back=Link(href=ADDRESS, icon="arrow-left", word=desk.tongue(say("Instansi dan unit"))),
            note=say("Tidak bertugas lagi: laporannya sudah diteruskan, riwayatnya tetap.")
            if agency and agency.retired
            else None,
            form=forms.view(desk, pack, agency),
            acts=(
                Link(
                    href=f"{ADDRESS}/{agency.slug}/retirement",
                    icon="x-circle",
                    word=desk.tongue(say("Akhiri tugasnya")),
                ),
            )
            if agency and not agency.retired
            else (),
        )

    return draw


@get(f"{ADDRESS}/{{slug:str}}/retirement", act="administer")
async def show_retirement(slug: str, desk: Desk) -> Page:
    """What ends with an agency's service: how many reports move, and who has no agency then."""
    pack = await editing.standing(desk)
    return Page("admin/retirement.html", await _ending(desk, pack, forms.found(pack, slug)), place=PLACE)


@post(f"{ADDRESS}/{{slug:str}}/retirement", act="administer")
async def retire(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """End an agency's service: its open reports move on within seconds, the agency stays in every history."""
    reason, successor = form.text("reason"), form.text("successor")
    try:
        async with open_desk() as desk:
            pack = await editing.standing(desk)
            agency = forms.found(pack, slug)
            wish = _retired(pack, agency, successor, seen=form.text("seen") or "")
            await editing.change(desk, [wish], reason=reason)
    except Invalid as refused:
        async with open_desk() as desk:
            pack = await editing.standing(desk)
            page = await _ending(desk, pack, forms.found(pack, slug))
        field = "reason" if isinstance(refused, Unfit) else refused.field or "reason"
        page = replace(page, reason=reason or "", errors={field: refused.say})
        return Page("admin/retirement.html", page, place=PLACE, status_code=refused.status)
    return Redirect(f"{ADDRESS}/{slug}", flash=SAVED)


def _retired(pack: Pack, agency: Agency, successor: str | None, *, seen: str) -> Wish:
    there = {each.slug for each in pack.agencies if not each.retired and each.slug != agency.slug}
    if successor is not None and successor not in there:
        raise Invalid(say("Pilih salah satu yang ada."), field="successor")
    gone = replace(agency, retired=True, successor=AgencySlug(successor) if successor else None)
    return Wish(part="agencies", slug=agency.slug, thing=gone, seen=seen)


async def _ending(desk: Desk, pack: Pack, agency: Agency) -> RetirementPage:
    if agency.retired:
        raise Invalid(say("Instansi ini sudah tidak bertugas."))
    wish = _retired(pack, agency, None, seen=digest(agency))
    flaws = await editing.preview(desk, [wish])
    return RetirementPage(
        name=agency.name,
        back=f"{ADDRESS}/{agency.slug}",
        href=f"{ADDRESS}/{agency.slug}/retirement",
        seen=digest(agency),
        held=await retiring.how_many(desk.db, desk.city, agency.slug),
        staff=await people.serving(desk.db, desk.city, agency.slug),
        orphans=tuple(each.what for each in flaws),
        successors=forms.in_service(pack, desk, but=agency, chosen=None),
    )


PAGES = Pages(routes=[show_agencies, show_new, show_agency, add, change, show_retirement, retire])
