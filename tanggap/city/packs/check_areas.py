"""Looks over a pack's areas: codes, nesting, and whether shapes keep to their places."""

import re
from collections.abc import Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from tanggap.city.areas.area import Area, Level
from tanggap.city.packs.draft import Draft
from tanggap.city.packs.pack import City
from tanggap.city.terms import AreaCode
from tanggap.kit.words import say

CODE = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?")
MOST_OVERLAP = 0.02
"""The share of the smaller of two neighbours that both may claim."""
LEAST_INSIDE = 0.95
"""The share of an area that must lie in the one around it."""


def check_areas(draft: Draft, city: City) -> None:
    """Name what is wrong with a city's areas."""
    if not re.fullmatch(r"\d\d\.\d\d", city.area_code):
        draft.spot("city").mistake(
            say("Kode wilayah “{code}” bukan kode kota.", code=city.area_code),
            say("Pakai kode Kemendagri seperti 32.75."),
            at="area_code",
        )
    for area in draft.areas.values():
        _check_place(draft, city, area)
    shapes = {
        area.code: shapely.from_wkb(area.shape) for area in draft.areas.values() if area.shape is not None
    }
    for level in Level:
        _check_overlap(
            draft, {code: shape for code, shape in shapes.items() if draft.areas[code].level is level}
        )
    for code, shape in shapes.items():
        around = shapes.get(draft.areas[code].parent or AreaCode(""))
        if around is not None and shapely.intersection(shape, around).area < LEAST_INSIDE * shape.area:
            draft.spot("areas", code).mistake(
                say("{area} tidak berada di dalam wilayah induknya.", area=draft.areas[code].name),
                say("Periksa kode induk dan bentuk keduanya."),
            )


def _check_place(draft: Draft, city: City, area: Area) -> None:
    spot = draft.spot("areas", area.code)
    inside = area.code == city.area_code or area.code.startswith(f"{city.area_code}.")
    if not CODE.fullmatch(area.code) or not inside:
        spot.mistake(
            say("Kode wilayah “{code}” bukan bagian dari {city}.", code=area.code, city=city.name),
            say("Pakai kode Kemendagri yang diawali {code}.", code=city.area_code),
        )
    if area.parent is not None and area.parent not in draft.areas:
        spot.mistake(
            say("Induk {parent} dari {area} tidak ada.", parent=area.parent, area=area.name),
            say("Tambahkan wilayah {parent}.", parent=area.parent),
        )


def _check_overlap(draft: Draft, shapes: Mapping[AreaCode, BaseGeometry]) -> None:
    codes = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    for nth, code in enumerate(codes):
        for other in map(int, tree.query(shapes[code], predicate="intersects")):
            if other <= nth:
                continue
            one, two = shapes[code], shapes[codes[other]]
            if shapely.intersection(one, two).area > MOST_OVERLAP * min(one.area, two.area):
                draft.spot("areas", codes[other]).mistake(
                    say(
                        "{one} dan {two} bertumpang tindih.",
                        one=draft.areas[code].name,
                        two=draft.areas[codes[other]].name,
                    ),
                    say("Perbaiki batas keduanya."),
                )
