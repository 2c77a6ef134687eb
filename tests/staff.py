"""People of the city hall who come in through the front door."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.people import actions
from tanggap.city.rights import Duty
from tanggap.kit.clock import Clock
from tests.conftest import BEKASI
from tests.visitor import Visitor

PASSWORD = "tujuh perahu menunggu hujan"


async def hire(
    settings: Settings, clock: Clock, people: Mapping[str, Duty] | Mapping[str, Sequence[Duty]]
) -> None:
    """Give Kota Bekasi these people, by what they are called, each with a duty or some."""
    async with AsyncExitStack() as stack:
        bench = await stack.enter_async_context(Workbench(settings, clock=clock))
        desk = await stack.enter_async_context(bench.entrance.open_desk(BEKASI))
        for name, given in people.items():
            duties = [given] if isinstance(given, Duty) else given
            kept = await actions.choose(PASSWORD, email=address(name), name=name)
            await actions.add(desk, email=address(name), name=name, duties=duties, password=kept)


async def enter(visitor: Visitor, name: str) -> Visitor:
    """A browser of its own in which this person is signed in."""
    browser = visitor.other()
    await browser.fill_in("/sign-in", login=address(name), password=PASSWORD)
    return browser


async def say_what_for(somebody: Visitor, number: str) -> None:
    """Open a guarded report to this browser for the day: it is handled."""
    opening = f"/reports/{number}/opening"
    await somebody.fill_in(opening, form_on=opening, purpose="handle")


def address(name: str) -> str:
    """The address of somebody by what they are called."""
    return f"{name.lower().replace(' ', '-')}@kota.example"
