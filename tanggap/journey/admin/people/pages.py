"""The pages of those who serve: all of them, somebody new, and one of them with their duties."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people.serving import actions, store
from tanggap.city.people.serving import pages as door
from tanggap.city.people.serving.store import Member
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.thing import PLACE
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import setting_of
from tanggap.kit.words import Say, say
from tanggap.report.choices import Option, OptionGroup
from tanggap.report.views.choices import agency_options, area_groups

ADDRESS = "/admin/people"
ROLES: dict[Role, Say] = {
    Role.COORDINATOR: say("Koordinator"),
    Role.LIAISON: say("Penghubung instansi"),
    Role.FIELD_OFFICER: say("Petugas lapangan"),
    Role.UNIT_HEAD: say("Kepala unit"),
    Role.AGENCY_HEAD: say("Kepala instansi"),
    Role.VERIFIER: say("Pemeriksa hasil"),
    Role.EXECUTIVE: say("Pimpinan"),
    Role.CITY_ADMIN: say("Admin kota"),
    Role.INFORMATION_OFFICER: say("Petugas informasi (PPID)"),
}


class DutyRow(Struct, frozen=True, kw_only=True):
    """A duty; ``end`` is where taking it is posted."""

    role: Say
    agency: str
    area: str
    end: str


class PersonRow(Struct, frozen=True, kw_only=True):
    """Somebody who serves; ``state`` is said where they cannot sign in."""

    href: str
    name: str
    email: str
    duties: tuple[DutyRow, ...]
    last_seen_at: datetime | None
    state: Say | None


class PeoplePage(Struct, frozen=True, kw_only=True):
    """What admin/people.html is given."""

    rows: tuple[PersonRow, ...]
    add: str


class DutyForm(Struct, frozen=True, kw_only=True):
    """What a form of a duty offers, and what was typed in it."""

    href: str
    roles: tuple[Option, ...]
    agencies: tuple[Option, ...]
    areas: tuple[OptionGroup, ...]
    name: str = ""
    email: str = ""


class PersonPage(Struct, frozen=True, kw_only=True):
    """What admin/person.html is given; ``person`` is None for somebody new, ``link`` the invitation just made."""

    person: PersonRow | None
    form: DutyForm
    invite: str | None = None
    leave: str | None = None
    link: str | None = None
    days: int = 3
    errors: dict[str, Say] = {}


@get(ADDRESS, act="administer")
async def show_people(desk: Desk) -> Page:
    """Everybody who serves in the city."""
    held = await store.held(desk.db, desk.city)
    rows = tuple(_row(desk, each, held) for each in await store.members(desk.db, desk.city))
    return Page("admin/people.html", PeoplePage(rows=rows, add=f"{ADDRESS}/new"), place=PLACE)


@get(f"{ADDRESS}/new", act="administer")
async def show_new(desk: Desk) -> Page:
    """The form by which somebody is invited."""
    return Page("admin/person.html", PersonPage(person=None, form=_form(desk, ADDRESS, {})), place=PLACE)


@get(f"{ADDRESS}/{{person_id:uuid}}", act="administer")
async def show_person(person_id: UUID, desk: Desk) -> Page:
    """Somebody who serves, and their duties."""
    return Page("admin/person.html", await _person(desk, PersonId(person_id)), place=PLACE)


@post(ADDRESS, act="administer")
async def invite(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Give somebody a duty; who is new gets a link, shown now and never again."""
    try:
        async with open_desk() as desk:
            email, name = form.text("email") or "", form.text("name") or ""
            person = await actions.invite(desk, email=email, name=name, duty=_duty(form))
            return await _invited(desk, request, person)
    except Invalid as refused:
        async with open_desk() as desk:
            page = PersonPage(
                person=None,
                form=_form(desk, ADDRESS, _typed(form)),
                errors={refused.field or "name": refused.say},
            )
        return Page("admin/person.html", page, place=PLACE, status_code=refused.status)


@post(f"{ADDRESS}/{{person_id:uuid}}/invitation", act="administer")
async def invite_again(request: Request[Any, Any, Any], person_id: UUID, desk: Desk) -> Page | Redirect:
    """A new link for somebody who has not set a password yet; the one before stands no more."""
    return await _invited(desk, request, PersonId(person_id))


