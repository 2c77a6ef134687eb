"""A pack as it is found in its folder: what could be read, and where each thing stands."""

from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from tanggap.city.areas.area import Area
from tanggap.city.packs.area_files import read_areas
from tanggap.city.packs.mistakes import Mistake
from tanggap.city.packs.offices import Office, offices_of
from tanggap.city.packs.pack import Agency, AgencyType, City, Group, Kind, Pack, SearchWords
from tanggap.city.packs.pillars import Aim, CityFact, Indicator, PillarSet
from tanggap.city.packs.reading import Reader, Spot
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.packs.times import Holidays, Hours, Limits
from tanggap.kit.words import say

DEFAULT = "_default"
"""The folder beside the cities' own that holds what every city inherits."""

T = TypeVar("T", Group, Kind, AgencyType, PillarSet, Indicator)


class Draft:
    """The parts of a pack, by slug or code; what could not be read is missing."""

    def __init__(self) -> None:
        self.city: City | None = None
        self.groups: dict[str, Group] = {}
        self.kinds: dict[str, Kind] = {}
        self.agency_types: dict[str, AgencyType] = {}
        self.agencies: dict[str, Agency] = {}
        self.areas: dict[str, Area] = {}
        self.routing: list[RoutingRule] = []
        self.hours: Hours | None = None
        self.holidays: Holidays | None = None
        self.limits: Limits | None = None
        self.pillar_sets: dict[str, PillarSet] = {}
        self.indicators: dict[str, Indicator] = {}
        self.aims: list[Aim] = []
        self.facts: list[CityFact] = []
        self.mistakes: list[Mistake] = []
        self.spots: dict[tuple[str, str], Spot] = {}

    def spot(self, part: str, slug: str = "") -> Spot:
        """Where a thing of a part stands; without a slug, where the part does."""
        return self.spots[part, slug]

    def pack(self) -> Pack | None:
        """The whole pack, or nothing when a part could not be read."""
        if self.city is None or self.hours is None or self.holidays is None or self.limits is None:
            return None
        return Pack(
            city=self.city,
            groups=tuple(self.groups.values()),
            kinds=tuple(self.kinds.values()),
            agency_types=tuple(self.agency_types.values()),
            agencies=tuple(agency for _, agency in sorted(self.agencies.items())),
            areas=tuple(area for _, area in sorted(self.areas.items())),
            routing=tuple(self.routing),
            hours=self.hours,
            holidays=self.holidays,
            limits=self.limits,
            pillar_sets=tuple(self.pillar_sets.values()),
            indicators=tuple(self.indicators.values()),
            aims=tuple(self.aims),
            facts=tuple(self.facts),
        )


def read_draft(folder: Path, *, default_folder: Path | None = None) -> Draft:
    """What can be read of a city's folder, over what the default folder says of every city."""
    draft = Draft()
    default_folder = default_folder or folder.parent / DEFAULT
    if folder.resolve() != default_folder.resolve():
        _read_inherited(default_folder, draft)
    _read_inherited(folder, draft)
    city = _open(folder, "city.toml", draft, "city")
    if city.exists:
        draft.city = city.one(City, city.tables)
    else:
        city.mistake((), say("Berkas ini belum ada."), say("Buat berkas ini dari contoh kota lain."))
    holidays = _open(folder, "holidays.toml", draft, "holidays")
    draft.holidays = holidays.one(Holidays, holidays.tables)
    if draft.city is not None:
        for area, spot in read_areas(folder, draft.city, draft.mistakes):
            if _is_new(draft, "areas", area.code, spot, draft.areas):
                draft.areas[area.code] = area
    _read_agencies(folder, draft)
    return draft


