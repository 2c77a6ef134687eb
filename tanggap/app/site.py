"""The web application of one process: routes from every room, a desk for each request, an end in order."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache, partial
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router  # pyright: ignore[reportUnknownVariableType] (Litestar leaves its types open)
from litestar.types import Receive, Scope, Send

from tanggap.app import health, house, streams
from tanggap.app.answers import Answers
from tanggap.app.doors import Doors
from tanggap.app.health import Health
from tanggap.app.settings import Settings
from tanggap.app.shell import show_service_worker
from tanggap.app.streams import Streams
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.reception import Reception
from tanggap.kit import journal
from tanggap.kit.clock import Clock
from tanggap.kit.egress import Fetch, fetch
from tanggap.kit.live import WIRE
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Setting
from tanggap.kit.web.edge import Edge
from tanggap.kit.web.gate import Gate
from tanggap.kit.web.requests import CarefulRequest

BODY_BYTES_MOST = 256_000
ASSETS_S = 365 * 86400

PACKING = CompressionConfig(
    "gzip",
    minimum_size=1000,
    gzip_compress_level=5,
    exclude_opt_key="packed",
    exclude=r"^/assets/.*\.(png|woff2)$",
)
"""Words travel packed; a route whose answers are packed already, or flow on, says `packed=True` (decision 32)."""

SITE = "site"
"""What is laid into the state of each request: the site it came to."""

AnyRequest = Request[Any, Any, Any]


class Site:
    """The whole site of one process as an ASGI application; everything it holds opens and closes with its lifespan."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, fetch: Fetch = fetch) -> None:
        self.bench = Workbench(settings, pages=True, clock=clock, fetch=fetch)
        self.streams = Streams(self.bench)
        self.health = Health(self.bench, self.streams)
        doors = Edge(Doors(application(), cities=self.bench.cities, settings=settings))
        self._doors = self.health.counted(doors)
        # Routes are made once and know no house; this one knows nothing but when to open and to close.
        self._life = Litestar(
            lifespan=[lambda _: _open(self.bench, self.streams)], openapi_config=None, logging_config=None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, through every door."""
        if scope["type"] == "http":
            state = scope.setdefault("state", {})
            state[SITE], state[WIRE] = self, send
            await self._doors(scope, receive, send)
        else:
            await self._life(scope, receive, send)

    def open(self) -> AbstractAsyncContextManager[None]:
        """The lifespan, for those who serve without a server."""
        return self._life.lifespan()

    def stop(self) -> None:
        """Say that this process is about to leave, so that every open stream ends."""
        self.bench.closing.set()
        self.streams.end()


def build(settings: Settings, *, clock: Clock | None = None, fetch: Fetch = fetch) -> Site:
    """Build the site of one process from its settings; ``fetch`` is how it asks the world."""
    journal.configure(json=settings.log_json)
    return Site(settings, clock=clock, fetch=fetch)


def _site(scope: Scope) -> Site:
    """The site a request came to."""
    site: Site = scope["state"][SITE]
    return site


def _bench(request: AnyRequest) -> Workbench:
    return _site(request.scope).bench


async def _form(request: AnyRequest) -> AsyncGenerator[Form, None]:
    async with _bench(request).entrance.form(request) as opened:
        yield opened


async def _desk(request: AnyRequest, form: Form) -> AsyncGenerator[Desk, None]:
    async with _bench(request).entrance.desk(request) as opened:
        yield opened


def _open_desk(request: AnyRequest) -> OpenDesk:
    return partial(_bench(request).entrance.desk, request)


def _reception(request: AnyRequest) -> Reception:
    return _bench(request).reception


def _gate(request: AnyRequest) -> Gate:
    return _bench(request).gate


def _workshop(request: AnyRequest) -> Workshop:
    return _bench(request).workshop


def _dressed(request: AnyRequest) -> Setting | None:
    return _bench(request).entrance.dressed(request)


async def _before(request: AnyRequest) -> None:
    entrance = _bench(request).entrance
    entrance.dress(request, await entrance.ground(request))
    await entrance.admit(request)


@cache
def application() -> Litestar:
    """The routes of every room. They are made once; the site they are asked at comes with each request."""
    offered = house.offers().pages
    return Litestar(
        route_handlers=[
            *(route for pages in offered for route in pages.routes),
            _api(route for pages in offered for route in pages.api),
            *health.routes(lambda scope: _site(scope).health),
            *streams.routes(lambda scope: _site(scope).streams),
            show_service_worker,
            _assets(),
        ],
        dependencies={
            "form": Provide(_form),
            "desk": Provide(_desk),
            "open_desk": Provide(_open_desk, sync_to_thread=False),
            "reception": Provide(_reception, sync_to_thread=False),
            "gate": Provide(_gate, sync_to_thread=False),
            "workshop": Provide(_workshop, sync_to_thread=False),
        },
        exception_handlers=Answers(_dressed).handlers,
        request_class=CarefulRequest,
        before_request=_before,
        request_max_body_size=BODY_BYTES_MOST,
        compression_config=PACKING,
        include_in_schema=False,
        openapi_config=OpenAPIConfig(
            title="Tanggap",
            version="1",
            path="/api/v1",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        signature_namespace={
            "Desk": Desk,
            "OpenDesk": OpenDesk,
            "Form": Form,
            "Reception": Reception,
            "Workshop": Workshop,
            "Gate": Gate,
        },
        logging_config=None,
    )


@asynccontextmanager
async def _open(bench: Workbench, streams: Streams) -> AsyncGenerator[None]:
    """Everything open; the mailroom emptied before anything closes, whatever it closes for."""
    async with bench:
        mailroom = bench.reception.mailroom
        live = await streams.open()
        async with _running(mailroom.run()):
            try:
                async with _running(bench.cities.run(), live.run()):
                    yield
            finally:
                bench.closing.set()
                await mailroom.close()


@asynccontextmanager
async def _running(*work: Coroutine[Any, Any, None]) -> AsyncGenerator[None]:
    """What runs while this is open. One that dies of a mistake ends what was opened inside: better than half a site."""
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(each) for each in work]
        yield
        for each in running:
            each.cancel()


def _api(routes: Iterable[Any]) -> Router:
    """What programs ask for: all that the API's description tells of."""
    return Router("/", route_handlers=[*routes], include_in_schema=True)


def _assets() -> Any:
    """What Vite built; names carry their content's hash, so a browser may keep them for ever."""
    folder = house.shipped("look") / "dist"
    folder.mkdir(exist_ok=True)

    def keep(response: Response[Any]) -> Response[Any]:
        response.headers["cache-control"] = f"public, max-age={ASSETS_S}, immutable"
        return response

    return create_static_files_router(path="/assets", directories=[folder], after_request=keep)
