"""Finding what may be the same report, and saying that one sees the same."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import inf

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.journey.support import rules, store
from tanggap.journey.support.rules import Alike, Candidate, Telling
from tanggap.kit.errors import Forbidden, Missing, Refused
from tanggap.kit.log import Happened
from tanggap.kit.stem import gist
from tanggap.kit.words import say
from tanggap.report import contacts, following
from tanggap.report import store as reports
from tanggap.report.contacts import Contact
from tanggap.report.photos import store as pictures
from tanggap.report.report import Report, ReportId
from tanggap.report.reporter import store as reporters
from tanggap.report.splits import store as splits
from tanggap.report.supporters import store as supporters
from tanggap.report.supporters.store import Supporter

COMPARED_MOST = 40
"""So many of the candidates, the nearest first, of equally near ones the newest, have their words and pictures compared."""


class Place(Struct, frozen=True, kw_only=True):
    """Where to look: a point in degrees, else the area."""

    lon: float | None
    lat: float | None
    area: AreaCode | None


async def alike_at(desk: Desk, kind: KindSlug, place: Place) -> Sequence[Alike]:
    """The open reports of a kind's group that strangers may be asked about: is it one of these? Nothing for no place."""
    telling = Telling(lon=place.lon, lat=place.lat, at=desk.now())
    return await _alike(desk, kind, place.area, telling, insiders=False)


async def alike_to(
    desk: Desk, report: Report, *, insiders: bool, kind: KindSlug | None = None
) -> Sequence[Alike]:
    """The open reports that may be about the same thing as this one, by place, time, words and pictures.

    ``kind`` is what it most likely is, as long as nobody has settled that.
    """
    kind = report.kind or kind
    if kind is None:
        return []
    place = await reports.place(desk.db, report)
    words = await reports.words(desk.db, report)
    shown = await pictures.of_report(desk.db, report)
    telling = Telling(
        lon=place.lon if place is not None else None,
        lat=place.lat if place is not None else None,
        at=report.received_at,
        words=gist(f"{words.text or ''} {words.landmark or ''}"),
        landmark=gist(words.landmark or ""),
        photos=tuple(p.likeness for p in shown if p.role == "before" and p.likeness is not None),
    )
    return await _alike(desk, kind, report.area, telling, insiders=insiders, but=report.id)


async def _alike(
    desk: Desk,
    slug: KindSlug,
    area: AreaCode | None,
    new: Telling,
    *,
    insiders: bool,
    but: ReportId | None = None,
) -> Sequence[Alike]:
    kind = desk.ground.kinds.get(slug)
    if kind is None:
        return []
    found = [
        each
        for each in await _near(desk, kind, area, new, insiders=insiders)
        if each.report != but and _within(new, each.telling, kind.duplicates.radius_m)
    ]
    nearest = sorted(found, key=lambda each: _far(new, each.telling))
    return rules.rank(
        new,
        await _told(desk, nearest[:COMPARED_MOST]) if new.words or new.photos else nearest,
        radius_m=kind.duplicates.radius_m,
        span=timedelta(days=kind.duplicates.days),
        common=_common(desk.ground, slug),
        least=desk.ground.city.support.alike_least_percent / 100,
    )


async def _near(
    desk: Desk, kind: Kind, area: AreaCode | None, new: Telling, *, insiders: bool
) -> list[Candidate]:
    """Around the point; by the area where this one or the other has none."""
    group, since = GroupSlug(kind.group), _since(new.at, kind)
    found: list[store.Near] = []
    if new.lon is not None and new.lat is not None:
        found += await store.near(
            desk.db,
            desk.city,
            group,
            lon=new.lon,
            lat=new.lat,
            radius_m=kind.duplicates.radius_m,
            since=since,
            insiders=insiders,
        )
    if area is not None:
        found += await store.in_area(
            desk.db, desk.city, group, area=area, since=since, insiders=insiders, placed=new.lon is not None
        )
    return [
        Candidate(report=each.id, telling=Telling(lon=each.lon, lat=each.lat, at=each.received_at))
        for each in found
    ]


def _since(at: datetime, kind: Kind) -> datetime:
    return at - timedelta(days=kind.duplicates.days)


def _far(one: Telling, other: Telling) -> float:
    """How far, in metres; what tells no point stands behind what does, the newest first, as it comes."""
    metres = rules.distance(one, other)
    return inf if metres is None else metres


