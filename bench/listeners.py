"""Ten thousand who listen: how soon each hears of a report, what they cost, and what they cost those who report.

`python -m bench.listeners --listeners 10000 --seconds 30` serves a city with one web process and a worker, sends twenty reports a
second without listeners and again with them, and prints both. Some listeners break off half-way and come back with the last id
they heard; every one must have heard of every report once. The listeners are a process of their own: `python -m bench.hearing`.
"""

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import httpx
import msgspec
import uvloop
from rich.console import Console
from rich.table import Table

from bench.crowd import KINDS, TEXT, Heard, summed_up
from bench.hearing import Hearing, Plan
from bench.serving import PORT, serving
from bench.town import Town, town

RATE = 20
FILES_BESIDE = 500


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent: when each report was answered, by its number (seconds of the machine's clock), and how long that took."""

    answered: dict[str, float]
    heard: Heard


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.listeners", description=__doc__)
    reading.add_argument("--listeners", type=int, default=10_000)
    reading.add_argument("--seconds", type=float, default=30.0)
    told = reading.parse_args()
    allow_files(told.listeners)
    settings = {"TANGGAP_REPORTS_PER_CITY": "0", "TANGGAP_STREAMS_MOST": str(told.listeners + 100)}
    with town(1) as place, serving(place, 1, settings=settings, worker=True) as (web, _):
        asyncio.run(sending(place, 5))
        alone = asyncio.run(sending(place, told.seconds))
        before = memory_mb(web.pid)
        with uvloop_runner() as runner:
            sent, hearing = runner.run(_with_listeners(place, told.listeners, told.seconds))
        Console(width=100).print(_table(alone, sent, hearing, before, memory_mb(web.pid)))
        if hearing.missed or hearing.repeated or hearing.failed:
            raise SystemExit("somebody did not hear of every report once")


def uvloop_runner() -> asyncio.Runner:
    """A loop as the house's own."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def allow_files(listeners: int) -> None:
    """Let this process and those it starts open a file for each listener, as far as this machine lets them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = listeners + FILES_BESIDE
    if most != resource.RLIM_INFINITY and most < wanted:
        raise SystemExit(f"{wanted} open files are needed, and this machine allows {most} (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


async def _with_listeners(place: Town, listeners: int, seconds: float) -> tuple[Sent, Hearing]:
    crowd = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.hearing"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if crowd.stdin is None or crowd.stdout is None:
        raise RuntimeError("the listeners have no pipes")
    crowd.stdin.write(msgspec.json.encode(Plan(port=PORT, listeners=listeners)) + b"\n")
    await crowd.stdout.readline()  # all of them are connected
    sent = await sending(place, seconds)
    crowd.stdin.write(msgspec.json.encode(sent.answered) + b"\n")
    crowd.stdin.write_eof()
    hearing = msgspec.json.decode(await crowd.stdout.read(), type=Hearing)
    await crowd.wait()
    return sent, hearing


async def sending(place: Town, seconds: float) -> Sent:
    """Send reports at the rate, each at its time whether the one before was answered or not."""
    answered: dict[str, float] = {}
    latencies: list[float] = []
    failed = 0
    loop = asyncio.get_running_loop()

    async def send(nth: int) -> None:
        nonlocal failed
        lon, lat = place.points[nth * 7919 % len(place.points)]
        body = {"kind": KINDS[nth % len(KINDS)], "text": TEXT, "lon": lon, "lat": lat}
        key = {"Idempotency-Key": os.urandom(16).hex()}
        began = time.monotonic()
        answer = await client.post("/api/v1/reports", json=body, headers=key)
        latencies.append((time.monotonic() - began) * 1000)
        if answer.status_code == 201:
            answered[answer.json()["number"]] = time.monotonic()
        else:
            failed += 1

    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}", timeout=30) as client:
        begun = loop.time()
        tasks: list[asyncio.Task[None]] = []
        for nth in range(int(seconds * RATE)):
            await asyncio.sleep(begun + nth / RATE - loop.time())
            tasks.append(asyncio.create_task(send(nth)))
        await asyncio.gather(*tasks)
    return Sent(
        answered=answered, heard=summed_up(latencies, per_second=len(answered) / seconds, failed=failed)
    )


def memory_mb(pid: int) -> float:
    """What a process holds in memory, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _table(alone: Sent, sent: Sent, hearing: Hearing, before_mb: float, after_mb: float) -> Table:
    table = Table(
        title=f"{hearing.listeners:,} listeners on one web process, {RATE} reports a second, {os.cpu_count()} cores"
    )
    table.add_column("what")
    table.add_column("", justify="right")
    for what, value in (
        ("connected within", f"{hearing.connected_s:.1f} s"),
        ("memory of the web process, before and with them", f"{before_mb:.0f} MB, {after_mb:.0f} MB"),
        ("heard after the report was answered, p50, p99, last", f"{hearing.p50_ms:.0f}, {hearing.p99_ms:.0f}, {hearing.most_ms:.0f} ms"),
        ("heard in all", f"{hearing.heard:,}"),
        ("broke off and came back", f"{hearing.came_back:,}"),
        ("missed, heard twice, ended", f"{hearing.missed}, {hearing.repeated}, {hearing.failed}"),
        ("intake p95 without and with them", f"{alone.heard.p95_ms:.0f} ms, {sent.heard.p95_ms:.0f} ms ({sent.heard.p95_ms / alone.heard.p95_ms:.2f} x)"),
        ("reports refused", f"{alone.heard.failed + sent.heard.failed}"),
    ):  # fmt: skip
        table.add_row(what, value)
    return table


if __name__ == "__main__":
    main()
