"""Sentences, numbers and times as people read them in both languages."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.kit import catalogue
from tanggap.kit.words import Name, Say, Sayable, Tongue, say, speakers

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
ENGLISH = {
    "Dikirim ke {agency}": "Sent to {agency}",
    "Batas {due}": "Due {due}",
    "Gagal: {why}": "Failed: {why}",
}

indonesian = Tongue("id", {}, WIB)
english = Tongue("en", ENGLISH, WIB)

values = st.one_of(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.floats(-1e15, 1e15),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=999)),
    st.builds(Name, id=st.text(), en=st.text()),
    st.builds(say, st.just("Gagal: {why}"), why=st.text()),
)


def test_a_sentence_is_spoken_in_the_readers_language_with_the_citys_own_words() -> None:
    sent = say("Dikirim ke {agency}", agency=Name(id="Dinas Bina Marga", en="Dinas Bina Marga (roads)"))

    assert indonesian(sent) == "Dikirim ke Dinas Bina Marga"
    assert english(sent) == "Sent to Dinas Bina Marga (roads)"


def test_a_template_may_speak_without_making_a_sentence_first() -> None:
    assert english("Dikirim ke {agency}", agency="Dishub") == "Sent to Dishub"


def test_a_sentence_inside_a_sentence_is_spoken_in_the_same_language() -> None:
    assert english(say("Gagal: {why}", why=say("Dikirim ke {agency}", agency="X"))) == "Failed: Sent to X"


def test_an_untranslated_sentence_stays_indonesian() -> None:
    assert english(say("Belum diterjemahkan")) == "Belum diterjemahkan"
    assert Tongue("en", {"Halo": ""}, WIB)("Halo") == "Halo"


def test_braces_in_a_persons_words_are_just_braces() -> None:
    assert english("Dikirim ke {agency}", agency="{agency.__class__} {0}") == "Sent to {agency.__class__} {0}"


def test_a_forgotten_value_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="agency"):
        indonesian(say("Dikirim ke {agency}"))


@given(value=values)
def test_a_stored_sentence_is_spoken_as_it_was(value: Sayable) -> None:
    said = say("Batas {due}", due=value)

    stored = msgspec.json.decode(msgspec.json.encode(said), type=Say)

    assert stored == said
    assert english(stored) == english(said)


def test_moments_name_the_citys_zone() -> None:
    makassar = Tongue("id", {}, ZoneInfo("Asia/Makassar"))
    jayapura = Tongue("en", {}, ZoneInfo("Asia/Jayapura"))

    assert indonesian.when(NOON) == "22 Nov 14.00 WIB"
    assert makassar.when(NOON) == "22 Nov 15.00 WITA"
    assert jayapura.when(NOON) == "22 Nov 16:00 WIT"
    assert indonesian.when(NOON, year=True) == "22 Nov 2026 14.00 WIB"


def test_a_moment_in_a_sentence_tells_its_year() -> None:
    assert english(say("Batas {due}", due=NOON)) == "Due 22 Nov 2026 14:00 WIB"


def test_a_day_is_the_day_in_the_city() -> None:
    late = datetime(2026, 8, 21, 17, 30, tzinfo=UTC)

    assert indonesian.day(late) == "22 Agu 2026"
    assert english.day(date(2026, 8, 22)) == "22 Aug 2026"


@pytest.mark.parametrize(
    ("passed", "in_indonesian", "in_english"),
    [
        (timedelta(0), "1 dtk lalu", "1 sec ago"),
        (timedelta(milliseconds=300), "1 dtk lalu", "1 sec ago"),
        (timedelta(seconds=-5), "5 dtk lalu", "5 sec ago"),
        (timedelta(minutes=-12), "12 mnt lalu", "12 min ago"),
        (timedelta(minutes=-59, seconds=-50), "1 jam lalu", "1 hr ago"),
        (timedelta(days=-2), "2 hari yang lalu", "2 days ago"),
        (timedelta(hours=5), "dalam 5 jam", "in 5 hours"),
    ],
)
def test_how_long_ago_is_told_in_the_largest_unit(
    passed: timedelta, in_indonesian: str, in_english: str
) -> None:
    assert indonesian.ago(NOON + passed, NOON) == in_indonesian
    assert english.ago(NOON + passed, NOON) == in_english


def test_a_length_of_time_is_told_in_words() -> None:
    assert (indonesian.span(timedelta(days=2)), english.span(timedelta(days=2))) == ("2 hari", "2 days")
    assert indonesian.span(timedelta(hours=23, minutes=50)) == "1 hari"


def test_numbers_follow_each_languages_marks() -> None:
    assert (indonesian.number(1234567.5), english.number(1234567.5)) == ("1.234.567,5", "1,234,567.5")
    assert (indonesian.percent(30.37, 2), english.percent(30.37, 2)) == ("30,37%", "30.37%")
    assert indonesian.number(2.675, 2) == "2,68"
    assert indonesian.percent(96.05, 1) == "96,1%"
    assert indonesian.percent(50) == "50%"


def test_distances_change_to_kilometres_where_people_do() -> None:
    assert [indonesian.distance(metres) for metres in (0, 119.6, 999.4, 999.5, 1250)] == [
        "0 m",
        "120 m",
        "999 m",
        "1,0 km",
        "1,3 km",
    ]


def test_every_language_with_a_catalogue_has_a_speaker(tmp_path: Path) -> None:
    (tmp_path / "en.po").write_text('msgid "Terima"\nmsgstr "Accept"\n', encoding="utf-8")

    spoken = {language: make(WIB)("Terima") for language, make in speakers(tmp_path).items()}

    assert spoken == {"id": "Terima", "en": "Accept"}


def test_the_catalogue_finds_what_code_and_templates_say(tmp_path: Path) -> None:
    _write(
        tmp_path / "tanggap/room.py",
        'from tanggap.kit.words import say\nsay("Satu " "dua {n}", n=say("Tiga"))',
    )
    _write(tmp_path / "tanggap/other.py", 'say("bukan kalimat kita")')
    _write(tmp_path / "look/page.html", "<p>{{ _('Empat {n}', n=page.n) }}{{ _(page.word) }}</p>")

    assert catalogue.extract(tmp_path) == {
        "Satu dua {n}": ["tanggap/room.py:2"],
        "Tiga": ["tanggap/room.py:2"],
        "Empat {n}": ["look/page.html:1"],
    }


def test_a_sentence_put_together_at_run_time_is_a_mistake(tmp_path: Path) -> None:
    _write(tmp_path / "tanggap/room.py", 'from tanggap.kit.words import say\nn = 1\nsay(f"Satu {n}")')

    with pytest.raises(ValueError, match=r"room\.py:3"):
        catalogue.extract(tmp_path)


def test_a_sentence_without_a_value_for_each_place_is_found_before_it_is_said(tmp_path: Path) -> None:
    _write(tmp_path / "tanggap/room.py", 'from tanggap.kit.words import say\nsay("Satu {n}", m=1)')

    with pytest.raises(ValueError, match="other places than values"):
        catalogue.extract(tmp_path)


def test_updating_adds_what_is_new_keeps_what_is_known_and_drops_what_is_unsaid(tmp_path: Path) -> None:
    file = tmp_path / "en.po"
    file.write_text('msgid "Lama"\nmsgstr "Old"\n\nmsgid "Terima"\nmsgstr "Accept"\n', encoding="utf-8")

    missing = catalogue.update_catalogue(file, {"Terima": [], "Baru {n}": []})

    assert missing == ["Baru {n}"]
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("msg")] == [
        'msgid "Baru {n}"',
        'msgstr ""',
        'msgid "Terima"',
        'msgstr "Accept"',
    ]


def test_placeholders_are_the_names_between_braces() -> None:
    assert catalogue.placeholders("{n} dari {all}, {{bukan}}") == {"n", "all"}


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
