"""Tables as a workbook (XLSX): numbers as numbers, days as days, and every text as text, whatever it begins with."""

# xlsxwriter leaves its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportMissingTypeStubs=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

from msgspec import Struct
from xlsxwriter import Workbook

Cell = str | int | float | date | None
_NAME_MOST = 31
"""Letters the name of a table may have."""


class Table(Struct, frozen=True, kw_only=True):
    """A table on a sheet of its own. With a ``chart``, its first column is drawn against the one that is ``charted``."""

    name: str
    heading: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    chart: Literal["bar", "column"] | None = None
    charted: int = 1


def written(tables: Sequence[Table], *, title: str, author: str, made_at: datetime) -> bytes:
    """A workbook of these tables; the same bytes for the same tables.

    No cell is ever a formula or a link: what begins like one stays the text it is (OWASP, CSV Injection).
    """
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book: Any = Workbook(file, options)
    book.set_properties({"title": title, "author": author, "created": made_at.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for table in tables:
        _add(book, table, bold=bold, day=day)
    book.close()
    return file.getvalue()


def _add(book: Any, table: Table, *, bold: Any, day: Any) -> None:
    name = table.name[:_NAME_MOST]
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for column, word in enumerate(table.heading):
        sheet.write_string(0, column, word, bold)
        longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
        sheet.set_column(column, column, min(60, max(len(word), longest) + 2))
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            match cell:
                case None:
                    pass
                case str():
                    sheet.write_string(number, column, cell)
                case date():
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 (a day in a cell has no zone)
                case _:
                    sheet.write_number(number, column, cell)
    if table.chart is not None and table.rows:
        chart = book.add_chart({"type": table.chart})
        last = len(table.rows)
        chart.add_series(
            {
                "name": [name, 0, table.charted],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, table.charted, last, table.charted],
                "fill": {"color": "#0b5c63"},
            }
        )
        chart.set_title({"name": name})
        chart.set_legend({"none": True})
        if table.chart == "bar":
            chart.set_y_axis({"reverse": True})
        sheet.insert_chart(1, len(table.heading) + 1, chart, {"x_scale": 1.4, "y_scale": 1.4})
