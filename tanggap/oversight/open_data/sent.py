"""What a program posts: JSON as CKAN's clients send it, JSON quoted as CKAN's guide shows it, or the fields of a form."""

import json
from collections.abc import AsyncIterable
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

MOST_BYTES = 64 * 1024
"""No question takes as much; CKAN's own longest are some hundred bytes."""
MOST_FIELDS = 50
FORM = "application/x-www-form-urlencoded"


class Unreadable(Exception):
    """What was posted cannot be answered: an HTTP status, the name of what is wrong, and why, in English."""

    def __init__(self, status: int, type: str, message: str) -> None:
        super().__init__(message)
        self.status, self.type, self.message = status, type, message


async def gathered(pieces: AsyncIterable[bytes]) -> bytes:
    """The whole body, as far as one may be long. Raises Unreadable."""
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > MOST_BYTES:
            raise Unreadable(413, "Request Too Large", f"Send no more than {MOST_BYTES} bytes")
    return bytes(body)


def read(body: bytes, *, content_type: str) -> dict[str, Any]:
    """The parameters in it, none where it is empty. Raises Unreadable.

    JSON is read whatever it is called: `curl --data` calls it a form.
    """
    text = body.strip()
    if not text:
        return {}
    if text[:3].upper() == b"%7B":
        text = unquote(text.decode("ascii", "replace")).encode("utf-8", "replace")
    elif content_type.partition(";")[0].strip().lower() == FORM and text[:1] not in (b"{", b"["):
        return _fields(text)
    try:
        read: Any = json.loads(text)
        # Halves of characters, which JSON can name, could be written into no answer.
        json.dumps(read, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Unreadable(400, "JSON Error", "Error decoding JSON data") from None
    if not isinstance(read, dict):
        raise Unreadable(400, "JSON Error", "Request data JSON decoded to something that is no object")
    return cast("dict[str, Any]", read)


def _fields(text: bytes) -> dict[str, Any]:
    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Unreadable(400, "Form Error", "Error decoding form data") from None
    return together(pairs)


def together(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Names and values; of a name that comes more than once a list."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        earlier = found.get(name)
        if earlier is None:
            found[name] = value
        elif isinstance(earlier, list):
            cast("list[str]", earlier).append(value)
        else:
            found[name] = [earlier, value]
    return found
