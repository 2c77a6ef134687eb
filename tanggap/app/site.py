"""The web application of one process: routes from every room, a desk for each request, an end in order."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router  # pyright: ignore[reportUnknownVariableType] (Litestar leaves its types open)
from litestar.types import ASGIApp, Receive, Scope, Send

from tanggap.app import house
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

AnyRequest = Request[Any, Any, Any]


class Site:
    """The whole site as one ASGI application; everything it holds opens and closes with its lifespan."""

    def __init__(self, doors: ASGIApp, inner: Litestar, bench: Workbench, streams: Streams) -> None:
        self._doors = doors
        self.inner = inner
        self._bench = bench
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, through every door."""
        await self._doors(scope, receive, send)

    def open(self) -> AbstractAsyncContextManager[None]:
        """The lifespan, for those who serve without a server."""
        return self.inner.lifespan()

    def stop(self) -> None:
        """Say that this process is about to leave, so that every open stream ends."""
        self._bench.closing.set()
        self._streams.end()


def build(settings: Settings, *, clock: Clock | None = None) -> Site:
    """Build the site of one process from its settings."""
    journal.configure(json=settings.log_json)
    bench = Workbench(settings, pages=True, clock=clock)
    streams = Streams(bench)
    health = Health(bench, streams)

    async def form(request: AnyRequest) -> AsyncGenerator[Form, None]:
        async with bench.entrance.form(request) as opened:
            yield opened

    async def desk(request: AnyRequest, form: Form) -> AsyncGenerator[Desk, None]:
        async with bench.entrance.desk(request) as opened:
            yield opened

    def open_desk(request: AnyRequest) -> OpenDesk:
        return partial(bench.entrance.desk, request)

    def dressed(request: AnyRequest) -> Setting | None:
        return bench.entrance.dressed(request)

    async def before(request: AnyRequest) -> None:
        bench.entrance.dress(request, await bench.entrance.ground(request))

    app = Litestar(
        route_handlers=[
            *(route for pages in bench.offers.pages for route in pages.routes),
            _api(route for pages in bench.offers.pages for route in pages.api),
            *health.routes(),
            streams.route(),
            show_service_worker,
            _assets(),
        ],
        dependencies={
            "form": Provide(form),
            "desk": Provide(desk),
            "open_desk": Provide(open_desk, sync_to_thread=False),
            "reception": Provide(lambda: bench.reception, sync_to_thread=False),
            "gate": Provide(lambda: bench.gate, sync_to_thread=False),
            "workshop": Provide(lambda: bench.workshop, sync_to_thread=False),
        },
        exception_handlers=Answers(dressed).handlers,
        request_class=CarefulRequest,
        before_request=before,
        lifespan=[lambda _: _open(bench, streams)],
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
    doors = Edge(Doors(app, cities=bench.cities, settings=settings))
    return Site(health.counted(doors), app, bench, streams)


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
