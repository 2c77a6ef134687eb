"""What people of the demo city send: when, where, and in which words."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.app.demo.script import History, Phrases
from tanggap.city.areas.area import Area, Level
from tanggap.city.ground import Ground
from tanggap.city.terms import KindSlug
from tanggap.journey.intake.message import Message
from tanggap.report.report import Channel, PlaceSource, Visibility

T = TypeVar("T")

SCOPE = "demo"
SPOTS_AN_AREA = 5
AREA_DEGREES = 0.007
"""How far its corners lie from an area's middle, about 800 m."""
SPREAD_DEGREES = 0.0012
"""About 130 m: things go wrong again and again around the same corners."""

# Monday to Sunday: people report on working days, less on Saturday, least on Sunday.
_WEEK = (1.15, 1.1, 1.1, 1.05, 1.05, 0.8, 0.6)
# By hour of the day: quiet at night, most before noon and after the evening meal.
_DAY = (2, 1, 1, 1, 2, 6, 14, 26, 38, 44, 42, 36, 28, 28, 32, 34, 32, 28, 26, 30, 28, 18, 9, 4)
_CHANNELS = (
    (Channel.APP, 46),
    (Channel.WEB, 24),
    (Channel.SMS, 13),
    (Channel.PHONE, 9),
    (Channel.COUNTER, 8),
)
_VISIBILITIES = ((Visibility.PUBLIC, 91), (Visibility.ANONYMOUS, 8), (Visibility.CONFIDENTIAL, 1))


class Spot(Struct, frozen=True, kw_only=True):
    """A corner of an area around which reports gather; degrees."""

    area: Area
    lon: float
    lat: float


class Letters:
    """Writes what people send. The same chance and the same ground give the same letters."""

    def __init__(self, ground: Ground, phrases: Phrases, chance: Random) -> None:
        self._ground = ground
        self._phrases = phrases
        self._chance = chance
        self._spots = [
            spot
            for area in ground.areas.all()
            if area.level is Level.KELURAHAN and (middle := ground.areas.centre(area.code)) is not None
            for spot in self._spots_of(area, *middle)
        ]
        # Some corners are busy, most are not.
        self._busy = list(accumulate(chance.lognormvariate(0, 0.8) for _ in self._spots))

    def write(
        self, kind: KindSlug, at: datetime, *, kind_told: bool = True, within: Collection[str] = ()
    ) -> Message:
        """One report about a kind of thing, which the reporter may not have named; from one of the areas of these names, or any."""
        chance = self._chance
        near = [spot for spot in self._spots if spot.area.name in within]
        spot = chance.choice(near) if near else chance.choices(self._spots, cum_weights=self._busy)[0]
        lon, lat = self._near(spot.area, spot.lon, spot.lat, SPREAD_DEGREES)
        place = chance.choice(self._phrases.places).format(area=spot.area.name)
        wording = self._phrases.kinds[kind]
        opening = chance.choice(wording.openings).format(place=place)
        ended = opening if opening.endswith("?") else f"{opening}."
        return Message(
            channel=_drawn(chance, _CHANNELS),
            scope=SCOPE,
            key=f"{chance.getrandbits(128):032x}",
            text=f"{ended} {chance.choice(wording.endings)}",
            kind=kind if kind_told else None,
            lon=lon,
            lat=lat,
            accuracy_m=float(chance.randint(4, 40)),
            place_source=PlaceSource.DEVICE,
            landmark=place[0].upper() + place[1:],
            visibility=_drawn(chance, _VISIBILITIES),
            received_at=at,
            quiet=True,
        )

    def _spots_of(self, area: Area, lon: float, lat: float) -> list[Spot]:
        points = (self._near(area, lon, lat, AREA_DEGREES) for _ in range(SPOTS_AN_AREA))
        return [Spot(area=area, lon=near_lon, lat=near_lat) for near_lon, near_lat in points]

    def _near(self, area: Area, lon: float, lat: float, spread: float) -> tuple[float, float]:
        """A point near another and in its area, to six decimals of a degree."""
        while True:
            near_lon = round(self._chance.gauss(lon, spread), 6)
            near_lat = round(self._chance.gauss(lat, spread), 6)
            found = self._ground.areas.at(near_lon, near_lat, reach_m=0)
            if found is not None and found.code == area.code:
                return near_lon, near_lat


def arrivals(history: History, zone: ZoneInfo, chance: Random) -> list[tuple[datetime, KindSlug]]:
    """When each report of the history came, in order, and about what: something on the first and the last day."""
    kinds = [kind for kind, count in history.kinds.items() for _ in range(count)]
    chance.shuffle(kinds)
    days = [history.first + timedelta(days=n) for n in range((history.last - history.first).days + 1)]
    # Word gets around: half as many again at the end as in the beginning.
    weights = [on_weekday(day) * (1 + 0.5 * n / len(days)) for n, day in enumerate(days)]
    drawn = [history.first, history.last, *chance.choices(days, weights, k=len(kinds) - 2)]
    moments = sorted(moment(day, zone, chance) for day in drawn)
    return list(zip(moments, kinds, strict=True))


def on_weekday(day: date) -> float:
    """How much more or less people report on a day of the week than usual."""
    return _WEEK[day.weekday()]


def moment(day: date, zone: ZoneInfo, chance: Random) -> datetime:
    """A moment of a day at which somebody may well send a report, UTC."""
    (hour,) = chance.choices(range(24), _DAY)
    local = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), zone)
    return local.astimezone(UTC)


def _drawn(chance: Random, weighted: Sequence[tuple[T, int]]) -> T:
    return chance.choices([one for one, _ in weighted], [weight for _, weight in weighted])[0]
