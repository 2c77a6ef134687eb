"""Changes of the pack as they are told: what was changed, from what to what, by whom and why."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.editing import store
from tanggap.city.editing.rules import Edit, read
from tanggap.city.editing.store import Change
from tanggap.city.packs.pillars import Aim, CityFact, Fact
from tanggap.city.people import store as people
from tanggap.journey.admin import lengths, opening
from tanggap.journey.admin.lengths import LIMITS
from tanggap.kit.words import Say, Tongue, say

UNDOING = "/admin/changes/{}/undoing"
UNDOING_OF = {
    "days_off": "/admin/calendar/changes/{}/undoing",
    "areas": "/admin/areas/changes/{}/undoing",
}
"""Where changes of what has pages of its own are taken back."""
VALUE_MOST = 60

PARTS = {
    "city": say("Profil kota"),
    "groups": say("Kelompok jenis"),
    "kinds": say("Jenis laporan"),
    "agency_types": say("Jenis tugas"),
    "agencies": say("Instansi dan unit"),
    "routing": say("Aturan penerusan"),
    "hours": say("Jam buka kantor"),
    "limits": say("Batas waktu"),
    "pillar_sets": say("Pilar kota cerdas"),
    "indicators": say("Indikator"),
    "aims": say("Target indikator"),
    "facts": say("Angka kota"),
    "days_off": say("Hari libur"),
    "areas": say("Wilayah"),
}
FACTS: Mapping[str, Say] = {
    Fact.POPULATION: say("Jumlah penduduk"),
    Fact.ROAD_KM: say("Panjang jalan (km)"),
    Fact.AREA_KM2: say("Luas kota (km²)"),
    Fact.PERMITS: say("Izin yang terbit dalam setahun"),
}
FIELDS = {
    "name": say("Nama"),
    "short": say("Singkatan"),
    "types": say("Tugas"),
    "areas": say("Wilayah"),
    "phone": say("Telepon"),
    "parent": say("Bagian dari"),
    "hours": say("Jam buka"),
    "source": say("Sumber"),
    "retired": say("Tidak bertugas lagi"),
    "successor": say("Pengganti"),
    "group": say("Kelompok"),
    "agency_types": say("Tugas siapa"),
    "report_type": say("Sifat laporan"),
    "urgency": say("Urgensi"),
    "sensitivity": say("Siapa yang boleh melihat"),
    "pillars": say("Pilar kota cerdas"),
    "pillar_set": say("Susunan pilar"),
    "proof": say("Foto sesudah wajib"),
    "duplicates": say("Laporan kembar"),
    "icon": say("Gambar"),
    "colour": say("Warna"),
    "search": say("Kata pencarian"),
    "targets": say("Target waktu"),
    "questions": say("Pertanyaan tambahan"),
    "languages": say("Bahasa"),
    "emergency_numbers": say("Nomor darurat"),
    "first_kinds": say("Jenis yang tampil pertama"),
    "triage_first": say("Semua laporan lewat antrean"),
    "standing": say("Warga melihat hasil laporannya"),
    "support": say("Dukungan warga"),
    "basemap": say("Peta dasar"),
    "blocked_words": say("Kata yang ditahan"),
    "flags_to_hide": say("Tanda sampai ditahan"),
    "owners": say("Milik siapa"),
    "direct_a_week": say("Laporan langsung ke wali kota dalam tujuh hari"),
    "positions": say("Petugas boleh membagikan posisi selama bertugas"),
    "rounds": say("Kecepatan tim dan lama di tempat"),
    "depot": say("Pangkalan tim"),
}


class Line(Struct, frozen=True, kw_only=True):
    """One field that changed; without ``before`` and ``after`` where they would be too long to read."""

    word: Say
    before: str = ""
    after: str = ""


class Told(Struct, frozen=True, kw_only=True):
    """One thing that changed: in which part, what it is called, whether it is new, and what changed of it."""

    part: Say
    name: str
    new: bool
    lines: tuple[Line, ...]


class ChangeRow(Struct, frozen=True, kw_only=True):
    """A change that was made; ``undo`` is where taking it back is posted, None when it was."""

    at: datetime
    who: str
    reason: str
    told: tuple[Told, ...]
    takes_back: bool
    undo: str | None


async def rows(desk: Desk, part: str | None = None, slug: str | None = None) -> tuple[ChangeRow, ...]:
    """The newest changes: of the whole pack, of a part of it, or of one thing."""
    found = await store.changes(desk.db, desk.city, part=part, slug=slug)
    who = await people.names(desk.db, {each.person for each in found}) if found else {}
    return tuple(
        ChangeRow(
            at=each.at,
            who=who.get(each.person, ""),
            reason=each.reason,
            told=tuple(told(edit, desk.tongue) for edit in each.edits),
            takes_back=each.undoes is not None,
            undo=None if each.undone else _undoing(each),
        )
        for each in found
    )


def _undoing(change: Change) -> str:
    part = change.edits[0].part
    return UNDOING_OF.get(part, UNDOING).format(change.id)


def told(edit: Edit, tongue: Tongue) -> Told:
    """A change of one thing in words."""
    part = PARTS.get(edit.part, say("Paket kota"))
    match edit.part:
        case "limits":
            named = tongue(LIMITS.get(edit.slug, part))
            return Told(part=part, name=named, new=False, lines=(_limit(edit, tongue),))
        case "days_off":
            named = tongue("{day}", day=date.fromisoformat(edit.slug))
            return Told(
                part=part, name=named, new=False, lines=(_line(say("Libur"), edit.before, edit.after),)
            )
        case "areas":
            line = _line(say("Nama"), edit.before, edit.after)
            return Told(part=part, name=edit.slug, new=False, lines=(line,))
        case "hours":
            return Told(part=part, name="", new=False, lines=tuple(_hours(edit, tongue)))
        case "aims":
            return Told(part=part, name=edit.slug.upper(), new=False, lines=tuple(_aims(edit)))
        case "facts":
            named = tongue(FACTS.get(edit.slug, part))
            return Told(part=part, name=named, new=False, lines=tuple(_facts(edit)))
        case _:
            return _fields(edit, part, tongue.language)


def _limit(edit: Edit, tongue: Tongue) -> Line:
    """A limit as it was last and as it is to be, and from when on."""
    before, after = (read(edit.part, plain, edit.slug) for plain in (edit.before, edit.after))
    last = max((*(each for each in after if each not in before), after[-1]), key=lambda each: each.valid_from)
    return _line(
        say("Mulai {day}", day=last.valid_from), tongue(lengths.told(before[-1])), tongue(lengths.told(last))
    )


def _hours(edit: Edit, tongue: Tongue) -> Iterable[Line]:
    """The days on which the offices open otherwise, in the usual week and in each season."""
    was, now = (read(edit.part, plain) for plain in (edit.before, edit.after))
    for day, word in opening.DAYS.items():
        windows = [opening.spelled(hours.week, day) for hours in (was, now)]
        if windows[0] != windows[1]:
            yield _line(word, *windows)
    seasons = {each.name.id: each.name for each in (*was.seasons, *now.seasons)}
    for name in seasons.values():
        before, after = (opening.told(opening.season(hours, name)) for hours in (was, now))
        if before != after:
            yield _line(say("{season}", season=name), before, after)


def _aims(edit: Edit) -> Iterable[Line]:
    """The aims that are new, other or gone, by the day from which they hold."""
    was, now = ({each.valid_from: each for each in read(edit.part, x)} for x in (edit.before, edit.after))
    for day in sorted({*was, *now}):
        if was.get(day) != now.get(day):
            yield _line(say("Mulai {day}", day=day), _value(was.get(day)), _value(now.get(day)))


def _facts(edit: Edit) -> Iterable[Line]:
    """The numbers that are new, other or gone, by their year."""
    was, now = ({each.year: each for each in read(edit.part, x)} for x in (edit.before, edit.after))
    for year in sorted({*was, *now}):
        if was.get(year) != now.get(year):
            yield _line(say("Tahun {year}", year=str(year)), _value(was.get(year)), _value(now.get(year)))


def _value(entry: Aim | CityFact | None) -> str:
    return f"{entry.value:g} ({entry.source})" if entry is not None else ""


def _line(word: Say, before: str | None, after: str | None) -> Line:
    return Line(word=word, before=before or "", after=after or "")


def _fields(edit: Edit, part: Say, language: str) -> Told:
    after, before = _tabled(edit.after), _tabled(edit.before)
    new = edit.before is None
    return Told(
        part=part,
        name=_short(after.get("name", edit.slug), language) or edit.slug,
        new=new,
        lines=()
        if new
        else tuple(
            Line(
                word=word,
                before=_short(before.get(field), language),
                after=_short(after.get(field), language),
            )
            for field, word in FIELDS.items()
            if before.get(field) != after.get(field)
        ),
    )


def _short(value: Any, language: str) -> str:
    """A value as a few words; nothing for one that has many parts."""
    if table := _tabled(value):
        return str(table.get(language, table.get("id", "")))
    if items := _listed(value):
        text = ", ".join(each for each in items if isinstance(each, str))
        return text if all(isinstance(each, str) for each in items) and len(text) <= VALUE_MOST else ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    text = str(value) if isinstance(value, str | int | float) else ""
    return text if len(text) <= VALUE_MOST else ""


def _tabled(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType] read as JSON


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType] read as JSON
