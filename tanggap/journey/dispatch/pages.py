"""The pages of teams: those of a unit, one of them with its day, and giving it a task."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.rights import Act, Role, can
from tanggap.city.teams import store as crews
from tanggap.city.teams.positions.rules import Spot
from tanggap.city.teams.rules import Presence, Team, presence
from tanggap.city.terms import AgencySlug, TeamId
from tanggap.journey.dispatch import actions, store
from tanggap.journey.dispatch.forms import TeamForm, team_form, typed_team
from tanggap.journey.dispatch.sharing import actions as sharing
from tanggap.journey.dispatch.views import PRESENCE_WORDS, Day, day_of
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import views
from tanggap.report.report import TaskRole

PLACE = "teams"
_NO_TEAM = say("Tim ini tidak ditemukan.")
_WRONG = say("Pilih tim dari unit ini.")


class TeamRow(Struct, frozen=True, kw_only=True):
    """A team in the list of its unit's.

    For its dispatcher ``point`` is where it is (lon, lat), ``seen_at`` when it said so, and ``pin`` its number on the map.
    """

    href: str
    name: str
    word: Say
    tone: views.Tone
    does: tuple[str, ...]
    vehicle: str | None
    members: int
    load: int
    point: tuple[float, float] | None = None
    seen_at: datetime | None = None
    pin: int | None = None


class TeamsPage(Struct, frozen=True, kw_only=True):
    """What dispatch/teams.html is given; ``form`` for those who keep teams, and ``map`` where one of them is somewhere."""

    agency: str
    map: views.MapView | None
    teams: tuple[TeamRow, ...]
    form: TeamForm | None
    errors: dict[str, Say]


class TeamPage(Struct, frozen=True, kw_only=True):
    """What dispatch/team.html is given; ``form`` and ``retire`` for those who keep it."""

    agency: str
    team: TeamRow
    members: tuple[str, ...]
    day: Day
    form: TeamForm | None
    retire: str | None
    errors: dict[str, Say]


@get("/teams", act="bench")
async def show_teams(desk: Desk) -> Page:
    """The teams of this officer's unit."""
    return Page("dispatch/teams.html", await _teams(desk), place=PLACE)


@get("/teams/{team:uuid}", act="bench")
async def show_team(team: UUID, desk: Desk) -> Page:
    """A team: what it is, and the order of its day."""
    return Page("dispatch/team.html", await _team(desk, team), place=PLACE)


