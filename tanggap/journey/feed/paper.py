"""The list as papers that readers of feeds take: RSS 2.0 and Atom, with GeoRSS points.

Sources: RSS Advisory Board, RSS 2.0 Specification; RFC 4287, The Atom Syndication Format; OGC GeoRSS Simple.
"""

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from msgspec import Struct

from tanggap.journey.search.public import readable

ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"
register_namespace("georss", GEORSS)


class Item(Struct, frozen=True, kw_only=True):
    """One report as anybody may know it; ``number`` is its identity for ever, ``point`` lon and lat in degrees."""

    number: str
    url: str
    title: str
    words: str
    kind: str
    at: datetime
    changed_at: datetime
    point: tuple[float, float] | None


class Paper(Struct, frozen=True, kw_only=True):
    """A list of reports: ``url`` of its page, ``own`` of the paper itself, ``authority`` the host its names are of."""

    title: str
    words: str
    publisher: str
    language: str
    authority: str
    url: str
    own: str
    items: tuple[Item, ...]

    def changed_at(self, otherwise: datetime) -> datetime:
        """When something in it changed last."""
        return max((item.changed_at for item in self.items), default=otherwise).replace(microsecond=0)


def rss(paper: Paper, *, changed_at: datetime) -> bytes:
    """A paper as RSS 2.0."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _tell(channel, "title", paper.title)
    _tell(channel, "link", paper.url)
    _tell(channel, "description", paper.words)
    _tell(channel, "language", paper.language)
    _tell(channel, "lastBuildDate", format_datetime(changed_at))
    SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=paper.own)
    for item in paper.items:
        told = SubElement(channel, "item")
        _tell(told, "title", item.title)
        _tell(told, "link", item.url)
        _tell(told, "guid", item.number, isPermaLink="false")
        _tell(told, "pubDate", format_datetime(item.at))
        _tell(told, "category", item.kind)
        _tell(told, "description", item.words)
        _point(told, item)
    return _written(root)


def atom(paper: Paper, *, changed_at: datetime) -> bytes:
    """A paper as Atom. Names are tags (RFC 4151): they hold when the address of the house does not."""
    root = Element(_atom("feed"))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", paper.language)
    # The same list asked for with another order of words is the same paper.
    name = sha256(paper.own.partition("?")[2].encode()).hexdigest()[:16]
    _tell(root, _atom("id"), f"tag:{paper.authority},2026:reports/{name}")
    _tell(root, _atom("title"), paper.title)
    _tell(root, _atom("subtitle"), paper.words)
    _tell(root, _atom("updated"), changed_at.isoformat())
    _tell(SubElement(root, _atom("author")), _atom("name"), paper.publisher)
    SubElement(root, _atom("link"), rel="self", type="application/atom+xml", href=paper.own)
    SubElement(root, _atom("link"), rel="alternate", type="text/html", href=paper.url)
    for item in paper.items:
        told = SubElement(root, _atom("entry"))
        _tell(told, _atom("id"), f"tag:{paper.authority},2026:{item.number}")
        _tell(told, _atom("title"), item.title)
        SubElement(told, _atom("link"), rel="alternate", type="text/html", href=item.url)
        _tell(told, _atom("published"), item.at.isoformat())
        _tell(told, _atom("updated"), item.changed_at.isoformat())
        SubElement(told, _atom("category"), term=item.kind)
        _tell(told, _atom("summary"), item.words)
        _point(told, item)
    return _written(root)


def mark(body: bytes) -> str:
    """The ETag of a paper: another for every other."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _tell(parent: Element, name: str, text: str, **marks: str) -> None:
    SubElement(parent, name, marks).text = readable(text)


def _point(parent: Element, item: Item) -> None:
    if item.point is not None:
        lon, lat = item.point
        _tell(parent, f"{{{GEORSS}}}point", f"{lat:.5f} {lon:.5f}")


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
