"""Reading what a browser posts: hostile bytes become a 400 in words, files go to disk as they arrive."""

import codecs
from collections.abc import AsyncIterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl

import multipart  # pyright: ignore[reportMissingTypeStubs] (it carries its types itself, unmarked)
from litestar import Request

from tanggap.kit.errors import Garbled, Invalid, TooLarge
from tanggap.kit.files import Received, receive
from tanggap.kit.words import Say, say

FIELDS_MOST = 200
FIELD_BYTES_MOST = 64_000
FILE_BYTES_MOST = 10 << 20

E = TypeVar("E", bound=StrEnum)


class Form:
    """What was posted: texts and files by name. Files belong to the reader, who unlinks them."""

    def __init__(
        self,
        texts: Mapping[str, list[str]] | None = None,
        files: Mapping[str, list[Received]] | None = None,
        refused: Mapping[str, list[Say]] | None = None,
    ) -> None:
        self._texts = texts or {}
        self._files = files or {}
        self._refused = refused or {}

    def text(self, name: str) -> str | None:
        """The field's text without blanks at its ends, or None when nothing is left."""
        values = self._texts.get(name)
        return (values[-1].strip() or None) if values else None

    def all(self, name: str) -> list[str]:
        """Every value posted under this name."""
        return list(self._texts.get(name, ()))

    def files(self, name: str) -> list[Received]:
        """The files posted under this name; a file field left empty posts none."""
        return list(self._files.get(name, ()))

    def refused(self, name: str) -> list[Say]:
        """Why files posted under this name were not even read to their end: they are too large."""
        return list(self._refused.get(name, ()))

    def number(self, name: str) -> float | None:
        """The field as a number, with a point or a comma. Raises Invalid."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise Invalid(say("Tulis angka saja di sini."), field=name) from None

    def day(self, name: str) -> date | None:
        """The field as a day, written as browsers write it: 2026-01-31. Raises Invalid."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Invalid(say("Tulis tanggal seperti 2026-01-31."), field=name) from None

    def choice(self, name: str, options: type[E]) -> E | None:
        """The field as one of the options. Raises Invalid."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return options(text)
        except ValueError:
            raise Invalid(say("Pilih salah satu yang ada."), field=name) from None

    def discard(self) -> None:
        """Throw the files away that nobody took."""
        for received in self._files.values():
            for each in received:
                each.path.unlink(missing_ok=True)


async def read_form(request: Request[Any, Any, Any], *, folder: Path) -> Form:
    """Read a posted form, of either of the two encodings a browser sends.

    Raises Garbled (400) for what cannot be read, TooLarge (413) for too much of it. A file that is too large is
    left out and said so by `Form.refused`. ``folder`` takes the files.
    """
    kind, options = _content_type(request)
    charset = options.get("charset", "utf-8")
    try:
        if codecs.lookup(charset).name != "utf-8":
            raise Garbled(say("Kirim formulir ini dalam UTF-8."))
    except LookupError:
        raise Garbled(say("Kirim formulir ini dalam UTF-8.")) from None
    if kind == "application/x-www-form-urlencoded":
        return Form(_urlencoded(await request.body()))
    if kind == "multipart/form-data":
        return await _multipart(request, options.get("boundary", ""), folder)
    raise Garbled(say("Isi formulir ini tidak bisa dibaca."))


def _content_type(request: Request[Any, Any, Any]) -> tuple[str, dict[str, str]]:
    header = request.headers.get("content-type", "")
    return cast("tuple[str, dict[str, str]]", multipart.parse_options_header(header))  # pyright: ignore[reportUnknownMemberType] (the library is untyped)


def _urlencoded(body: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MOST, errors="strict"
        )
    except ValueError:  # too many fields, not ASCII, or not UTF-8 behind the percent signs
        raise Garbled(say("Isi formulir ini tidak bisa dibaca.")) from None
    texts: dict[str, list[str]] = {}
    for name, value in pairs:
        texts.setdefault(name, []).append(_clean(value))
    return texts


def _clean(text: str) -> str:
    if "\0" in text:
        raise Garbled(say("Isi formulir ini mengandung tanda yang tidak bisa disimpan."))
    return text


async def _multipart(request: Request[Any, Any, Any], boundary: str, folder: Path) -> Form:
    texts: dict[str, list[str]] = {}
    files: dict[str, list[Received]] = {}
    refused: dict[str, list[Say]] = {}
    try:
        parts = _Parts(request.stream(), boundary)
        async for name, is_file, chunks in parts:
            if not is_file:
                texts.setdefault(name, []).append(_clean((await _all(chunks)).decode()))
                continue
            try:
                received = await receive(chunks, limit=FILE_BYTES_MOST, folder=folder)
            except Invalid as too_large:  # the rest of the form is worth as much without it
                refused.setdefault(name, []).append(too_large.say)
                await _pass_over(chunks)
                continue
            if received.size:
                files.setdefault(name, []).append(received)
            else:
                received.path.unlink()
    except BaseException as failure:
        Form({}, files).discard()
        if isinstance(failure, multipart.ParserLimitReached):
            raise TooLarge(say("Formulir ini terlalu besar.")) from None
        if isinstance(failure, multipart.MultipartError | UnicodeDecodeError):
            raise Garbled(say("Isi formulir ini tidak bisa dibaca.")) from None
        raise
    return Form(texts, files, refused)


async def _pass_over(chunks: AsyncIterator[bytes]) -> None:
    async for _ in chunks:
        pass


async def _all(chunks: AsyncIterator[bytes]) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > FIELD_BYTES_MOST:
            raise TooLarge(say("Satu isian di formulir ini terlalu panjang."))
    return bytes(body)


class _Parts:
    """The parts of a multipart body, each as name, whether it is a file, and its bytes as they arrive."""

    def __init__(self, stream: AsyncIterator[bytes], boundary: str) -> None:
        self._parser = multipart.PushMultipartParser(boundary, max_segment_count=FIELDS_MOST, strict=True)
        self._events = self._parsed(stream)

    async def _parsed(self, stream: AsyncIterator[bytes]) -> AsyncIterator[Any]:
        with self._parser:
            async for chunk in stream:
                for event in self._parser.parse(chunk):
                    yield event
            if not self._parser.closed:
                self._parser.close()

    async def __aiter__(self) -> AsyncIterator[tuple[str, bool, AsyncIterator[bytes]]]:
        async for event in self._events:
            if isinstance(event, multipart.MultipartSegment):
                yield event.name or "", event.filename is not None, self._body()

    async def _body(self) -> AsyncIterator[bytes]:
        async for event in self._events:
            if event is None:  # the part ends
                return
            yield bytes(event)
