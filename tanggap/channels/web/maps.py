"""Pages with a map on them."""

from typing import Any
from urllib.parse import urlsplit

from tanggap.city.ground import Ground
from tanggap.kit.web import Page
from tanggap.kit.web.edge import policy


def map_page(
    ground: Ground,
    template: str,
    page: Any,
    *,
    place: str = "",
    status_code: int = 200,
    keep: bool = False,
) -> Page:
    """A page with a map on it: its policy lets the pictures of the city's tiles in, and nothing else of theirs."""
    answer = Page(template, page, place=place, status_code=status_code, keep=keep)
    if ground.city.basemap.style == "raster":
        at = urlsplit(ground.city.basemap.url)
        answer.headers["content-security-policy"] = policy(f"{at.scheme}://{at.netloc}")
    return answer
