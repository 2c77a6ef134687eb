"""Keeping a view of the desk, beginning with it, and keeping it no longer."""

from urllib.parse import parse_qsl

from tanggap.city.desk import Desk
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.desk.asked import Asked, asked
from tanggap.oversight.operations_centre.desk.kept import rules, store
from tanggap.oversight.operations_centre.desk.kept.rules import KeptView, ViewId
from tanggap.oversight.operations_centre.desk.scope import person_of, today


async def keep(desk: Desk, name: str | None, query: str, *, shared: bool, opens: bool) -> KeptView:
    """Keep what an address of the desk shows; under a name of one's own that there is, instead of that. Raises Invalid."""
    person = person_of(desk)
    view = KeptView(
        id=ViewId(new_id()),
        person=person,
        name=name or "",
        asks=read(desk, query).query,
        shared=shared,
        opens=opens,
        saved_at=desk.now(),
    )
    own = [each.name for each in await store.kept(desk.db, desk.city, person) if each.person == person]
    rules.keep(view, own=0 if view.name in own else len(own))
    await store.put(desk.db, desk.city, view)
    return view


async def open_with(desk: Desk, view: ViewId) -> None:
    """Let the desk begin with this view of one's own. Raises Missing."""
    if not await store.open_with(desk.db, desk.city, person_of(desk), view):
        raise Missing(say("Tampilan ini tidak ditemukan."))


async def drop(desk: Desk, view: ViewId) -> None:
    """Keep a view of one's own no longer. Raises Missing."""
    if not await store.drop(desk.db, desk.city, person_of(desk), view):
        raise Missing(say("Tampilan ini tidak ditemukan."))


async def first(desk: Desk) -> Asked | None:
    """What the desk begins with for whoever sits at it; None where they chose nothing, or nothing that is left."""
    query = await store.first(desk.db, desk.city, person_of(desk))
    if query is None:
        return None
    try:
        return read(desk, query)
    except Invalid:  # it names what the city no longer has
        return None


def read(desk: Desk, query: str) -> Asked:
    """What a query asks for. Raises Invalid."""
    return asked(dict(parse_qsl(query, max_num_fields=40)), desk.ground, today=today(desk))
