"""The desk: what one request, one job or one listener may touch."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, runtime_checkable

from tanggap.city.cities import Cities
from tanggap.city.ground import Ground
from tanggap.city.offers import Offers
from tanggap.city.rights import Actor
from tanggap.city.terms import CityId
from tanggap.kit.clock import Clock
from tanggap.kit.db import Db
from tanggap.kit.files import Files
from tanggap.kit.oidc import OpenId
from tanggap.kit.secret import Secrets
from tanggap.kit.words import Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every desk of one process shares."""

    clock: Clock
    cities: Cities
    files: Files
    secrets: Secrets
    offers: Offers
    epoch: int
    reachable: frozenset[str]
    """The channels by which this installation can write to an address somebody names, as its settings stand."""
    providers: Mapping[str, OpenId]
    """The cities' own ways to sign in, by the city's slug."""
    second_factor: bool
    """Whether those whose duties ask for a second factor must have one here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One open transaction in one city, and who is asking."""

    db: Db
    ground: Ground
    actor: Actor
    tongue: Tongue
    tools: Tools
    moment: datetime | None = None
    """When what is done here happened, where it is told only now; None for what happens now."""

    @property
    def city(self) -> CityId:
        """The city whose rows are there."""
        return self.ground.id

    @property
    def offers(self) -> Offers:
        """What the rooms of the house offer."""
        return self.tools.offers

    def now(self) -> datetime:
        """The moment of what is done here, UTC."""
        return self.moment or self.tools.clock.now()

    def as_of(self, moment: datetime) -> "Desk":
        """The same desk, for what happened at this moment and could not be told before."""
        return replace(self, moment=moment)

    def acting_as(self, actor: Actor) -> "Desk":
        """The same desk, for what somebody does as another than they came as."""
        return replace(self, actor=actor)


OpenCity = Callable[[CityId], AbstractAsyncContextManager[Desk]]
"""Opens a desk in a city, as often as it is wanted: for what is done in several transactions, each of its own."""


@runtime_checkable
class OpenDesk(Protocol):
    """Opens a desk when it is wanted, for a request with slow work to do first.

    Without a city it is opened in the one the request is for.
    """

    def __call__(self, city: CityId | None = None) -> AbstractAsyncContextManager[Desk]:
        """Open one."""
        ...
