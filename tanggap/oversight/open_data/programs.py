"""The open data for programs, as CKAN's action API answers: what there is, what it is, and its rows.

Source: CKAN 2.11, API guide. Asked by GET, or as most clients do by POST with JSON: that reads too, on nobody's
authority (decision 0023). A no has CKAN's shape too.
"""

from collections.abc import Awaitable, Callable, Mapping
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct

from tanggap.city.desk import OpenDesk
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.errors import Invalid, TooMany
from tanggap.kit.web import Request, Response, setting_of
from tanggap.kit.web.gate import Gate, Offer
from tanggap.oversight.open_data import asked, reading, store
from tanggap.oversight.open_data.datasets import CATALOGUE, REPORTS, Dataset, dataset
from tanggap.oversight.open_data.describing import package
from tanggap.oversight.open_data.letting import let_in, root_of
from tanggap.oversight.open_data.rules import Row
from tanggap.oversight.open_data.searching import (
    TYPES,
    Query,
    Search,
    Wrong,
    as_address,
    resource,
    search,
)
from tanggap.oversight.open_data.sent import Unreadable, gathered, read, together
from tanggap.oversight.open_data.writing import Pages
from tanggap.oversight.operations_centre.wanted import Wanted

AnyRequest = Request[Any, Any, Any]
Answer = Response[dict[str, Any]]
DOOR = "data-api"
HELP: Mapping[str, str] = {
    "package_list": "The names of all datasets.",
    "package_show": "What a dataset is, and the files it comes in. id: its name.",
    "datastore_search": "Rows of a dataset. resource_id: its name; limit (100, at most 1000), offset, filters (JSON), "
    "q, fields, sort, include_total.",
    "help_show": "What an action does. name: the action.",
}


class Asking(Struct, frozen=True, kw_only=True):
    """What one program asks, and what it takes to answer it."""

    query: Query
    root: str
    open_desk: OpenDesk


async def answered(
    action: str, request: AnyRequest, open_desk: OpenDesk, gate: Gate, *, posted: bool = False
) -> Answer:
    """What CKAN would answer; the parameters are those of the address, or of what was ``posted``."""
    async with open_desk() as desk:
        root = root_of(setting_of(request), desk)
        offer = Offer.of(request, door=DOOR, city=desk.city, trusted=desk.actor.staff)
    if action not in ACTIONS:
        return _missing(root, "help_show", "Action not found")
    try:
        let_in(gate, offer)
        return await ACTIONS[action](
            Asking(query=as_address(await _sent(request, posted=posted)), root=root, open_desk=open_desk)
        )
    except Wrong as wrong:
        return _wrong(root, action, wrong)
    except Unreadable as unread:
        return _refused(root, action, unread.type, unread.message, unread.status)
    except TooMany as refused:
        wait = f"Too many from this network: wait {refused.retry_after_s} seconds"
        answer = _refused(root, action, "Too Many Requests", wait, refused.status)
        answer.headers |= {"retry-after": str(refused.retry_after_s), "cache-control": "no-store"}
        return answer


async def _sent(request: AnyRequest, *, posted: bool) -> dict[str, Any]:
    if not posted:
        return together(list(request.query_params.multi_items()))
    body = await gathered(request.stream())
    return read(body, content_type=request.headers.get("content-type", ""))


async def _list_packages(asking: Asking) -> Answer:
    return _done(asking.root, "package_list", [each.slug for each in CATALOGUE])


async def _show_help(asking: Asking) -> Answer:
    name = asking.query.get("name", "")
    if name not in HELP:
        return _missing(asking.root, "help_show", "Action not found")
    return _done(asking.root, "help_show", HELP[name])


async def _show_package(asking: Asking) -> Answer:
    name = asking.query.get("id") or asking.query.get("name_or_id") or ""
    if not name:
        raise Wrong(id="Missing value")
    if name not in {each.slug for each in CATALOGUE}:
        return _missing(asking.root, "package_show", "Not found")
    async with asking.open_desk() as desk:
        found = dataset(name, text=desk.ground.city.open_data.text)
        tick = await store.last_tick(desk.db, epoch=desk.tools.epoch)
        changed_at = tick.at if tick is not None else None
        told = package(found, desk.ground, root=asking.root, changed_at=changed_at)
    return _done(asking.root, "package_show", told)


async def _search_datastore(asking: Asking) -> Answer:
    query, root = asking.query, asking.root
    name = resource(query)
    if name is None:
        return _missing(root, "datastore_search", "Resource was not found.")
    async with asking.open_desk() as desk:
        text = desk.ground.city.open_data.text
    found = dataset(name, text=text)
    wanted = search(query, found)
    if found.slug == REPORTS.slug:
        rows, total, estimated = await _reports(asking.open_desk, wanted, root)
    else:
        rows, total, estimated = await _others(asking.open_desk, found, wanted, root)
    return _done(root, "datastore_search", _result(found, wanted, rows, query, total, estimated=estimated))


