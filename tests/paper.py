"""What stands on the pages of a PDF of the house."""

import re
import zlib
from base64 import a85decode

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
SHOWN = re.compile(r"\(((?:[^()\\]|\\.)*)\) Tj")


def drawn(pdf: bytes) -> list[str]:
    """The instructions of each page, in their order."""
    pages = [page for page in map(_plain, STREAM.findall(pdf)) if b" Tj" in page]
    assert pages, "no page in this PDF"
    return [page.decode("latin-1") for page in pages]


def told(pdf: bytes) -> list[list[str]]:
    """The lines of words on each page, in the order they were written."""
    return [[re.sub(r"\\(.)", r"\1", each) for each in SHOWN.findall(page)] for page in drawn(pdf)]


def text_of(pdf: bytes) -> str:
    """All the words of a PDF."""
    return " ".join(line for page in told(pdf) for line in page)


def _plain(stream: bytes) -> bytes:
    """A stream unpacked; nothing where it is packed another way, as pictures and typefaces are."""
    try:
        return zlib.decompress(a85decode(stream.strip(), adobe=True))
    except (ValueError, zlib.error):
        return b""
