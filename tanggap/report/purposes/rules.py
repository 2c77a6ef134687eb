"""What protects its reporter, who may open it, and what they must say first. Values only."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from tanggap.city.packs.pack import Sensitivity
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.words import Say, say
from tanggap.report.photos.rules import Screening
from tanggap.report.report import Report, Visibility
from tanggap.report.transitions import Party

OPEN_FOR = timedelta(hours=1)
"""How long original pictures of one report stay open to whoever said what for."""
READ_FOR = timedelta(hours=8)
"""How long a guarded report stays open to whoever said what for: a working day, so that nobody is asked at every click."""
SAID_MOST = 300
FROM_REPORTER = frozenset({"before", "answer"})
"""The roles of pictures a reporter sends."""


class What(StrEnum):
    """What of a report is opened: a guarded one to be read, or the originals of its pictures."""

    REPORT = "report"
    ORIGINALS = "originals"


class PurposeFirst(Refused):
    """A guarded report is read by whoever said what for; ``href`` is where that is said."""

    status = 403

    def __init__(self, href: str) -> None:
        super().__init__(
            say("Laporan ini rahasia. Buka lagi halamannya, sebutkan untuk apa, lalu kirim lagi.")
        )
        self.href = href


class Purpose(StrEnum):
    """What protected data is opened for."""

    HANDLE = "handle"
    COVER = "cover"
    CHECK = "check"
    DANGER = "danger"
    LAW = "law"


PURPOSE_WORDS: Mapping[Purpose, Say] = {
    Purpose.HANDLE: say("Menangani laporan ini"),
    Purpose.CHECK: say("Memeriksa isi laporan"),
    Purpose.DANGER: say("Ada yang dalam bahaya"),
    Purpose.LAW: say("Diminta menurut hukum"),
    Purpose.COVER: say("Menyamarkan foto"),
}


OF: Mapping[What, tuple[Purpose, ...]] = {
    What.REPORT: (Purpose.HANDLE, Purpose.CHECK, Purpose.DANGER, Purpose.LAW),
    What.ORIGINALS: (Purpose.CHECK, Purpose.DANGER, Purpose.LAW, Purpose.COVER),
}
"""For what each may be opened."""


def protected(report: Report, role: str) -> bool:
    """Whether a picture of this role is shown to those who work on the report only as the public would see it.

    What an anonymous, confidential or sensitive report shows may tell who stood there with a telephone.
    """
    open_kind = report.visibility is Visibility.PUBLIC and report.sensitivity is Sensitivity.PUBLIC
    return role in FROM_REPORTER and not open_kind


def has_copy(report: Report, role: str, screening: Screening) -> bool:
    """Whether those who work on a report can be shown a picture without saying what for."""
    return not protected(report, role) or screening is not Screening.FAILED


def state(by: frozenset[Party], what: What, *, purpose: Purpose | None, said: str | None) -> Purpose:
    """Say what something protected is opened for. Raises Forbidden for originals to all but a coordinator, Invalid.

    Who handles the report needs no words for it: that is their daily work.
    """
    if what is What.ORIGINALS and Party.COORDINATOR not in by:
        raise Forbidden(say("Foto asli hanya dibuka koordinator."))
    if purpose is None or purpose not in OF[what]:
        raise Invalid(say("Pilih tujuannya."), field="purpose")
    if (said is None and purpose is not Purpose.HANDLE) or len(said or "") > SAID_MOST:
        raise Invalid(say("Tulis alasannya, tidak terlalu panjang."), field="said")
    return purpose
