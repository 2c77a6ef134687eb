"""How those who serve are shown: each with their duties, and what they come in by."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.people import store as accounts
from tanggap.city.people.factors import store as keys
from tanggap.city.people.serving import actions, store
from tanggap.city.people.serving.store import Member
from tanggap.city.rights import Role, needs_factor
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.journey.admin import fields as f
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


class KeysView(Struct, frozen=True, kw_only=True):
    """What somebody comes in by, and when it was last taken away; ``reset`` is where that is asked for."""

    totp: bool
    passkeys: int
    needed: bool
    reset: str | None
    reset_at: datetime | None
    reason: str


class PersonPage(Struct, frozen=True, kw_only=True):
    """What admin/person.html is given; ``person`` is None for somebody new, ``link`` the invitation just made."""

    person: PersonRow | None
    form: DutyForm
    invite: str | None = None
    revoke: str | None = None
    mailed: bool = False
    leave: str | None = None
    link: str | None = None
    days: int = 3
    keys: KeysView | None = None
    errors: dict[str, Say] = {}


def duty_form(desk: Desk, href: str, typed: Mapping[str, str]) -> DutyForm:
    """The form of a duty, as it was filled in."""
    return DutyForm(
        href=href,
        roles=f.options(ROLES.items(), desk.tongue, typed.get("role", "")),
        agencies=agency_options(desk.ground, typed.get("agency", "")),
        areas=area_groups(desk.ground, typed.get("area", "")),
        name=typed.get("name", ""),
        email=typed.get("email", ""),
    )


async def person_page(
    desk: Desk,
    person: PersonId,
    *,
    link: str | None = None,
    typed: Mapping[str, str] | None = None,
    errors: dict[str, Say] | None = None,
) -> PersonPage:
    """The page of somebody who serves. Raises Missing."""
    member = await actions.member_of(desk, person)
    href = f"{ADDRESS}/{person}"
    return PersonPage(
        person=row_of(desk, member, await store.held(desk.db, desk.city)),
        form=duty_form(desk, f"{href}/duties", typed or {}),
        invite=f"{href}/invitation" if member.invited and link is None else None,
        revoke=f"{href}/invitation/ending" if member.invited and member.until is not None else None,
        mailed=actions.by_mail(desk),
        leave=f"{href}/leaving",
        link=link,
        keys=await _keys(desk, person, href),
        errors=errors or {},
    )


async def _keys(desk: Desk, person: PersonId, href: str) -> KeysView:
    held, last = await keys.held(desk.db, person), await keys.last_reset(desk.db, desk.city, person)
    own = person == desk.actor.person
    return KeysView(
        totp=held.totp,
        passkeys=held.passkeys,
        needed=desk.tools.second_factor
        and needs_factor(await accounts.duties_of(desk.db, desk.city, person)),
        reset=f"{href}/keys/ending" if held.any and not own else None,
        reset_at=last.at if last is not None else None,
        reason=last.reason if last is not None else "",
    )


def row_of(desk: Desk, member: Member, held: list[store.Held]) -> PersonRow:
    """Somebody who serves, with those of these duties that are theirs."""
    href = f"{ADDRESS}/{member.id}"
    state = _waiting(member, at=desk.now()) if member.invited and member.last_seen_at is None else None
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


def _waiting(member: Member, *, at: datetime) -> Say:
    if member.until is None:
        return say("belum punya undangan")
    return say("diundang, belum masuk") if member.until > at else say("undangannya kedaluwarsa")


def _agency(desk: Desk, slug: AgencySlug | None) -> str:
    found = desk.ground.agencies.get(slug) if slug is not None else None
    return found.name if found is not None else slug or ""


def _area(desk: Desk, code: AreaCode | None) -> str:
    found = desk.ground.area(code)
    return found.name if found is not None else code or ""
