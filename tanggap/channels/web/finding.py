"""Where a report's addresses lead."""

from typing import Any

from tanggap.city.ground import Ground
from tanggap.kit.web import Redirect, Request, Response, setting_of
from tanggap.kit.web.pages import Tone
from tanggap.kit.words import Say


def lead_to(
    request: Request[Any, Any, Any],
    ground: Ground,
    href: str,
    *,
    flash: Say | None = None,
    tone: Tone = "done",
) -> Response[str]:
    """Lead a browser to a path in a city, which may be another than it came to."""
    here: Ground = request.state.ground
    if ground.id == here.id:
        return Redirect(href, flash=flash, tone=tone)
    address = address_in(request, ground, href)
    return Response("", status_code=303, headers={"location": address}, media_type="text/plain")


def address_in(request: Request[Any, Any, Any], ground: Ground, href: str) -> str:
    """Where a path of a city is for this browser: below the prefix it came by, or in that other city."""
    here: Ground = request.state.ground
    setting = setting_of(request)
    return setting.path(href) if ground.id == here.id else f"{setting.base_url}/{ground.known.slug}{href}"
