"""One installation: its folder, its database, its roles, and the tree of processes that ends whole."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest
from msgspec.structs import replace

from tanggap.app import installation, running
from tanggap.app.settings import Settings
from tanggap.kit.errors import Refused

REPORT = {"text": "Jalan berlubang di depan pasar.", "lon": 106.9756, "lat": -6.2383}


def test_an_address_of_ones_own_needs_three_roles_that_differ(settings: Settings) -> None:
    alone = replace(settings, database_reader_url="", database_owner_url="")
    same = replace(settings, database_reader_url=settings.database_url)

    assert installation.addressed(settings) == settings
    for wrong in (alone, same):
        with pytest.raises(Refused, match="peran yang berbeda"):
            installation.addressed(wrong)


def test_without_the_owners_address_nothing_is_changed_and_a_database_up_to_date_will_do(
    settings: Settings,
) -> None:
    assert installation.bring_up_to_date(replace(settings, database_owner_url="")) == []


def test_a_missing_grant_is_told_exactly(settings: Settings) -> None:
    with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
        owner.execute("revoke insert on report from tanggap_app")

    with pytest.raises(Refused) as refused:
        installation.bring_up_to_date(replace(settings, database_owner_url=""))

    assert refused.value.say.values["grants"] == 'grant insert on report to "tanggap_app";'


def test_missing_steps_are_named_to_who_may_not_take_them(settings: Settings) -> None:
    with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
        owner.execute("delete from migration where name = '0003_report'")

    with pytest.raises(Refused) as refused:
        installation.bring_up_to_date(replace(settings, database_owner_url=""))

    assert refused.value.say.values["names"] == "0003_report"


def test_who_serves_strangers_is_not_told_how_to_own_the_tables(settings: Settings) -> None:
    told = installation.environment(settings, {"PATH": "/bin", "TANGGAP_DATABASE_OWNER_URL": "inherited"})

    assert told["PATH"] == "/bin"
    assert told["TANGGAP_DATABASE_URL"] == settings.database_url
    assert told["TANGGAP_DATABASE_OWNER_URL"] == ""


def test_a_start_may_skip_preparing_only_while_nothing_is_missing(settings: Settings) -> None:
    settings.folder.mkdir()
    assert not installation.is_prepared(settings)

    installation.stamp(settings)
    assert installation.is_prepared(settings)

    with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
        owner.execute("delete from migration where name = '0003_report'")
    assert not installation.is_prepared(settings)


def test_a_process_beside_a_database_that_nobody_runs_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tidak berjalan"):
        installation.running(Settings(folder=tmp_path))


def test_a_port_in_use_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(folder=tmp_path / "data", port=taken.getsockname()[1])

        with pytest.raises(Refused, match="sudah dipakai"):
            running.run(settings, on_ready=lambda: None)

    assert not settings.folder.exists()


class Served:
    """`tanggap serve` as an operator runs it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        command = [sys.executable, "-m", "tanggap", "serve", "--folder", str(folder), "--port", str(port)]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            env={**os.environ, "TANGGAP_WEB_PROCESSES": "1"},
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self._said: IO[bytes] = self.process.stdout
        said = b""
        while b"Ctrl-C" not in said:
            line = self._said.readline()
            assert line, said.decode()
            said += line

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """The status and the JSON of an answer."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def wait_until_nothing_is_left(self) -> int:
        """Until the web process and the worker, who hold our pipe too, have gone; how the parent ended."""
        self._said.read()
        self._said.close()
        return self.process.wait()


@contextmanager
def serve(folder: Path) -> Generator[Served]:
    """A served installation, ended after the test whatever happened in it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    served = Served(folder, port)
    try:
        yield served
    finally:
        with suppress(ProcessLookupError):
            os.kill(served.process.pid, signal.SIGKILL)
        served.process.wait()


def postgres_of(folder: Path) -> int:
    """A handle on the running server of an installation; it turns readable when the server ends."""
    pid = int((folder / "database/server/pgdata/postmaster.pid").read_text().split()[0])
    return os.pidfd_open(pid)


def ended(handle: int) -> bool:
    """Whether that server ends within a minute."""
    readable, _, _ = select.select([handle], [], [], 60)
    os.close(handle)
    return bool(readable)


@pytest.mark.story
@pytest.mark.timeout(240)
def test_a_report_survives_the_sudden_end_of_everything_and_nothing_is_left_running(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serve(folder) as first:
        status, receipt = first.ask("POST", "/api/v1/reports", REPORT)
        assert status == 201
        server = postgres_of(folder)
        os.kill(first.process.pid, signal.SIGKILL)
        assert first.wait_until_nothing_is_left() == -signal.SIGKILL
        assert ended(server)

    with serve(folder) as again:
        status, report = again.ask("GET", f"/api/v1/reports/{receipt['number']}")
        assert (status, report["text"]) == (200, REPORT["text"])
        server = postgres_of(folder)
        os.kill(again.process.pid, signal.SIGTERM)
        assert again.wait_until_nothing_is_left() == 0
        assert ended(server)
