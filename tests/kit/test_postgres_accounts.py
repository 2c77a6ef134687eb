"""The embedded server never runs as root, opens no folder to anybody and still finds its data again."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psycopg
import pytest

from tanggap.kit.errors import Refused
from tanggap.kit.postgres import Cluster, find_programs, installed_programs, wheel_programs
from tanggap.kit.words import Say

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two people in one test")


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that only its owner may enter."""
    path = Path(tempfile.mkdtemp(prefix="tanggap-test-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def told() -> list[Say]:
    return []


def as_nobody(asked: Callable[[], str]) -> str:
    """What a child of ours found, running as an ordinary person.

    It is a copy of this process, since that person may not be able to reach our Python.
    """
    nobody = pwd.getpwnam("nobody")
    answer, heard = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            said = asked()
        except Exception as failed:  # noqa: BLE001 - whatever it is, the parent shall read it
            said = repr(failed)
        os.write(heard, said.encode())
        os._exit(0)
    os.close(heard)
    with os.fdopen(answer) as answered:
        said = answered.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("origin", ["installed", "wheel"])
def test_an_ordinary_person_runs_a_server_as_themselves(origin: str, closed: Path) -> None:
    found = {"installed": installed_programs, "wheel": wheel_programs}[origin]()
    if not found:
        pytest.skip(f"no PostgreSQL is {origin}")
    nobody = pwd.getpwnam("nobody")
    os.chown(closed, nobody.pw_uid, nobody.pw_gid)

    def run_one() -> str:
        with (
            Cluster(closed / "data", programs=found[0], durable=False) as cluster,
            psycopg.connect(cluster.address("tanggap_app")) as connection,
        ):
            return f"{connection.info.user} on a server of {Path(f'/proc/{cluster.pid}').stat().st_uid}"

    assert as_nobody(run_one) == f"tanggap_app on a server of {nobody.pw_uid}"


def test_an_ordinary_person_is_kept_out_of_roots_server(place: Path, told: list[Say]) -> None:
    with Cluster(place, durable=False, tell=told.append) as cluster:
        address = cluster.address("tanggap_app")

        said = as_nobody(lambda: psycopg.connect(address).info.user)

    assert "Permission denied" in said


def test_an_ordinary_person_cannot_take_over_data_of_another(place: Path, told: list[Say]) -> None:
    Cluster(place, durable=False, tell=told.append).prepare()

    said = as_nobody(lambda: str(Cluster(place, durable=False).prepare()))

    assert "milik pengguna lain" in said


def test_the_server_of_root_runs_as_somebody_else(place: Path, told: list[Say]) -> None:
    with Cluster(place, durable=False, tell=told.append) as cluster:
        runs_as = Path(f"/proc/{cluster.pid}").stat().st_uid

    assert runs_as != 0
    assert cluster.home == place / "server"


def test_data_the_service_account_cannot_reach_live_elsewhere_and_are_found_again(
    closed: Path, told: list[Say]
) -> None:
    with Cluster(closed / "data", durable=False, tell=told.append) as cluster:
        home = cluster.home
    with Cluster(closed / "data", durable=False, tell=told.append) as again:
        found = again.home
    shutil.rmtree(home)

    assert closed.stat().st_mode & 0o777 == 0o700
    assert home.is_relative_to("/var/lib/tanggap")
    assert found == home
    assert [message.values["home"] for message in told] == [str(home)]


def test_data_that_went_missing_are_never_replaced_by_empty_ones(closed: Path, told: list[Say]) -> None:
    cluster = Cluster(closed / "data", durable=False, tell=told.append)
    cluster.prepare()
    shutil.rmtree(cluster.home)

    with pytest.raises(Refused, match="tidak ada lagi"):
        cluster.start()


def test_programs_we_cannot_copy_are_refused_when_the_service_account_cannot_reach_them(
    closed: Path, place: Path
) -> None:
    for program in ("postgres", "initdb"):
        shutil.copy(find_programs().bin / program, closed)
    told = find_programs(closed)

    with pytest.raises(Refused, match="tidak dapat dicapai"):
        Cluster(place, programs=told, durable=False).prepare()


def test_programs_the_service_account_cannot_reach_are_copied_beside_the_data(
    closed: Path, place: Path, told: list[Say]
) -> None:
    if not wheel_programs():
        pytest.skip("the wheel with PostgreSQL's programs is not installed")
    wheel = wheel_programs()[0]
    install = wheel.bin.parent
    package = install.parent
    libraries = f"{package.name}.libs"
    shutil.copytree(install, closed / package.name / install.name, symlinks=True)
    shutil.copytree(package.with_name(libraries), closed / libraries, symlinks=True)
    unreachable = msgspec.structs.replace(wheel, bin=closed / package.name / install.name / "bin")

    with Cluster(place, programs=unreachable, durable=False, tell=told.append) as cluster:
        running = Path(f"/proc/{cluster.pid}/exe").readlink()

    assert running.is_relative_to(place / "server" / f"programs-{wheel.version}")
