"""What a change of a pack is, what it leaves of the pack, and what would be wrong with that. Values only."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.areas.area import Area
from tanggap.city.packs.check import check_draft
from tanggap.city.packs.dated import Dated
from tanggap.city.packs.draft import Draft
from tanggap.city.packs.lines import Place
from tanggap.city.packs.pack import Agency, AgencyType, City, Group, Kind, Pack
from tanggap.city.packs.pillars import Aim, CityFact
from tanggap.city.packs.reading import Spot
from tanggap.city.packs.routing import RoutingRule, with_retired
from tanggap.city.packs.times import Hours, Limits
from tanggap.kit.errors import Invalid, Refused, Stale
from tanggap.kit.words import Say, say

LISTED: Mapping[str, Any] = {
    "groups": Group,
    "kinds": Kind,
    "agency_types": AgencyType,
    "agencies": Agency,
}
"""Parts of many things, each found by its slug."""
WHOLE: Mapping[str, Any] = {
    "city": City,
    "routing": tuple[RoutingRule, ...],
    "hours": Hours,
}
"""Parts that are one thing; its slug is empty. Days off have a room of their own (`journey/calendar`)."""
FIELDED: Mapping[str, Any] = {"limits": Limits}
"""Parts that hold a thing in each of their fields, whose name is its slug."""
KEYED: Mapping[str, tuple[Any, str]] = {
    "aims": (tuple[Aim, ...], "indicator"),
    "facts": (tuple[CityFact, ...], "fact"),
}
"""Parts of entries that are about something, named in a field of theirs; all about one thing are one, under its slug."""
_UNEDITED = ("areas", "pillar_sets", "indicators")
"""Parts of many things that are looked over with the others, and changed elsewhere."""
IDENTITY = ("slug", "code", "area_code", "state", "timezone", "hosts", "centre")
"""What is decided where a city joins, and by nobody in it."""


class Wish(Struct, frozen=True, kw_only=True):
    """How a thing shall be: `thing` is the struct (or tuple) its part holds.

    ``seen`` is the `digest` of what somebody looked at before they wished; that of nothing is empty.
    """

    part: str
    slug: str = ""
    thing: Any
    seen: str


class Edit(Struct, frozen=True, kw_only=True):
    """A thing as it was and as it is now, as plain values; None where there was nothing."""

    part: str
    slug: str
    before: Any
    after: Any


class Flaw(Struct, frozen=True, kw_only=True):
    """What is wrong with a thing, at which field (dotted), and what to do about it. A `warning` keeps nobody from it."""

    part: str
    slug: str
    field: str
    what: Say
    do: Say
    warning: bool = False


class Unfit(Invalid):
    """The pack would not be whole; `flaws` is everything that would be wrong. The first names the field."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        first = flaws[0]
        super().__init__(
            say("{what} {do}", what=first.what, do=first.do), field=first.field.split(".")[0] or None
        )
        self.flaws = tuple(flaws)


def is_part(part: str) -> bool:
    """Whether this is a part that wishes change."""
    return part in LISTED or part in WHOLE or part in FIELDED or part in KEYED


def thing(pack: Pack, part: str, slug: str = "") -> Any:
    """What a part holds under a slug, or None."""
    held = getattr(pack, part)
    if part in FIELDED:
        return getattr(held, slug) if slug in held.__struct_fields__ else None
    if part in KEYED:
        _, about = KEYED[part]
        return tuple(each for each in held if getattr(each, about) == slug)
    return next((each for each in held if each.slug == slug), None) if part in LISTED else held


def digest(value: Any) -> str:
    """What tells one state of a thing from another: short, for a form; empty for nothing."""
    return (
        ""
        if value is None
        else hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:20]
    )


def wished(pack: Pack, wishes: Sequence[Wish]) -> tuple[Pack, tuple[Edit, ...]]:
    """A pack with wishes fulfilled, and what that changes.

    Raises Stale when one of the things is not as it was seen, and Invalid when nothing changes or when the city
    would be another one.
    """
    edits: list[Edit] = []
    for wish in wishes:
        before = thing(pack, wish.part, wish.slug)
        if digest(before) != wish.seen:
            raise Stale(
                say("Ini baru saja diubah orang lain. Muat ulang halaman ini lalu ubah lagi.")
                if before is not None and wish.seen
                else say("Nama pendek “{slug}” sudah dipakai. Muat ulang halaman ini.", slug=wish.slug)
            )
        if before != wish.thing:
            edits.append(
                Edit(part=wish.part, slug=wish.slug, before=_plain(before), after=_plain(wish.thing))
            )
            pack = _with(pack, wish.part, wish.slug, wish.thing)
            if wish.part == "city" and any(getattr(before, n) != getattr(wish.thing, n) for n in IDENTITY):
                raise Invalid(say("Pengenal kota ditetapkan saat kota bergabung, tidak di sini."))
    if not edits:
        raise Invalid(say("Tidak ada yang berubah."))
    return pack, tuple(edits)


def undone(pack: Pack, edits: Sequence[Edit]) -> list[Wish]:
    """What takes edits back: what was added is retired, or stays where it cannot be, for a slug is for ever, as is a rule's code.

    Raises Refused when one of the things has been changed since, or when all of it would stay.
    """
    wishes: list[Wish] = []
    for each in edits:
        now, after = thing(pack, each.part, each.slug), read(each.part, each.after, each.slug)
        if now != after:
            raise Refused(say("Ini sudah diubah lagi sesudahnya. Ubah langsung di halamannya."))
        if each.before is not None:
            back = read(each.part, each.before, each.slug)
            if each.part == "routing":
                back = with_retired(back, now)
        elif hasattr(after, "retired"):
            back = replace(after, retired=True)
        else:
            continue
        wishes.append(Wish(part=each.part, slug=each.slug, thing=back, seen=digest(now)))
    if not wishes:
        raise Refused(say("Yang sudah ditambahkan tidak dihapus lagi: laporan bisa menyebutnya."))
    return wishes


