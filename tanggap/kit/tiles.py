"""Points as Mapbox vector tiles, version 2.1: what a map in the browser draws of very many reports.

Source: https://github.com/mapbox/vector-tile-spec/tree/master/2.1. Only points are written; shapes of areas go as GeoJSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from struct import pack

from msgspec import Struct

EXTENT = 4096
"""Steps along one side of a tile: a point's place in it is 0 to 4095, eastwards and southwards."""

Value = str | int | float | bool

_VARINT, _FIXED64, _BYTES = 0, 1, 2
_POINT = 1
_MOVE_ONCE = 1 | 1 << 3


class Dot(Struct, frozen=True, kw_only=True):
    """One point of a layer, where it is in the tile, and what is known of it."""

    x: int
    y: int
    told: Mapping[str, Value]


def tile_of(layers: Mapping[str, Sequence[Dot]]) -> bytes:
    """A tile of these layers, by name; empty layers are left out, and no layer at all makes no bytes."""
    return b"".join(_bytes(3, _layer(name, dots)) for name, dots in layers.items() if dots)


def _layer(name: str, dots: Iterable[Dot]) -> bytes:
    keys: dict[str, int] = {}
    # True == 1 == 1.0, but they are written differently.
    values: dict[tuple[type, Value], int] = {}
    features = bytearray()
    for dot in dots:
        tags = bytearray()
        for key, value in dot.told.items():
            tags += _varint(keys.setdefault(key, len(keys)))
            tags += _varint(values.setdefault((type(value), value), len(values)))
        place = bytes([_MOVE_ONCE]) + _varint(_zigzag(dot.x)) + _varint(_zigzag(dot.y))
        features += _bytes(2, _bytes(2, bytes(tags)) + _number(3, _POINT) + _bytes(4, place))
    return b"".join(
        (
            _bytes(1, name.encode()),
            bytes(features),
            *(_bytes(3, key.encode()) for key in keys),
            *(_bytes(4, _value(value)) for _, value in values),
            _number(5, EXTENT),
            _number(15, 2),
        )
    )


def _value(value: Value) -> bytes:
    match value:
        case bool():  # before int: every bool is one
            return _number(7, int(value))
        case str():
            return _bytes(1, value.encode())
        case float():
            return _key(3, _FIXED64) + pack("<d", value)
        case int():
            return _number(6, _zigzag(value))


def _bytes(field: int, content: bytes) -> bytes:
    return _key(field, _BYTES) + _varint(len(content)) + content


def _number(field: int, number: int) -> bytes:
    return _key(field, _VARINT) + _varint(number)


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _zigzag(number: int) -> int:
    """Numbers of either sign as numbers without one: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all but the last say that more follow."""
    if number < 0x80:
        return bytes([number])
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