@post("/teams", act="keep_teams")
async def add(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Add a team."""
    try:
        async with open_desk() as desk:
            typed = typed_team(form, actions.new_team(), _agency(desk))
            await actions.keep(desk, typed)
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _teams(desk, form=form, refused=refused)
        return Page("dispatch/teams.html", page, place=PLACE, status_code=refused.status)
    return Redirect(f"/teams/{typed.id}", flash=say("Tim disimpan."))


@post("/teams/{team:uuid}", act="keep_teams")
async def change(team: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change a team."""
    try:
        async with open_desk() as desk:
            kept = await actions.own_team(desk, team)
            await actions.keep(desk, typed_team(form, kept.id, kept.agency))
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _team(desk, team, form=form, refused=refused)
        return Page("dispatch/team.html", page, place=PLACE, status_code=refused.status)
    return Redirect(f"/teams/{team}", flash=say("Tim disimpan."))


@post("/teams/{team:uuid}/retirement", act="keep_teams")
async def retire(team: UUID, desk: Desk) -> Redirect:
    """Let it serve no longer."""
    await actions.retire(desk, TeamId(team))
    return Redirect("/teams", flash=say("Tim dibubarkan. Tugasnya kembali ke unit."))


@post("/tasks/{task:uuid}/team", act="keep_teams")
async def send(task: UUID, form: Form, desk: Desk) -> Redirect:
    """Give a task to a team, or, where none is chosen, take it back."""
    sent = await actions.send(desk, task, _team_id(form.text("team")))
    back = "tasks" if sent.role is TaskRole.LEAD else "partners"
    said = say("Tugas diserahkan kepada tim.") if sent.team is not None else say("Tugas ditarik dari tim.")
    return Redirect(f"/{back}/{task}", flash=said)


def _team_id(text: str | None) -> TeamId | None:
    try:
        return TeamId(UUID(text)) if text else None
    except ValueError:
        raise Invalid(_WRONG, field="team") from None


def _agency(desk: Desk, *, keeps: bool = True) -> AgencySlug:
    """Whose teams are meant: of the unit this person serves in. Raises Missing when they serve in none."""
    roles = (Role.LIAISON,) if keeps else (Role.LIAISON, Role.FIELD_OFFICER)
    for agency in sorted(desk.actor.agencies(*roles)):
        if agency in desk.ground.agencies:
            return agency
    raise Missing(say("Anda belum ditempatkan di unit mana pun di kota ini."))


async def _teams(desk: Desk, *, form: Form | None = None, refused: Invalid | None = None) -> TeamsPage:
    keeps = can(desk.actor, Act.KEEP_TEAMS)
    agency = _agency(desk, keeps=keeps)
    teams = await crews.of_agency(desk.db, desk.city, agency)
    loads = await store.loads(desk.db, desk.city, [each.id for each in teams])
    errors = _errors(refused)
    typed = _typed(form, actions.new_team(), agency) if form is not None else None
    mates = await crews.mates(desk.db, desk.city, agency) if keeps else []
    spots = await sharing.spots(desk, teams if keeps else [])
    pins = {team: nth for nth, team in enumerate((each.id for each in teams if each.id in spots), start=1)}
    return TeamsPage(
        agency=desk.ground.agencies[agency].name,
        map=views.map_view(desk.ground) if spots else None,
        teams=tuple(
            _row(desk, each, loads.get(each.id, 0), spots.get(each.id), pins.get(each.id)) for each in teams
        ),
        form=team_form(desk, "/teams", typed, mates, errors=errors) if keeps else None,
        errors=errors,
    )


async def _team(
    desk: Desk, team: UUID, *, form: Form | None = None, refused: Invalid | None = None
) -> TeamPage:
    found = await crews.get(desk.db, desk.city, TeamId(team))
    serving = desk.actor.agencies(Role.LIAISON, Role.FIELD_OFFICER)
    if found is None or found.retired_at is not None or found.agency not in serving:
        raise Missing(_NO_TEAM)
    keeps = found.agency in actions.kept_by(desk)
    mates = await crews.mates(desk.db, desk.city, found.agency)
    loads = await store.loads(desk.db, desk.city, [found.id])
    errors = _errors(refused)
    typed = _typed(form, found.id, found.agency) if form is not None else None
    return TeamPage(
        agency=desk.ground.agencies[found.agency].name,
        team=_row(desk, found, loads.get(found.id, 0)),
        members=tuple(each.name for each in mates if each.person in found.members),
        day=await day_of(desk, found),
        form=team_form(desk, f"/teams/{team}", typed or found, mates, errors=errors) if keeps else None,
        retire=f"/teams/{team}/retirement" if keeps else None,
        errors=errors,
    )


def _typed(form: Form, team: TeamId, agency: AgencySlug) -> Team | None:
    """What was typed, as far as it can be shown again."""
    try:
        return typed_team(form, team, agency)
    except Invalid:
        return None


def _errors(refused: Invalid | None) -> dict[str, Say]:
    return {f"team-{refused.field or 'name'}": refused.say} if refused is not None else {}


def _row(desk: Desk, team: Team, load: int, spot: Spot | None = None, pin: int | None = None) -> TeamRow:
    serves: Presence = presence(team, desk.now().astimezone(desk.ground.zone))
    word, tone = PRESENCE_WORDS[serves]
    groups = desk.ground.groups
    return TeamRow(
        href=f"/teams/{team.id}",
        name=team.name,
        word=word,
        tone=tone,
        does=tuple(groups[each].name.in_(desk.tongue.language) for each in team.groups if each in groups),
        vehicle=team.vehicle,
        members=len(team.members),
        load=load,
        point=(spot.lon, spot.lat) if spot is not None else None,
        seen_at=spot.at if spot is not None else None,
        pin=pin,
    )


PAGES = Pages(
    routes=[show_teams, show_team, add, change, retire, send],
    menu=[Entry(place=PLACE, href="/teams", icon="users-three", word=say("Tim"), act="bench", order=15)],
)
