"""Reports of another system come in: once each, with their past, and every row accounted for."""

import asyncio
import csv
import gzip
import os
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from msgspec import Struct
from typer.testing import CliRunner

from tanggap.app import installation
from tanggap.app.commands import imports
from tanggap.app.commands.city import put_city
from tanggap.app.importing import Tally, bring_in, lines
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.terms import CityId, KindSlug
from tanggap.journey.intake.importing.source import Columns, Source, read_source
from tanggap.kit.errors import Invalid
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.report import ReportId, Status
from tests.conftest import BEKASI
from tests.surabaya import city as surabaya

needs_complaints = pytest.mark.skipif(
    not surabaya.FILE.exists(), reason="the complaints are not beside this checkout"
)

SOURCE = Source(
    name="lama",
    zone="Asia/Jakarta",
    columns=Columns(
        id="no",
        text="isi",
        received="masuk",
        ended="selesai",
        reply="balasan",
        kind="jenis",
        agency="dinas",
        kelurahan="kelurahan",
    ),
    kinds={"Lubang": KindSlug("road-damage")},
)
HEADER = "no,isi,masuk,selesai,balasan,jenis,dinas,kelurahan\n"
GOOD = (
    "A-1,Jalan berlubang,2026-01-05 08:00:00,2026-01-07 10:00:00,Sudah ditambal,Lubang,DBMSDA,Jakasampurna\n"
)


class Found(Struct, frozen=True, kw_only=True):
    """A row of the import and the report it became."""

    row_id: str
    report: UUID


async def imported(
    bench: Workbench, text: str, source: Source = SOURCE
) -> tuple[Tally, list[tuple[int, str]]]:
    """How the import of a small file went, and its refused rows as line and reason."""
    refused: list[tuple[int, str]] = []
    tally = await bring_in(
        bench,
        BEKASI,
        source,
        lines(text.splitlines(keepends=True), source),
        refuse=lambda line, why: refused.append((line.number, why.text.format_map(why.values))),
    )
    return tally, refused


async def rows(bench: Workbench, city: CityId) -> list[Found]:
    async with bench.app.transaction(city) as db:
        return await db.all(
            Found, "select row_id, report from source_row where city_id = %(city)s order by row_id", city=city
        )


async def test_a_row_becomes_a_report_with_its_past(bench: Workbench) -> None:
    tally, refused = await imported(bench, HEADER + GOOD)

    assert (tally.read, tally.taken, refused) == (1, 1, [])
    [row] = await rows(bench, BEKASI)
    async with bench.app.transaction(BEKASI) as db:
        report = await reports.get(db, BEKASI, ReportId(row.report))
        heard = await history(db, BEKASI, row.report)
        notes = await reports.notes(db, report)
    assert (report.status, report.kind, report.agency) == (Status.CLOSED, "road-damage", "dbmsda")
    assert report.received_at.isoformat() == "2026-01-05T01:00:00+00:00"
    assert report.closed_at is not None
    assert report.closed_at.isoformat() == "2026-01-07T03:00:00+00:00"
    assert report.quiet, "nobody is told of it"
    assert [event.kind for event in heard] == [
        "Received", "Verified", "Disposed", "Accepted", "Resolved", "Closed",
    ]  # fmt: skip
    assert [(note.nth, note.text) for note in notes.values()] == [(5, "Sudah ditambal")]
    assert timeline.told(heard) == report


async def test_a_kind_nobody_knows_is_other_and_its_word_is_kept_for_the_officers(bench: Workbench) -> None:
    tally, _ = await imported(bench, HEADER + GOOD.replace("Lubang", "Pohon bicara"))

    assert tally.unnamed == Counter({"Pohon bicara": 1})
    [row] = await rows(bench, BEKASI)
    async with bench.app.transaction(BEKASI) as db:
        report = await reports.get(db, BEKASI, ReportId(row.report))
        notes = await reports.notes(db, report)
    assert report.kind == "other"
    assert (notes[1].text, notes[1].public) == ("Pohon bicara", False)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (GOOD.replace("A-1", ""), "Baris ini tidak punya nomor asal."),
        (GOOD.replace("2026-01-05 08:00:00", "kemarin"), "Waktu “kemarin” tidak terbaca."),
        (GOOD.replace("2026-01-07", "2026-01-04"), "Selesai sebelum diterima."),
        (GOOD.replace("2026-01-07", "2026-12-31"), "Waktunya belum tiba."),
        (GOOD.replace("DBMSDA", "Dinas Awan"), "Instansi “Dinas Awan” tidak ada di kota ini."),
        (
            GOOD.replace("Jakasampurna", "Atlantis"),
            "Kelurahan “Atlantis” tidak ada di kota ini, atau ada beberapa.",
        ),
        (GOOD.replace("Jalan berlubang", ""), "Tulis masalahnya atau lampirkan satu foto."),
        (GOOD.replace("Jakasampurna", ""), "Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan."),
        (GOOD.replace("Jalan berlubang", "Jalan \udcff"), "Ada huruf yang bukan UTF-8."),
        (GOOD.replace("Jalan", "Jalan\0"), "Ada huruf yang bukan UTF-8."),
        (GOOD.replace("Lubang,", ""), "Ada 7 sel, seharusnya 8."),
    ],
)
async def test_a_row_that_cannot_be_a_report_is_refused_with_its_line_and_reason(
    bench: Workbench, row: str, why: str
) -> None:
    tally, refused = await imported(bench, HEADER + GOOD + row.replace("A-1", "A-2"))

    assert refused == [(3, why)]
    assert (tally.read, tally.taken, tally.refused) == (2, 1, 1)


