"""The areas of a pack: shapes from `areas.geojson`, or names alone from `areas.csv`."""

import csv
from pathlib import Path

import msgspec

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.shapes import read_features
from tanggap.city.packs.mistakes import Mistake
from tanggap.city.packs.pack import City
from tanggap.city.packs.reading import Sheet, Spot
from tanggap.kit.words import say


def read_areas(folder: Path, city: City, mistakes: list[Mistake]) -> list[tuple[Area, Spot]]:
    """A city's areas, itself among them, and the line each stands on."""
    whole = Area(code=city.area_code, parent=None, level=Level.CITY, name=city.name)
    shapes, names = folder / "areas.geojson", folder / "areas.csv"
    if shapes.exists():
        found = _shaped(shapes, city, Sheet(folder, shapes.name, mistakes))
    elif names.exists():
        found = _named(names, Sheet(folder, names.name, mistakes))
    else:
        found = []
    if any(area.level is Level.CITY for area, _ in found):
        return found
    return [(whole, Spot(Sheet(folder, "city.toml", mistakes))), *found]


def _shaped(path: Path, city: City, sheet: Sheet) -> list[tuple[Area, Spot]]:
    areas, flaws = read_features(path, city_code=city.area_code)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    features = [number for number, line in enumerate(lines, start=1) for _ in range(line.count('"Feature"'))]
    for flaw in flaws:
        sheet.mistake((features[flaw.nth] if features else 1,), flaw.what, flaw.do)
    codes = {area.code: 1 for area in areas}
    for number, line in enumerate(lines, start=1):
        codes.update({code: number for code in codes if f'"{code}"' in line})
    return [(area, Spot(sheet, (codes[area.code],))) for area in areas]


def _named(path: Path, sheet: Sheet) -> list[tuple[Area, Spot]]:
    """Rows of code, name, level and parent."""
    found: list[tuple[Area, Spot]] = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            try:
                area = msgspec.convert(row, Area)
            except msgspec.ValidationError:
                sheet.mistake(
                    (rows.line_num,),
                    say("Baris wilayah ini tidak dapat dibaca."),
                    say("Isi code, name, level (kecamatan atau kelurahan) dan parent."),
                )
                continue
            found.append((area, Spot(sheet, (rows.line_num,))))
    return found
