"""What one process works with: opened together, closed together."""

import asyncio
from contextlib import AsyncExitStack
from typing import Self

from tanggap.app import house
from tanggap.app.entrance import Entrance
from tanggap.app.settings import Settings, read_providers
from tanggap.city.cities import Cities
from tanggap.city.desk import Tools
from tanggap.journey.reception import Reception
from tanggap.kit.clock import Clock, SystemClock
from tanggap.kit.db import Database, once_there
from tanggap.kit.egress import Fetch, fetch
from tanggap.kit.files import Files
from tanggap.kit.log import ensure_epoch
from tanggap.kit.oidc import OpenId
from tanggap.kit.page import Painter
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.secret import Secrets
from tanggap.kit.web.gate import Gate


class Workbench:
    """Opens everything a web process, a worker or a command needs, from the settings alone."""

    tools: Tools
    entrance: Entrance
    reception: Reception

    def __init__(
        self, settings: Settings, *, pages: bool = False, clock: Clock | None = None, fetch: Fetch = fetch
    ) -> None:
        self.settings = settings
        self.offers = house.offers(pages=pages)
        self.clock = clock or SystemClock()
        self._providers = {
            slug: OpenId(each, fetch=fetch, clock=self.clock)
            for slug, each in read_providers(settings.providers).items()
        }
        self.secrets = Secrets(settings.folder / "secrets")
        self.files = Files(settings.files or settings.folder / "files", scratch=settings.folder / "scratch")
        self.app = Database(settings.database_url, most=settings.database_connections)
        self.reader = Database(
            settings.database_reader_url or settings.database_url, most=4, name="tanggap reader"
        )
        self.taxonomy = house.taxonomy()
        self.cities = Cities(self.app, self.taxonomy)
        self.workshop = Workshop()
        self.gate = Gate(
            clock=self.clock,
            secrets=self.secrets,
            per_address=settings.reports_per_address,
            per_city=settings.reports_per_city,
            offices=settings.offices,
        )
        self.closing = asyncio.Event()
        """Set once this process was asked to leave: streams end, and it is not ready any more."""
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.app)
        await self._stack.enter_async_context(self.reader)
        epoch = await once_there(self._epoch)
        await once_there(self.cities.refresh)
        await self._stack.enter_async_context(self.workshop)
        self.tools = Tools(
            clock=self.clock,
            cities=self.cities,
            files=self.files,
            secrets=self.secrets,
            offers=self.offers,
            epoch=epoch,
            reachable=frozenset(
                name
                for name, channel in self.offers.channels.items()
                if channel.nameable
                and channel.deliver is not None
                and channel.deliver(self.settings) is not None
            ),
            providers=self._providers,
            second_factor=self.settings.second_factor == "required",
        )
        self.entrance = Entrance(
            database=self.app,
            tools=self.tools,
            speakers=house.tongues(),
            painter=Painter(house.template_folders(), look=house.shipped("look")),
            settings=self.settings,
        )
        self.reception = Reception(
            database=self.app,
            cities=self.cities,
            rules=self.offers.rules,
            clock=self.clock,
            secrets=self.secrets,
            epoch=epoch,
        )
        return self

    async def _epoch(self) -> int:
        async with self.app.transaction() as db:
            return await ensure_epoch(db)

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
