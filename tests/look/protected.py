"""The pages of what protects a reporter, with sample values."""

from datetime import timedelta

from tanggap.journey.protected.opening import OpeningPage, choices_of
from tanggap.journey.protected.pages import ACTS, LookRow, OriginalsPage, ProtectedPage
from tanggap.kit.words import say
from tanggap.report.choices import NO_REFUSAL
from tanggap.report.purposes import actions
from tanggap.report.purposes.rules import PURPOSE_WORDS, Purpose, What
from tests.look import samples as x

HREF = f"/reports/{x.NUMBER}/originals"


def asked() -> OriginalsPage:
    """What it is opened for was not said yet."""
    return OriginalsPage(
        number=x.NUMBER,
        href=HREF,
        report=f"/reports/{x.NUMBER}",
        purposes=choices_of(What.ORIGINALS, NO_REFUSAL),
        until=None,
        photos=(),
        errors={"open-said": say("Tulis alasannya, tidak terlalu panjang.")},
        given={},
    )


def opening() -> OpeningPage:
    """A guarded report is about to be read."""
    return OpeningPage(
        number=x.NUMBER,
        href=f"/reports/{x.NUMBER}/opening",
        then="/tasks/1",
        hours=8,
        purposes=choices_of(What.REPORT, NO_REFUSAL),
        errors={"open-purpose": say("Pilih tujuannya.")},
        given={},
    )


def opened() -> OriginalsPage:
    """Open for an hour."""
    return OriginalsPage(
        number=x.NUMBER,
        href=HREF,
        report=f"/reports/{x.NUMBER}",
        purposes=choices_of(What.ORIGINALS, NO_REFUSAL),
        until=x.NOW + timedelta(minutes=48),
        photos=(x.HOLE,),
        errors={},
        given={},
    )


def looks() -> ProtectedPage:
    """Who looked."""
    return ProtectedPage(
        looks=(
            _look(
                actions.SEEN, minutes=1, purpose=Purpose.CHECK, said="Pelapor menyebut nomor tiang di foto."
            ),
            _look(
                actions.STATED, minutes=3, purpose=Purpose.CHECK, said="Pelapor menyebut nomor tiang di foto."
            ),
            _look("read", minutes=40, purpose=Purpose.HANDLE),
            _look(actions.OPENED, minutes=41, purpose=Purpose.HANDLE),
        )
    )


def _look(act: str, *, minutes: int, purpose: Purpose | None = None, said: str | None = None) -> LookRow:
    return LookRow(
        at=x.NOW - timedelta(minutes=minutes),
        who="Koordinator kota",
        what=ACTS[act],
        number=x.NUMBER,
        purpose=PURPOSE_WORDS[purpose] if purpose is not None else None,
        said=said,
    )
