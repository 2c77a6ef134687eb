"""Changes of the pack as they are told: what was changed, from what to what, by whom and why."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.editing import store
from tanggap.city.editing.rules import Edit
from tanggap.city.people import store as people
from tanggap.kit.words import Say, say

UNDOING = "/admin/changes/{}/undoing"
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
            told=tuple(told(edit, desk.tongue.language) for edit in each.edits),
            takes_back=each.undoes is not None,
            undo=None if each.undone else UNDOING.format(each.id),
        )
        for each in found
    )


def told(edit: Edit, language: str) -> Told:
    """A change of one thing in words."""
    after, before = _tabled(edit.after), _tabled(edit.before)
    new = edit.before is None
    return Told(
        part=PARTS.get(edit.part, say("Paket kota")),
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
