"""What is built for the browser is whole, and light to carry."""

import gzip
import json
import re

from tanggap.app import house
from tests.look.book import BUILT, HOUSE
from tests.look.contents import BOOK

OF_OFFICERS = ("shift-", "nearby-", "position-", "wall-", "wallmap-", "live-", "stream-", "replay-", "keys-")
"""Islands no page of a citizen asks for; with them an officer's scripts may weigh 50 kB. Source: UI 9."""


def test_style_and_scripts_stay_within_their_budgets() -> None:
    on_demand = _files_of_the_map()
    of_big_maps = _files_of_the_big_map("open", "wall", "flat") - on_demand
    apart = on_demand | of_big_maps
    styles = {
        f.name.partition("-")[0]: len(gzip.compress(f.read_bytes()))
        for f in BUILT.glob("*.css")
        if f.name not in apart
    }
    scripts = {f.name: len(gzip.compress(f.read_bytes())) for f in BUILT.glob("*.js") if f.name not in apart}
    of_officers = sum(size for name, size in scripts.items() if name.startswith(OF_OFFICERS))
    of_the_map = [gzip.compress((BUILT / name).read_bytes()) for name in on_demand]

    assert styles.keys() == {"style", "wall"}
    assert max(styles.values()) <= 10_000
    assert sum(scripts.values()) - of_officers <= 30_000
    assert sum(scripts.values()) <= 50_000
    assert sum(map(len, of_the_map)) <= 60_000
    assert sum(len(gzip.compress((BUILT / name).read_bytes())) for name in of_big_maps) <= 520_000
    # Where there is no WebGL it is this much and Leaflet.
    plainer = _files_of_the_big_map("flat") - on_demand
    assert sum(len(gzip.compress((BUILT / name).read_bytes())) for name in plainer) <= 20_000
    # A phone that keeps the shell for when there is no signal keeps no big map.
    shell = (BUILT / "worker.js").read_text()
    assert not [name for name in of_big_maps if name in shell]


def _files_of_the_big_map(*ways: str) -> set[str]:
    """What draws the map at scale in these ways, with its worker and what reads a file of streets."""
    built = json.loads((BUILT / "manifest.json").read_text())
    waiting = [f"bigmap/{way}.ts" for way in ways]
    assert all(built[entry]["isDynamicEntry"] for entry in waiting)
    reached = set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached and name not in ("look.ts", "map/ground.ts"):
            reached.add(name)
            waiting += [*built[name].get("imports", ()), *built[name].get("dynamicImports", ())]
    entries = [built[name] for name in reached if not name.startswith("islands/")]
    return {
        file for each in entries for file in (each["file"], *each.get("css", ()), *each.get("assets", ()))
    }


def _files_of_the_map() -> set[str]:
    """What a small map is made of: fetched when somebody opens one, and by no page."""
    built = json.loads((BUILT / "manifest.json").read_text())
    entries = [built["map/pin.ts"], built["map/zone.ts"]]
    assert all(entry["isDynamicEntry"] for entry in entries)
    entries += [built[name] for entry in list(entries) for name in entry["imports"]]
    return {name for entry in entries for name in (entry["file"], *entry.get("css", ()))}


def test_every_page_of_the_house_is_in_the_book() -> None:
    files = [(folder, file) for folder in house.template_folders() for file in folder.rglob("*.html")]
    pages = {
        file.relative_to(folder).as_posix() for folder, file in files if "{% extends" in file.read_text()
    }

    assert pages - {sample.template for sample in BOOK} == set()


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    drawn = re.findall(r'<symbol id="([^"]+)"', next(BUILT.glob("sprite-*.svg")).read_text())
    files = [*(HOUSE / "look").glob("p*/*.html"), *(HOUSE / "tanggap").glob("**/templates/**/*.html")]
    named = {name for file in files for name in re.findall(r'icon\("([a-z-]+)"\)', file.read_text())}

    assert named - set(drawn) == set()
