"""Open data: the list of what there is, each with what it means, and the files. Open to everybody."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from hashlib import blake2b
from typing import Any

from tanggap.city.desk import Desk, OpenDesk
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Pages, Request, Response, Setting, Stream, get, post, setting_of
from tanggap.kit.web.conditional import already_there
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.oversight.open_data import asked, embeds, programs, reading, register, store, views, writing
from tanggap.oversight.open_data.datasets import (
    CATALOGUE,
    INQUIRIES,
    MEDIA,
    MONTHLY,
    REPORTS,
    Dataset,
    Format,
    dataset,
)
from tanggap.oversight.open_data.describing import catalogue, publisher
from tanggap.oversight.open_data.letting import let_in, root_of
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import views as reports
from tanggap.report.choices import Option
from tanggap.report.report import Status
from tanggap.report.transitions import status_word

AnyRequest = Request[Any, Any, Any]
KEPT_S = 5
"""As a picture is: what is hidden is gone from every cache within five seconds."""
SHOWN = 20
ACTION = ["/api/3/action/{action:str}", "/api/action/{action:str}"]
"""By its version, as CKAN's guide writes it, and without, as its client asks."""
DOOR = "data"
"""The gate's name for files that are taken along."""


@get("/open/data", act="anyone")
async def show_catalogue(desk: Desk, request: AnyRequest) -> Page:
    """Everything that is given away."""
    language = desk.tongue.language
    root = root_of(setting_of(request), desk)
    page = views.OpenDataPage(
        datasets=tuple(
            views.Offered(
                href=f"/open/data/{each.slug}",
                title=each.title.in_(language),
                words=each.words.in_(language),
                rhythm=each.rhythm.in_(language),
                files=views.files(each.slug, each.formats, ""),
            )
            for each in CATALOGUE
        ),
        licence=desk.ground.city.open_data,
        rss="/reports.rss",
        atom="/reports.atom",
        frames=views.frames(root, desk.ground.known.name, next(iter(desk.ground.agencies)), language),
    )
    return Page("open_data/catalogue.html", page, place="overview")


@get("/open/data/{slug:str}", act="anyone")
async def show_dataset(
    slug: str, request: AnyRequest, open_desk: OpenDesk, gate: Gate
) -> Page | Response[Any]:
    """A dataset's page, or with an ending its file: `reports`, `reports.csv`. Raises Missing, Invalid, TooMany."""
    name, dot, ending = slug.partition(".")
    async with open_desk() as desk:
        found = dataset(name, text=desk.ground.city.open_data.text)
        wanted = asked.asked(request.query_params, found, desk.ground, today=_today(desk))
        if not dot:
            return await _page(desk, found, wanted, setting_of(request))
        format = next((each for each in found.formats if each == ending), None)
        if format is None:
            raise Missing(say("Data ini tidak ada dalam bentuk itu."))
        etag, changed_at = await _mark(desk, found, wanted, format)
        offer = Offer.of(request, door=DOOR, city=desk.city, trusted=desk.actor.staff)
    headers = {
        "etag": etag,
        "last-modified": format_datetime(changed_at, usegmt=True),
        "cache-control": f"public, max-age={KEPT_S}, must-revalidate",
        "access-control-allow-origin": "*",
    }
    if already_there(request, etag, changed_at):
        return Response(b"", status_code=304, headers=headers, media_type=MEDIA[format])
    let_in(gate, offer)
    headers["content-disposition"] = f'attachment; filename="{desk.ground.known.slug}-{slug}"'
    pages = reading.pages(open_desk, found, wanted, root=root_of(setting_of(request), desk))
    return Stream(await _written(desk, found, format, pages), media_type=MEDIA[format], headers=headers)


def _today(desk: Desk) -> date:
    return desk.ground.calendar.day_of(desk.now())


async def _written(desk: Desk, found: Dataset, format: Format, pages: writing.Pages) -> AsyncIterator[bytes]:
    match format:
        case Format.CSV:
            return writing.csv(found, pages)
        case Format.JSON:
            return writing.json_rows(found, pages)
        case Format.GEOJSON:
            return writing.geojson(found, pages, writing.shapes_of(found, desk.ground.drawn.gzipped))
        case Format.PARQUET:
            folder = desk.tools.files.scratch
            return writing.taken(await writing.parquet_file(found, pages, folder=folder))


