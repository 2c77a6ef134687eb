"""What is personal in the words of strangers is covered for the public, however they write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.report import views
from tanggap.report.screening.rules import Personal, blocked, covered, is_nik, masked
from tanggap.report.views import Reader

NIK = "9901014508900001"  # TV-NIK-1: area 990101 is nowhere, so nobody has it


def found(text: str) -> list[Personal]:
    return [each.what for each in masked(text).findings]


def test_tv_nik_1_is_covered_but_for_its_ends() -> None:
    assert masked(f"NIK saya {NIK}.").text == "NIK saya 9901**********01."


@pytest.mark.parametrize(
    ("digits", "shaped"),
    [(NIK, True), ("9901017508900001", False), ("9901014513900001", False), ("0001014508900001", False), (NIK[1:], False)],
)  # fmt: skip
def test_a_nik_has_a_day_and_a_month_in_it(digits: str, *, shaped: bool) -> None:
    assert is_nik(digits) is shaped


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "0812.3456.7890",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "+62 812 3456 7890",
        "6281234567890",
        "(021) 8895 1234",
        "0812\u200b3456\u200b7890",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "０８１２３４５６７８９０",
        "wa.me/6281234567890",
    ],
)
def test_a_telephone_number_is_covered_in_whatever_way_it_is_written(written: str) -> None:
    assert Personal.PHONE in found(f"Hubungi {written} ya")
    assert not any(sign.isdecimal() for sign in masked(f"Hubungi {written} ya").text)


def test_two_numbers_side_by_side_are_both_covered() -> None:
    assert found("081234567890 081298765432") == [Personal.PHONE, Personal.PHONE]


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("ketua.rt04@contoh.example", Personal.EMAIL),
        ("ketua (at) contoh.example", Personal.EMAIL),
        ("B 1234 XYZ", Personal.PLATE),
        ("b1234kzz", Personal.PLATE),
        ("AB 45 CD", Personal.PLATE),
        ("rek BCA 1234567890", Personal.ACCOUNT),
        ("4000123412341234", Personal.ACCOUNT),
    ],
)
def test_addresses_plates_and_accounts_are_covered(written: str, what: Personal) -> None:
    assert found(f"Ini {written} dia") == [what]
    assert written not in masked(f"Ini {written} dia").text


@pytest.mark.parametrize(
    "text",
    [
        "Lubang di RT 04 RW 05, Blok B 12 C, Jl. Ahmad Yani No 12 A",
        "Laporan BKS-08123-45678-9 belum dijawab",
        "Sejak 08-09-2026 jam 08.00 - 17.00",
        "Biaya 8.500.000.000 rupiah, sumbangan Rp 250.000",
        "Titik -6.2383, 106.9756",
        "Telepon 112 atau 119",
        "Lampu 40 watt di KM 12",
    ],
)
def test_what_counts_and_places_things_stays_as_it_is(text: str) -> None:
    assert masked(text).text == text


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Menurut Pak Budi, bukan Pak Lurah", "Menurut Pak ****, bukan Pak Lurah"),
        ("rumah Ibu Siti Aminah roboh", "rumah Ibu **** ****** roboh"),
        ("Bpk. Haji Ridwan yang buang", "Bpk. Haji ****** yang buang"),
        ("Pak Budi 081234567890", "Pak **** ************"),
    ],
)
def test_a_name_behind_an_honorific_is_covered(text: str, public: str) -> None:
    assert masked(text).text == public
    assert Personal.NAME in covered(masked(text).findings)


@pytest.mark.parametrize(
    "text",
    [
        "Lapor Pak RT 04 dan Bu Lurah",
        "Jl. Ahmad Yani depan RSUD Dr. Soetomo",
        "jalan K.H. Ahmad Dahlan",
        "Jl. Dr. Ir. H. Soekarno",
        "Gang Haji Ridwan nomor 4",
        "perum Puri Mas Surabaya",
        "Pasar Ibu Kota",
        "Mohon bantuannya pak. Ada pohon tumbang",
        "Selamat pagi bapak/ibu Saya mau lapor",
        "Terima kasih pak\nLampu mati lagi",
        "Pak Kepala Dinas, Bu Camat, Pak Polisi",
    ],
)
def test_offices_streets_and_the_next_sentence_are_no_names(text: str) -> None:
    assert masked(text).text == text


def test_whoever_wrote_it_reads_it_as_it_is() -> None:
    text = "Hubungi 081234567890"

    assert views.told_text(text, reader=Reader.REPORTER) == text
    assert views.told_text(text, reader=Reader.STAFF) == text
    assert views.told_text(text, reader=Reader.PUBLIC) == "Hubungi ************"


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["081234567890", NIK, "B 1234 XYZ", "a@b.co", "+62 812", "rek BCA ", "9901**********01", ".@-.-", " ", "-", "0812345", "8", "AB", "*"]
    ),
    st.text("0123456789 .-()+*", max_size=20),
)  # fmt: skip


@given(st.lists(PIECES, max_size=8).map("".join))
def test_masking_twice_is_masking_once_and_leaves_nothing_to_find(text: str) -> None:
    once = masked(text)
    twice = masked(once.text)

    assert len(once.text) == len(text)
    assert twice.text == once.text
    assert covered(twice.findings) == ()


def test_a_blocked_phrase_is_found_whole_and_in_whatever_case() -> None:
    assert blocked("Awas, MATI   kau!", ["mati kau"])
    assert not blocked("Lampu mati kaunter tutup", ["mati kau"])
    assert not blocked("Lampu mati", [])
