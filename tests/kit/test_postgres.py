"""The embedded server lives and dies with its owner, and loses nothing."""

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import pq

from tanggap.kit.errors import Refused, Unreachable
from tanggap.kit.postgres import ROLES, Cluster, Programs, find_programs, installed_programs, wheel_programs
from tanggap.kit.spawn import spawn

REPOSITORY = Path(__file__).parents[2]
ALL_PROGRAMS = [*installed_programs(), *wheel_programs()]
OWNER = """
import sys
from pathlib import Path
from tanggap.kit.postgres import Cluster

cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print(cluster.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def cluster(place: Path) -> Iterator[Cluster]:
    """A server that is not started yet and is stopped at the end."""
    made = Cluster(place, durable=False)
    yield made
    made.stop()


def wait_for_end(pid: int) -> bool:
    """Whether a process that is not our child ends within half a minute."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([watched], [], [], 30)
    os.close(watched)
    return bool(ended)


def remember(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.address("tanggap_owner")) as connection:
        connection.execute("create table if not exists memory (word text)")
        connection.execute("insert into memory values (%s)", [word])


def remembered(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.address("tanggap_owner")) as connection:
        return [word for (word,) in connection.execute("select word from memory order by word")]


@pytest.mark.parametrize("programs", ALL_PROGRAMS, ids=lambda found: f"{found.origin}-{found.version}")
def test_every_postgresql_found_here_starts_keeps_what_it_was_told_and_stops(
    place: Path, programs: Programs
) -> None:
    with Cluster(place, programs=programs, durable=False) as cluster:
        remember(cluster, "lubang")
    assert not cluster.alive()
    assert not cluster.answers()

    with cluster:
        assert remembered(cluster) == ["lubang"]


def test_the_newest_installed_programs_are_found_before_those_of_the_wheel() -> None:
    expected = ALL_PROGRAMS[0]

    found = find_programs()

    assert found == expected


def test_where_the_programs_are_may_be_told() -> None:
    told = ALL_PROGRAMS[-1]

    found = find_programs(told.bin)

    assert (found.bin, found.version, found.origin) == (told.bin, told.version, "told")


def test_a_told_folder_without_programs_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        find_programs(tmp_path)

    assert refused.value.say.values == {"folder": str(tmp_path)}


def test_existing_data_are_opened_by_the_version_that_made_them(place: Path) -> None:
    if len({programs.major for programs in ALL_PROGRAMS}) < 2:
        pytest.skip("needs PostgreSQL of two major versions")
    made_by, another = ALL_PROGRAMS[-1], ALL_PROGRAMS[0]
    Cluster(place, programs=made_by, durable=False).prepare()

    with pytest.raises(Refused, match="hanya versi itu"):
        Cluster(place, programs=another, durable=False).prepare()
    with (
        Cluster(place, durable=False) as unprompted,
        psycopg.connect(unprompted.address("tanggap_app")) as connection,
    ):
        assert connection.info.server_version // 10_000 == made_by.major


def test_each_role_comes_in_and_only_the_owner_may_make_tables(cluster: Cluster) -> None:
    cluster.start()

    who: list[str] = []
    for role in ROLES:
        with psycopg.connect(cluster.address(role)) as connection:
            who += [name for (name,) in connection.execute("select current_user")]

    assert who == list(ROLES)
    remember(cluster, "yang punya")
    with (
        psycopg.connect(cluster.address("tanggap_app")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("create table mine (word text)")


def test_nothing_a_person_wrote_reaches_the_servers_log(cluster: Cluster) -> None:
    cluster.start()

    with psycopg.connect(cluster.address("tanggap_owner"), autocommit=True) as connection:
        connection.execute("create table contact (phone text unique, age int)")
        connection.execute("insert into contact values ('0812-3456', 1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into contact values (%s, 1)", ["0812-3456"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("insert into contact values ('x', '0812-3456')")

    assert b"0812-3456" not in (cluster.home / "log").read_bytes()


def test_a_folder_has_one_owner_at_a_time(cluster: Cluster) -> None:
    cluster.start()
    second = Cluster(cluster.folder, durable=False)

    with pytest.raises(Refused, match="dijalankan oleh proses lain"):
        second.start()

    assert second.answers()
    cluster.stop()
    with second:
        assert second.alive()


def test_others_can_tell_whether_somebody_keeps_a_server_running(cluster: Cluster, place: Path) -> None:
    other = Cluster(place)
    assert not other.kept()

    cluster.start()
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    assert other.kept()  # its owner lives and will start it again
    cluster.stop()

    assert not other.kept()


def test_an_owner_killed_outright_leaves_no_server_behind_and_loses_nothing(place: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(place)]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        server = int(owner.stdout.readline())
        cluster = Cluster(place)
        remember(cluster, "sebelum")

        owner.kill()
        owner.wait()

        with cluster:  # while the old server may still be leaving
            assert remembered(cluster) == ["sebelum"]
    assert wait_for_end(server)


def kill_and_start_again(cluster: Cluster) -> None:
    """As the process tree does with a server that has died."""
    killed = cluster.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    cluster.stop()
    cluster.start()
    assert cluster.pid != killed


def test_a_server_killed_outright_starts_again_while_its_last_visitor_is_still_busy(place: Path) -> None:
    with Cluster(place) as cluster:
        remember(cluster, "sebelum")
        busy = pq.PGconn.connect(cluster.address("tanggap_owner").encode())
        busy.send_query(b"select count(*) from generate_series(1, 3000000)")

        kill_and_start_again(cluster)

        assert remembered(cluster) == ["sebelum"]
        busy.finish()


def test_a_visitor_that_never_looks_up_again_does_not_keep_a_killed_server_away(place: Path) -> None:
    with Cluster(place) as cluster:
        remember(cluster, "sebelum")
        stuck = pq.PGconn.connect(cluster.address("tanggap_owner").encode())
        os.kill(stuck.backend_pid, signal.SIGSTOP)  # as one that waits for a lock nobody will ever let go

        kill_and_start_again(cluster)

        assert remembered(cluster) == ["sebelum"]
        stuck.finish()


def test_an_old_pid_file_naming_somebody_elses_process_keeps_nobody_from_starting(cluster: Cluster) -> None:
    cluster.prepare()
    of_the_server = cluster.data.stat()
    stranger = spawn(
        ["sleep", "60"],
        env={"PATH": "/usr/bin:/bin"},
        last_signal=signal.SIGKILL,
        uid=of_the_server.st_uid,
        gid=of_the_server.st_gid,
    )
    (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.data}\n1700000000\n5432\n\n\n")

    try:
        cluster.start()

        assert cluster.answers()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    cluster.prepare()
    (cluster.home / "local.conf").write_text("shared_buffers = 'banyak'\n")

    with pytest.raises(Unreachable) as failed:
        cluster.start()

    assert "shared_buffers" in failed.value.args[0].values["reason"]
    assert not cluster.alive()


def test_a_path_too_long_for_a_socket_gets_a_short_one(place: Path) -> None:
    cluster = Cluster(place / ("sangat-panjang-" * 8), durable=False)
    with cluster:
        assert cluster.answers()
        first = cluster.address("tanggap_app")
    shutil.rmtree((cluster.home / "socket").resolve())

    with cluster:
        assert cluster.answers()
        assert cluster.address("tanggap_app") != first
    shutil.rmtree((cluster.home / "socket").resolve())
