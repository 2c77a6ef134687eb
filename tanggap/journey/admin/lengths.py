"""How lengths of time are typed and told, and what the city's limits are called. Values only."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tanggap.city.packs.spelling import read_limit, spell_limit
from tanggap.city.packs.times import DatedShares, Limit, ReportType
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

UNITS = {
    "minutes": say("menit"),
    "hours": say("jam"),
    "days": say("hari"),
    "office hours": say("jam kantor"),
    "working days": say("hari kerja"),
}
DAY_HOURS = 24
TYPES: dict[ReportType, Say] = {
    ReportType.FIELD_ISSUE: say("Masalah di lapangan"),
    ReportType.COMPLAINT: say("Pengaduan layanan"),
    ReportType.COMPLAINT_SUPERVISORY: say("Pengaduan pengawasan"),
    ReportType.ASPIRATION: say("Aspirasi"),
    ReportType.INFORMATION_REQUEST: say("Permintaan informasi"),
    ReportType.EMERGENCY: say("Darurat: nomor telepon tampil lebih dulu"),
}
NOT_IN_USE = ("verify", "plan", "area_office_acts")
"""Limits a pack holds and nothing is counted by: to change them would change nothing."""
STEPS: Mapping[str, Say] = {
    "answer_offer": say("Instansi menjawab tawaran"),
    "answer_question": say("Pelapor menjawab pertanyaan"),
    "hold": say("Pekerjaan yang ditunda dilihat lagi"),
    "remind": say("Pemegang laporan diingatkan"),
    "escalate_agency": say("Kepala instansi mendengar keterlambatan"),
    "escalate_executive": say("Meja wali kota mendengar keterlambatan"),
    "alert_executive": say("Meja wali kota mendengar laporan yang belum disentuh"),
    "close_unanswered": say("Laporan selesai ditutup bila tidak ada keberatan"),
    "reopen": say("Pelapor bisa menyanggah hasilnya"),
}
INQUIRIES: Mapping[str, Say] = {
    "inquiry_answer": say("Permohonan dijawab"),
    "inquiry_extend": say("Perpanjangan jawaban, satu kali"),
    "inquiry_object": say("Pemohon bisa mengajukan keberatan"),
    "inquiry_decide": say("Atasan memutus keberatan"),
    "inquiry_dispute": say("Pemohon bisa ke Komisi Informasi"),
}
"""Formal requests for information."""
LIMITS: Mapping[str, Say] = {
    **{each.value: word for each, word in TYPES.items()},
    ReportType.EMERGENCY.value: say("Darurat"),
    **STEPS,
    **INQUIRIES,
}
"""What each limit of a city is called, by its name in the pack."""


def spelled(limit: Limit) -> tuple[str, str]:
    """A limit as an amount and its unit; whole days round the clock are told as days."""
    amount, _, unit = spell_limit(limit).partition(" ")
    if limit.clock == "C" and limit.amount >= DAY_HOURS and limit.amount % DAY_HOURS == 0:
        return f"{limit.amount / DAY_HOURS:g}", "days"
    return amount, unit if unit.endswith("s") else f"{unit}s"


def told(held: Any) -> Say:
    """What holds from some day on, in words: a limit, or after which shares of one somebody is reminded."""
    if isinstance(held, DatedShares):
        return say("pada {percent} persen", percent=", ".join(map(str, held.percent)))
    amount, unit = spelled(held.limit)
    return say("{amount} {unit}", amount=amount, unit=UNITS[unit])


def read_length(amount: str | None, unit: str | None, *, field: str) -> Limit:
    """A limit of an amount and a unit. Raises Invalid."""
    try:
        if unit not in UNITS:
            raise ValueError(unit)
        return read_limit(f"{(amount or '').replace(',', '.')} {unit}")
    except ValueError:
        raise Invalid(say("Tulis angka lebih dari nol, lalu pilih satuannya."), field=field) from None


def tomorrow(today: date) -> date:
    """The first day a new limit can hold: what comes in on a day is all due by the same one."""
    return today + timedelta(days=1)
