"""The form of a team: what was typed becomes a team, and a team what the form shows."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.teams.rules import SHIFTS_MOST, Shift, Team
from tanggap.city.teams.store import Mate
from tanggap.city.terms import AgencySlug, GroupSlug, PersonId, TeamId
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form
from tanggap.kit.words import Say, say
from tanggap.report.choices import Option

WEEKDAYS = (
    say("Senin"),
    say("Selasa"),
    say("Rabu"),
    say("Kamis"),
    say("Jumat"),
    say("Sabtu"),
    say("Minggu"),
)


class ShiftRow(Struct, frozen=True, kw_only=True):
    """One line of duty hours; its fields end in ``n``."""

    n: int
    days: tuple[Option, ...]
    begins: str
    ends: str
    call: bool


class TeamForm(Struct, frozen=True, kw_only=True):
    """What dispatch/form.html is given; ``href`` is where it posts."""

    href: str
    name: str
    vehicle: str
    groups: tuple[Option, ...]
    members: tuple[Option, ...]
    shifts: tuple[ShiftRow, ...]
    errors: dict[str, Say]


def team_form(
    desk: Desk, href: str, team: Team | None, mates: Sequence[Mate], *, errors: dict[str, Say] | None = None
) -> TeamForm:
    """The form of a team, or of one to be added; always with one line of hours more than there are."""
    shifts = team.shifts if team is not None else ()
    empty = Shift(days=(), begins=time(7, 30), ends=time(16))
    lines = [*shifts, *([empty] if len(shifts) < SHIFTS_MOST else [])]
    return TeamForm(
        href=href,
        name=team.name if team is not None else "",
        vehicle=(team.vehicle or "") if team is not None else "",
        groups=tuple(
            Option(
                value=slug,
                name=group.name.in_(desk.tongue.language),
                chosen=team is not None and slug in team.groups,
            )
            for slug, group in desk.ground.groups.items()
        ),
        members=tuple(
            Option(
                value=str(each.person),
                name=each.name,
                chosen=team is not None and each.person in team.members,
            )
            for each in mates
        ),
        shifts=tuple(_row(desk, n, each) for n, each in enumerate(lines)),
        errors=errors or {},
    )


def _row(desk: Desk, n: int, shift: Shift) -> ShiftRow:
    return ShiftRow(
        n=n,
        days=tuple(
            Option(value=str(day), name=desk.tongue(word), chosen=day in shift.days)
            for day, word in enumerate(WEEKDAYS)
        ),
        begins=shift.begins.strftime("%H:%M"),
        ends=shift.ends.strftime("%H:%M"),
        call=shift.call,
    )


def typed_team(form: Form, team: TeamId, agency: AgencySlug) -> Team:
    """The team a form describes. Raises Invalid on `members` or `shifts` for what no page of ours sends."""
    return Team(
        id=team,
        agency=agency,
        name=form.text("name") or "",
        vehicle=form.text("vehicle"),
        groups=tuple(GroupSlug(each) for each in form.all("groups")),
        shifts=tuple(shift for n in range(SHIFTS_MOST) if (shift := _typed_shift(form, n)) is not None),
        members=tuple(dict.fromkeys(_person(each) for each in form.all("members"))),
    )


def _typed_shift(form: Form, n: int) -> Shift | None:
    """One line of hours; None for a line whose days are all left out."""
    days = form.all(f"days{n}")
    if not days:
        return None
    try:
        return Shift(
            days=tuple(sorted({int(each) for each in days})),
            begins=time.fromisoformat(form.text(f"begins{n}") or ""),
            ends=time.fromisoformat(form.text(f"ends{n}") or ""),
            call=form.text(f"call{n}") is not None,
        )
    except ValueError:
        raise Invalid(say("Tulis jamnya, misalnya 07:30."), field="shifts") from None


def _person(text: str) -> PersonId:
    try:
        return PersonId(UUID(text))
    except ValueError:
        raise Invalid(say("Pilih anggota dari petugas unit ini."), field="members") from None
