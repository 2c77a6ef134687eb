"""The file of a city's streets, handed out whole or part by part, to who has it already not again."""

import pytest

from tanggap.app.tools import Workbench
from tanggap.oversight.operations_centre.tiles.streets import part_of, streets_key
from tests.visitor import Visitor

STREETS = "/map/streets.pmtiles"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=900-2000", (900, 999)),
        ("bytes=5-", (5, 999)),
        ("bytes=1000-1001", None),
        ("bytes=9-5", None),
        ("bytes=-5", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_file_of_streets_is_handed_out_part_by_part(header: str, part: tuple[int, int] | None) -> None:
    assert part_of(header, 1000) == part


async def test_who_reads_a_citys_streets_is_given_what_they_ask_for_of_the_version_they_know(
    visitor: Visitor, bench: Workbench
) -> None:
    key, files = streets_key("kota-bekasi"), bench.tools.files

    async def asked(**headers: str) -> tuple[int, bytes, str]:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await visitor.client.get(STREETS, headers=told)
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    assert (await asked(range="bytes=0-3"))[0] == 404
    await files.put(key, b"PMTiles, in short", "application/octet-stream")
    begun = await visitor.client.get(STREETS, headers={"range": "bytes=0-6"})
    etag = begun.headers["etag"]

    assert (begun.status_code, begun.content) == (206, b"PMTiles")
    assert begun.headers["content-range"] == "bytes 0-6/17"
    assert "content-encoding" not in begun.headers
    assert await asked(range="bytes=9-", if_range=etag) == (206, b"in short", "bytes 9-16/17")
    assert await asked(range="bytes=17-") == (416, b"", "bytes */17")
    assert await asked() == (200, b"PMTiles, in short", "")
    assert await asked(range="bytes=9-", if_none_match=etag) == (304, b"", "")
    assert (await asked(range="bytes=9-", if_none_match='"another"'))[0] == 206

    await files.put(key, b"PMTiles, a newer one", "application/octet-stream")

    # Who holds a part of the older one gets the newer one whole, and never a piece of each.
    assert await asked(range="bytes=9-", if_range=etag) == (200, b"PMTiles, a newer one", "")
    assert await asked(range="bytes=9-", if_none_match=etag) == (206, b"a newer one", "bytes 9-19/20")
