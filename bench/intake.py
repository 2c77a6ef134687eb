"""Intake: complete reports over HTTP against pgbench inserting the same rows, one transaction each."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec
import psycopg
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from bench.crowd import Heard, Plan, summed_up
from bench.serving import PORT, serving
from bench.town import FIRST, Town, emptied, looked_at, town
from tanggap.kit.postgres import find_programs

CLIENTS = 64
WARM_S = 1.0
LIVED_IN_S = 2.0
"""So long it is used before it is measured: plans for empty tables and ground not yet read would be measured otherwise."""
CITIES_A_SECOND = 30
"""So many cities' ground is read meanwhile: with many of them, use before measuring takes longer."""
SETTINGS = {"TANGGAP_REPORTS_PER_CITY": "0"}  # speed is what is measured, not patience
OURS = (("web x 1", 1, False), ("web x 2", 2, False), ("web x 2 and a worker", 2, True))


class Figure(Struct, frozen=True, kw_only=True):
    """One way of writing, in one round."""

    way: str
    heard: Heard
    lag_p99_ms: float | None = None


def measure(*, seconds: float, rounds: int, cities: Sequence[int], profile: bool) -> None:
    """Measure and print one table per number of cities."""
    console = Console(width=110)
    for count in cities:
        with console.status(f"{count} cities"), town(count) as place:
            found = [_round(place, count, seconds) for _ in range(rounds)]
            if profile:
                _profile(place, seconds, console)
        console.print(_table(count, found))


def _round(place: Town, cities: int, seconds: float) -> list[Figure]:
    emptied(place)
    _pgbench(place, cities, LIVED_IN_S)
    looked_at(place)
    figures = [Figure(way="pgbench", heard=_pgbench(place, cities, seconds))]
    for way, processes, worker in OURS:
        emptied(place)
        with serving(place, processes, settings=SETTINGS, worker=worker):
            _crowd(place, LIVED_IN_S + processes * cities / CITIES_A_SECOND, None)
            looked_at(place)
            lag = _Lag(place) if worker else None
            heard = _crowd(place, seconds, lag)
        figures.append(Figure(way=way, heard=heard, lag_p99_ms=lag.p99_ms if lag else None))
    return figures


def _table(cities: int, rounds: list[list[Figure]]) -> Table:
    table = Table(
        title=f"Intake, {cities} {'city' if cities == 1 else 'cities'}, {CLIENTS} clients, {os.cpu_count()} cores"
    )
    table.add_column("medians")
    for head in ("req/s", "ratio", "p50 ms", "p95 ms", "p99 ms", "failed", "lag p99 ms"):
        table.add_column(head, justify="right")
    for nth, first in enumerate(rounds[0]):
        figures = [each[nth] for each in rounds]
        ratio = median(each[nth].heard.per_second / each[0].heard.per_second for each in rounds)
        lags = [each.lag_p99_ms for each in figures if each.lag_p99_ms is not None]
        table.add_row(
            first.way,
            f"{median(each.heard.per_second for each in figures):,.0f}",
            f"{ratio:.2f}",
            *(
                f"{median(getattr(each.heard, name) for each in figures):.0f}"
                for name in ("p50_ms", "p95_ms", "p99_ms")
            ),
            str(sum(each.heard.failed for each in figures)),
            f"{median(lags):.0f}" if lags else "",
        )
    return table


