"""How a no becomes an answer: one place for pages and JSON alike."""

import secrets
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import Struct

from tanggap.kit.db import AWAY
from tanggap.kit.errors import Busy, Invalid, Refused, SignInFirst
from tanggap.kit.web import Page, Redirect
from tanggap.kit.words import SOURCE_LANGUAGE, Say, Tongue, say

log = structlog.get_logger()

API = "/api/"


class ErrorPage(Struct, frozen=True, kw_only=True):
    """A page that says no: what happened, and what to do. ``trace`` finds a mistake of ours in the log."""

    title: Say
    words: Say
    code: int
    trace: str | None = None


class Wrong(Struct, frozen=True, kw_only=True):
    """The JSON of a no: a sentence for a person, and the field to blame."""

    error: str
    field: str | None = None


_TITLES = {
    400: say("Tidak terbaca"),
    403: say("Tidak berwenang"),
    404: say("Tidak ditemukan"),
    405: say("Tidak tersedia"),
    408: say("Terputus"),
    409: say("Belum bisa"),
    413: say("Terlalu besar"),
    422: say("Perlu diperbaiki"),
    503: say("Sedang ramai"),
}
_BROKEN = say("Ada yang salah di pihak kami. Yang sudah terkirim tetap aman. Coba lagi sebentar.")
_AWAY = say("Penyimpanan sedang tidak terjangkau. Belum ada yang tersimpan; coba lagi sebentar.")
_HTTP = {
    400: say("Permintaan ini tidak bisa dibaca."),
    404: say("Halaman ini tidak ada."),
    405: say("Alamat ini tidak bisa dipakai begitu."),
    413: say("Kiriman ini terlalu besar."),
}


def on_refused(request: Request[Any, Any, Any], refused: Refused) -> Response[Any]:
    """An expected no, shown as it is; who has to sign in first is led there and back."""
    if isinstance(refused, SignInFirst) and request.method == "GET" and not _wants_json(request):
        query = request.url.query
        here = request.scope["path"] + (f"?{query}" if query else "")
        return Redirect(f"/sign-in?then={quote(here)}", flash=refused.say, tone="moving")
    response = _answer(
        request, refused.status, refused.say, field=refused.field if isinstance(refused, Invalid) else None
    )
    if isinstance(refused, Busy):
        response.headers["retry-after"] = str(refused.retry_after_s)
    return response


def on_http(request: Request[Any, Any, Any], failure: HTTPException) -> Response[Any]:
    """What the framework refuses before a handler is asked."""
    status = failure.status_code
    if status >= 500:
        return on_mistake(request, failure)
    response = _answer(request, status, _HTTP.get(status, _HTTP[400]))
    response.headers.update(failure.headers or {})
    return response


def on_away(request: Request[Any, Any, Any], failure: Exception) -> Response[Any]:
    """The database is away: nothing was lost, nothing was taken."""
    log.warning("database away", cause=type(failure).__name__)
    response = _answer(request, 503, _AWAY)
    response.headers["retry-after"] = "2"
    return response


def on_mistake(request: Request[Any, Any, Any], failure: Exception) -> Response[Any]:
    """Anything else is a mistake of ours: loud in the log, calm on the page."""
    trace = secrets.token_hex(4)
    log.error("mistake", path=request.scope["path"], trace=trace, exc_info=failure)
    return _answer(request, 500, _BROKEN, trace=trace)


def _answer(
    request: Request[Any, Any, Any],
    status: int,
    words: Say,
    *,
    field: str | None = None,
    trace: str | None = None,
) -> Response[Any]:
    if _wants_json(request) or getattr(request.state, "setting", None) is None:
        setting = getattr(request.state, "setting", None)
        text = (setting.tongue if setting is not None else _PLAIN)(words)
        return Response(Wrong(error=text, field=field), status_code=status, media_type="application/json")
    title = _TITLES.get(status, say("Ada yang salah"))
    return Page(
        "pages/error.html", ErrorPage(title=title, words=words, code=status, trace=trace), status_code=status
    )


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    return request.scope["path"].startswith(API) or "json" in request.headers.get("content-type", "")


# Before a city is known there is no reader's tongue yet.
_PLAIN = Tongue(SOURCE_LANGUAGE, {}, ZoneInfo("Asia/Jakarta"))

HANDLERS: dict[Any, Any] = {
    Refused: on_refused,
    HTTPException: on_http,
    **dict.fromkeys(AWAY, on_away),
    Exception: on_mistake,
}
