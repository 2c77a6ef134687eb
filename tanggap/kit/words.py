"""Sentences for people, kept apart from the language they are spoken in.

`say("Dikirim ke {agency}", agency=name)` makes a `Say`: an Indonesian sentence and
the values in it. It can be stored in an event and spoken later, in any language,
by a `Tongue`. Indonesian is the source; other languages have a catalogue in
`look/words/<language>.po`, kept complete by `tanggap.kit.catalogue`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from babel.messages.pofile import read_po
from msgspec import Struct

SOURCE_LANGUAGE = "id"

# From this share of a larger unit on, a length of time is told in it: never "24 jam" or "60 menit".
_NEARLY = 0.975
_A_SECOND = timedelta(seconds=1)


class Name(Struct, frozen=True, kw_only=True, tag="name"):
    """What the city calls a thing, in both languages of the house."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """This name in a language; Indonesian where the language has none of its own."""
        return self.en if language == "en" else self.id


class Moment(Struct, frozen=True, kw_only=True, tag="moment"):
    """A moment inside a sentence, aware."""

    at: datetime


class Day(Struct, frozen=True, kw_only=True, tag="day"):
    """A calendar day inside a sentence."""

    on: date


class Span(Struct, frozen=True, kw_only=True, tag="span"):
    """A length of time inside a sentence."""

    of: timedelta


# Moments, days and spans are wrapped because a sentence must survive being stored
# as JSON, where a bare moment would come back as a string of digits.
class Say(Struct, frozen=True, tag="say"):
    """An Indonesian sentence with `{named}` places, and the value for each place."""

    text: str
    values: "dict[str, Kept]" = {}


Kept = str | int | float | Name | Moment | Day | Span | Say
Sayable = str | int | float | datetime | date | timedelta | Name | Say


def say(text: str, /, **values: Sayable) -> Say:
    """A sentence to be spoken later, in whatever language the reader has.

    The text is written out where it is said, so that it can be found for translation.
    """
    return Say(text, {name: _kept(value) for name, value in values.items()})


def _kept(value: Sayable) -> Kept:
    match value:
        case datetime():  # before date: every datetime is one
            return Moment(at=value)
        case date():
            return Day(on=value)
        case timedelta():
            return Span(of=value)
        case _:
            return value


class Tongue:
    """Speaks sentences, moments and numbers in one language, in one city's zone."""

    def __init__(self, language: str, catalogue: Mapping[str, str], zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._catalogue = catalogue
        # Plain English is American to Babel; the house writes 22 Nov 14:00, as Britain does.
        self._locale = Locale.parse("en_GB" if language == "en" else language)
        self._time_of_day = self._locale.time_formats["short"].pattern

    def __call__(self, text: str | Say, /, **values: Sayable) -> str:
        """The sentence in this language; one without a translation stays Indonesian.

        Raises KeyError when a place in the sentence has no value.
        """
        said = text if isinstance(text, Say) else say(text, **values)
        translated = self._catalogue.get(said.text) or said.text
        return translated.format_map({name: self._value(value) for name, value in said.values.items()})

    def _value(self, value: Kept) -> str:
        match value:
            case str():
                return value
            case int() | float():
                return self.number(value)
            case Name():
                return value.in_(self.language)
            case Moment(at=moment):
                return self.when(moment, year=True)  # a stored sentence outlives its year
            case Day(on=on):
                return self.day(on)
            case Span(of=length):
                return self.span(length)
            case Say():
                return self(value)

    def when(self, moment: datetime, *, year: bool = False) -> str:
        """Day and time in the city's zone, named: "22 Nov 14.00 WIB"."""
        local = moment.astimezone(self.zone)
        pattern = f"d MMM y {self._time_of_day}" if year else f"d MMM {self._time_of_day}"
        return f"{dates.format_datetime(local, pattern, locale=self._locale)} {local.tzname()}"

    def day(self, day: date) -> str:
        """The day: "22 Nov 2026". A moment gives the day it falls on in the city's zone."""
        local = day.astimezone(self.zone) if isinstance(day, datetime) else day
        return dates.format_date(local, "d MMM y", locale=self._locale)

    def month(self, day: date) -> str:
        """The month of a day: "Nov 2026"."""
        return dates.format_date(day, "MMM y", locale=self._locale)

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago, or in how long: "12 mnt lalu", "2 hari yang lalu", "dalam 5 jam"."""
        passed = moment - now
        if abs(passed) < _A_SECOND:
            passed = -_A_SECOND  # by another clock it may be a moment ahead: nothing comes "in 0 seconds"
        # Short only where it reads well: CLDR's "2 h" (hari) looks like hours, and Indonesian
        # has no short form for hours to come.
        short = timedelta(0) < -passed < timedelta(days=1) * _NEARLY
        return dates.format_timedelta(
            passed,
            add_direction=True,
            threshold=_NEARLY,
            format="short" if short else "long",
            locale=self._locale,
        )

    def whole_month(self, on: date) -> str:
        """The month a day lies in, written out: "Oktober 2026"."""
        return dates.format_date(on, "MMMM y", locale=self._locale)

    def span(self, length: timedelta) -> str:
        """A length of time in its largest unit, rounded: "12 menit", "2 hari"."""
        return dates.format_timedelta(length, threshold=_NEARLY, format="long", locale=self._locale)

    def number(self, number: float, digits: int | None = None) -> str:
        """A number: "1.234,5". With `digits`, exactly so many after the comma, half rounded up."""
        return _written(number, digits, self._locale)

    def percent(self, percent: float, digits: int = 0) -> str:
        """A share already in percent (0 to 100), half rounded up: "30,37%"."""
        return self.number(percent, digits) + "%"

    def distance(self, metres: float) -> str:
        """A distance: whole metres below a kilometre, then kilometres: "120 m", "1,2 km"."""
        if metres < 999.5:
            return f"{self.number(metres, 0)} m"
        return f"{self.number(metres / 1000, 1)} km"


# A page of figures writes hundreds of numbers, and the next reader's page the same ones.
@lru_cache(maxsize=8192)
def _written(number: float, digits: int | None, locale: Locale) -> str:
    if digits is None:
        return numbers.format_decimal(number, locale=locale)
    # By way of str, so that 2.675 is the number people see and not the nearest binary one.
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return numbers.format_decimal(rounded, "#,##0." + "0" * digits, locale=locale)


def speakers(folder: Path) -> dict[str, Callable[[ZoneInfo], Tongue]]:
    """For every language the house speaks, what makes its tongue for a city's zone.

    Reads one `<language>.po` per translation from `folder`; Indonesian needs none.
    """
    catalogues = {SOURCE_LANGUAGE: dict[str, str]()}
    for file in sorted(folder.glob("*.po")):
        catalogues[file.stem] = read_catalogue(file)
    return {language: partial(Tongue, language, catalogue) for language, catalogue in catalogues.items()}


def read_catalogue(file: Path) -> dict[str, str]:
    """The translations in a .po file, by their Indonesian; an empty one is a gap."""
    with file.open("rb") as opened:
        return {str(entry.id): str(entry.string) for entry in read_po(opened) if entry.id}
