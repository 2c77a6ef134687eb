"""What a foreign row means here, and what became of the report it tells of."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.areas.area import Level
from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.intake import rules as intake
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.importing.source import Source
from tanggap.journey.intake.message import Message
from tanggap.journey.intake.record import Record, Told
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report import timeline
from tanggap.report.events import Accepted, Closed, Resolved
from tanggap.report.report import PlaceSource, Status, Task
from tanggap.report.transitions import Party

T = TypeVar("T")

OTHER = KindSlug("other")
ID_MOST = 200


class Row(Struct, frozen=True, kw_only=True):
    """A foreign row understood: the message it was, who answered for it, and until when.

    ``unnamed`` is a kind's word that means nothing here.
    """

    id: str
    message: Message
    agency: AgencySlug | None = None
    ended_at: datetime | None = None
    reply: str | None = None
    unnamed: str | None = None


class Past(Struct, frozen=True, kw_only=True):
    """A foreign row, and the report it tells of."""

    row: Row
    record: Record


class Reader:
    """Reads the rows of one source on one city's ground, where names stand for what the city knows."""

    def __init__(self, ground: Ground, source: Source) -> None:
        self._source = source
        self._zone = ZoneInfo(source.zone) if source.zone else ground.zone
        self._kinds = {
            _fold(name): kind.slug for kind in ground.kinds.values() for name in (kind.slug, kind.name.id)
        }
        self._kinds |= {_fold(word): kind for word, kind in source.kinds.items()}
        self._agencies = {
            _fold(name): agency.slug
            for agency in ground.agencies.values()
            for name in (agency.slug, agency.short, agency.name)
        }
        self._agencies |= {_fold(word): agency for word, agency in source.agencies.items()}
        self._areas: dict[tuple[str, str], set[AreaCode]] = {}
        for area in ground.areas.all():
            if area.level is Level.KELURAHAN:
                around = ground.area(area.parent)
                for within in {"", _fold(around.name) if around else ""}:
                    self._areas.setdefault((within, _fold(area.name)), set()).add(area.code)

    def read(self, values: Mapping[str, str], *, at: datetime) -> Row:
        """What a row means, read at this moment. Raises Invalid with what keeps it from being a report here."""
        row = {role: values[column].strip() for role, column in self._columns()}
        if not 0 < len(row["id"]) <= ID_MOST:
            raise Invalid(say("Baris ini tidak punya nomor asal."), field="id")
        received_at, ended_at = self._moment(row["received"]), None
        if row.get("ended"):
            ended_at = self._moment(row["ended"])
            if ended_at < received_at:
                raise Invalid(say("Selesai sebelum diterima."), field="ended")
        if max(received_at, ended_at or received_at) > at:
            raise Invalid(say("Waktunya belum tiba."), field="received")
        kind = self._kinds.get(_fold(row.get("kind", "")))
        message = Message(
            channel=_meaning(self._source.channels, row.get("channel"), "channel") or self._source.channel,
            scope=f"import:{self._source.name}",
            key=hashlib.sha256(row["id"].encode()).hexdigest(),
            text=row["text"],
            kind=kind or OTHER,
            type=_meaning(self._source.types, row.get("type"), "type"),
            lon=_degrees(row.get("lon")),
            lat=_degrees(row.get("lat")),
            place_source=PlaceSource.TEXT,
            area=self._area(row.get("kecamatan", ""), row.get("kelurahan", "")),
            landmark=row.get("landmark"),
            visibility=self._source.visibility,
            received_at=received_at,
            quiet=True,
        )
        return Row(
            id=row["id"],
            message=intake.check(message),
            agency=self._agency(row.get("agency", "")),
            ended_at=ended_at,
            reply=row.get("reply") or None,
            unnamed=row.get("kind") or None if kind is None else None,
        )

    def _columns(self) -> list[tuple[str, str]]:
        columns = self._source.columns
        named = ((role, getattr(columns, role)) for role in columns.__struct_fields__)
        return [(role, column) for role, column in named if column is not None]

    def _moment(self, text: str) -> datetime:
        try:
            read = datetime.strptime(text, self._source.time)  # noqa: DTZ007 - the zone is the next line's
        except ValueError:
            raise Invalid(say("Waktu “{text}” tidak terbaca.", text=text), field="time") from None
        return (read if read.tzinfo else read.replace(tzinfo=self._zone)).astimezone(UTC)

    def _agency(self, name: str) -> AgencySlug | None:
        found = self._agencies.get(_fold(name))
        if name and found is None:
            raise Invalid(say("Instansi “{name}” tidak ada di kota ini.", name=name), field="agency")
        return found

    def _area(self, kecamatan: str, kelurahan: str) -> AreaCode | None:
        if not kelurahan:
            return None
        found = self._areas.get((_fold(kecamatan), _fold(kelurahan)), set())
        if len(found) != 1:
            place = f"{kelurahan}, {kecamatan}".strip(", ")
            raise Invalid(
                say("Kelurahan “{place}” tidak ada di kota ini, atau ada beberapa.", place=place),
                field="area",
            )
        return next(iter(found))


def past(row: Row, draft: Draft) -> Past:
    """The history a row tells of, begun from the draft its message became.

    A kind's word that means nothing here stays beside the receipt. Raises Invalid when it was ended without
    anybody or any place to have ended it.
    """
    first, *others = draft.record.told
    told = [replace(first, note=row.unnamed, public=False), *others]
    report = draft.report
    if row.ended_at is not None:
        if report.lead is None:
            raise Invalid(say("Selesai tanpa instansi atau tanpa wilayah."), field="ended")
        for each in _ended(report.lead, row.ended_at, row.reply):
            report = timeline.after(report, each.event, each.at)
            told.append(each)
    return Past(row=row, record=Record(message=row.message, report=report, told=tuple(told)))


def _ended(lead: Task, at: datetime, reply: str | None) -> tuple[Told, ...]:
    """What is known of work that was done: somebody took it on, reported it done in these words, and it was closed."""
    accepted = Accepted(
        was=Status.DISPOSED, now=Status.IN_PROGRESS, task=lead.id, officer=None, agency=lead.agency
    )
    resolved = Resolved(
        was=Status.IN_PROGRESS,
        now=Status.RESOLVED,
        task=lead.id,
        agency=lead.agency,
        photo=None,
        distance_m=None,
        taken_at=None,
    )
    closed = Closed(was=Status.RESOLVED, now=Status.CLOSED, by=Party.SYSTEM)
    return Told(event=accepted, at=at), Told(event=resolved, at=at, note=reply), Told(event=closed, at=at)


def _meaning(meanings: Mapping[str, T], word: str | None, field: str) -> T | None:
    if not word:
        return None
    if word not in meanings:
        raise Invalid(say("“{word}” tidak ada di peta.", word=word), field=field)
    return meanings[word]


def _degrees(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise Invalid(say("Titik terdiri dari bujur dan lintang; kirim keduanya."), field="lon") from None


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
