"""Who may do what. One rule, default deny: what is not written here is not allowed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, PersonId, ResidentId
from tanggap.kit.errors import Forbidden
from tanggap.kit.words import say


class Role(StrEnum):
    """What somebody is at the city hall (DOMAIN 3.3)."""

    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    FIELD_OFFICER = "field_officer"
    UNIT_HEAD = "unit_head"
    AGENCY_HEAD = "agency_head"
    VERIFIER = "verifier"
    EXECUTIVE = "executive"
    CITY_ADMIN = "city_admin"
    INFORMATION_OFFICER = "information_officer"


class Act(StrEnum):
    """What can be asked for. Every route names the one it needs."""

    ANYONE = "anyone"
    RESIDENT = "resident"
    SIGNED_IN = "signed_in"
    OWN_KEYS = "own_keys"
    BENCH = "bench"
    WORK = "work"
    KEEP_TEAMS = "keep_teams"
    TRIAGE = "triage"
    VERIFY = "verify"
    ANNOUNCE = "announce"
    OVERDUE = "overdue"
    ASK_OUTSIDE = "ask_outside"
    CORRECT = "correct"
    OPERATE = "operate"
    DECIDE = "decide"
    ANSWER_FOR_UNIT = "answer_for_unit"
    READ_ALL = "read_all"
    READ_SEALED = "read_sealed"
    ADMINISTER = "administer"
    SET_AIMS = "set_aims"
    ACCOUNT_FOR = "account_for"
    READ_INQUIRIES = "read_inquiries"
    ANSWER_INQUIRIES = "answer_inquiries"
    DECIDE_OBJECTIONS = "decide_objections"


class Factor(StrEnum):
    """What somebody of staff showed beside a password, or instead of one."""

    PASSKEY = "passkey"
    TOTP = "totp"
    RECOVERY = "recovery"
    PROVIDER = "provider"


class Duty(Struct, frozen=True, kw_only=True):
    """A role, in one agency or none, over one area or the whole city."""

    role: Role
    agency: AgencySlug | None = None
    area: AreaCode | None = None


class Actor(Struct, frozen=True, kw_only=True):
    """Who is asking: a visitor, a resident, a person of staff with duties here, or the system itself.

    Residents are no persons of staff: their identity has a type of its own, so that it cannot slip into the log.
    """

    person: PersonId | None = None
    resident: ResidentId | None = None
    name: str = ""
    duties: tuple[Duty, ...] = ()
    session: bytes | None = None
    system: bool = False
    enrolling: PersonId | None = None
    """Somebody of staff who must set up a second factor before anything else; until then they are a visitor."""

    @property
    def staff(self) -> bool:
        """Whether this person has any duty in this city."""
        return bool(self.duties)

    @property
    def seat(self) -> bytes | None:
        """As whom rooms remember somebody without a name: the resident wherever they sit, or else the browser."""
        return self.resident.bytes if self.resident is not None else self.session

    def agencies(self, *roles: Role) -> frozenset[AgencySlug]:
        """The agencies in which this person serves in one of these roles."""
        return frozenset(d.agency for d in self.duties if d.role in roles and d.agency is not None)

    def is_a(self, *roles: Role) -> bool:
        """Whether this person has one of these roles, anywhere in the city."""
        return any(duty.role in roles for duty in self.duties)


VISITOR = Actor()
SYSTEM = Actor(system=True)


class Placed(Protocol):
    """A thing of a city that an agency holds and that lies in an area."""

    @property
    def agency(self) -> AgencySlug | None:
        """Who holds it."""
        ...

    @property
    def area(self) -> AreaCode | None:
        """Where it lies."""
        ...


_R = Role
MAY: Mapping[Act, frozenset[Role]] = {
    Act.BENCH: frozenset({_R.LIAISON, _R.FIELD_OFFICER}),
    Act.WORK: frozenset({_R.LIAISON, _R.FIELD_OFFICER}),
    Act.KEEP_TEAMS: frozenset({_R.LIAISON}),
    Act.TRIAGE: frozenset({_R.COORDINATOR}),
    Act.VERIFY: frozenset({_R.VERIFIER}),
    Act.ANNOUNCE: frozenset({_R.COORDINATOR, _R.LIAISON, _R.FIELD_OFFICER}),
    Act.OVERDUE: frozenset({_R.COORDINATOR, _R.UNIT_HEAD, _R.AGENCY_HEAD, _R.EXECUTIVE}),
    Act.ASK_OUTSIDE: frozenset({_R.COORDINATOR, _R.LIAISON, _R.FIELD_OFFICER}),
    Act.CORRECT: frozenset({_R.COORDINATOR, _R.LIAISON, _R.FIELD_OFFICER}),
    Act.OPERATE: frozenset({_R.COORDINATOR, _R.EXECUTIVE}),
    Act.DECIDE: frozenset({_R.EXECUTIVE}),
    Act.ANSWER_FOR_UNIT: frozenset({_R.UNIT_HEAD, _R.AGENCY_HEAD}),
    Act.READ_ALL: frozenset({_R.COORDINATOR, _R.VERIFIER, _R.EXECUTIVE}),
    Act.READ_SEALED: frozenset({_R.COORDINATOR}),
    Act.ADMINISTER: frozenset({_R.CITY_ADMIN}),
    Act.SET_AIMS: frozenset({_R.CITY_ADMIN, _R.EXECUTIVE}),
    Act.ACCOUNT_FOR: frozenset({_R.COORDINATOR, _R.CITY_ADMIN}),
    Act.READ_INQUIRIES: frozenset({_R.COORDINATOR, _R.INFORMATION_OFFICER, _R.EXECUTIVE}),
    Act.ANSWER_INQUIRIES: frozenset({_R.COORDINATOR, _R.INFORMATION_OFFICER}),
    Act.DECIDE_OBJECTIONS: frozenset({_R.EXECUTIVE}),
}
STRONG: frozenset[Act] = frozenset({Act.ADMINISTER, Act.READ_SEALED})
"""Acts by which somebody rules over the city's people or takes protected data out: who may do one of them shows a
second factor for everything they do (RELIABILITY 6)."""
# Acts on work that only those may do whose agency holds it.
_OWN_AGENCY = frozenset({Act.WORK})


def can(actor: Actor, act: Act, thing: Placed | None = None) -> bool:
    """Whether this actor may do this, here, to this thing."""
    if act is Act.ANYONE or actor.system:
        return True
    if act is Act.RESIDENT:
        return actor.resident is not None
    if act is Act.SIGNED_IN:
        return actor.person is not None and actor.staff
    if act is Act.OWN_KEYS:
        return (actor.person is not None and actor.staff) or actor.enrolling is not None
    return any(
        duty.role in MAY[act] and (thing is None or _reaches(duty, act, thing)) for duty in actor.duties
    )


def needs_factor(duties: Iterable[Duty]) -> bool:
    """Whether these duties ask for a second factor."""
    roles = frozenset[Role]().union(*(MAY[act] for act in STRONG))
    return any(duty.role in roles for duty in duties)


def admitted(actor: Actor, *, shown: bool, required: bool) -> Actor:
    """The actor as they may go on: who needs a second factor and has shown none, to nothing but setting one up.

    ``required`` says whether this installation asks for it.
    """
    if shown or not required or not needs_factor(actor.duties):
        return actor
    return Actor(enrolling=actor.person, name=actor.name, session=actor.session)


def _reaches(duty: Duty, act: Act, thing: Placed) -> bool:
    if act in _OWN_AGENCY and duty.agency != thing.agency:
        return False
    return duty.area is None or (thing.area is not None and within(thing.area, duty.area))


def within(area: AreaCode, of: AreaCode) -> bool:
    """Whether an area lies in another: codes of the Interior Ministry nest by their dots."""
    return area == of or area.startswith(of + ".")


def require(actor: Actor, act: Act, thing: Placed | None = None) -> None:
    """Let the actor go on, or say no. Raises Forbidden."""
    if not can(actor, act, thing):
        if act is Act.RESIDENT and actor.staff:
            raise Forbidden(
                say("Ini akun petugas. Datanya bagian dari catatan kerja kota; hubungi admin kota.")
            )
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
