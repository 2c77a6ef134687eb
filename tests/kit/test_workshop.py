"""Pictures are developed in processes of their own, whose death harms no picture but the one they were at."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tanggap.kit.errors import Busy, Invalid
from tanggap.kit.pictures.picture import FORMATS, SIDES
from tanggap.kit.pictures.workshop import Workshop
from tests.album import BROKEN, MEMORY, TIME, jpeg, keep, left_in, saved
from tests.nursery import children, none_grows_up, wait_for_end

ROOT = Path(__file__).parents[2]


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


async def test_a_picture_too_heavy_for_the_child_leaves_the_web_process_unharmed(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    heavy = keep(tmp_path / "photo", saved(Image.new("RGB", (8_000, 6_000)), "webp", method=0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Invalid) as refused:
        await workshop.develop(heavy, into)

    assert refused.value.say.text == MEMORY
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 8 << 10


async def test_a_picture_that_takes_too_long_is_given_up(into: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "photo")  # it never brings a byte

    async with Workshop(patience_s=0.01) as workshop:
        with pytest.raises(Invalid) as refused:
            await workshop.develop(tmp_path / "photo", into)

    assert refused.value.say.text == TIME
    assert children() == []


@pytest.mark.parametrize(("death", "sentence"), [(signal.SIGSEGV, BROKEN), (signal.SIGXCPU, TIME)])
async def test_a_child_that_dies_over_a_picture_harms_only_that_picture(
    death: signal.Signals, sentence: str, workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    # Opens once the child does: now it is at work.
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    (child,) = children()
    os.kill(child, death)

    with pytest.raises(Invalid) as refused:
        await developing
    os.close(handle)

    assert refused.value.say.text == sentence
    await workshop.develop(keep(tmp_path / "whole", jpeg()), into)


async def test_a_picture_whose_child_was_killed_is_developed_by_another(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    keep(tmp_path / "whole", jpeg()).rename(tmp_path / "photo")

    (child,) = children()
    os.kill(child, signal.SIGKILL)

    assert await developing
    assert len(left_in(into)) == len(SIDES) * len(FORMATS)
    os.close(handle)


async def test_where_no_child_lives_long_enough_to_begin_the_sender_is_asked_to_try_again(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    source = keep(tmp_path / "photo", jpeg())

    async with none_grows_up():
        with pytest.raises(Busy):
            await workshop.develop(source, into)

    assert children() == []
    assert await workshop.develop(source, into)


async def test_a_child_is_held_to_its_limits_and_knows_no_secrets(
    workshop: Workshop, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "RAHASIA")
    await workshop.develop(keep(tmp_path / "photo", jpeg()), into)

    (child,) = children()

    assert resource.prlimit(child, resource.RLIMIT_AS) == (768 << 20, 768 << 20)
    assert 10 <= resource.prlimit(child, resource.RLIMIT_CPU)[0] <= 20
    assert resource.prlimit(child, resource.RLIMIT_CORE) == (0, 0)
    assert b"RAHASIA" not in environment(child)


async def test_a_caller_who_leaves_takes_the_child_along(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    developing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await developing
    os.close(handle)

    assert children() == []
    await workshop.develop(keep(tmp_path / "whole", jpeg()), into)


async def test_one_warm_child_develops_many_pictures_in_turn(workshop: Workshop, tmp_path: Path) -> None:
    source = keep(tmp_path / "photo", jpeg())
    folders = [tmp_path / str(nth) for nth in range(5)]
    for folder in folders:
        folder.mkdir()
    assert children() == []

    await workshop.develop(source, folders[0])
    first = children()
    await asyncio.gather(*(workshop.develop(source, folder) for folder in folders))

    assert len(first) == 1
    assert children() == first
    assert all(len(left_in(folder)) == len(SIDES) * len(FORMATS) for folder in folders)


async def test_a_child_that_died_at_rest_is_not_asked_again(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    source = keep(tmp_path / "photo", jpeg())
    await workshop.develop(source, into)
    (child,) = children()

    os.kill(child, signal.SIGKILL)
    wait_for_end(child)

    assert await workshop.develop(source, into)


async def test_a_child_with_nothing_to_do_goes_home(into: Path, tmp_path: Path) -> None:
    async with Workshop(idle_s=0) as workshop:
        await workshop.develop(keep(tmp_path / "photo", jpeg()), into)
        for child in children():
            await asyncio.to_thread(wait_for_end, child)

        assert await workshop.develop(tmp_path / "photo", into)

    assert children() == []


PARENT = """
import asyncio, os, sys
from pathlib import Path
from typing import cast
from tanggap.kit.pictures.workshop import Workshop

os.mkfifo("photo")
async def main():
    developing = asyncio.create_task(Workshop().develop(Path("photo"), Path(".")))
    await asyncio.to_thread(os.open, "photo", os.O_WRONLY)
    print(*(path.read_text() for path in Path("/proc/self/task").glob("*/children")), flush=True)
    await developing
asyncio.run(main())
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        yield parent
        parent.kill()


def test_a_child_at_work_does_not_outlive_its_parent(parent: "subprocess.Popen[str]") -> None:
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()

    wait_for_end(child)


def test_the_child_carries_only_what_decoding_needs() -> None:
    asked = "import sys, tanggap.kit.pictures.child; print(*{name.partition('.')[0] for name in sys.modules})"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split()

    assert "PIL" in told
    assert not {"numpy", "shapely", "litestar", "babel", "asyncio", "obstore"} & set(told)
