"""A small city to import into: the kelurahan and agencies its own lists name, none of them with a shape."""

import csv
import json
import shutil
from pathlib import Path

from tanggap.app import house
from tanggap.city.packs.offices import slug_of

COMPLAINTS = Path(__file__).parents[2] / "../shared/data/complaints"
FILE = COMPLAINTS / "surabaya-mediacenter-shared.csv.gz"
MAP = Path(__file__).parent / "map.toml"
SLUG = "kota-uji"

CITY = """
slug = "kota-uji"
name = "Kota Uji"
code = "UJI"
area_code = "35.78"
state = "joined"
timezone = "Asia/Jakarta"
languages = ["id"]
centre = { lon = 112.75, lat = -7.26 }

[[emergency_numbers]]
number = "112"
name = { id = "Panggilan darurat", en = "Emergency call" }
"""

AGENCY_TYPES = """
[[agency_types]]
slug = "work_unit"
name = { id = "Perangkat daerah", en = "City agency" }
"""


def write_city(folder: Path) -> Path:
    """Write the pack into a folder of its own below ``folder``; where it is."""
    shutil.copytree(house.shipped("cities") / "_default", folder / "_default")
    pack = folder / SLUG
    (pack / "agencies").mkdir(parents=True)
    (pack / "city.toml").write_text(CITY, "utf-8")
    (pack / "agency_types.toml").write_text(AGENCY_TYPES, "utf-8")
    _write_areas(pack / "areas.csv")
    for row in _rows("surabaya-instansi.csv"):
        name, slug = json.dumps(row["name"], ensure_ascii=False), slug_of(row["name"])
        text = f'slug = "{slug}"\nname = {name}\nshort = {name}\ntypes = ["work_unit"]\n'
        (pack / "agencies" / f"{slug}.toml").write_text(text, "utf-8")
    return pack


def _write_areas(path: Path) -> None:
    kecamatan = {
        row["id"]: (f"35.78.{nth:02}", row["name"])
        for nth, row in enumerate(_rows("surabaya-kecamatan.csv"), 1)
    }
    rows = [(code, name, "kecamatan", "35.78") for code, name in kecamatan.values()]
    for nth, row in enumerate(_rows("surabaya-kelurahan.csv"), 1):
        parent = kecamatan[row["kecamatan_id"]][0]
        rows.append((f"{parent}.{1000 + nth}", row["name"], "kelurahan", parent))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "name", "level", "parent"), *rows])


def _rows(name: str) -> list[dict[str, str]]:
    with (COMPLAINTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
