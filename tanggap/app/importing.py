"""Brings a foreign file in: row by row from the file, batch by batch into the city."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from secrets import randbelow
from time import monotonic

from msgspec import Struct, field

from tanggap.app.tools import Workbench
from tanggap.city.ground import Ground
from tanggap.city.terms import CityId
from tanggap.journey import reception, story
from tanggap.journey.intake import store as intake
from tanggap.journey.intake.importing import rules, store
from tanggap.journey.intake.importing.rules import Past
from tanggap.journey.intake.importing.source import Source
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

TOGETHER = 500
# What surrogateescape leaves of bytes that are not UTF-8, and what no text column can hold.
_NO_TEXT = re.compile("[\0\udc80-\udcff]")


class Line(Struct, frozen=True, kw_only=True):
    """A row as it stands in the file, beginning on line ``number``; ``flaw`` is why it cannot even be read."""

    number: int
    header: Sequence[str]
    cells: Sequence[str]
    flaw: Say | None = None

    @property
    def values(self) -> dict[str, str]:
        """The cells by their columns' names."""
        return dict(zip(self.header, self.cells, strict=False))


class Tally(Struct, kw_only=True):
    """How an import went, counted while it goes: every row read was taken, already there, or refused.

    ``took_s`` are the seconds it needed, without those before the first row.
    """

    read: int = 0
    taken: int = 0
    known: int = 0
    refused: int = 0
    took_s: float = 0
    unnamed: Counter[str] = field(default_factory=Counter[str])
    """The words for kinds that mean nothing here, by rows taken under "other"."""


Refuse = Callable[[Line, Say], None]


def lines(file: Iterable[str], source: Source) -> Iterator[Line]:
    """The rows of a CSV file opened with ``newline=""`` and ``errors="surrogateescape"``.

    Raises Invalid when a column of the map is missing, or a cell does not end.
    """
    reader = csv.reader(file, delimiter=source.delimiter)
    header = next(reader, None) or []
    missing = source.columns.named - set(header)
    if missing:
        raise Invalid(
            say("Kolom {names} tidak ada di berkas.", names=", ".join(sorted(missing))), field="map"
        )
    begins = reader.line_num + 1
    try:
        for cells in reader:
            if cells:
                yield _line(begins, header, cells)
            begins = reader.line_num + 1
    except csv.Error:
        # A quote that is never closed swallows what follows; nobody may think that was one row.
        raise Invalid(
            say("Baris {line}: sel ini tidak berakhir. Periksa tanda kutipnya, lalu ulangi.", line=begins),
            field="file",
        ) from None


def _line(begins: int, header: Sequence[str], cells: Sequence[str]) -> Line:
    flaw = None
    if len(cells) != len(header):
        flaw = say("Ada {count} sel, seharusnya {all}.", count=len(cells), all=len(header))
    elif any(map(_NO_TEXT.search, cells)):
        flaw = say("Ada huruf yang bukan UTF-8.")
    return Line(number=begins, header=header, cells=cells, flaw=flaw)


async def bring_in(
    bench: Workbench, city: CityId, source: Source, rows: Iterable[Line], *, refuse: Refuse
) -> Tally:
    """Take the rows of a file into a city, once each however often it is repeated.

    Each batch is one transaction; an import that was broken off goes on where it was. ``refuse`` hears of
    every row that was not taken, and why. Nobody is told of imported reports.
    """
    tally, began = Tally(), monotonic()
    left = iter(rows)
    while batch := list(islice(left, TOGETHER)):
        await bench.cities.refresh()
        ground = await bench.cities.ground(city)
        reader = rules.Reader(ground, source)
        pasts: list[Past] = []
        for line in batch:
            try:
                pasts.append(_past(bench, ground, reader, line))
            except Invalid as no:
                refuse(line, no.say)
        taken = await _take(bench, ground, source, pasts)
        tally.read += len(batch)
        tally.taken += len(taken)
        tally.known += len(pasts) - len(taken)
        tally.refused += len(batch) - len(pasts)
        tally.unnamed.update(past.row.unnamed for past in taken if past.row.unnamed)
    tally.took_s = monotonic() - began
    return tally


def _past(bench: Workbench, ground: Ground, reader: rules.Reader, line: Line) -> Past:
    if line.flaw is not None:
        raise Invalid(line.flaw)
    now = bench.clock.now()
    row = reader.read(line.values, at=now)
    draft = story.draft(
        ground, bench.offers.rules, row.message, at=now, chance=reception.draw, given_to=row.agency
    )
    return rules.past(row, draft)


async def _take(bench: Workbench, ground: Ground, source: Source, pasts: list[Past]) -> list[Past]:
    """Write those whose row is not here yet: each report, and what became of it."""
    async with bench.app.transaction(ground.id) as db:
        fresh = await store.claim_rows(db, ground.id, source.name, pasts)
        taken = [past for past in pasts if past.record.report.id in fresh]
        records = [past.record for past in taken]
        await intake.write(db, ground.id, records, epoch=bench.tools.epoch, draw=randbelow)
    return taken