def _within(one: Telling, other: Telling, radius_m: float) -> bool:
    metres = rules.distance(one, other)
    return metres is None or metres <= radius_m


async def _told(desk: Desk, found: Sequence[Candidate]) -> list[Candidate]:
    evidence = await store.evidence(desk.db, desk.city, [each.report for each in found])
    told: list[Candidate] = []
    for each in found:
        its = evidence[each.report]
        telling = Telling(
            lon=each.telling.lon,
            lat=each.telling.lat,
            at=each.telling.at,
            words=gist(f"{its.text or ''} {its.landmark or ''}"),
            landmark=gist(its.landmark or ""),
            photos=its.photos,
        )
        told.append(Candidate(report=each.report, telling=telling))
    return told


@lru_cache(maxsize=1024)
def _common(ground: Ground, slug: KindSlug) -> frozenset[str]:
    """The stems of a kind's own words; a new version of the ground is another ground."""
    kind = ground.kinds[slug]
    return gist(" ".join((kind.name.id, *kind.search.id)))


async def support(desk: Desk, report: ReportId, *, contact: Contact | None = None) -> Report:
    """Say that one sees the same, and hear of it from now on; saying so twice changes nothing.

    Of a report that follows another the one that leads is supported. Raises Missing for one that is not public,
    Refused for one's own and one that has ended.
    """
    leading = await following.root(desk.db, await reports.get(desk.db, desk.city, report))
    found = await reports.open_for_change(desk.db, desk.city, leading.id)
    if not found.listed:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    seat = desk.actor.seat
    if seat is None:
        raise Forbidden(say("Peramban ini belum dikenal. Muat ulang halaman, lalu coba lagi."))
    if await supporting(desk, found.id) is not None:
        return found
    own = await reporters.holds(desk.db, desk.city, desk.actor, found.id)
    event = rules.supported(found, own=own)
    supporter = await supporters.add(desk.db, desk.city, found.id, seat=seat, at=desk.now())
    if supporter is not None and contact is not None:
        await contacts.keep(
            desk.db, desk.tools.secrets, desk.city, found.id, contact, supporter=supporter, at=desk.now()
        )
    return await _record(desk, found, event)


async def supporting(desk: Desk, report: ReportId) -> Supporter | None:
    """Whoever asks, as one who supports a report; None when they do not."""
    return await supporters.find(desk.db, desk.city, report, seat=desk.actor.seat)


async def stop(desk: Desk, report: ReportId) -> Report:
    """Take it back: heard no more, counted no more, and how to be reached forgotten. Raises Refused."""
    above = await following.hold_chain(desk.db, await reports.get(desk.db, desk.city, report))
    found = await reports.get(desk.db, desk.city, report)
    known = await supporting(desk, report)
    if known is None:
        raise Refused(say("Anda belum mendukung laporan ini."))
    await contacts.destroy(desk.db, desk.city, report, supporter=known.id)
    await supporters.remove(desk.db, desk.city, known.id)
    for each in above:
        await _record(desk, each, rules.fewer(each, people=1))
    return await _record(desk, found, rules.fewer(found, people=1))


async def join(desk: Desk, primary: Report, merged: Report) -> Report:
    """Count the people of a report that was merged into another with that one's; both are held."""
    people = await _coming(desk, merged, to=primary)
    return await _record(desk, primary, rules.more(primary, people=people, merged=merged.id))


async def part(desk: Desk, above: Sequence[Report], merged: Report) -> None:
    """Count them no more with any of those it followed, which are held."""
    for each in above:
        people = await _coming(desk, merged, to=each)
        await _record(desk, each, rules.fewer(each, people=people, merged=merged.id))


async def _coming(desk: Desk, merged: Report, *, to: Report) -> int:
    """How many people a merged report brings; back to the one it was split off from only who came since."""
    if await splits.source_of(desk.db, desk.city, merged.id) != to.id:
        return rules.people_of(merged)
    return await splits.newcomers(desk.db, desk.city, merged.id, source=to.id)


async def _record(desk: Desk, report: Report, event: Happened) -> Report:
    # Whoever supports a report is told nowhere, not even by an id.
    return await reports.record(desk.db, desk.tools.epoch, report, event, at=desk.now())