async def _mark(desk: Desk, found: Dataset, wanted: Wanted, format: Format) -> tuple[str, datetime]:
    """What names this state of the data, and since when it stands: nothing changes between two ticks.

    Weak, since a file of many pages may hold what came while it was read. What is overdue changes by itself.
    """
    tick = await store.last_tick(desk.db, epoch=desk.tools.epoch)
    # Without a tick nothing has happened here; the house's first year will do.
    changed_at = tick.at.astimezone(UTC) if tick is not None else datetime(2026, 1, 1, tzinfo=UTC)
    if found is MONTHLY:
        changed_at = desk.now().astimezone(UTC).replace(second=0)
    state = (
        desk.ground.known.slug,
        desk.ground.version,
        desk.tools.epoch,
        tick.nth if tick is not None else 0,
        changed_at if found is MONTHLY else "",
        found.names,
        format,
        wanted.query,
        _today(desk),
    )
    mark = blake2b(repr(state).encode(), digest_size=12).hexdigest()
    return f'W/"{mark}"', changed_at.replace(microsecond=0)


async def _page(desk: Desk, found: Dataset, wanted: Wanted, setting: Setting) -> Page:
    language = desk.tongue.language
    ground = desk.ground
    root = root_of(setting, desk)
    rows = await reading.first_rows(desk, found, wanted, root=root, limit=SHOWN)
    ends = await _ends(desk, found)
    title = found.title.in_(language)
    page = views.DatasetPage(
        title=title,
        words=found.words.in_(language),
        rhythm=found.rhythm.in_(language),
        publisher=publisher(ground),
        since=asked.day_of(ends.first, ground.zone) if ends.first is not None else None,
        until=asked.day_of(ends.last, ground.zone) if ends.last is not None else None,
        licence=ground.city.open_data,
        path=f"/open/data/{found.slug}",
        files=views.files(found.slug, found.formats, wanted.query),
        choosing=_choosing(desk, found, wanted) if found.filters else None,
        chosen=bool(wanted.query),
        fields=views.dictionary(found, language),
        rows=views.cells(rows),
        cite=desk.tongue(
            views.cited(
                publisher(ground),
                title,
                f"{root}/open/data/{found.slug}",
                ground.city.open_data.licence,
                on=_today(desk),
            )
        ),
        program=f"{root}/api/3/action/datastore_search?resource_id={found.slug}&limit=5",
    )
    return Page("open_data/dataset.html", page, place="overview")


async def _ends(desk: Desk, found: Dataset) -> store.Ends:
    if found is INQUIRIES:
        first = await register.earliest(desk)
        return store.Ends(first=first, last=desk.now() if first is not None else None)
    timed = found.slug in (REPORTS.slug, MONTHLY.slug)
    return await store.ends(desk.db, desk.city) if timed else store.Ends(first=None, last=None)


def _choosing(desk: Desk, found: Dataset, wanted: Wanted) -> views.Choosing:
    ground, tongue = desk.ground, desk.tongue
    period = wanted.period
    return views.Choosing(
        first=period.first if period is not None else None,
        last=period.last if period is not None else None,
        kinds=reports.kind_groups(ground, tongue, wanted.kind or "") if "kind" in found.filters else (),
        areas=reports.area_groups(ground, wanted.area or "") if "area" in found.filters else (),
        agencies=reports.agency_options(ground, wanted.agency or "") if "agency" in found.filters else (),
        statuses=tuple(
            Option(value=each, name=tongue(status_word(each)), chosen=each is wanted.status)
            for each in Status
            if each is not Status.WITHDRAWN
        )
        if "status" in found.filters
        else (),
    )


@get("/data.json", act="anyone")
async def show_dcat(desk: Desk, request: AnyRequest) -> Response[dict[str, Any]]:
    """The catalogue for machines that gather catalogues."""
    told = catalogue(desk.ground, root=root_of(setting_of(request), desk))
    headers = {"access-control-allow-origin": "*", "cache-control": "public, max-age=600"}
    return Response(told, headers=headers)


@get(ACTION, act="anyone", summary="Open data, as CKAN's action API tells it")
async def ask_by_address(
    action: str, request: AnyRequest, open_desk: OpenDesk, gate: Gate
) -> programs.Answer:
    """Do what an action of CKAN's does; parameters stand in the address."""
    return await programs.answered(action, request, open_desk, gate)


@post(
    ACTION,
    act="anyone",
    status_code=200,
    request_max_body_size=None,
    summary="Open data, as CKAN's clients ask for it",
)
async def ask_by_post(action: str, request: AnyRequest, open_desk: OpenDesk, gate: Gate) -> programs.Answer:
    """The same; parameters come as JSON, or as the fields of a form. How much may come, `sent` says in CKAN's shape."""
    return await programs.answered(action, request, open_desk, gate, posted=True)


PAGES = Pages(
    routes=[
        show_catalogue,
        show_dataset,
        show_dcat,
        embeds.embed_count,
        embeds.embed_map,
        embeds.embed_score,
    ],
    api=[ask_by_address, ask_by_post],
)
