"""What a team is, and whether it serves at a moment. Values only."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from enum import IntEnum

from msgspec import Struct

from tanggap.city.terms import AgencySlug, GroupSlug, PersonId, TeamId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

NAME_MOST = 80
SHIFTS_MOST = 6
_DAYS = range(7)
_DAY = timedelta(days=1)


class Presence(IntEnum):
    """Whether a team serves, the readiest first."""

    ON_DUTY = 0
    ON_CALL = 1
    OFF = 2


class Shift(Struct, frozen=True, kw_only=True):
    """On these weekdays (0 is Monday) from when until when, local time.

    One that ends no later than it begins ends on the day after. ``call``: they stay at home and come when called.
    """

    days: tuple[int, ...]
    begins: time
    ends: time
    call: bool = False


class Team(Struct, frozen=True, kw_only=True):
    """A crew of an agency. Without ``groups`` it does whatever its agency does."""

    id: TeamId
    agency: AgencySlug
    name: str
    vehicle: str | None = None
    groups: tuple[GroupSlug, ...] = ()
    shifts: tuple[Shift, ...] = ()
    members: tuple[PersonId, ...] = ()
    retired_at: datetime | None = None

    def does(self, group: GroupSlug | None) -> bool:
        """Whether work on such a report is its work."""
        return not self.groups or group in self.groups


def presence(team: Team, local: datetime) -> Presence:
    """Whether a team serves at this moment, told in the city's own time."""
    found = [
        Presence.ON_CALL if shift.call else Presence.ON_DUTY for shift in team.shifts if _covers(shift, local)
    ]
    return min(found, default=Presence.OFF)


def _covers(shift: Shift, local: datetime) -> bool:
    now = local.time().replace(tzinfo=None)
    if shift.begins < shift.ends:
        return local.weekday() in shift.days and shift.begins <= now < shift.ends
    yesterday = (local - _DAY).weekday()
    return (local.weekday() in shift.days and now >= shift.begins) or (
        yesterday in shift.days and now < shift.ends
    )


def duty_end(team: Team, local: datetime) -> datetime | None:
    """When the duty ends that a team is on at this moment, in the city's own time; None while it is on none.

    Being on call is none.
    """
    ends = [_end(shift, local) for shift in team.shifts if not shift.call and _covers(shift, local)]
    return max(ends, default=None)


def _end(shift: Shift, local: datetime) -> datetime:
    today = datetime.combine(local.date(), shift.ends, local.tzinfo)
    return today if today > local else datetime.combine(local.date() + _DAY, shift.ends, local.tzinfo)


def checked(
    team: Team, *, others: Sequence[Team], people: Collection[PersonId], groups: Collection[str]
) -> Team:
    """A team as it may be kept.

    Raises Invalid on `name`, `members`, `groups` or `shifts`: for a name another team of the agency has, somebody who
    does not serve there, a group the city does not have, or a shift on no day.
    """
    if not team.name or len(team.name) > NAME_MOST:
        raise Invalid(say("Tulis nama timnya, tidak terlalu panjang."), field="name")
    if any(each.id != team.id and each.name.casefold() == team.name.casefold() for each in others):
        raise Invalid(say("Sudah ada tim dengan nama ini."), field="name")
    if not set(team.members) <= set(people):
        raise Invalid(say("Pilih anggota dari petugas unit ini."), field="members")
    if not set(team.groups) <= set(groups):
        raise Invalid(say("Pilih salah satu yang ada."), field="groups")
    if len(team.shifts) > SHIFTS_MOST or any(
        not shift.days or not set(shift.days) <= set(_DAYS) for shift in team.shifts
    ):
        raise Invalid(say("Pilih harinya untuk setiap jam tugas."), field="shifts")
    return team
