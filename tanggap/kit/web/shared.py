"""What a page looks like where it is passed on: in a chat, on a wall of posts."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

from litestar import Request, Response
from msgspec import Struct

from tanggap.kit.pictures import card as cards
from tanggap.kit.pictures.card import Card
from tanggap.kit.web.pages import setting_of
from tanggap.kit.words import Say

KEPT_S = 600

# One at a time: drawing takes a tenth of a second of the processor that answers everybody.
_DESK = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")


class Shared(Struct, frozen=True, kw_only=True):
    """A page's title and sentence for others, its whole address and its picture's."""

    title: str
    words: Say
    url: str
    image: str


def shared(request: Request[Any, Any, Any], href: str, *, image: str, title: str, words: Say) -> Shared:
    """How the page at a path may be passed on; ``image`` is the path of its card."""
    setting = setting_of(request)
    return Shared(
        title=title,
        words=words,
        url=setting.base_url + setting.path(href),
        image=setting.base_url + setting.path(image),
    )


async def card_answer(
    request: Request[Any, Any, Any], card: Card, *, kept_s: int = KEPT_S
) -> Response[bytes]:
    """The card as a picture, which others may keep so many seconds; nothing where the asker has the same one already."""
    content = await asyncio.get_running_loop().run_in_executor(_DESK, cards.draw, card)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": f"public, max-age={kept_s}"}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, media_type="image/png", headers=headers)
    return Response(content, media_type="image/png", headers=headers)
