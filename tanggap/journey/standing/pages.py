"""One's own standing: told to whoever holds the reports, and to nobody else."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.standing import actions, rules, store
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say


class StandingPage(Struct, frozen=True, kw_only=True):
    """What standing/standing.html is given. Without a level nothing is reckoned."""

    level: Say | None
    useful: int
    badges: tuple[Say, ...]


@get("/mine/standing", act="anyone")
async def show_standing(desk: Desk) -> Page:
    """What one's own reports have done. Raises Missing where the city tells nobody."""
    _require_told(desk)
    found = await actions.standing(desk)
    if found is None:
        return Page("standing/standing.html", StandingPage(level=None, useful=0, badges=()))
    page = StandingPage(
        level=rules.LEVEL_WORDS[found.level],
        useful=found.useful,
        badges=tuple(rules.BADGE_WORDS[badge] for badge in found.badges),
    )
    return Page("standing/standing.html", page)


@post("/mine/standing", act="anyone")
async def choose_standing(form: Form, desk: Desk) -> Redirect:
    """Reckon it from now on, or stop."""
    _require_told(desk)
    if desk.actor.seat is not None:
        if form.text("kept") == "yes":
            await store.turn_on(desk.db, desk.city, desk.actor.seat)
        else:
            await store.turn_off(desk.db, desk.city, desk.actor.seat, at=desk.now())
    return Redirect("/mine/standing")


def _require_told(desk: Desk) -> None:
    if not desk.ground.city.standing:
        raise Missing(say("Halaman ini tidak ada."))


PAGES = Pages(routes=[show_standing, choose_standing])
