"""What a city administers, the newest changes of it, and taking one back."""

from uuid import UUID

from msgspec import Struct

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.store import ChangeId
from tanggap.city.people.serving import store as serving
from tanggap.city.rights import Act, can
from tanggap.journey.admin import changes
from tanggap.journey.admin.changes import ChangeRow
from tanggap.journey.admin.thing import PLACE, SAVED
from tanggap.kit.web import Entry, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say

ADDRESS = "/admin"


class Tile(Struct, frozen=True, kw_only=True):
    """A place of the city's own pages; ``count`` is how many there are, None where nothing is counted."""

    href: str
    icon: str
    word: Say
    note: Say | None = None
    count: int | None = None


class AdminPage(Struct, frozen=True, kw_only=True):
    """What admin/index.html is given."""

    city: str
    tiles: tuple[Tile, ...]
    changes: tuple[ChangeRow, ...]


@get(ADDRESS, act="administer")
async def show_admin(desk: Desk) -> Page:
    """Everything there is to administer."""
    pack = await editing.standing(desk)
    own = (
        Tile(
            href="/admin/city",
            icon="house",
            word=say("Profil kota"),
            note=say("Nama, nomor darurat, cara kerja, kata yang ditahan, paket kota."),
        ),
        Tile(
            href="/admin/agencies",
            icon="buildings",
            word=say("Instansi dan unit"),
            note=say("Siapa yang menangani, di wilayah mana."),
            count=sum(not each.retired for each in pack.agencies),
        ),
        Tile(
            href="/admin/kinds",
            icon="list-magnifying-glass",
            word=say("Jenis laporan"),
            note=say("Apa yang bisa dilaporkan, dan apa yang ditanyakan."),
            count=sum(not each.retired for each in pack.kinds),
        ),
        Tile(
            href="/admin/areas",
            icon="map-trifold",
            word=say("Wilayah"),
            note=say("Nama, kantor dan batas tiap kelurahan."),
            count=sum(each.level is Level.KELURAHAN for each in desk.ground.areas.all()),
        ),
        Tile(
            href="/admin/limits",
            icon="clock-countdown",
            word=say("Batas waktu"),
            note=say("Berapa lama tiap sifat laporan dan tiap langkah."),
        ),
        Tile(
            href="/admin/hours",
            icon="clock",
            word=say("Jam kantor"),
            note=say("Minggu biasa, Ramadan, dan unit dengan jam sendiri."),
        ),
        Tile(
            href="/admin/people",
            icon="users-three",
            word=say("Petugas"),
            note=say("Siapa bertugas sebagai apa, di mana."),
            count=len(await serving.members(desk.db, desk.city)),
        ),
    )
    page = AdminPage(
        city=pack.city.name,
        tiles=(*own, *_others(desk)),
        changes=await changes.rows(desk),
    )
    return Page("admin/index.html", page, place=PLACE)


def _others(desk: Desk) -> tuple[Tile, ...]:
    """What other rooms offer under the same address, in the order of their menu."""
    entries = sorted((entry for pages in desk.offers.pages for entry in pages.menu), key=lambda e: e.order)
    return tuple(
        Tile(href=entry.href, icon=entry.icon, word=entry.word)
        for entry in entries
        if entry.href.startswith(f"{ADDRESS}/") and can(desk.actor, Act(entry.act))
    )


@post(f"{ADDRESS}/changes/{{change_id:uuid}}/undoing", act="administer")
async def undo(change_id: UUID, desk: Desk) -> Redirect:
    """Take a change of the pack back."""
    await editing.undo(desk, ChangeId(change_id))
    return Redirect(ADDRESS, flash=SAVED)


PAGES = Pages(
    routes=[show_admin, undo],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="buildings",
            word=say("Kelola kota"),
            act="administer",
            order=55,
        )
    ],
)
