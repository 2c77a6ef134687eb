"""How a no becomes an answer: one place for pages and JSON alike."""

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import Struct

from tanggap.city.people.factors.rules import ADDRESS as KEYS
from tanggap.kit.db import AWAY
from tanggap.kit.errors import Busy, FactorFirst, Invalid, Refused, SignInFirst
from tanggap.kit.web import Page, Redirect, Setting
from tanggap.kit.words import SOURCE_LANGUAGE, Say, Tongue, say
from tanggap.report.purposes.rules import PurposeFirst

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
    429: say("Terlalu sering"),
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


class Answers:
    """Says no, as a page or as JSON; ``dressed`` gives what the answer to a request is dressed in, if it can be."""

    def __init__(self, dressed: Callable[[Request[Any, Any, Any]], Setting | None]) -> None:
        self._dressed = dressed

    @property
    def handlers(self) -> dict[Any, Any]:
        """Who answers what."""
        return {
            Refused: self.on_refused,
            HTTPException: self.on_http,
            **dict.fromkeys(AWAY, self.on_away),
            Exception: self.on_mistake,
        }

    def on_refused(self, request: Request[Any, Any, Any], refused: Refused) -> Response[Any]:
        """An expected no, shown as it is; who has to sign in first is led there and back."""
        if isinstance(refused, SignInFirst) and request.method == "GET" and not _wants_json(request):
            return Redirect(f"/sign-in?then={quote(_here(request))}", flash=refused.say, tone="moving")
        if isinstance(refused, FactorFirst) and request.method == "GET" and not _wants_json(request):
            return Redirect(KEYS, flash=refused.say, tone="moving")
        if isinstance(refused, PurposeFirst) and request.method == "GET" and _wants_page(request):
            return Redirect(f"{refused.href}?then={quote(_here(request))}")
        response = self._answer(
            request,
            refused.status,
            refused.say,
            field=refused.field if isinstance(refused, Invalid) else None,
        )
        if isinstance(refused, Busy):
            response.headers["retry-after"] = str(refused.retry_after_s)
        return response

    def on_http(self, request: Request[Any, Any, Any], failure: HTTPException) -> Response[Any]:
        """What the framework refuses before a handler is asked."""
        status = failure.status_code
        if status >= 500:
            return self.on_mistake(request, failure)
        response = self._answer(request, status, _HTTP.get(status, _HTTP[400]))
        response.headers.update(failure.headers or {})
        return response

    def on_away(self, request: Request[Any, Any, Any], failure: Exception) -> Response[Any]:
        """The database is away: nothing was lost, nothing was taken."""
        log.warning("database away", cause=type(failure).__name__)
        response = self._answer(request, 503, _AWAY)
        response.headers["retry-after"] = "2"
        return response

    def on_mistake(self, request: Request[Any, Any, Any], failure: Exception) -> Response[Any]:
        """Anything else is a mistake of ours: loud in the log, calm on the page."""
        trace = secrets.token_hex(4)
        log.error("mistake", path=request.scope["path"], trace=trace, exc_info=failure)
        return self._answer(request, 500, _BROKEN, trace=trace)

    def _answer(
        self,
        request: Request[Any, Any, Any],
        status: int,
        words: Say,
        *,
        field: str | None = None,
        trace: str | None = None,
    ) -> Response[Any]:
        setting = self._dressed(request)
        if setting is None or _wants_json(request):
            text = (setting.tongue if setting is not None else _PLAIN)(words)
            return Response(Wrong(error=text, field=field), status_code=status, media_type="application/json")
        title = _TITLES.get(status, say("Ada yang salah"))
        return Page(
            "pages/error.html",
            ErrorPage(title=title, words=words, code=status, trace=trace),
            status_code=status,
        )


def _here(request: Request[Any, Any, Any]) -> str:
    query = request.url.query
    return str(request.scope["path"]) + (f"?{query}" if query else "")


def _wants_page(request: Request[Any, Any, Any]) -> bool:
    return "text/html" in request.headers.get("accept", "") and not _wants_json(request)


def _wants_json(request: Request[Any, Any, Any]) -> bool:
    headers = request.headers
    return (
        request.scope["path"].startswith(API)
        or "json" in headers.get("content-type", "")
        or headers.get("accept", "").startswith("application/json")
    )


# Before a city is known there is no reader's tongue yet.
_PLAIN = Tongue(SOURCE_LANGUAGE, {}, ZoneInfo("Asia/Jakarta"))
