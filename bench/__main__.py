"""`make bench`: intake against pgbench writing the same rows, for 1, 50 and 514 cities; then search; then learning."""

import argparse

from bench import intake, learning, search


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reading.add_argument("--seconds", type=float, default=5.0, help="how long each figure is measured")
    reading.add_argument("--rounds", type=int, default=3, help="rounds; medians are printed")
    reading.add_argument(
        "--cities", type=int, nargs="+", default=[1, 50, 514], help="how many cities take part"
    )
    reading.add_argument("--profile", action="store_true", help="say where one web process spends its time")
    reading.add_argument("--reports", type=int, default=20_000, help="how many reports are searched")
    reading.add_argument("--only", choices=["intake", "search", "learning"], help="measure one of them")
    told = reading.parse_args()
    if told.only in (None, "intake"):
        intake.measure(seconds=told.seconds, rounds=told.rounds, cities=told.cities, profile=told.profile)
    if told.only in (None, "search"):
        search.measure(reports=told.reports)
    if told.only in (None, "learning"):
        learning.measure()


main()
