"""What a program asks of a table in the words of CKAN's DataStore, read from an address.

Source: CKAN 2.11, DataStore API, `datastore_search`; what is wrong is told as CKAN tells it, by parameter, in English.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct

from tanggap.kit.parquet import Kind
from tanggap.oversight.open_data.datasets import CATALOGUE, MONTHLY, REPORTS, Dataset
from tanggap.oversight.open_data.rules import Row, text_of

LIMIT, LIMIT_MOST = 100, 1000
OFFSET_MOST = 100_000
"""How far into the reports one may skip; who wants all of them takes a file."""
REPORT_FILTERS = frozenset({"kind", "agency", "area", "status"})
TYPES: Mapping[Kind, str] = {
    "text": "text",
    "whole": "int4",
    "number": "float8",
    "moment": "timestamptz",
    "yes_no": "bool",
}
"""PostgreSQL's names, as CKAN tells them."""


Query = Mapping[str, str]


class Wrong(Exception):
    """What cannot be answered, and why, by the parameter to blame; CKAN's Validation Error."""

    def __init__(self, **errors: str) -> None:
        super().__init__(str(errors))
        self.errors = {name: [why] for name, why in errors.items()}


class Search(Struct, frozen=True, kw_only=True):
    """Rows of a table: those that match every filter and the words, in order, from one on."""

    limit: int = LIMIT
    offset: int = 0
    fields: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = {}
    q: str = ""
    sort: str = ""
    descending: bool = False
    include_total: bool = True

    def matches(self, dataset: Dataset, row: Row) -> bool:
        """Whether a row is wanted."""
        texts = dict(zip(dataset.names, map(text_of, row), strict=True))
        return all(texts[name] in values for name, values in self.filters.items()) and (
            not self.q or any(self.q in text.lower() for text in texts.values())
        )

    def record(self, dataset: Dataset, row: Row, nth: int) -> dict[str, Any]:
        """A row as an object; ``_id`` is its place in the answer, as no row has an id of its own."""
        told = dict(zip(dataset.names, row, strict=True))
        return {"_id": nth, **{name: told[name] for name in self.fields}}


def as_address(sent: Mapping[str, Any]) -> Query:
    """What was sent as JSON as an address says it: names joined by commas, filters as JSON. Raises Wrong."""
    return {name: _as_text(name, value) for name, value in sent.items() if value is not None}


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if name == "fields" and isinstance(value, list):
        return ",".join(map(str, cast("list[Any]", value)))
    if name != "filters" and isinstance(value, dict | list):
        raise Wrong(**{name[:60]: "Must be one value"})
    try:
        return json.dumps(value)
    except (ValueError, RecursionError):
        raise Wrong(**{name[:60]: "Cannot be read"}) from None


def resource(query: Query) -> str | None:
    """The name of the dataset whose table is asked for; None for one there is not. Raises Wrong."""
    asked = query.get("resource_id") or query.get("id") or ""
    if not asked:
        raise Wrong(resource_id="Missing value")
    return next((each.slug for each in CATALOGUE if asked in (each.slug, f"{each.slug}-csv")), None)


def search(query: Query, dataset: Dataset) -> Search:
    """What is asked of a table. Raises Wrong."""
    sort, descending = _sort(query.get("sort", ""), dataset)
    if query.get("records_format", "objects") != "objects":
        raise Wrong(records_format="Only objects: take the file for rows as CSV")
    found = Search(
        # Like CKAN: more than the most is the most.
        limit=min(_whole(query, "limit", LIMIT), LIMIT_MOST),
        offset=_whole(query, "offset", 0),
        fields=_fields(query.get("fields", ""), dataset),
        filters=_filters(query.get("filters", ""), dataset),
        q=query.get("q", "").strip().lower(),
        sort=sort,
        descending=descending,
        include_total=query.get("include_total", "true").lower() not in ("false", "0", "no", "f"),
    )
    if dataset.slug == REPORTS.slug:
        _require_report_search(found)
    return found


def _require_report_search(found: Search) -> None:
    if found.q:
        raise Wrong(q="Not offered for this resource: search words at /api/v1/reports?q=")
    if found.offset > OFFSET_MOST:
        raise Wrong(offset=f"Must not be more than {OFFSET_MOST}: take the file instead")
    for name, values in found.filters.items():
        if name not in REPORT_FILTERS or len(values) != 1:
            raise Wrong(filters=f"One value each of {', '.join(sorted(REPORT_FILTERS))}")


def _whole(query: Query, name: str, usual: int) -> int:
    text = query.get(name, "")
    if not text:
        return usual
    # Signs that are digits elsewhere in the world are none to a program, and no number here is longer.
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise Wrong(**{name: "Must be a natural number"})
    return int(text)


def _fields(text: str, dataset: Dataset) -> tuple[str, ...]:
    names = tuple(each.strip() for each in text.split(",") if each.strip())
    for name in names:
        if name not in dataset.names:
            raise Wrong(fields=f'field "{name[:60]}" not in table')
    return names or dataset.names


def _filters(text: str, dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    if not text:
        return {}
    try:
        read: Any = json.loads(text)
        json.dumps(read, ensure_ascii=False).encode()  # halves of characters could be written into no answer
    except (ValueError, RecursionError):
        raise Wrong(filters="Cannot parse JSON") from None
    if not isinstance(read, dict):
        raise Wrong(filters="Must be an object of fields and values")
    filters: dict[str, tuple[str, ...]] = {}
    given = cast("dict[str, Any]", read)
    for name, value in given.items():
        if name not in dataset.names:
            raise Wrong(filters=f'field "{name[:60]}" not in table')
        values = cast("list[Any]", value) if isinstance(value, list) else [value]
        if any(isinstance(each, dict | list) for each in values):
            raise Wrong(filters=f'field "{name}" takes a value or a list of values')
        filters[name] = tuple(text_of(each) for each in values)
    return filters


def _sort(text: str, dataset: Dataset) -> tuple[str, bool]:
    """The column to sort by, and whether downwards; '' for the table's own order."""
    words = text.split()
    if not words:
        return "", False
    name, way = words[0], words[1].lower() if len(words) > 1 else "asc"
    # Reports are as many as they are: sorted only as they are found by index.
    allowed = (
        ("received_at",) if dataset.slug == REPORTS.slug else () if dataset is MONTHLY else dataset.names
    )
    if name not in allowed or way not in ("asc", "desc") or len(words) > 2:
        raise Wrong(sort=f"One of {', '.join(allowed) or 'none'}, with asc or desc")
    return name, way == "desc"
