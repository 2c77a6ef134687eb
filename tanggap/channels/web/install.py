"""Tanggap as an app on the phone's first screen: what it is called there, and what it looks like."""

from typing import Any

import msgspec
from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.kit.web import Request, Response, Setting, get, setting_of
from tanggap.kit.words import Say, say

ICONS = {192: "images/icon-192.png", 512: "images/icon-512.png"}


class Icon(Struct, frozen=True, kw_only=True):
    """A picture of the app, as a square of so many pixels; its edge may be cut to the phone's own shape."""

    src: str
    sizes: str
    type: str = "image/png"
    purpose: str


class Shortcut(Struct, frozen=True, kw_only=True):
    """Where a long press on the app leads."""

    name: str
    url: str


class SharedFiles(Struct, frozen=True, kw_only=True):
    """Under which name shared pictures are posted."""

    name: str = "photo"
    accept: tuple[str, ...] = ("image/*",)


class SharedFields(Struct, frozen=True, kw_only=True):
    """Under which names what is shared is posted."""

    title: str = "title"
    text: str = "text"
    url: str = "url"
    files: tuple[SharedFiles, ...] = (SharedFiles(),)


class ShareTarget(Struct, frozen=True, kw_only=True):
    """Where other apps may share a picture to."""

    action: str
    method: str = "POST"
    enctype: str = "multipart/form-data"
    params: SharedFields = SharedFields()


class WebApp(Struct, frozen=True, kw_only=True):
    """A web application manifest, as W3C's Web Application Manifest and the Web Share Target API name its parts."""

    id: str
    name: str
    short_name: str
    description: str
    lang: str
    start_url: str
    scope: str
    display: str = "standalone"
    theme_color: str = "#0b5c63"
    background_color: str = "#faf8f4"
    categories: tuple[str, ...] = ("government", "utilities")
    icons: tuple[Icon, ...]
    shortcuts: tuple[Shortcut, ...]
    share_target: ShareTarget


@get("/manifest.webmanifest", act="anyone")
async def show_manifest(request: Request[Any, Any, Any], desk: Desk) -> Response[bytes]:
    """What a phone needs to install this city's Tanggap."""
    app = web_app(setting_of(request), desk.ground.known.name)
    return Response(
        msgspec.json.encode(app),
        media_type="application/manifest+json",
        headers={"cache-control": "private, no-cache"},
    )


def web_app(setting: Setting, city: str) -> WebApp:
    """The manifest of a city, in the reader's language."""
    tongue, home = setting.tongue, setting.path("/")

    def shortcut(name: Say, href: str) -> Shortcut:
        return Shortcut(name=tongue(name), url=setting.path(href))

    return WebApp(
        id=home,
        name=f"Tanggap {city}",
        short_name="Tanggap",
        description=tongue(say("Laporkan masalah di kota, dan pantau sampai beres.")),
        lang=tongue.language,
        start_url=home,
        scope=home,
        icons=tuple(
            Icon(src=setting.asset(file), sizes=f"{side}x{side}", purpose=purpose)
            for side, file in ICONS.items()
            for purpose in ("any", "maskable")
        ),
        shortcuts=(
            shortcut(say("Lapor"), "/reports/new"),
            shortcut(say("Laporanku"), "/mine/outbox"),
        ),
        share_target=ShareTarget(action=setting.path("/share")),
    )