def read(part: str, plain: Any, slug: str = "") -> Any:
    """The thing that plain values of a part tell of."""
    kinds = {**LISTED, **WHOLE}
    if part in FIELDED:
        kinds[part] = next(each.type for each in msgspec.structs.fields(FIELDED[part]) if each.name == slug)
    if part in KEYED:
        kinds[part], _ = KEYED[part]
    return msgspec.convert(plain, kinds[part], strict=False)


def check_past(before: Pack, after: Pack, today: date) -> None:
    """Let no limit change that reports may have come in under: what holds from a day on begins after ``today``.

    Raises Refused. A kind that is new has no past.
    """
    histories = [(getattr(before.limits, n), getattr(after.limits, n)) for n in Limits.__struct_fields__]
    histories.append((before.city.scorecard, after.city.scorecard))
    known = {each.slug: each.targets for each in before.kinds}
    histories += [(known[each.slug], each.targets) for each in after.kinds if each.slug in known]
    if any(_begun(was, today) != _begun(now, today) for was, now in histories):
        raise Refused(
            say("Batas waktu yang sudah berlaku tidak berubah lagi. Tetapkan yang baru, mulai besok.")
        )


def _begun(history: Iterable[Dated], today: date) -> list[Dated]:
    return [each for each in history if each.valid_from <= today]


def new_flaws(
    before: Pack, after: Pack, *, areas: Sequence[Area], rules: Collection[str], measures: Collection[str]
) -> tuple[Flaw, ...]:
    """What would be wrong after a change and was not before: an old mistake keeps nobody from mending another.

    ``areas`` are the city's, ``rules`` the names of the routing rules there are and ``measures`` those of what units
    are graded by; shapes are not looked at again.
    """
    known = flaws(before, areas=areas, rules=rules, measures=measures)
    found = flaws(after, areas=areas, rules=rules, measures=measures)
    return tuple(each for each in found if each not in known)


def flaws(
    pack: Pack, *, areas: Sequence[Area], rules: Collection[str], measures: Collection[str]
) -> list[Flaw]:
    """Everything wrong with a pack, the grave things first."""
    found: list[Flaw] = []
    check_draft(_draft(pack, areas, found.append), rules=rules, measures=measures)
    return sorted(found, key=lambda flaw: flaw.warning)


def _with(pack: Pack, part: str, slug: str, value: Any) -> Pack:
    """A pack with one thing put in its place, or behind the others; agencies stand in the order of their slugs."""
    if part in WHOLE:
        return replace(pack, **{part: value})
    if part in FIELDED:
        return replace(pack, **{part: replace(getattr(pack, part), **{slug: value})})
    if part in KEYED:
        _, about = KEYED[part]
        others = (each for each in getattr(pack, part) if getattr(each, about) != slug)
        return replace(pack, **{part: (*others, *value)})
    by_slug = {each.slug: each for each in getattr(pack, part)} | {slug: value}
    order = sorted(by_slug) if part == "agencies" else by_slug
    return replace(pack, **{part: tuple(by_slug[each] for each in order)})


def _plain(value: Any) -> Any:
    return None if value is None else msgspec.json.decode(msgspec.json.encode(value))


class _Standing:
    """A thing of a pack that stands in no file."""

    def __init__(self, part: str, slug: str, note: Callable[[Flaw], None]) -> None:
        self._part, self._slug, self._note = part, slug, note

    def mistake(self, place: Place, what: Say, do: Say, *, warning: bool = False) -> None:
        """Name something wrong at a field of this thing."""
        field = ".".join(str(step) for step in place)
        self._note(Flaw(part=self._part, slug=self._slug, field=field, what=what, do=do, warning=warning))


def _draft(pack: Pack, areas: Sequence[Area], note: Callable[[Flaw], None]) -> Draft:
    """A pack as the checks of its folder read it."""
    draft = Draft()
    draft.city, draft.hours, draft.holidays, draft.limits = pack.city, pack.hours, pack.holidays, pack.limits
    draft.routing = list(pack.routing)
    draft.groups = {each.slug: each for each in pack.groups}
    draft.kinds = {each.slug: each for each in pack.kinds}
    draft.agency_types = {each.slug: each for each in pack.agency_types}
    draft.agencies = {each.slug: each for each in pack.agencies}
    draft.areas = {each.code: replace(each, shape=None) for each in areas}
    draft.pillar_sets = {each.slug: each for each in pack.pillar_sets}
    draft.indicators = {each.slug: each for each in pack.indicators}
    draft.aims, draft.facts = list(pack.aims), list(pack.facts)
    slugs = {part: getattr(draft, part) for part in (*LISTED, *_UNEDITED)}
    places = [(part, slug) for part, held in slugs.items() for slug in held]
    places += [(part, "") for part in (*LISTED, *WHOLE, *FIELDED, *KEYED, *_UNEDITED, "holidays")]
    draft.spots = {(part, slug): Spot(_Standing(part, slug, note)) for part, slug in places}
    return draft