async def _invited(desk: Desk, request: Request[Any, Any, Any], person: PersonId) -> Page | Redirect:
    token = await actions.link(desk, person)
    if token is None:
        return Redirect(
            f"{ADDRESS}/{person}", flash=say("Tugasnya tersimpan. Ia masuk dengan kata sandinya sendiri.")
        )
    setting = setting_of(request)
    link = f"{setting.base_url}{setting.path(f'{door.ADDRESS}/{token}')}"
    return Page("admin/person.html", await _person(desk, person, link=link), place=PLACE)


@post(f"{ADDRESS}/{{person_id:uuid}}/duties", act="administer")
async def give(person_id: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Give somebody one duty more."""
    person = PersonId(person_id)
    try:
        async with open_desk() as desk:
            await actions.give(desk, person, _duty(form))
    except Invalid as refused:
        async with open_desk() as desk:
            errors = {refused.field or "role": refused.say}
            page = await _person(desk, person, typed=_typed(form), errors=errors)
        return Page("admin/person.html", page, place=PLACE, status_code=refused.status)
    return Redirect(f"{ADDRESS}/{person}", flash=say("Tugasnya tersimpan."))


@post(f"{ADDRESS}/{{person_id:uuid}}/duties/{{duty_id:uuid}}/ending", act="administer")
async def take(person_id: UUID, duty_id: UUID, desk: Desk) -> Redirect:
    """Take a duty from somebody."""
    person = PersonId(person_id)
    await actions.take(desk, person, duty_id)
    left = await store.members(desk.db, desk.city, only=person)
    return Redirect(f"{ADDRESS}/{person}" if left else ADDRESS, flash=say("Tugasnya dicabut."))


@post(f"{ADDRESS}/{{person_id:uuid}}/leaving", act="administer")
async def let_go(person_id: UUID, desk: Desk) -> Redirect:
    """Take every duty from somebody; they are signed out everywhere."""
    await actions.let_go(desk, PersonId(person_id))
    return Redirect(ADDRESS, flash=say("Semua tugasnya dicabut, dan ia dikeluarkan dari semua perangkat."))


def _duty(form: Form) -> Duty:
    role = f.one_of(form, "role", ROLES)
    agency, area = form.text("agency"), form.text("area")
    return Duty(
        role=Role(role),
        agency=AgencySlug(agency) if agency else None,
        area=AreaCode(area) if area else None,
    )


def _typed(form: Form) -> dict[str, str]:
    return {name: form.text(name) or "" for name in ("name", "email", "role", "agency", "area")}


def _form(desk: Desk, href: str, typed: Mapping[str, str]) -> DutyForm:
    return DutyForm(
        href=href,
        roles=f.options(ROLES.items(), desk.tongue, typed.get("role", "")),
        agencies=agency_options(desk.ground, typed.get("agency", "")),
        areas=area_groups(desk.ground, typed.get("area", "")),
        name=typed.get("name", ""),
        email=typed.get("email", ""),
    )


async def _person(
    desk: Desk,
    person: PersonId,
    *,
    link: str | None = None,
    typed: Mapping[str, str] | None = None,
    errors: dict[str, Say] | None = None,
) -> PersonPage:
    member = await actions.member_of(desk, person)
    href = f"{ADDRESS}/{person}"
    return PersonPage(
        person=_row(desk, member, await store.held(desk.db, desk.city)),
        form=_form(desk, f"{href}/duties", typed or {}),
        invite=f"{href}/invitation" if member.invited and link is None else None,
        leave=f"{href}/leaving",
        link=link,
        errors=errors or {},
    )


def _row(desk: Desk, member: Member, held: list[store.Held]) -> PersonRow:
    href = f"{ADDRESS}/{member.id}"
    state = say("diundang, belum masuk") if member.invited else None
    return PersonRow(
        href=href,
        name=member.name,
        email=member.email,
        duties=tuple(
            DutyRow(
                role=ROLES[each.duty.role],
                agency=_agency(desk, each.duty.agency),
                area=_area(desk, each.duty.area),
                end=f"{href}/duties/{each.id}/ending",
            )
            for each in held
            if each.person == member.id
        ),
        last_seen_at=member.last_seen_at,
        state=say("tidak bisa masuk") if member.disabled_at else state,
    )


def _agency(desk: Desk, slug: AgencySlug | None) -> str:
    found = desk.ground.agencies.get(slug) if slug is not None else None
    return found.name if found is not None else slug or ""


def _area(desk: Desk, code: AreaCode | None) -> str:
    found = desk.ground.area(code)
    return found.name if found is not None else code or ""


PAGES = Pages(routes=[show_people, show_new, show_person, invite, invite_again, give, take, let_go])