def _crowd(place: Town, seconds: float, lag: "_Lag | None") -> Heard:
    plan = Plan(port=PORT, clients=CLIENTS, warm_s=WARM_S, seconds=seconds, points=place.points)
    crowd = subprocess.Popen(
        [sys.executable, "-m", "bench.crowd"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if crowd.stdin is None or crowd.stdout is None:
        raise RuntimeError("the crowd has no pipes")
    crowd.stdin.write(msgspec.json.encode(plan))
    crowd.stdin.close()
    while crowd.poll() is None:
        if lag is not None:
            lag.look()
        time.sleep(0.05)
    return msgspec.json.decode(crowd.stdout.read(), type=Heard)


class _Lag:
    """How old the oldest event is that the slowest listener has not heard, looked at while reports come in."""

    def __init__(self, place: Town) -> None:
        self._connection = psycopg.connect(place.settings.database_reader_url, autocommit=True)
        self._app = psycopg.connect(place.settings.database_url, autocommit=True)
        self._seen: list[float] = []

    def look(self) -> None:
        heard = self._app.execute("select min(heard) from listener_cursor").fetchone()
        if heard is None or heard[0] is None:
            return
        found = self._connection.execute(
            "select extract(epoch from clock_timestamp() - min(e.written_at)) * 1000 from event e "
            "where e.xid >= pg_snapshot_xmin((select snapshot from tick where nth = %(nth)s order by epoch desc limit 1)) "
            "and not pg_visible_in_snapshot(e.xid, (select snapshot from tick where nth = %(nth)s order by epoch desc limit 1))",
            {"nth": heard[0]},
        ).fetchone()
        if found is not None and found[0] is not None:
            self._seen.append(float(found[0]))

    @property
    def p99_ms(self) -> float | None:
        seen = sorted(self._seen)
        return seen[int(len(seen) * 0.99)] if seen else None


_SCRIPT = """\\set city random(0, {last})
\\set number random(0, 9999999999)
begin;
select set_config('app.city', ({first} + :city)::text, true);
insert into intake_key (scope, key, digest, city, report, answer, taken_at) values ('api', gen_random_uuid()::text, '\\x00112233445566778899aabbccddeeff', {first} + :city, md5(:number::text)::uuid, '{receipt}', now());
insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, area, out_of_area, channel, visibility, sensitivity, listed, open, quiet, lon, lat, cell, received_at, due_at, respond_by, changed_at, words, place) values ({first} + :city, md5(:number::text)::uuid, :number, 3, 'field_issue', 'disposed', 'road-damage', 'roads', 'dbmsda', '32.75.02.1005', false, 'app', 'public', 'S0', true, true, false, 106.97, -6.23, :number, now(), now(), now(), now(), 1, 1) on conflict do nothing;
insert into report_words (city_id, report, revision, text, landmark, language, at) values ({first} + :city, md5(:number::text)::uuid, 1, '{text}', null, null, now()) on conflict do nothing;
insert into report_place (city_id, report, revision, lon, lat, accuracy_m, source, area, at) values ({first} + :city, md5(:number::text)::uuid, 1, 106.97, -6.23, null, 'map_pin', '32.75.02.1005', now()) on conflict do nothing;
insert into task (city_id, id, report, role, agency, opened_at) values ({first} + :city, md5(:number::text)::uuid, md5(:number::text)::uuid, 'lead', 'dbmsda', now()) on conflict do nothing;
insert into event (city_id, thing, nth, kind, v, body, happened_at, epoch) values {events} on conflict do nothing;
commit;
"""


def _pgbench(place: Town, cities: int, seconds: float) -> Heard:
    """The same rows, one transaction each, prepared; as the same role, over the same socket."""
    program = _program()
    if program is None:
        sys.stderr.write(
            "pgbench is not here (Debian: apt-get install postgresql-contrib); ratios are left out.\n"
        )
        return Heard(per_second=float("nan"), p50_ms=0, p95_ms=0, p99_ms=0, failed=0)
    script = place.settings.folder / "pgbench.sql"
    script.write_text(_script(cities))
    log = place.settings.folder / "pgbench"
    command = [
        str(program), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(int(seconds + WARM_S)),
        "-f", str(script), "-l", "--log-prefix", str(log), place.settings.database_url,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    latencies = [
        int(line.split()[2]) / 1000
        for file in Path(log.parent).glob("pgbench.*[0-9]")
        for line in file.read_text().splitlines()
    ]
    for file in Path(log.parent).glob("pgbench.*[0-9]"):
        file.unlink()
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    return summed_up(latencies, per_second=float(rate[1]) if rate else float("nan"), failed=0)


def _script(cities: int) -> str:
    event = "({first} + :city, md5(:number::text)::uuid, {nth}, '{kind}', 1, '{body}', now(), 1)"
    bodies = (
        ("Received", '{"number": 4821097315, "type": "field_issue", "channel": "app", "visibility": "public", "sensitivity": "S0", "kind": "road-damage", "kind_group": "roads", "area": "32.75.02.1005", "out_of_area": false, "quiet": false, "due_at": "2026-11-27T16:59:59Z", "respond_by": "2026-11-23T03:30:23Z", "words": 1, "place": 1}'),
        ("Verified", '{"was": "received", "now": "verified", "kind": "road-damage", "kind_group": "roads", "was_kind": "road-damage", "area": "32.75.02.1005", "was_area": "32.75.02.1005", "sensitivity": "S0", "due_at": "2026-11-27T16:59:59Z", "respond_by": "2026-11-23T03:30:23Z"}'),
        ("Disposed", '{"was": "verified", "now": "disposed", "agency": "dbmsda", "was_agency": null, "task": "01a2014e-1439-7032-8ef9-e1c9a33ab676", "rule": "by_kind"}'),
    )  # fmt: skip
    receipt = '{"report": "01a2014e-1439-7032-8ef9-e1c9a33ab676", "city": 3275, "number": 4821097315, "status": "disposed", "agency": "dbmsda", "due_at": "2026-11-27T16:59:59Z", "reason": {"type": "say", "text": "Dikirim ke dinas karena ini tugasnya.", "values": {"area": "Jakasampurna"}}}'
    return _SCRIPT.format(
        first=FIRST,
        last=cities - 1,
        receipt=receipt,
        text="Jalan berlubang di depan pasar, dalam dan gelap kalau malam, sudah tiga hari.",
        events=", ".join(
            event.format(first=FIRST, nth=nth, kind=kind, body=body)
            for nth, (kind, body) in enumerate(bodies, start=1)
        ),
    )


def _program() -> Path | None:
    beside = find_programs().bin / "pgbench"
    if beside.exists():
        return beside
    found = shutil.which("pgbench")
    return Path(found) if found else None


def _profile(place: Town, seconds: float, console: Console) -> None:
    """Where one web process spends its time, by py-spy where it is installed."""
    spy = shutil.which("py-spy")
    if spy is None:
        console.print("py-spy is not installed (pip install py-spy): no profile.")
        return
    emptied(place)
    with serving(place, 1, settings=SETTINGS) as running, contextlib.ExitStack() as stack:
        raw = place.settings.folder / "profile.txt"
        spying = stack.enter_context(
            subprocess.Popen(
                [spy, "record", "--pid", str(running[0].pid), "--duration", str(int(seconds)), "--format", "raw", "--output", str(raw)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        _crowd(place, seconds, None)
        spying.wait(60)
    console.print(_shares(raw.read_text()))


def _shares(raw: str) -> Table:
    samples = [
        (line.rsplit(" ", 1)[0].split(";"), int(line.rsplit(" ", 1)[1])) for line in raw.splitlines() if line
    ]
    total = sum(count for _, count in samples)
    rooms: dict[str, int] = {}
    for stack, count in samples:
        own = next((frame for frame in reversed(stack) if "(tanggap/" in frame), "elsewhere")
        rooms[own] = rooms.get(own, 0) + count
    table = Table(title="Where one web process spends its time (share of samples, by our innermost frame)")
    table.add_column("frame")
    table.add_column("share", justify="right")
    for frame, count in sorted(rooms.items(), key=lambda each: -each[1])[:25]:
        table.add_row(frame, f"{100 * count / total:.1f} %")
    return table
