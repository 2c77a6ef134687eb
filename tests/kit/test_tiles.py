"""Vector tiles, read back by another's decoder."""

from typing import Any

import mapbox_vector_tile  # pyright: ignore[reportMissingTypeStubs] (the library has no types)
from hypothesis import given
from hypothesis import strategies as some

from tanggap.kit.tiles import EXTENT, Dot, tile_of

NUMBERS = some.integers(-(2**53), 2**53)
VALUES = some.one_of(some.text(), NUMBERS, some.booleans(), some.floats(allow_nan=False))
PLACES = some.integers(-64, EXTENT + 64)
DOTS = some.builds(Dot, x=PLACES, y=PLACES, told=some.dictionaries(some.text(), VALUES, max_size=4))


def decoded(content: bytes) -> Any:
    """What another's decoder finds in a tile, southwards as written."""
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (the library has no types)


@given(some.dictionaries(some.text(), some.lists(DOTS, min_size=1, max_size=6), max_size=3))
def test_another_decoder_reads_every_point_and_what_is_told_of_it(layers: dict[str, list[Dot]]) -> None:
    found = decoded(tile_of(layers))

    assert {name: layer["extent"] for name, layer in found.items()} == dict.fromkeys(layers, EXTENT)
    for name, dots in layers.items():
        assert [
            (each["geometry"], each["properties"], [type(value) for value in each["properties"].values()])
            for each in found[name]["features"]
        ] == [
            (
                {"type": "Point", "coordinates": [dot.x, dot.y]},
                dict(dot.told),
                [type(value) for value in dot.told.values()],
            )
            for dot in dots
        ]


def test_one_and_yes_and_one_point_nought_are_three_values() -> None:
    dots = [Dot(x=0, y=0, told={"whole": 1, "yes": True, "real": 1.0, "word": "1"})]

    (feature,) = decoded(tile_of({"reports": dots}))["reports"]["features"]

    assert {name: type(value) for name, value in feature["properties"].items()} == {
        "whole": int,
        "yes": bool,
        "real": float,
        "word": str,
    }


def test_a_tile_of_nothing_has_no_bytes() -> None:
    assert tile_of({}) == tile_of({"reports": []}) == b""
