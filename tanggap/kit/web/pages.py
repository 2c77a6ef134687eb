"""What a handler may answer with, and what a room offers to the house."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal
from urllib.parse import quote

from litestar import Request, Response
from litestar.response.base import ASGIResponse
from msgspec import Struct

from tanggap.kit.web.edge import FRAMED
from tanggap.kit.words import Say, Tongue


class Entry(Struct, frozen=True, kw_only=True):
    """A room's entry in the staff's menu; ``act`` is who may see it.

    ``count(desk)`` says how much waits there for whoever asks, citizens too; it is asked for every page they open.
    One ``beneath`` another place is found there and not in the menu.
    """

    place: str
    href: str
    icon: str
    word: Say
    act: str
    order: int = 50
    count: Callable[[Any], Awaitable[int]] | None = None
    beneath: bool = False


class Pages(Struct, frozen=True, kw_only=True):
    """The seam `PAGES`: a room's routes, those for programs (which the API's description tells of), its menu entries."""

    routes: Sequence[Any]
    api: Sequence[Any] = ()
    menu: Sequence[Entry] = ()


class Setting(Struct, frozen=True, kw_only=True):
    """What a request's answer is dressed in: language, city path, token, how a page is drawn, where built files are.

    ``stranger`` tells whether whoever asks is nobody of staff. ``speak`` gives what speaks a language to a reader, the
    city's first where it is none of the city's.
    """

    tongue: Tongue
    speak: Callable[[str], Tongue]
    prefix: str
    base_url: str
    token: Callable[[], str]
    draw: Callable[["Page"], str]
    asset: Callable[[str], str]
    stranger: Callable[[], bool]

    def path(self, href: str) -> str:
        """A path of ours, with the city's prefix."""
        return self.prefix + href


def setting_of(request: Request[Any, Any, Any]) -> Setting:
    """The setting the entrance gave this request."""
    setting: Setting = request.scope["state"]["setting"]
    return setting


class Page(Response[str]):
    """A page: a template and the one struct it shows. ``place`` marks where in the menu it is.

    A phone may ``keep`` what holds nothing of anybody, to show it when there is no signal. What is ``framed`` by other
    sites touches no cookie and may do nothing, or as little as its own policy says; it is in ``language``, the city's
    first where that is none of the city's.
    """

    def __init__(
        self,
        template: str,
        page: Any,
        *,
        place: str = "",
        status_code: int = 200,
        keep: bool = False,
        framed: bool = False,
        language: str | None = None,
    ) -> None:
        super().__init__("", media_type="text/html", status_code=status_code)
        self.keep = keep
        self.template = template
        self.page = page
        self.place = place
        self.framed = framed
        self.language = language

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **options: Any) -> ASGIResponse:
        """Draw the page, after its transaction has been committed."""
        self.content = setting_of(request).draw(self)
        if self.framed:
            self.headers.setdefault("content-security-policy", FRAMED)
        elif FLASH in request.cookies:
            self.delete_cookie(FLASH)
        elif self.keep and setting_of(request).stranger():
            self.headers["cache-control"] = "private, no-cache"
        return super().to_asgi_response(app, request, **options)  # pyright: ignore[reportUnknownMemberType] (Litestar leaves its request's types open)


FLASH = "flash"
LANGUAGE = "language"
SAVING = "saving"
GLARE = "glare"
CHOICE_S = 365 * 86400
"""How long a browser keeps a choice of its reader, in seconds."""
Tone = Literal["done", "moving", "danger"]


class Redirect(Response[str]):
    """Where a form leads: 303 to a path of ours, with a word to say there once."""

    def __init__(self, href: str, *, flash: Say | None = None, tone: Tone = "done") -> None:
        super().__init__("", media_type="text/plain", status_code=303)
        self.href = href
        self.flash = flash
        self.tone: Tone = tone

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **options: Any) -> ASGIResponse:
        """Put the city's prefix before the path, and the word into a cookie, in the reader's language."""
        setting = setting_of(request)
        self.headers["location"] = setting.path(self.href)
        if self.flash is not None:
            said = f"{self.tone}:{quote(setting.tongue(self.flash))}"
            self.set_cookie(FLASH, said, max_age=60, httponly=True, samesite="lax")
        return super().to_asgi_response(app, request, **options)  # pyright: ignore[reportUnknownMemberType] (Litestar leaves its request's types open)
