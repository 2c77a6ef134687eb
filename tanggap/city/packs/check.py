"""Looks a pack over: everything wrong in a city's folder, with file, line and what to do."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tanggap.city.packs.check_areas import check_areas
from tanggap.city.packs.check_basemap import check_basemap
from tanggap.city.packs.check_grading import check_grading
from tanggap.city.packs.check_pillars import check_pillars
from tanggap.city.packs.check_questions import check_questions
from tanggap.city.packs.check_routing import check_routing
from tanggap.city.packs.check_times import check_history, check_hours, check_times
from tanggap.city.packs.draft import Draft, read_draft
from tanggap.city.packs.mistakes import Mistake
from tanggap.city.packs.pack import Agency, City, CityState, Kind
from tanggap.city.packs.reading import Spot
from tanggap.city.packs.rounds import KMH_MOST, STOP_MOST, Rounds
from tanggap.kit.words import say

LANGUAGES = ("id", "en")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FALLBACK_TYPE = "area_office"


def check(
    folder: Path,
    *,
    default_folder: Path | None = None,
    rules: Collection[str] | None = None,
    measures: Collection[str] | None = None,
) -> list[Mistake]:
    """Every mistake in a city's folder, by file and line; warnings are among them.

    `rules` are the names of the routing rules there are, `measures` those units are graded by; without them, such
    names go unchecked.
    """
    draft = read_draft(folder, default_folder=default_folder)
    return check_draft(draft, rules=rules, measures=measures)


def check_draft(
    draft: Draft, *, rules: Collection[str] | None = None, measures: Collection[str] | None = None
) -> list[Mistake]:
    """Every mistake of a pack as it was read: those of reading, and those between its parts."""
    if draft.city is not None:
        _check_city(draft, draft.city, draft.spot("city"))
        check_grading(draft.city.scorecard, draft.spot("city"), measures)
        check_areas(draft, draft.city)
    for group in draft.groups.values():
        spot = draft.spot("groups", group.slug)
        _check_slug(group.slug, spot)
        if not re.fullmatch(r"#[0-9a-f]{6}", group.colour):
            spot.mistake(
                say("Warna “{colour}” tidak dikenal.", colour=group.colour),
                say("Tulis seperti #b4532a, huruf kecil."),
                at="colour",
            )
    for kind in draft.kinds.values():
        _check_kind(draft, kind, draft.spot("kinds", kind.slug))
    for agency in draft.agencies.values():
        _check_agency(draft, agency, draft.spot("agencies", agency.slug))
    check_routing(draft, rules)
    check_times(draft)
    check_pillars(draft)
    return sorted(draft.mistakes, key=lambda mistake: (mistake.warning, mistake.file, mistake.line))


def _check_state(city: City, spot: Spot) -> None:
    if city.state is CityState.TRAINING:
        spot.mistake(
            say("Kota latihan tidak dimuat dari folder."),
            say("Jalankan `tanggap city training` dengan nama pendek kota aslinya."),
            at="state",
        )


def _check_city(draft: Draft, city: City, spot: Spot) -> None:
    _check_slug(city.slug, spot)
    _check_state(city, spot)
    if not re.fullmatch(r"[A-Z]{2,4}", city.code):
        spot.mistake(
            say("Kode kota “{code}” tidak dapat dipakai.", code=city.code),
            say("Pakai dua sampai empat huruf besar, seperti BKS."),
            at="code",
        )
    try:
        ZoneInfo(city.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        spot.mistake(
            say("Zona waktu “{zone}” tidak dikenal.", zone=city.timezone),
            say("Pakai Asia/Jakarta, Asia/Pontianak, Asia/Makassar, atau Asia/Jayapura."),
            at="timezone",
        )
    if "id" not in city.languages:
        spot.mistake(say("Bahasa Indonesia belum ada."), say("Tambahkan “id”."), at="languages")
    _check_known(city.languages, LANGUAGES, spot, "languages")
    check_basemap(city.basemap, spot)
    _check_known(city.first_kinds, draft.kinds, spot, "first_kinds")
    if city.flags_to_hide < 1:
        spot.mistake(
            say("Laporan tidak bisa disembunyikan sebelum ada yang menandainya."),
            say("Tulis 1 atau lebih; biasanya 3."),
            at="flags_to_hide",
        )
    if city.outside_days < 1:
        spot.mistake(
            say("Tautan untuk pihak luar tidak pernah berlaku."),
            say("Tulis berapa hari, biasanya 14."),
            at="outside_days",
        )
    _check_rounds(city.rounds, spot)
    if not (abs(city.centre.lon) <= 180 and abs(city.centre.lat) <= 90):
        spot.mistake(
            say("Titik tengah kota di luar bumi."),
            say("Tulis lon lalu lat dalam derajat, seperti lon = 106.9756, lat = -6.2383."),
            at="centre",
        )
    if not city.emergency_numbers:
        spot.mistake(
            say("Belum ada nomor darurat."),
            say("Tambahkan [[emergency_numbers]] untuk 112 dan 119: keduanya tampil di setiap halaman."),
            at="emergency_numbers",
        )
    for nth, emergency in enumerate(city.emergency_numbers):
        if not re.fullmatch(r"\+?[0-9]{3,15}", emergency.number):
            Spot(spot.source, ("emergency_numbers", nth)).mistake(
                say("Nomor darurat “{number}” tidak dapat ditelepon.", number=emergency.number),
                say("Tulis angka saja, seperti 112."),
                at="number",
            )


def _check_rounds(rounds: Rounds, spot: Spot) -> None:
    for field, value, most in (
        ("kmh", rounds.kmh, KMH_MOST),
        ("stop_minutes", rounds.stop_minutes, STOP_MOST),
    ):
        if not 1 <= value <= most:
            spot.mistake(
                say("Angka {value} tidak masuk akal untuk urutan kerja tim.", value=value),
                say("Tulis angka bulat dari {least} sampai {most}.", least=1, most=most),
                at=f"rounds.{field}",
            )


def _check_kind(draft: Draft, kind: Kind, spot: Spot) -> None:
    _check_slug(kind.slug, spot)
    _check_known((kind.group,), draft.groups, spot, "group")
    _check_known(kind.agency_types, draft.agency_types, spot, "agency_types")
    check_history([target.valid_from for target in kind.targets], spot, "targets")
    if kind.duplicates.radius_m <= 0 or kind.duplicates.days <= 0:
        spot.mistake(
            say("Jarak dan hari laporan kembar harus lebih dari nol."),
            say("Tulis seperti radius_m = 100, days = 7."),
            at="duplicates",
        )
    for language, words in (("id", kind.search.id), ("en", kind.search.en)):
        if not words:
            spot.mistake(
                say("Belum ada kata pencarian dalam bahasa “{language}”.", language=language),
                say("Tambahkan kata yang dipakai warga."),
                at=f"search.{language}",
            )
    check_questions(kind, spot)
    owners = (*kind.owners, *(each.owner for question in kind.questions for each in question.options))
    having = {**draft.agencies, **draft.agency_types}
    _check_known((each for each in owners if each), having, spot, "owners")
    if not kind.retired:
        _check_somebody_answers(draft, kind)


def _check_somebody_answers(draft: Draft, kind: Kind) -> None:
    """A kind without an agency is no fault of the taxonomy: the warning stands with the city."""
    having = {each for agency in draft.agencies.values() if not agency.retired for each in agency.types}
    if draft.city is None or not having.isdisjoint(kind.agency_types):
        return
    draft.spot("city").mistake(
        say("Belum ada instansi untuk “{kind}”.", kind=kind.slug),
        say(
            "Tambahkan di agencies/ instansi berjenis {types}. Sampai saat itu {meanwhile}.",
            types=", ".join(kind.agency_types),
            meanwhile=say("kantor wilayah yang menerima")
            if FALLBACK_TYPE in having
            else say("laporan menunggu triase"),
        ),
        warning=True,
    )


def _check_agency(draft: Draft, agency: Agency, spot: Spot) -> None:
    _check_slug(agency.slug, spot)
    _check_known(agency.types, draft.agency_types, spot, "types")
    _check_known(agency.areas, draft.areas, spot, "areas")
    for field, other in (("parent", agency.parent), ("successor", agency.successor)):
        if other is not None:
            _check_known((other,), draft.agencies, spot, field)
            _check_ends(draft, agency, spot, field)
    if agency.parent in draft.agencies and draft.agencies[agency.parent].retired and not agency.retired:
        spot.mistake(
            say("{unit} berada di bawah instansi yang sudah tidak bertugas.", unit=agency.name),
            say("Pindahkan ke instansi lain, atau akhiri tugasnya dulu."),
            at="parent",
        )
    if agency.phone and not re.fullmatch(r"\+?[0-9 ()-]{3,24}", agency.phone):
        spot.mistake(
            say("Nomor telepon “{number}” tidak dapat ditelepon.", number=agency.phone),
            say("Tulis angka saja, seperti 021 8895 1234."),
            at="phone",
        )
    if agency.hours is not None:
        check_hours(agency.hours, Spot(spot.source, (*spot.place, "hours")))
    if agency.email and not (agency.outside and "@" in agency.email):
        spot.mistake(
            say("Alamat email “{agency}” tidak dapat dipakai.", agency=agency.name),
            say("Tulis alamat yang lengkap, dan outside = true: yang punya akun tidak dikirimi tautan."),
            at="email",
        )
    if agency.rounds is not None:
        _check_rounds(agency.rounds, spot)
    if agency.depot is not None and not (abs(agency.depot.lon) <= 180 and abs(agency.depot.lat) <= 90):
        spot.mistake(
            say("Pangkalan “{agency}” di luar bumi.", agency=agency.name),
            say("Tulis lon lalu lat dalam derajat, seperti lon = 106.9756, lat = -6.2383."),
            at="depot",
        )
    if not agency.types:
        spot.mistake(
            say("“{agency}” tidak punya jenis.", agency=agency.name),
            say("Isi sedikitnya satu jenis dari agency_types.toml."),
            at="types",
        )


def _check_ends(draft: Draft, agency: Agency, spot: Spot, field: str) -> None:
    """Name a circle: going from one agency to the next by this field must come to an end."""
    seen: set[str] = set()
    slug: str | None = agency.slug
    while slug is not None and slug not in seen:
        seen.add(slug)
        following = draft.agencies.get(slug)
        slug = getattr(following, field) if following is not None else None
    if slug is not None:
        spot.mistake(
            say("“{field}” dari {agency} kembali ke dirinya sendiri.", field=field, agency=agency.name),
            say("Pilih instansi lain."),
            at=field,
        )


def _check_slug(slug: str, spot: Spot) -> None:
    if not SLUG.fullmatch(slug):
        spot.mistake(
            say("Nama pendek “{slug}” tidak dapat dipakai.", slug=slug),
            say("Pakai huruf kecil, angka, dan tanda hubung saja."),
            at="slug",
        )


def _check_known(names: Iterable[str], known: Collection[str], spot: Spot, field: str) -> None:
    for name in names:
        if name not in known:
            spot.mistake(
                say("“{name}” di “{field}” tidak dikenal.", name=name, field=field),
                say("Perbaiki ejaannya, atau tambahkan “{name}” di tempatnya.", name=name),
                at=field,
            )
