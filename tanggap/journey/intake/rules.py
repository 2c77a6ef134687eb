"""What a message must hold, whatever door it came by."""

import hashlib
from math import isfinite

import msgspec

from tanggap.city.terms import AreaCode
from tanggap.journey.intake.message import ANSWERS_MOST, LANDMARK_MOST, PHOTOS_MOST, TEXT_MOST, Message
from tanggap.kit.errors import Garbled, Invalid
from tanggap.kit.words import say
from tanggap.report.questions.answers import Given

KEY_LEAST, KEY_MOST = 16, 200
NO_KEY = say("Idempotency-Key harus 16 sampai 200 karakter acak, misalnya sebuah UUID.")


def check(message: Message) -> Message:
    """The message with its texts trimmed. Raises Invalid naming the field and what to do."""
    message = msgspec.structs.replace(
        message,
        text=_trimmed(message.text),
        landmark=_trimmed(message.landmark),
        answers=_answers(message.answers),
    )
    if not KEY_LEAST <= len(message.key) <= KEY_MOST:
        raise Invalid(NO_KEY, field="key")
    if message.text is None and not message.photos:
        raise Invalid(say("Tulis masalahnya atau lampirkan satu foto."), field="text")
    if message.text is not None and len(message.text) > TEXT_MOST:
        raise Invalid(say("Keterangan paling panjang {most} huruf.", most=TEXT_MOST), field="text")
    if len(message.photos) > PHOTOS_MOST:
        raise Invalid(say("Paling banyak {most} foto.", most=PHOTOS_MOST), field="photos")
    check_place(
        lon=message.lon,
        lat=message.lat,
        accuracy_m=message.accuracy_m,
        area=message.area,
        landmark=message.landmark,
    )
    return message


def _answers(given: tuple[Given, ...]) -> tuple[Given, ...]:
    """Answers with their texts trimmed; those with nothing left were not given."""
    if len(given) > ANSWERS_MOST or any(len(each.said) > ANSWERS_MOST for each in given):
        raise Invalid(say("Paling banyak {most} jawaban.", most=ANSWERS_MOST), field="answers")
    trimmed = [
        Given(question=_trimmed(each.question) or "", said=tuple(filter(None, map(_trimmed, each.said))))
        for each in given
    ]
    return tuple(each for each in trimmed if each.said)


def check_place(
    *,
    lon: float | None,
    lat: float | None,
    accuracy_m: float | None,
    area: AreaCode | None,
    landmark: str | None,
) -> None:
    """Raises Invalid when this is no place anybody could go to."""
    if landmark is not None and len(landmark) > LANDMARK_MOST:
        raise Invalid(say("Patokan paling panjang {most} huruf.", most=LANDMARK_MOST), field="landmark")
    if (lon is None) != (lat is None):
        raise Invalid(say("Titik terdiri dari bujur dan lintang; kirim keduanya."), field="lon")
    if lon is not None and lat is not None and not on_earth(lon, lat):
        raise Invalid(say("Titik ini tidak ada di peta bumi."), field="lon")
    if accuracy_m is not None and not 0 <= accuracy_m <= 1e6:
        raise Invalid(say("Ketelitian ditulis dalam meter, nol atau lebih."), field="accuracy_m")
    if lon is None and area is None and landmark is None:
        raise Invalid(say("Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan."), field="place")


def _trimmed(text: str | None) -> str | None:
    """Without blanks at its ends; None when nothing is left. Raises Garbled for what no text column can hold."""
    text = (text or "").strip()
    try:
        text.encode()
    except UnicodeEncodeError:  # half a letter: a surrogate without its other half
        raise Garbled(_UNKEEPABLE) from None
    if "\0" in text:
        raise Garbled(_UNKEEPABLE)
    return text or None


_UNKEEPABLE = say("Tulisan ini mengandung tanda yang tidak bisa disimpan.")


def on_earth(lon: float, lat: float) -> bool:
    """Whether two numbers are a longitude and a latitude, in degrees."""
    return isfinite(lon) and isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90


def digest(message: Message) -> bytes:
    """What makes two messages with one key the same message: all that was sent, whatever became of it at the door."""
    sent = tuple(sorted({*message.photos, *message.left_out}))
    same = msgspec.structs.replace(message, received_at=None, photos=sent, left_out=(), held=None)
    return hashlib.blake2b(msgspec.json.encode(same), digest_size=16).digest()
