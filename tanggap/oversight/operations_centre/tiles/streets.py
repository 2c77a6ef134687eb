"""What lies under a map: the city's `basemap` as JSON, and its file of streets, read part by part."""

import re
from typing import Any

from msgspec import Struct

from tanggap.city.desk import OpenDesk
from tanggap.city.ground import Ground
from tanggap.kit.web import Request, Response, Stream, get
from tanggap.kit.web.conditional import already_there
from tanggap.kit.web.pages import setting_of

AnyRequest = Request[Any, Any, Any]
STREETS_S = 3600
MOST_BYTES = 4_000_000
"""How much of the file is handed out at once; what asks for more is given this much, as HTTP allows."""
MEDIA_TYPE = "application/octet-stream"
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


class Streets(Struct, frozen=True, kw_only=True):
    """What a map in the browser draws below the reports; ``url`` is empty for the city's own shapes alone."""

    style: str
    url: str
    credit: str


@get("/map/basemap", act="anyone")
async def show_basemap(request: AnyRequest) -> Response[Streets]:
    """The city's basemap, as both kinds of maps read it."""
    ground: Ground = request.state.ground
    basemap = ground.city.basemap
    own = setting_of(request).path("/map/streets.pmtiles")
    streets = Streets(
        style=basemap.style,
        url=own if basemap.style == "pmtiles" else basemap.url,
        credit=basemap.credit,
    )
    return Response(streets, headers={"cache-control": f"public, max-age={STREETS_S}"})


@get("/map/streets.pmtiles", act="anyone", packed=True)
async def show_streets(request: AnyRequest, open_desk: OpenDesk) -> Response[bytes] | Stream:
    """A part of the city's file of streets, or all of it. Raises Missing where there is none.

    Source: RFC 9110, sections 13.1.5 and 14.2: a part of another version than the one known is asked for in vain.
    """
    ground: Ground = request.state.ground
    async with open_desk() as desk:
        files = desk.tools.files
    key = streets_key(ground.known.slug)
    about = await files.about(key)
    etag = f'"{about.version}"'
    headers = {"accept-ranges": "bytes", "cache-control": f"public, max-age={STREETS_S}", "etag": etag}
    if already_there(request, etag, about.changed_at):
        return Response(b"", status_code=304, headers=headers, media_type=MEDIA_TYPE)
    asked = request.headers.get("range", "")
    if not asked or request.headers.get("if-range", etag).strip() != etag:
        whole = headers | {"content-length": str(about.size)}
        return Stream(await files.stream(key), media_type=MEDIA_TYPE, headers=whole)
    part = part_of(asked, about.size)
    if part is None:
        headers["content-range"] = f"bytes */{about.size}"
        return Response(b"", status_code=416, headers=headers, media_type=MEDIA_TYPE)
    first, last = part
    headers["content-range"] = f"bytes {first}-{last}/{about.size}"
    content = await files.part(key, first, last)
    return Response(content, status_code=206, headers=headers, media_type=MEDIA_TYPE)


def streets_key(slug: str) -> str:
    """Where the file of a city's streets lies in the installation's store of files."""
    return f"maps/{slug}.pmtiles"


def part_of(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte a Range header asks for, as much as is given at once; None for what is no part."""
    found = _RANGE.fullmatch(header.strip())
    if found is None:
        return None
    first = int(found[1])
    last = min(int(found[2]) if found[2] else size - 1, size - 1, first + MOST_BYTES - 1)
    return (first, last) if first <= last else None
