"""The views people keep, as the desk shows them."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.oversight.operations_centre.desk.asked import ADDRESS, Asked
from tanggap.oversight.operations_centre.desk.kept import store
from tanggap.oversight.operations_centre.desk.kept.rules import KeptView
from tanggap.oversight.operations_centre.desk.scope import person_of


class ViewLink(Struct, frozen=True, kw_only=True):
    """A kept view; ``own`` ones can be begun with and dropped, at these addresses."""

    name: str
    href: str
    here: bool
    own: bool
    shared: bool
    opens: bool
    open: str
    drop: str


class KeptViews(Struct, frozen=True, kw_only=True):
    """The views to choose from, and the query of what is shown, to keep it."""

    links: tuple[ViewLink, ...]
    query: str


async def views(desk: Desk, shown: Asked) -> KeptViews:
    """One's own views and those that are shared."""
    found = await store.kept(desk.db, desk.city, person_of(desk))
    return KeptViews(links=tuple(_link(desk, each, shown.query) for each in found), query=shown.query)


def _link(desk: Desk, view: KeptView, query: str) -> ViewLink:
    return ViewLink(
        name=view.name,
        href=f"{ADDRESS}?{view.asks}",
        here=view.asks == query,
        own=view.person == desk.actor.person,
        shared=view.shared,
        opens=view.opens,
        open=f"{ADDRESS}/views/{view.id}/opening",
        drop=f"{ADDRESS}/views/{view.id}/removal",
    )