async def test_a_row_over_several_lines_is_named_by_its_first(bench: Workbench) -> None:
    text = HEADER + GOOD.replace("Jalan berlubang", '"Jalan\nberlubang"') + GOOD.replace("A-1", "")

    tally, refused = await imported(bench, text)

    assert tally.taken == 1
    assert [line for line, _ in refused] == [4]


async def test_a_cell_that_never_ends_stops_the_import_rather_than_swallow_the_file(bench: Workbench) -> None:
    with pytest.raises(Invalid, match="tidak berakhir"):
        await imported(bench, HEADER + '"A-1,' + "\n".join(["Jalan berlubang"] * 20_000))


async def test_a_file_without_a_column_of_the_map_is_refused_whole(bench: Workbench) -> None:
    with pytest.raises(Invalid):
        await imported(bench, HEADER.replace("dinas", "kantor") + GOOD)


async def test_the_same_row_twice_is_one_report_in_one_file_and_in_two(bench: Workbench) -> None:
    first, _ = await imported(bench, HEADER + GOOD + GOOD)
    second, _ = await imported(bench, HEADER + GOOD + GOOD.replace("A-1", "A-2"))

    assert (first.taken, first.known) == (1, 1)
    assert (second.taken, second.known) == (1, 1)


async def test_two_imports_of_one_file_at_once_make_each_report_once(bench: Workbench) -> None:
    text = HEADER + "".join(GOOD.replace("A-1", f"A-{n}") for n in range(50))

    tallies = await asyncio.gather(*(imported(bench, text) for _ in range(3)))

    assert sum(tally.taken for tally, _ in tallies) == 50
    assert len(await rows(bench, BEKASI)) == 50


async def test_a_row_without_an_agency_goes_where_the_citys_rules_send_it(bench: Workbench) -> None:
    await imported(bench, HEADER + GOOD.replace("DBMSDA", "").replace("2026-01-07 10:00:00", ""))

    [row] = await rows(bench, BEKASI)
    async with bench.app.transaction(BEKASI) as db:
        report = await reports.get(db, BEKASI, ReportId(row.report))
    assert (report.status, report.agency) == (Status.DISPOSED, "dbmsda")


def test_a_map_with_a_wrong_word_says_which(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('name = "x"\ncolumn = {}\n')

    with pytest.raises(Invalid) as no:
        read_source(tmp_path / "map.toml")

    assert "column" in str(no.value.say.values["why"])


@needs_complaints
def test_every_surabaya_row_is_taken_or_refused_and_a_second_run_takes_none(
    settings: Settings, tmp_path: Path
) -> None:
    city = put_city(settings, surabaya.write_city(tmp_path))
    around = installation.environment(settings, os.environ)
    outcasts = tmp_path / "refused.csv"

    def run() -> str:
        words = [surabaya.FILE, "--city", surabaya.SLUG, "--map", surabaya.MAP, "--refused", outcasts]
        answer = CliRunner().invoke(imports.app, [str(word) for word in words], env=around)
        assert answer.exit_code == 0, (answer.output, answer.exception)
        return answer.output

    first, second = run(), run()

    with outcasts.open(encoding="utf-8", newline="") as file:
        refused = list(csv.DictReader(file))
    # Two ended before they began, three landmarks are too long to be one.
    assert Counter(row["alasan"] for row in refused) == {
        "Selesai sebelum diterima.": 2,
        "Patokan paling panjang 300 huruf.": 3,
    }
    assert counts(first) == {"read": 3483, "taken": 3478, "already there": 0, "refused": 5}
    assert counts(second) == {"read": 3483, "taken": 0, "already there": 3478, "refused": 5}
    assert "rows/s" in first
    asyncio.run(compare_with_the_file(settings, city, {row["id"] for row in refused}))


def counts(told: str) -> dict[str, int]:
    """What the command printed: "3,478   diterima · taken"."""
    pairs = (line.split("·") for line in told.splitlines() if "·" in line)
    return {
        name.strip(): int(before.split()[0].replace(",", ""))
        for before, name in pairs
        if before.split()[0].replace(",", "").isdigit()
    }


async def compare_with_the_file(settings: Settings, city: CityId, refused: set[str]) -> None:
    with gzip.open(surabaya.FILE, "rt", encoding="utf-8", newline="") as file:
        wanted = {row["id"]: row for row in csv.DictReader(file) if row["id"] not in refused}
    async with Workbench(settings) as bench:
        found = await rows(bench, city)
        ground = await bench.cities.ground(city)
        assert {row.row_id for row in found} == wanted.keys()
        async with bench.app.transaction(city) as db:
            for row in found[::20]:
                report = await reports.get(db, city, ReportId(row.report))
                source = wanted[row.row_id]
                area = ground.area(report.area)
                assert report == timeline.told(await history(db, city, row.report))
                assert report.agency is not None
                assert ground.agencies[report.agency].name == source["instansi"]
                assert area is not None
                assert area.name == source["kelurahan"]
                assert (report.status is Status.CLOSED) == bool(source["tanggal_ditanggapi"])
                assert (await reports.words(db, report)).text == source["keluhan"].strip()