def _read_inherited(folder: Path, draft: Draft) -> None:
    """The files a city may leave out, or in which it says only what it changes."""
    kinds = _open(folder, "kinds.toml", draft, "groups", "kinds")
    kinds.only("groups", "kinds")
    _merge(draft, kinds, Group, "groups", draft.groups)
    _merge(draft, kinds, Kind, "kinds", draft.kinds)
    types = _open(folder, "agency_types.toml", draft, "agency_types")
    types.only("agency_types")
    _merge(draft, types, AgencyType, "agency_types", draft.agency_types)
    routing = _open(folder, "routing.toml", draft, "routing")
    routing.only("order")
    if routing.exists:
        draft.routing = [rule for _, rule in routing.several(RoutingRule, "order")]
    hours = _open(folder, "hours.toml", draft, "hours")
    if hours.exists:
        draft.hours = hours.one(Hours, hours.tables)
    limits = _open(folder, "limits.toml", draft, "limits")
    if limits.exists:
        draft.limits = limits.one(Limits, limits.tables, base=draft.limits)
    _read_pillars(folder, draft)


def _read_pillars(folder: Path, draft: Draft) -> None:
    """Sets and indicators over what was said of them before; aims and facts are each city's own."""
    pillars = _open(folder, "pillars.toml", draft, "pillar_sets", "indicators", "aims", "facts")
    pillars.only("pillar_sets", "indicators", "aims", "facts")
    _merge(draft, pillars, PillarSet, "pillar_sets", draft.pillar_sets)
    _merge(draft, pillars, Indicator, "indicators", draft.indicators)
    draft.aims = [aim for _, aim in pillars.several(Aim, "aims")]
    draft.facts = [fact for _, fact in pillars.several(CityFact, "facts")]


def _read_agencies(folder: Path, draft: Draft) -> None:
    """One agency a file, then the offices that every area of a level has."""
    for path in sorted((folder / "agencies").glob("*.toml")):
        reader = Reader(folder, f"agencies/{path.name}", draft.mistakes)
        agency = reader.one(Agency, reader.tables)
        if agency and _is_new(draft, "agencies", agency.slug, Spot(reader), draft.agencies):
            draft.agencies[agency.slug] = agency
    reader = _open(folder, "offices.toml", draft)
    reader.only("offices")
    for nth, office in reader.several(Office, "offices"):
        for agency in offices_of(office, draft.areas.values()):
            if _is_new(draft, "agencies", agency.slug, Spot(reader, ("offices", nth)), draft.agencies):
                draft.agencies[agency.slug] = agency


def _open(folder: Path, name: str, draft: Draft, *parts: str) -> Reader:
    reader = Reader(folder, name, draft.mistakes)
    draft.spots.update({(part, ""): Spot(reader) for part in parts})
    return reader


def _merge(draft: Draft, reader: Reader, wanted: type[T], key: str, known: dict[str, T]) -> None:
    """Add what a file says; what was said in another file gives what this one leaves out."""
    before = dict(known)
    said: dict[str, T] = {}
    for nth, item in reader.several(wanted, key, known=before):
        if _is_new(draft, key, item.slug, Spot(reader, (key, nth)), said):
            said[item.slug] = item
    for slug, item in said.items():
        inherited = before.get(slug)
        if isinstance(item, Kind) and isinstance(inherited, Kind):
            known[slug] = replace(item, search=_joined(inherited.search, item.search))
        else:
            known[slug] = item


def _is_new(draft: Draft, part: str, slug: str, spot: Spot, known: Collection[str]) -> bool:
    """Whether a slug or code is free in this folder, noting where it stands; if not, that is a mistake."""
    if slug in known:
        spot.mistake(
            say("“{slug}” sudah dipakai oleh yang lain.", slug=slug),
            say("Beri nama lain, atau hapus salah satunya."),
        )
        return False
    draft.spots[part, slug] = spot
    return True


def _joined(first: SearchWords, then: SearchWords) -> SearchWords:
    """The words of both, each once, in order."""
    return SearchWords(
        id=tuple(dict.fromkeys(first.id + then.id)), en=tuple(dict.fromkeys(first.en + then.en))
    )
