"""A burst: fifty sources at twenty posts a second, and people among them: `python -m bench.burst`.

RELIABILITY T13 over HTTP: web processes as an operator runs them, behind a proxy they trust. Everything offered must be taken,
held or refused, every report that was acknowledged must be in the database, and people must get through.
"""

import argparse
import subprocess
import sys
from hashlib import sha256
from itertools import count

import msgspec
import psycopg
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from bench.crowd import summed_up
from bench.flood import Plan, Told
from bench.serving import PORT, serving
from bench.town import Town, town
from tanggap.kit.clock import SystemClock
from tanggap.kit.secret import Secrets
from tanggap.kit.web.proof import BASE_BITS, HARDER_MOST, Proofs, leading_zeros
from tanggap.report import number as numbers

LEAST_PERCENT = 99.5
"""Of the people who come during a burst, so many must have their report taken."""
SETTINGS = {"TANGGAP_TRUSTED_PROXIES": "127.0.0.1"}
REFUSED = {429, 503}
"""What is refused in words: who comes too often, and who comes when all is full."""


class Kept(Struct, frozen=True, kw_only=True):
    """What the database holds afterwards: reports taken, reports held, and of people's those that were taken."""

    taken: int
    held: int
    of_people: int


def main() -> None:
    """Measure, print, and fail where a promise is broken."""
    reading = argparse.ArgumentParser(prog="python -m bench.burst", description=__doc__)
    reading.add_argument("--seconds", type=float, default=60.0)
    reading.add_argument("--sources", type=int, default=50)
    reading.add_argument("--per-second", type=float, default=20.0, help="posts of each source")
    reading.add_argument("--people", type=float, default=4.0, help="reporters a second")
    reading.add_argument("--processes", type=int, default=2, help="web processes")
    asked = reading.parse_args()
    console = Console(width=110)
    with town(1) as place:
        with console.status("work is done for people, as their phones would do it"):
            proofs = _worked_out(place, int(asked.seconds * asked.people))
        plan = Plan(
            port=PORT,
            seconds=asked.seconds,
            sources=asked.sources,
            per_second=asked.per_second,
            proofs=proofs,
            points=place.points,
        )
        with console.status("the burst"), serving(place, asked.processes, settings=SETTINGS, worker=True):
            told = _flooded(plan)
        kept = _kept(place, told)
    console.print(_table(plan, told, kept))
    if broken := _broken(told, kept):
        sys.exit("\n".join(broken))


def _worked_out(place: Town, people: int) -> tuple[str, ...]:
    """As many proofs as there are people, each of the most work that is ever asked.

    Worked out beforehand: phones do it on phones, and here it would take the two cores from the house.
    """
    proofs = Proofs(Secrets(place.settings.folder / "secrets").key("proof-of-work"))
    bits = BASE_BITS + HARDER_MOST
    now = SystemClock().now().timestamp()
    return tuple(_solved(proofs.challenge(bits, now=now), bits) for _ in range(people))


def _solved(challenge: str, bits: int) -> str:
    begun = sha256(f"{challenge}:".encode())
    for n in count():
        digest = begun.copy()
        digest.update(b"%d" % n)
        if digest.digest().startswith(b"\0\0") and leading_zeros(proof := f"{challenge}:{n}") >= bits:
            return proof
    raise RuntimeError("numbers have ended")


def _flooded(plan: Plan) -> Told:
    done = subprocess.run(
        [sys.executable, "-m", "bench.flood"],
        input=msgspec.json.encode(plan),
        stdout=subprocess.PIPE,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Told)


def _kept(place: Town, told: Told) -> Kept:
    people = [numbers.read(number).digits for number in told.numbers]
    with psycopg.connect(place.cluster.address("postgres"), autocommit=True) as connection:
        row = connection.execute(
            "select count(*) filter (where hidden is null), count(*) filter (where hidden = 'flood'), "
            "count(*) filter (where hidden is null and number = any(%(people)s)) from report",
            {"people": people},
        ).fetchone()
    return msgspec.convert(dict(zip(Kept.__struct_fields__, row or (), strict=True)), Kept)


def _table(plan: Plan, told: Told, kept: Kept) -> Table:
    offered = sum(told.flood.values()) + sum(told.people.values())
    flood = sum(told.flood.values())
    waits = summed_up(told.waits_ms, per_second=0, failed=0)
    table = Table(
        title=f"{plan.sources} sources, {plan.per_second:.0f} posts/s each for {plan.seconds:.0f} s"
    )
    table.add_column("what")
    table.add_column("figure", justify="right")
    for what, figure in (
        ("the flood was to offer", f"{plan.sources * plan.per_second * plan.seconds:,.0f}"),
        ("the flood offered", f"{flood:,} ({flood / plan.seconds:,.0f}/s)"),
        ("people offered", f"{sum(told.people.values()):,}"),
        ("taken, in the database", f"{kept.taken:,}"),
        ("held, in the database", f"{kept.held:,}"),
        *((f"refused, {status}", f"{_times(told, status):,}") for status in sorted(REFUSED)),
        *((f"anything else, {status}", f"{_times(told, status):,}") for status in sorted(_others(told))),
        ("anything else", f"{_else(told):,}"),
        ("offered - taken - held - refused", f"{offered - kept.taken - kept.held - _refused(told):,}"),
        ("people whose report was taken", f"{kept.of_people:,} ({_percent(told, kept):.1f} %)"),
        ("people waited, p50 and p99", f"{waits.p50_ms:,.0f} and {waits.p99_ms:,.0f} ms"),
    ):
        table.add_row(what, figure)
    return table


def _broken(told: Told, kept: Kept) -> list[str]:
    """The promises that were not kept."""
    acknowledged = _times(told, 201)
    return [
        promise
        for promise, holds in (
            ("somebody was answered otherwise, or not at all", not _else(told)),
            (
                "an acknowledged report is missing, or one is there twice",
                acknowledged == kept.taken + kept.held,
            ),
            (f"fewer than {LEAST_PERCENT} % of people got through", _percent(told, kept) >= LEAST_PERCENT),
        )
        if not holds
    ]


def _times(told: Told, status: int) -> int:
    return told.flood.get(status, 0) + told.people.get(status, 0)


def _refused(told: Told) -> int:
    return sum(_times(told, status) for status in REFUSED)


def _else(told: Told) -> int:
    """Answers that are neither yes nor no in words, and posts that were not answered."""
    return sum(_times(told, status) for status in _others(told))


def _others(told: Told) -> set[int]:
    return {*told.flood, *told.people} - {201} - REFUSED


def _percent(told: Told, kept: Kept) -> float:
    return 100 * kept.of_people / max(1, sum(told.people.values()))


if __name__ == "__main__":
    main()
