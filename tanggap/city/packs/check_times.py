"""Looks over how a pack counts time: limits, office hours, days off."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import msgspec

from tanggap.city.packs.draft import Draft
from tanggap.city.packs.reading import Spot
from tanggap.city.packs.times import (
    DatedLimit,
    DatedShares,
    Holidays,
    Hours,
    Limits,
    Period,
    Season,
    Week,
    Window,
)
from tanggap.kit.words import say

_WHOLE = 100


def check_times(draft: Draft) -> None:
    """Name what is wrong with a pack's limits, office hours and days off."""
    if draft.limits is not None:
        for field in msgspec.structs.fields(draft.limits):
            history: tuple[DatedLimit | DatedShares, ...] = getattr(draft.limits, field.name)
            check_history([entry.valid_from for entry in history], draft.spot("limits"), field.name)
        _check_shares(draft.limits.remind, draft.spot("limits"))
        _check_inquiries(draft.limits, draft.spot("limits"))
    if draft.hours is not None:
        check_hours(draft.hours, draft.spot("hours"))
    if draft.holidays is not None:
        _check_holidays(draft.holidays, draft.spot("holidays"))


def _check_inquiries(limits: Limits, spot: Spot) -> None:
    """The law counts what is asked formally in working days, and so do the pages that tell of it."""
    for field in ("inquiry_answer", "inquiry_extend", "inquiry_object", "inquiry_decide", "inquiry_dispute"):
        history: tuple[DatedLimit, ...] = getattr(limits, field)
        if any(each.limit.clock != "B" for each in history):
            spot.mistake(
                say("“{field}” tidak dihitung dalam hari kerja.", field=field),
                say("Tulis seperti “10 working days”."),
                at=field,
            )


def _check_shares(history: Sequence[DatedShares], spot: Spot) -> None:
    if any(list(each.percent) != sorted({n for n in each.percent if 0 < n < _WHOLE}) for each in history):
        spot.mistake(
            say("“remind” memuat persen yang tidak dapat dipakai."),
            say("Tulis bilangan bulat 1 sampai 99, dari yang kecil, misalnya [50, 80]."),
            at="remind",
        )


def check_history(days: Sequence[date], spot: Spot, field: str) -> None:
    """Name a history that is empty, or in which two entries begin on one day."""
    if not days:
        spot.mistake(
            say("“{field}” belum punya batas waktu.", field=field),
            say("Tambahkan satu dengan valid_from dan source."),
            at=field,
        )
    if len(set(days)) < len(days):
        spot.mistake(
            say("Dua batas waktu “{field}” mulai pada hari yang sama.", field=field),
            say("Ubah valid_from salah satunya."),
            at=field,
        )


def check_hours(hours: Hours, spot: Spot) -> None:
    """Name what is wrong with the opening hours of a city or of one of its units."""
    _check_week(hours.week, Spot(spot.source, (*spot.place, "week")))
    for nth, season in enumerate(hours.seasons):
        _check_week(season.week, Spot(spot.source, (*spot.place, "seasons", nth, "week")))
        _check_periods(season, Spot(spot.source, (*spot.place, "seasons", nth)))


def _check_week(week: Week, spot: Spot) -> None:
    days: dict[str, tuple[Window, ...]] = {
        field.name: getattr(week, field.name) for field in msgspec.structs.fields(week)
    }
    if not any(days.values()):
        spot.mistake(say("Kantor tidak pernah buka."), say("Isi jam buka sedikitnya satu hari."))
    for day, windows in days.items():
        moments = [moment for window in windows for moment in (window.opens, window.closes)]
        if any(later <= earlier for earlier, later in pairwise(moments)):
            spot.mistake(
                say("Jam buka “{day}” tidak berurutan.", day=day),
                say("Urutkan jam dari pagi, tanpa bertumpang tindih."),
                at=day,
            )


def _check_periods(season: Season, spot: Spot) -> None:
    backwards = any(period.last < period.first for period in season.periods)
    if backwards or _overlap(season.periods):
        spot.mistake(
            say("Masa “{season}” berakhir sebelum mulai, atau bertumpang tindih.", season=season.name),
            say("Perbaiki first dan last."),
            at="periods",
        )


def _overlap(periods: Sequence[Period]) -> bool:
    ordered = sorted(periods, key=lambda period: period.first)
    return any(later.first <= earlier.last for earlier, later in pairwise(ordered))


def _check_holidays(holidays: Holidays, spot: Spot) -> None:
    said: set[date] = set()
    for part, days in (("add", holidays.add), ("remove", holidays.remove)):
        for nth, off in enumerate(days):
            if off.day in said:
                Spot(spot.source, (part, nth)).mistake(
                    say("Tanggal {day} disebut dua kali.", day=off.day),
                    say("Hapus salah satunya."),
                    at="day",
                )
            said.add(off.day)
