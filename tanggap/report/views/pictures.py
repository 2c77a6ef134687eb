"""Which pictures of a report a reader may see."""

from tanggap.report.photos.rules import publishable
from tanggap.report.photos.store import ANSWER, OUTSIDE, Photo
from tanggap.report.report import Report
from tanggap.report.views.reader import Reader


def may_see(photo: Photo, report: Report, *, reader: Reader) -> bool:
    """Whether a reader may see a picture at all; the public sees its public copy, once there is one fit to be shown."""
    if photo.role == OUTSIDE:
        return reader is Reader.STAFF
    if reader is not Reader.PUBLIC:
        return True
    return photo.role != ANSWER and publishable(photo.screening, report.sensitivity)
