"""What people do about what the public sees: flag, hide, show again, cover a part of a picture."""

import secrets as chance
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk, Tools
from tanggap.journey.moderation import rules
from tanggap.journey.moderation.flags import store as flags
from tanggap.kit.errors import Missing, Refused, Stale
from tanggap.kit.log import Happened, history
from tanggap.kit.pictures.picture import SIDES, Box
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.events import EVENTS, PhotoCovered, PhotoHidden, Shown
from tanggap.report.photos import files
from tanggap.report.photos import store as pictures
from tanggap.report.photos.rules import Screening, publishable, stands_apart
from tanggap.report.photos.store import Photo
from tanggap.report.report import FlagReason, HideReason, PhotoId, Report, ReportId

VERSIONS = 2**31 - 1


async def flag(desk: Desk, report: Report, *, reason: FlagReason | None) -> Report:
    """Flag a report one may read; enough of them keep it from the public until somebody has looked."""
    seat = desk.actor.seat
    if seat is None:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    found = await reports.open_for_change(desk.db, desk.city, report.id)
    event = rules.flag(reason)
    if not await flags.flag(desk.db, desk.city, found.id, seat, event.reason, at=desk.now()):
        raise Refused(say("Laporan ini sudah pernah Anda tandai. Petugas akan melihatnya."))
    found = await parties.record(desk, found, event)
    since = [heard.happened_at for heard in await history(desk.db, desk.city, found.id) if _shown(heard.kind)]
    counted = await flags.flags(desk.db, desk.city, found.id, since=since[-1] if since else None)
    hidden = rules.hidden_by_flags(
        found, sum(each.count for each in counted), enough=desk.ground.city.flags_to_hide
    )
    return await parties.record(desk, found, hidden) if hidden is not None else found


def _shown(kind: str) -> bool:
    return EVENTS.kinds.get(kind) is Shown


async def hide(desk: Desk, report: ReportId, *, reason: HideReason | None, note: str | None = None) -> Report:
    """Keep a report from the public; ``note`` says more of the reason to those who work on it."""
    handling = await parties.open_for_change(desk, report)
    event = rules.hide(handling, reason)
    return await parties.record(desk, handling.report, event, note=note, public=False)


async def show(desk: Desk, report: ReportId, *, note: str | None = None) -> Report:
    """Let the public see a report again; ``note`` is for those who work on it."""
    handling = await parties.open_for_change(desk, report)
    event = rules.show(handling)
    return await parties.record(desk, handling.report, event, note=note, public=False)


async def hide_photo(desk: Desk, report: ReportId, photo: PhotoId, *, reason: HideReason | None) -> Report:
    """Keep one picture from the public at once; the report and its other pictures stay as they are."""
    handling = await parties.open_for_change(desk, report)
    found = await pictures.of_id(desk.db, handling.report, photo)
    event = rules.hide_photo(handling, photo, reason, screening=found.screening)
    return await _screened(desk, handling.report, event, photo, Screening.HIDDEN, was=found.screening)


async def show_photo(desk: Desk, report: ReportId, photo: PhotoId) -> Report:
    """Let the public see one picture again, as it was known before it was hidden."""
    handling = await parties.open_for_change(desk, report)
    found = await pictures.of_id(desk.db, handling.report, photo)
    told = [EVENTS.read(heard) for heard in await history(desk.db, desk.city, report)]
    before = [each.before for each in told if isinstance(each, PhotoHidden) and each.photo == photo]
    event = rules.show_photo(
        handling, photo, screening=found.screening, before=before[-1] if before else None
    )
    return await _screened(desk, handling.report, event, photo, event.known, was=found.screening)


async def _screened(
    desk: Desk, report: Report, event: Happened, photo: PhotoId, screening: Screening, *, was: Screening
) -> Report:
    if not await pictures.screen(desk.db, report, photo, screening, was=was):
        raise Stale(say("Foto ini baru saja diubah orang lain. Muat ulang halaman ini."))
    return await parties.record(desk, report, event)


async def cover(
    open_desk: OpenDesk, workshop: Workshop, report: ReportId, photo: PhotoId, covers: Sequence[Box]
) -> None:
    """Make a picture's public copy anew with these places covered; the one before it goes once this one stands.

    Raises Stale when somebody did so meanwhile.
    """
    async with open_desk() as desk:
        handling = await parties.open_for_change(desk, report)
        found = await pictures.of_id(desk.db, handling.report, photo)
        event = _covered(handling, found, covers)
        tools = desk.tools
    # Drawn, not counted: two who cover the same picture at once must never write each other's files.
    version = 1 + chance.randbelow(VERSIONS)
    await _develop(tools, workshop, found, event.covers, version=version)
    async with open_desk() as desk:
        handling = await parties.open_for_change(desk, report)
        event = _covered(handling, found, covers)
        settled = await pictures.settle(
            desk.db, handling.report, photo, covers=event.covers, was=found.version, version=version
        )
        if settled:
            await parties.record(desk, handling.report, event)
        left = any(each.id == photo for each in await pictures.of_report(desk.db, handling.report))
    # Erased meanwhile: then what was made here goes like all the rest of it.
    rubbish = f"/{found.version if settled else version}" if left else ""
    await files.forget(tools.files, photo, below=rubbish)
    if not settled:
        raise Stale(say("Foto ini baru saja diubah orang lain. Muat ulang halaman ini."))


def _covered(handling: parties.Handling, photo: Photo, covers: Sequence[Box]) -> PhotoCovered:
    public = publishable(photo.screening, handling.report.sensitivity)
    return rules.cover(handling, photo.id, covers, was=photo.covers, public=public)


async def _develop(
    tools: Tools, workshop: Workshop, photo: Photo, covers: tuple[Box, ...], *, version: int
) -> None:
    """The new public copy, and before it the sharp one, where the two did not stand apart yet."""
    folder = Path(mkdtemp(dir=tools.files.scratch))
    try:
        source = folder / "source"
        source.write_bytes(await tools.files.get(_sharpest(photo)))
        made = await workshop.develop(source, folder, covers=covers)
        if not stands_apart(photo.screening, covered=bool(photo.covers), version=photo.version):
            await _keep_sharp(tools, photo.id)
        for each in made.covered or made.sizes:
            key = files.public_key(photo.id, each.side, each.format, version=version)
            await tools.files.put(key, each.path, files.MEDIA[each.format])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sharpest(photo: Photo) -> str:
    return files.own(photo.id, screening=photo.screening, covered=bool(photo.covers), version=photo.version)


async def _keep_sharp(tools: Tools, photo: UUID) -> None:
    for side in SIDES:
        for format_, media in files.MEDIA.items():
            content = await tools.files.get(files.public_key(photo, side, format_))
            await tools.files.put(files.sharp_key(photo, side, format_), content, media)