ACTIONS: Mapping[str, Callable[[Asking], Awaitable[Answer]]] = {
    "package_list": _list_packages,
    "package_show": _show_package,
    "datastore_search": _search_datastore,
    "help_show": _show_help,
}


async def _reports(open_desk: OpenDesk, wanted: Search, root: str) -> tuple[list[Row], int, bool]:
    """Reports as the index finds them; counted up to a limit."""
    given = {name: values[0] for name, values in wanted.filters.items()}
    async with open_desk() as desk:
        try:
            chosen = asked.asked(given, REPORTS, desk.ground, today=desk.ground.calendar.day_of(desk.now()))
        except Invalid:
            return [], 0, False  # what the city does not know, no report has
        rows = await reading.reports(
            desk,
            chosen,
            root=root,
            limit=wanted.limit,
            skip=wanted.offset,
            oldest_first=bool(wanted.sort) and not wanted.descending,
        )
        between = asked.between(chosen, desk.ground.zone)
        total = await store.count(desk.db, desk.city, chosen, between) if wanted.include_total else 0
    return rows, min(total, store.MOST_COUNTED), total > store.MOST_COUNTED


async def _others(
    open_desk: OpenDesk, found: Dataset, wanted: Search, root: str
) -> tuple[list[Row], int, bool]:
    """Rows of a table read page by page, of which only those asked for are kept; sorted where it is small."""
    code = {name: values[0] for name, values in wanted.filters.items() if len(values) == 1}
    chosen = Wanted(
        agency=AgencySlug(code["agency"]) if code.get("agency") and "agency" in found.filters else None,
        area=AreaCode(code["area"]) if code.get("area") and "area" in found.filters else None,
        kind=KindSlug(code["kind"]) if code.get("kind") and "kind" in found.filters else None,
    )
    rows: list[Row] = []
    total = 0
    pages = reading.pages(open_desk, found, chosen, root=root)
    if wanted.sort:
        pages = _sorted(found, wanted, pages)
    async for page in pages:
        for row in page:
            if wanted.matches(found, row):
                if wanted.offset <= total < wanted.offset + wanted.limit:
                    rows.append(row)
                total += 1
    return rows, total, False


async def _sorted(found: Dataset, wanted: Search, pages: Pages) -> Pages:
    """Everything as one page in another order, empty ones last; only for tables that are small."""
    nth = found.names.index(wanted.sort)
    every = [row async for page in pages for row in page]
    filled = [row for row in every if row[nth] is not None]
    empty = [row for row in every if row[nth] is None]
    # Of one column, so of one kind.
    order: Any = itemgetter(nth)
    yield sorted(filled, key=order, reverse=wanted.descending) + empty


def _result(
    found: Dataset,
    wanted: Search,
    rows: list[Row],
    query: Query,
    total: int,
    *,
    estimated: bool,
) -> dict[str, Any]:
    kinds = {field.name: TYPES[field.kind] for field in found.fields}
    records = [wanted.record(found, row, wanted.offset + nth) for nth, row in enumerate(rows, 1)]
    given = {name: value for name, value in query.items() if name not in ("offset", "limit")}
    path = "/api/3/action/datastore_search"
    here = urlencode({**given, "limit": wanted.limit})
    after = urlencode({**given, "limit": wanted.limit, "offset": wanted.offset + wanted.limit})
    told: dict[str, Any] = {
        "resource_id": found.slug,
        "include_total": wanted.include_total,
        "records_format": "objects",
        "limit": wanted.limit,
        "total_estimation_threshold": store.MOST_COUNTED,
        "fields": [
            {"id": "_id", "type": "int"},
            *({"id": each, "type": kinds[each]} for each in wanted.fields),
        ],
        "records": records,
        "_links": {"start": f"{path}?{here}", "next": f"{path}?{after}"},
    }
    if wanted.offset:
        told["offset"] = wanted.offset
    if wanted.filters:
        told["filters"] = {name: list(values) for name, values in wanted.filters.items()}
    told |= {name: query[name] for name in ("q", "sort") if query.get(name)}
    if wanted.include_total:
        told |= {"total": total, "total_was_estimated": estimated}
    return told


_HEADERS = {"access-control-allow-origin": "*", "cache-control": "public, max-age=5, must-revalidate"}


def _done(root: str, action: str, result: Any) -> Answer:
    return _answer(root, action, {"success": True, "result": result}, 200)


def _missing(root: str, action: str, message: str) -> Answer:
    return _refused(root, action, "Not Found Error", message, 404)


def _refused(root: str, action: str, type: str, message: str, status: int) -> Answer:
    error = {"__type": type, "message": message}
    return _answer(root, action, {"success": False, "error": error}, status)


def _wrong(root: str, action: str, wrong: Wrong) -> Answer:
    error = {"__type": "Validation Error", **wrong.errors}
    return _answer(root, action, {"success": False, "error": error}, 409)


def _answer(root: str, action: str, told: dict[str, Any], status: int) -> Answer:
    help_at = f"{root}/api/3/action/help_show?name={action}"
    return Response({"help": help_at, **told}, status_code=status, headers=dict(_HEADERS))
