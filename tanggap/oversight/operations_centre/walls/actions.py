"""What is done with walls: made, changed, opened on a screen, revoked."""

import re
from collections.abc import Sequence
from hashlib import sha256
from secrets import token_urlsafe

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.rights import VISITOR
from tanggap.kit.errors import Missing
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.walls import rules, store
from tanggap.oversight.operations_centre.walls.wall import Wall, WallId

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
ADDRESS = "/operations/walls"
OPENING = f"{ADDRESS}/opening"


async def make(desk: Desk, *, name: str | None, scenes: Sequence[str], area: str | None) -> WallId:
    """Make a wall that no screen shows yet. Raises Invalid."""
    wall = Wall(
        id=WallId(new_id()),
        name=rules.check_name(name),
        scenes=rules.check_scenes(scenes, desk.ground),
        area=rules.check_area(area, desk.ground),
        made_at=desk.now(),
        link_until=None,
        opened_at=None,
    )
    await store.add(desk.db, desk.city, wall)
    await audit.note(desk, "wall_made", thing=wall.id, area=wall.area)
    return wall.id


async def change(
    desk: Desk, wall: WallId, *, name: str | None, scenes: Sequence[str], area: str | None
) -> None:
    """Let a wall show something else, from its next look on. Raises Invalid, Missing."""
    checked = rules.check_area(area, desk.ground)
    changed = await store.change(
        desk.db,
        desk.city,
        wall,
        name=rules.check_name(name),
        scenes=rules.check_scenes(scenes, desk.ground),
        area=checked,
    )
    if not changed:
        raise _gone()
    await audit.note(desk, "wall_changed", thing=wall, area=checked)


async def link(desk: Desk, wall: WallId) -> str:
    """The path of a new link that makes one screen this wall, once; an earlier one stands no more. Raises Missing.

    Nobody can read it again: only its digest is kept.
    """
    token = token_urlsafe(32)
    until = desk.now() + rules.LINK_LASTS
    if not await store.link(desk.db, desk.city, wall, _digest(token), until=until):
        raise _gone()
    await audit.note(desk, "wall_linked", thing=wall)
    return f"{OPENING}/{token}"


async def linked(desk: Desk, token: str) -> Wall:
    """The wall a link would open. Raises Missing for one that was used, is too old or never was."""
    found = (
        await store.linked(desk.db, desk.city, _digest(token), now=desk.now())
        if TOKEN.fullmatch(token)
        else None
    )
    if found is None:
        raise _used()
    return found


async def open_on_screen(desk: Desk, token: str) -> tuple[WallId, str]:
    """Make the screen that brings a link its wall: which one, and the cookie by which it is known from now on.

    Another screen that showed it shows it no more. Raises Missing.
    """
    await linked(desk, token)
    cookie = token_urlsafe(32)
    wall = await store.opened(desk.db, desk.city, _digest(token), _digest(cookie), at=desk.now())
    if wall is None:  # somebody else was quicker
        raise _used()
    await audit.note(desk, "wall_opened", thing=wall)
    return wall, cookie


async def standing(desk: Desk, wall: WallId, cookie: str | None) -> bool:
    """Whether a screen shows a wall, by its cookie; not any more once that was revoked or another screen opened it."""
    return cookie is not None and await store.shown(desk.db, desk.city, wall, _digest(cookie)) is not None


async def before(desk: Desk, wall: WallId, cookie: str | None) -> tuple[Desk, Wall]:
    """The desk of those who stand before a wall, and the wall their screen shows. Raises Missing.

    Whoever else this browser belongs to: visitors stand before walls.
    """
    found = await store.shown(desk.db, desk.city, wall, _digest(cookie)) if cookie else None
    if found is None:
        raise Missing(say("Layar ini tidak terhubung. Minta tautan baru kepada admin kota."))
    return desk.acting_as(VISITOR), found


async def revoke(desk: Desk, wall: WallId) -> None:
    """Let no screen show a wall any more; the one that does ends within seconds. Raises Missing."""
    if not await store.revoke(desk.db, desk.city, wall, at=desk.now()):
        raise _gone()
    await audit.note(desk, "wall_revoked", thing=wall)


async def wall_of(desk: Desk, wall: WallId) -> Wall:
    """A wall that stands. Raises Missing."""
    found = await store.walls(desk.db, desk.city, only=wall)
    if not found:
        raise _gone()
    return found[0]


def _gone() -> Missing:
    return Missing(say("Dinding ini tidak ada, atau sudah dicabut."))


def _used() -> Missing:
    return Missing(say("Tautan layar ini sudah dipakai atau kedaluwarsa. Minta yang baru kepada admin kota."))


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
