"""Which pictures protect their reporter, who may open them, and what they must say first. Values only."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from tanggap.city.packs.pack import Sensitivity
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.words import Say, say
from tanggap.report.photos.rules import Screening
from tanggap.report.report import Report, Visibility
from tanggap.report.transitions import Party

OPEN_FOR = timedelta(hours=1)
"""How long original pictures of one report stay open to whoever said what for."""
SAID_MOST = 300
FROM_REPORTER = frozenset({"before", "answer"})
"""The roles of pictures a reporter sends."""


class Purpose(StrEnum):
    """What protected data is opened for."""

    COVER = "cover"
    CHECK = "check"
    DANGER = "danger"
    LAW = "law"


PURPOSE_WORDS: Mapping[Purpose, Say] = {
    Purpose.CHECK: say("Memeriksa isi laporan"),
    Purpose.DANGER: say("Ada yang dalam bahaya"),
    Purpose.LAW: say("Diminta menurut hukum"),
    Purpose.COVER: say("Menyamarkan foto"),
}


def protected(report: Report, role: str) -> bool:
    """Whether a picture of this role is shown to those who work on the report only as the public would see it.

    What an anonymous, confidential or sensitive report shows may tell who stood there with a telephone.
    """
    open_kind = report.visibility is Visibility.PUBLIC and report.sensitivity is Sensitivity.PUBLIC
    return role in FROM_REPORTER and not open_kind


def has_copy(report: Report, role: str, screening: Screening) -> bool:
    """Whether those who work on a report can be shown a picture without saying what for."""
    return not protected(report, role) or screening is not Screening.FAILED


def state(by: frozenset[Party], *, purpose: Purpose | None, said: str | None) -> Purpose:
    """Say what original pictures are opened for. Raises Forbidden for all but a coordinator, Invalid."""
    if Party.COORDINATOR not in by:
        raise Forbidden(say("Foto asli hanya dibuka koordinator."))
    if purpose is None:
        raise Invalid(say("Pilih tujuannya."), field="purpose")
    if said is None or len(said) > SAID_MOST:
        raise Invalid(say("Tulis alasannya, tidak terlalu panjang."), field="said")
    return purpose
