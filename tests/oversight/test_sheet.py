"""A sheet fills its pages from above, and leaves nothing alone on the next."""

import pytest

from tanggap.oversight.briefs.sheet import Bar, Sheet
from tests.paper import told


def sheet() -> Sheet:
    """An empty one."""
    return Sheet(title="Laporan", author="Kota Bekasi", foot="Kota Bekasi")


@pytest.mark.parametrize("bars", range(30, 50))
def test_the_last_bar_never_stands_alone_on_a_page(bars: int) -> None:
    page = sheet()

    page.bars([Bar(name=f"Jenis {nth}", told="1", width=50) for nth in range(bars)])

    each = [sum(line.startswith("Jenis") for line in lines) for lines in told(page.finished())]
    assert sum(each) == bars
    assert each[-1] >= 2


@pytest.mark.parametrize("rows", range(35, 55))
def test_the_last_row_of_a_table_never_stands_alone_and_its_heading_goes_along(rows: int) -> None:
    page = sheet()

    page.table(["Nama", "Selesai"], [[f"Jenis {nth}", "1"] for nth in range(rows)], widths=[3, 1])

    pages = told(page.finished())
    assert all("Nama" in lines for lines in pages)
    assert sum(line.startswith("Jenis") for line in pages[-1]) >= 2
