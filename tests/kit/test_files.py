"""Files are kept whole and for good, and what arrives is measured as it comes."""

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.files import Files, receive


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    # A bucket in memory answers by the same library as one far away.
    address = tmp_path / "kept" if request.param == "folder" else "memory:///"
    return Files(address, scratch=tmp_path / "scratch")


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_what_was_put_is_found_again(files: Files, tmp_path: Path) -> None:
    original = tmp_path / "original.txt"
    original.write_bytes(b"lubang")

    await files.put("photos/4f/from-bytes.txt", b"jalan", "text/plain")
    await files.put("photos/4f/from-file.txt", original, "text/plain")

    assert await files.get("photos/4f/from-bytes.txt") == b"jalan"
    assert await files.get("photos/4f/from-file.txt") == b"lubang"
    assert original.exists()
    assert await files.exists("photos/4f/from-file.txt")


async def test_what_is_put_again_takes_the_place_of_the_old(files: Files) -> None:
    await files.put("a", b"before", "text/plain")
    await files.put("a", b"after", "text/plain")

    assert await files.get("a") == b"after"
    assert [key async for key in files.list()] == ["a"]


async def test_a_stream_brings_the_whole_file(files: Files) -> None:
    content = os.urandom(3_000_000)
    await files.put("large", content, "application/octet-stream")

    assert b"".join([chunk async for chunk in await files.stream("large")]) == content


async def test_a_large_file_in_a_folder_comes_chunk_by_chunk(tmp_path: Path) -> None:
    files = Files(tmp_path / "kept", scratch=tmp_path / "scratch")
    await files.put("large", os.urandom(3_000_000), "application/octet-stream")

    assert max([len(chunk) async for chunk in await files.stream("large")]) < 1_000_000


async def test_a_file_that_is_not_there_is_missing_at_once(files: Files) -> None:
    with pytest.raises(Missing):
        await files.get("nothing")
    with pytest.raises(Missing):
        await files.stream("nothing")
    assert not await files.exists("nothing")


async def test_a_deleted_file_is_gone_and_may_be_deleted_again(files: Files) -> None:
    await files.put("photos/a", b"x", "text/plain")

    await files.delete("photos/a")
    await files.delete("photos/a")

    assert not await files.exists("photos/a")


async def test_a_list_holds_what_lies_below_a_prefix_and_nothing_beside_it(files: Files) -> None:
    for key in ("photos/4f/a", "photos/4f/b", "photos/4fa", "other"):
        await files.put(key, b"x", "text/plain")

    assert sorted([key async for key in files.list("photos/4f")]) == ["photos/4f/a", "photos/4f/b"]
    assert len([key async for key in files.list()]) == 4


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../secret",
        "photos/../../secret",
        "photos//a",
        "photos/",
        ".hidden",
        "a\0b",
        "a b",
        "a\n",
    ],
)
async def test_no_key_leads_out_of_the_store(files: Files, key: str) -> None:
    with pytest.raises(ValueError, match="Not a key"):
        await files.put(key, b"x", "text/plain")
    with pytest.raises(ValueError, match="Not a key"):
        await files.get(key)
    with pytest.raises(ValueError, match="Not a key"):
        await files.delete(key)


async def test_a_folder_holds_nothing_half_written(tmp_path: Path) -> None:
    files = Files(tmp_path / "kept", scratch=tmp_path / "scratch")

    with pytest.raises(FileNotFoundError):
        await files.put("photos/a", tmp_path / "no-such-original", "text/plain")

    assert [key async for key in files.list()] == []
    assert left_in(files.scratch) == []


async def test_a_file_and_the_folders_above_it_are_on_the_disk_before_put_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(tmp_path / "kept", scratch=tmp_path / "scratch")
    synced: list[Path] = []
    sync = os.fsync

    def note(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    await files.put("photos/4f/a", b"x", "text/plain")

    assert synced[0].parent == files.scratch
    kept = tmp_path / "kept"
    assert synced[1:] == [kept / "photos/4f", kept / "photos", kept]


async def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    files = Files(f"file://{tmp_path}/kept", scratch=tmp_path / "scratch")

    await files.put("a", b"x", "text/plain")

    assert (tmp_path / "kept/a").read_bytes() == b"x"


async def arriving(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_what_arrives_is_written_and_hashed(tmp_path: Path) -> None:
    received = await receive(arriving(b"lubang ", b"", b"di jalan"), limit=15, folder=tmp_path)

    assert received.path.read_bytes() == b"lubang di jalan"
    assert received.sha256 == hashlib.sha256(b"lubang di jalan").hexdigest()
    assert received.size == 15


async def test_one_byte_too_many_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    limit = 10 << 20
    chunks = [b"x" * (1 << 20)] * 10

    received = await receive(arriving(*chunks), limit=limit, folder=tmp_path)
    received.path.unlink()
    with pytest.raises(Invalid, match="lebih besar") as refused:
        await receive(arriving(*chunks, b"x"), limit=limit, folder=tmp_path)

    assert refused.value.say.values == {"megabytes": 10}
    assert left_in(tmp_path) == []


async def test_a_sender_who_leaves_leaves_nothing_behind(tmp_path: Path) -> None:
    async def leaving() -> AsyncIterator[bytes]:
        yield b"half a pho"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await receive(leaving(), limit=100, folder=tmp_path)

    assert left_in(tmp_path) == []
