"""What every room keeps of a person, gathered from all cities that hold something; copied, or emptied for good."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.offers import Copy, Subject
from tanggap.city.terms import CityId


class Gathered(Struct, frozen=True, kw_only=True):
    """What one city holds; without a name, what the installation itself does."""

    city: str | None
    copies: tuple[Copy, ...]


class Emptied(Struct, frozen=True, kw_only=True):
    """What an erasure came to."""

    reports: int
    cities: tuple[str, ...]


async def gather(open_desk: OpenDesk, subject: Subject) -> list[Gathered]:
    """A copy of everything that is held of a subject, the installation's first."""
    gathered: list[Gathered] = []
    for city in await _cities(open_desk, subject):
        async with _found(open_desk, subject, city) as (desk, here):
            gathered.append(
                Gathered(city=desk.ground.known.name, copies=await _copies(desk, here, of_installation=False))
            )
    async with _found(open_desk, subject) as (desk, here):
        own = Gathered(city=None, copies=await _copies(desk, here, of_installation=True))
    return [each for each in (own, *gathered) if each.copies]


async def erase(open_desk: OpenDesk, subject: Subject) -> Emptied:
    """Empty everything that is held of a subject. When this returns, it is gone.

    City by city, each in one transaction, the account last: should it break off half-way, whoever is still signed
    in asks again and the rest goes too.
    """
    reports = 0
    names: list[str] = []
    for city in await _cities(open_desk, subject):
        async with _found(open_desk, subject, city) as (desk, here):
            for holding in desk.offers.holdings:
                if not holding.of_installation:
                    await holding.empty(desk, here)
            reports += len(here.reports)
            if here.reports:
                names.append(desk.ground.known.name)
    async with _found(open_desk, subject) as (desk, here):
        for holding in desk.offers.holdings:
            if holding.of_installation:
                await holding.empty(desk, here)
    return Emptied(reports=reports, cities=tuple(names))


async def join(open_desk: OpenDesk, browser: bytes, resident: UUID) -> None:
    """Make what a browser left, in whatever city, the resident's who signed in there."""
    for city in await _cities(open_desk, Subject(browsers=(browser,))):
        async with open_desk(city) as desk:
            for holding in desk.offers.holdings:
                if holding.join is not None:
                    await holding.join(desk, browser, resident)


async def _cities(open_desk: OpenDesk, subject: Subject) -> list[CityId]:
    """The city of the request, and every other that holds something."""
    async with _found(open_desk, subject) as (desk, here):
        return [desk.city, *(CityId(each) for each in sorted(here.cities) if each != desk.city)]


@asynccontextmanager
async def _found(
    open_desk: OpenDesk, subject: Subject, city: CityId | None = None
) -> AsyncGenerator[tuple[Desk, Subject]]:
    """A desk in a city, and the subject with what the rooms know of it there."""
    async with open_desk(city) as desk:
        here = subject
        for holding in desk.offers.holdings:
            if holding.find is not None:
                here = await holding.find(desk, here)
        yield desk, here


async def _copies(desk: Desk, subject: Subject, *, of_installation: bool) -> tuple[Copy, ...]:
    found: list[Copy] = []
    for holding in desk.offers.holdings:
        if holding.of_installation is of_installation:
            found += await holding.export(desk, subject)
    return tuple(each for each in found if each.rows or each.files)


def files_of(gathered: Sequence[Gathered]) -> dict[str, str]:
    """Every file of a copy: its name in the archive, and its key in the store."""
    return {name: key for each in gathered for copy in each.copies for name, key in copy.files.items()}
