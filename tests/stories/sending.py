"""How a citizen sends a report in these stories: a form, a picture, and what is read off the receipt."""

import io
import re
import uuid
from typing import Any

from PIL import Image

from tests.visitor import Visitor

NUMBER = re.compile(r"BKS-\d{5}-\d{5}-\d")
KEY = re.compile(r">([0-9A-Z]{5}-[0-9A-Z]{5})<")
PHOTO = re.compile(r"/photos/[0-9a-f-]{36}/\d+\.jpeg")


def hole(**fields: str) -> dict[str, Any]:
    """A filled-in form: a hole in Jakasampurna where nothing else is said."""
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "road-damage",
        "text": "Lubang dalam di tikungan dekat pasar",
        "lon": "106.9756",
        "lat": "-6.2383",
        "visibility": "public",
    } | fields


async def send(visitor: Visitor, *, photos: tuple[bytes, ...] = (), **fields: str) -> str:
    """Send a form; the number it was given."""
    files = [("photo", (f"{n}.jpg", photo, "image/jpeg")) for n, photo in enumerate(photos)] or None
    answer = await visitor.fill_in("/reports", files=files, form_on="/reports/new", **hole(**fields))
    found = NUMBER.search(answer.headers["location"])
    assert found
    return found[0]


async def refused(visitor: Visitor, **fields: str) -> str:
    """The page a form comes back with."""
    answer = await visitor.fill_in("/reports", status=422, form_on="/reports/new", **hole(**fields))
    return answer.text


async def key_of(visitor: Visitor, number: str) -> str:
    """The key on a report's receipt."""
    found = KEY.search(await visitor.see(f"/reports/{number}/receipt"))
    assert found
    return found[1]


def picture(colour: str = "#a58f77") -> bytes:
    """A small photograph."""
    made = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(made, "JPEG")
    return made.getvalue()
