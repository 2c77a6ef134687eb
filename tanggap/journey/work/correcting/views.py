"""The page on which a place or a kind is put right, by whoever holds the report."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Act, can
from tanggap.city.terms import KindSlug
from tanggap.journey.classification.rules import suggest, vocabulary
from tanggap.journey.learning import actions as learning
from tanggap.journey.work.correcting import rules, store
from tanggap.journey.work.correcting.store import PlaceBefore
from tanggap.journey.work.correcting.told import PlaceGiven, given
from tanggap.kit.errors import Refused
from tanggap.kit.log import history
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.choices import OptionGroup
from tanggap.report.events import EVENTS, KindDoubted
from tanggap.report.parties import Handling
from tanggap.report.purposes import actions as purposes
from tanggap.report.report import PlaceSource, Report, TaskId
from tanggap.report.views.tiles import KindChoice, KindGroup, kind_choice, kind_tiles

SUGGESTED_MOST = 3
SOURCE_WORDS = {
    PlaceSource.DEVICE: say("lokasi ponsel"),
    PlaceSource.EXIF: say("tempat dari foto"),
    PlaceSource.MAP_PIN: say("titik di peta"),
    PlaceSource.OPERATOR: say("ditunjuk petugas"),
    PlaceSource.TEXT: say("ditulis"),
}


class PlaceLine(Struct, frozen=True, kw_only=True):
    """A place the report was told at before; ``map_href`` opens its point in the telephone's own map."""

    at: datetime
    words: str
    source: Say
    map_href: str | None


class CorrectingPage(Struct, frozen=True, kw_only=True):
    """What correcting/correction.html is given."""

    number: str
    title: str
    href: str
    back: str
    back_word: Say
    place: views.PlaceView
    kind: views.KindSign
    before: tuple[PlaceLine, ...]
    areas: tuple[OptionGroup, ...]
    map: views.MapView
    given: PlaceGiven
    suggested: tuple[KindChoice, ...]
    likely: tuple[KindChoice, ...]
    groups: tuple[KindGroup, ...]
    chosen: str
    keeps_limit: bool
    errors: dict[str, Say]
    notes: dict[str, str]
    longest_note: int = rules.NOTE_MOST


class Again(Struct, frozen=True, kw_only=True):
    """A form that was refused: what stood in it, and what is to be mended."""

    given: PlaceGiven | None = None
    kind: str | None = None
    notes: dict[str, str] = {}
    errors: dict[str, Say] = {}


async def correcting_page(
    desk: Desk, report: Report, task: TaskId, again: Again | None = None
) -> CorrectingPage:
    """What is told of a task's place and kind, to be put right. Raises Refused where this is nobody's to do now."""
    await purposes.require(desk, report)
    again = again or Again()
    ground, tongue = desk.ground, desk.tongue
    by = parties.parties(ground, desk.actor, report)
    if not rules.may_correct(Handling(report=report, by=by), task):
        raise Refused(say("Laporan ini tidak bisa dibetulkan dari tugas ini lagi. Muat ulang halaman ini."))
    words, place = await reports.words(desk.db, report), await reports.place(desk.db, report)
    suggested = [each for each in await _suggested(desk, report, words.text or "") if each != report.kind]
    likely = [
        KindSlug(kind.slug)
        for kind in ground.kinds.values()
        if kind.group == report.kind_group and not kind.retired and kind.slug not in (*suggested, report.kind)
    ]
    beside = {*suggested, *likely, report.kind or ""}
    point = (place.lon, place.lat) if place and place.lon is not None and place.lat is not None else None
    told = again.given or given(place, words.landmark, report.area)
    return CorrectingPage(
        number=numbers.show(ground.known.code, report.number),
        title=views.title(ground, report.kind, report.area, words.text, tongue, reader=views.Reader.STAFF),
        href=f"/tasks/{task}/correction",
        back=f"/tasks/{task}" if can(desk.actor, Act.BENCH) else views.report_path(ground, report.number),
        back_word=say("Tugas") if can(desk.actor, Act.BENCH) else say("Laporan"),
        place=views.place_view(
            ground,
            report.area,
            tongue,
            landmark=words.landmark,
            out_of_area=report.out_of_area,
            reader=views.Reader.STAFF,
        ),
        kind=views.kind_sign(ground, report.kind, tongue),
        before=tuple(_line(desk, each) for each in (await store.places(desk.db, desk.city, report.id))[1:]),
        areas=views.area_groups(ground, told.area),
        map=views.map_view(ground, point),
        given=told,
        suggested=tuple(kind_choice(ground, ground.kinds[each], tongue) for each in suggested),
        likely=tuple(kind_choice(ground, ground.kinds[each], tongue) for each in likely),
        groups=kind_tiles(ground, tongue, beside=beside),
        chosen=again.kind or "",
        keeps_limit=rules.speaks_for_unit(by),
        errors=again.errors,
        notes=again.notes,
    )


async def _suggested(desk: Desk, report: Report, text: str) -> list[KindSlug]:
    """What its reporter said it is after all, then what earlier reports and its words point to; only kinds taken."""
    doubted = [
        event.kind
        for heard in reversed(await history(desk.db, desk.city, report.id))
        if isinstance(event := EVENTS.read(heard), KindDoubted)
    ]
    learned = (await learning.guess(desk, text)).kinds
    kinds = desk.ground.kinds
    words = vocabulary((slug, (*kind.search.id, *kind.search.en)) for slug, kind in kinds.items())
    found = dict.fromkeys((*doubted[:1], *learned, *(each.kind for each in suggest(text, words))))
    return [each for each in found if each in kinds and not kinds[each].retired][:SUGGESTED_MOST]


def _line(desk: Desk, place: PlaceBefore) -> PlaceLine:
    lon, lat = place.lon, place.lat
    return PlaceLine(
        at=place.at,
        words=views.area_name(desk.ground, place.area, desk.tongue),
        source=SOURCE_WORDS[place.source],
        map_href=f"geo:{lat:.6f},{lon:.6f}" if lon is not None and lat is not None else None,
    )
