"""What the order of a crew's day reckons with, as a city or one of its units types it."""

from collections.abc import Iterable

from tanggap.city.packs.rounds import KMH_MOST, STOP_MOST, Rounds
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.fields import FieldView
from tanggap.kit.web import Form
from tanggap.kit.words import say


def rounds_fields(rounds: Rounds | None, *, optional: bool = False) -> Iterable[FieldView]:
    """The fields of speed, time at a place, and where the figures are from; empty ones where there is nothing of its own."""
    yield FieldView(
        id="kmh",
        sort="number",
        label=say("Kecepatan tim, km per jam"),
        hint=say(
            "Menurut garis lurus, termasuk macet. Awalnya 20: perkiraan, ganti dengan hasil ukur sendiri."
        ),
        value=str(rounds.kmh) if rounds else "",
        most=3,
        optional=optional,
    )
    yield FieldView(
        id="stop_minutes",
        sort="number",
        label=say("Lama di setiap tempat, menit"),
        value=str(rounds.stop_minutes) if rounds else "",
        most=3,
        optional=optional,
    )
    yield FieldView(
        id="rounds_source",
        sort="text",
        label=say("Dari mana angka ini?"),
        hint=say("Misalnya: catatan kendaraan tiga bulan. Tampil di urutan kerja tim."),
        value=rounds.source if rounds else "",
        optional=True,
    )


def read_rounds(form: Form) -> Rounds:
    """What was typed in them. Raises Invalid."""
    return Rounds(
        kmh=f.whole(form, "kmh", least=1, most=KMH_MOST),
        stop_minutes=f.whole(form, "stop_minutes", least=1, most=STOP_MOST),
        source=f.line(form, "rounds_source", optional=True),
    )


def read_own_rounds(form: Form) -> Rounds | None:
    """What was typed in them for a unit; None where all are empty, as in the whole city. Raises Invalid."""
    if not any(form.text(each) for each in ("kmh", "stop_minutes", "rounds_source")):
        return None
    return read_rounds(form)
