"""When a report is kept from the public and when it is shown again. Values only."""

from collections.abc import Iterable, Sequence

from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.pictures.picture import COVERS_MOST, WHOLE, Box
from tanggap.kit.words import say
from tanggap.report.events import Flagged, Hidden, PhotoCovered, PhotoHidden, PhotoShown, Shown
from tanggap.report.parties import Handling
from tanggap.report.photos.rules import Screening
from tanggap.report.report import FlagReason, HideReason, PhotoId, Report
from tanggap.report.screening.rules import blocked
from tanggap.report.transitions import Party

COLUMNS, ROWS = 12, 9
"""The grid that is laid over a picture to choose what is covered."""

CHOSEN = tuple(reason for reason in HideReason if not reason.automatic)
"""Why a person may hide a report."""


_DECIDING = frozenset({Party.COORDINATOR, Party.SYSTEM})


def held_at_once(written: Sequence[str], *, blocked_words: Sequence[str]) -> HideReason | None:
    """Why a new report is kept from the public until somebody has looked; None where nothing speaks against it."""
    return HideReason.WORDS if blocked(" ".join(written), blocked_words) else None


def hide(handling: Handling, reason: HideReason | None) -> Hidden:
    """Keep a report from the public, or go on keeping one that was held by itself. Raises Refused, Forbidden, Invalid."""
    _require_coordinator(handling)
    if reason is None or reason not in CHOSEN:
        raise Invalid(say("Pilih alasannya."), field="reason")
    hidden = handling.report.hidden
    if hidden is not None and not hidden.automatic:
        raise Refused(say("Laporan ini sudah disembunyikan."))
    return Hidden(reason=reason)


def show(handling: Handling) -> Shown:
    """Let the public see a report again. Raises Refused, Forbidden."""
    _require_coordinator(handling)
    if handling.report.hidden is None:
        raise Refused(say("Laporan ini tidak sedang disembunyikan."))
    return Shown()


def hide_photo(
    handling: Handling, photo: PhotoId, reason: HideReason | None, *, screening: Screening
) -> PhotoHidden:
    """Keep one picture from the public. Raises Refused, Forbidden, Invalid."""
    _require_coordinator(handling)
    if reason is None or reason not in CHOSEN:
        raise Invalid(say("Pilih alasannya."), field="reason")
    if screening in (Screening.HIDDEN, Screening.FAILED):
        raise Refused(say("Foto ini tidak tampil untuk umum."))
    return PhotoHidden(photo=photo, reason=reason, before=screening)


def show_photo(
    handling: Handling, photo: PhotoId, *, screening: Screening, before: Screening | None
) -> PhotoShown:
    """Let the public see one picture again, as far as it might ``before``. Raises Refused, Forbidden."""
    _require_coordinator(handling)
    if screening is not Screening.HIDDEN or before is None:
        raise Refused(say("Foto ini tidak sedang disembunyikan."))
    return PhotoShown(photo=photo, known=before)


def _require_coordinator(handling: Handling) -> None:
    if not handling.by & _DECIDING:
        raise Forbidden(say("Hanya koordinator yang menentukan apa yang tampil untuk umum."))


def flag(reason: FlagReason | None) -> Flagged:
    """Say that a report should not be public as it stands. Raises Invalid."""
    if reason is None:
        raise Invalid(say("Pilih alasannya."), field="reason")
    return Flagged(reason=reason)


def hidden_by_flags(report: Report, flags: int, *, enough: int) -> Hidden | None:
    """What so many flags since somebody last looked come to."""
    if report.hidden is not None or flags < enough:
        return None
    return Hidden(reason=HideReason.FLAGS)


def cover(
    handling: Handling, photo: PhotoId, covers: Sequence[Box], *, was: tuple[Box, ...], public: bool
) -> PhotoCovered:
    """Decide what is covered in the public copy of a picture.

    A coordinator may also cover nothing, where a machine was wrong. The unit that holds the report only adds to what
    is covered, and only in a picture that is ``public`` already: what waits to be looked at waits for the coordinator.
    Raises Missing, Refused, Invalid.
    """
    if not may_cover(handling.by):
        raise no_photo()
    covered = tuple(covers)
    if only_adds(handling.by):
        covered = (*was, *(each for each in covers if each not in was))
        if not public:
            raise Refused(say("Foto ini menunggu diperiksa koordinator."))
        if len(covered) == len(was):
            raise Invalid(say("Centang dulu bagian yang disamarkan."), field="cell")
    if len(covered) > COVERS_MOST or not all(box.sound for box in covered):
        raise Invalid(say("Bagian yang dipilih tidak ada di foto ini."), field="cell")
    return PhotoCovered(photo=photo, covers=covered, before=was)


def may_cover(by: frozenset[Party]) -> bool:
    """Whether somebody may cover parts of pictures: a coordinator, or the unit that holds the report."""
    return bool(by & {*_DECIDING, Party.ACTING_UNIT})


def only_adds(by: frozenset[Party]) -> bool:
    """Whether somebody leaves covered what is."""
    return not by & _DECIDING


def no_photo() -> Missing:
    """What those hear who may not, as if there were no such picture."""
    return Missing(say("Foto ini tidak ada."))


def boxes(cells: Iterable[str]) -> tuple[Box, ...]:
    """The places that ticked cells ("row-column", from 0) cover: neighbours in a row are one. Raises Invalid."""
    ticked = sorted({_cell(each) for each in cells})
    found: list[Box] = []
    for row, column in ticked:
        left, right = _edge(column, COLUMNS), _edge(column + 1, COLUMNS)
        top, bottom = _edge(row, ROWS), _edge(row + 1, ROWS)
        if found and found[-1].top == top and found[-1].right == left:
            left = found.pop().left
        found.append(Box(left=left, top=top, right=right, bottom=bottom))
    return tuple(found)


def touches(box: Box, row: int, column: int) -> bool:
    """Whether a place lies in a field of the grid, if only with a corner. What `boxes` made touches its own fields alone."""
    return (
        box.left < _edge(column + 1, COLUMNS)
        and box.right > _edge(column, COLUMNS)
        and box.top < _edge(row + 1, ROWS)
        and box.bottom > _edge(row, ROWS)
    )


def _edge(nth: int, of: int) -> int:
    """Where a row or column of the grid begins."""
    return nth * WHOLE // of


def _cell(written: str) -> tuple[int, int]:
    row, _, column = written.partition("-")
    if not (row.isascii() and row.isdecimal() and column.isascii() and column.isdecimal()):
        raise Invalid(say("Bagian yang dipilih tidak ada di foto ini."), field="cell")
    if int(row[:3]) >= ROWS or int(column[:3]) >= COLUMNS:
        raise Invalid(say("Bagian yang dipilih tidak ada di foto ini."), field="cell")
    return int(row[:3]), int(column[:3])
