"""The pages of those who serve: all of them, somebody new, and one of them with their duties."""

from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people.serving import actions, store
from tanggap.city.people.serving import pages as door
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.people.views import (
    ADDRESS,
    ROLES,
    PeoplePage,
    PersonPage,
    duty_form,
    person_page,
    row_of,
)
from tanggap.journey.admin.thing import PLACE
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import setting_of
from tanggap.kit.words import say


@get(ADDRESS, act="administer")
async def show_people(desk: Desk) -> Page:
    """Everybody who serves in the city."""
    held = await store.held(desk.db, desk.city)
    rows = tuple(row_of(desk, each, held) for each in await store.members(desk.db, desk.city))
    return Page("admin/people.html", PeoplePage(rows=rows, add=f"{ADDRESS}/new"), place=PLACE)


@get(f"{ADDRESS}/new", act="administer")
async def show_new(desk: Desk) -> Page:
    """The form by which somebody is invited."""
    return Page("admin/person.html", PersonPage(person=None, form=duty_form(desk, ADDRESS, {})), place=PLACE)


@get(f"{ADDRESS}/{{person_id:uuid}}", act="administer")
async def show_person(person_id: UUID, desk: Desk) -> Page:
    """Somebody who serves, and their duties."""
    return Page("admin/person.html", await person_page(desk, PersonId(person_id)), place=PLACE)


@post(ADDRESS, act="administer")
async def invite(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Give somebody a duty; who is new is sent a link, or shown it once to be passed on."""
    try:
        async with open_desk() as desk:
            email, name = form.text("email") or "", form.text("name") or ""
            person = await actions.invite(desk, email=email, name=name, duty=_duty(form))
            return await _invited(desk, request, person)
    except Invalid as refused:
        async with open_desk() as desk:
            page = PersonPage(
                person=None,
                form=duty_form(desk, ADDRESS, _typed(form)),
                errors={refused.field or "name": refused.say},
            )
        return Page("admin/person.html", page, place=PLACE, status_code=refused.status)


@post(f"{ADDRESS}/{{person_id:uuid}}/invitation", act="administer")
async def invite_again(request: Request[Any, Any, Any], person_id: UUID, desk: Desk) -> Page | Redirect:
    """A new link for somebody who has not set a password yet; the one before stands no more."""
    return await _invited(desk, request, PersonId(person_id))


@post(f"{ADDRESS}/{{person_id:uuid}}/invitation/ending", act="administer")
async def take_invitation_back(person_id: UUID, desk: Desk) -> Redirect:
    """Let somebody's invitation open nothing any more."""
    person = PersonId(person_id)
    await actions.take_back(desk, person)
    return Redirect(f"{ADDRESS}/{person}", flash=say("Undangannya dicabut."))


async def _invited(desk: Desk, request: Request[Any, Any, Any], person: PersonId) -> Page | Redirect:
    """Send the link, or show it where no mail is sent."""
    here = f"{ADDRESS}/{person}"
    known = say("Tugasnya tersimpan. Ia masuk dengan kata sandinya sendiri.")
    if actions.by_mail(desk):
        sent = await actions.send(desk, person)
        return Redirect(here, flash=say("Undangan dikirim lewat surel. Berlaku 3 hari.") if sent else known)
    token = await actions.link(desk, person)
    if token is None:
        return Redirect(here, flash=known)
    setting = setting_of(request)
    link = f"{setting.base_url}{setting.path(f'{door.ADDRESS}/{token}')}"
    return Page("admin/person.html", await person_page(desk, person, link=link), place=PLACE)


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
            page = await person_page(desk, person, typed=_typed(form), errors=errors)
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


@post(f"{ADDRESS}/{{person_id:uuid}}/keys/ending", act="administer")
async def reset_keys(person_id: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Take somebody's second factors away, because their device is gone."""
    person = PersonId(person_id)
    try:
        async with open_desk() as desk:
            await actions.reset_factors(desk, person, reason=form.text("reason"))
    except Invalid as refused:
        async with open_desk() as desk:
            page = await person_page(desk, person, errors={refused.field or "reason": refused.say})
        return Page("admin/person.html", page, place=PLACE, status_code=refused.status)
    return Redirect(
        f"{ADDRESS}/{person}", flash=say("Direset. Ia dikeluarkan, dan memasang yang baru saat masuk.")
    )


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


PAGES = Pages(
    routes=[
        show_people,
        show_new,
        show_person,
        invite,
        invite_again,
        take_invitation_back,
        give,
        take,
        let_go,
        reset_keys,
    ]
)
