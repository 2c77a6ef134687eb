"""Works the published scores of a month, and of the twelve that end with it, out again, and says where they differ. Needs Python 3.11 and nothing else.

    python recompute.py 2026-10.json              from the month's JSON
    python recompute.py 2026-10.json 2026-10.csv  with the counts of its CSV

Both come from /open/scores/2026-10.json and .csv of a city's pages. It ends with 1 where a score differs.
"""

import csv
import json
import math
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path


def half_up(number):
    """Two decimals, half rounded up; the first rounding takes away what binary fractions added."""
    return float(Decimal(str(round(number, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def lower_end(part, whole):
    """The least share that so few items let one be sure of: Wilson's interval, nineteen times in twenty."""
    z, share = 1.96, part / whole
    reach = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return max((share + z * z / (2 * whole) - reach) / (1 + z * z / whole), 0.0)


def points(shares, weights):
    """The shares by their weights, as a number from 0 to 100."""
    weight = sum(weights[name] for name in shares)
    return half_up(100 * sum(weights[name] * share for name, share in shares.items()) / weight)


def shares(counts, city, month):
    """The share of each measure that has enough behind it, turned so that more is better."""
    found = {}
    for measure in month["measures"]:
        name, enough = measure["name"], month["grading"]["fewest"] * measure["steps"]
        if name not in month["grading"]["weights"]:
            continue
        for part, whole in [counts.get(name) or (0, 0)] + [city.get(name) or (0, 0)] * measure["or_city"]:
            if whole >= enough and name not in found:
                found[name] = part / whole if measure["good"] == "high" else 1 - part / whole
    return found


def red(counts, grading):
    """What makes the month red whatever its points."""
    found = []
    for rule in grading["overrides"]:
        part, whole = counts.get(rule["measure"]) or (0, 0)
        above, below = rule.get("above_percent"), rule.get("below_percent")
        if below is not None:
            failed = whole > 0 and part < below / 100 * whole
        else:
            failed = part >= rule["at_least"] and (above is None or part > above / 100 * whole)
        found += [rule["measure"]] * failed
    return found


def scored(row, city, month):
    """What a row should say: its points, the least they are, its colour, and why it is red."""
    grading, of = month["grading"], shares(row["counts"], city, month)
    total = points(of, grading["weights"])
    sure = {"on_time": lower_end(*row["counts"]["on_time"])} if "on_time" in of else {}
    least = points({**of, **sure}, grading["weights"])
    why = red(row["counts"], grading)
    colours = ["green"] * (total >= grading["green_from"]) + ["yellow"] * (total >= grading["yellow_from"])
    return {"points": total, "at_least": least, "band": "red" if why else [*colours, "red"][0], "red": why}


def counts_of(row, month):
    """The counts in a line of the CSV."""
    pairs = {m["name"]: (row[f"{m['name']}_part"], row[f"{m['name']}_whole"]) for m in month["measures"]}
    return {name: (int(part), int(whole)) for name, (part, whole) in pairs.items() if whole}


def differing(rows, month):
    """The units among rows over the same time whose published results are not what comes out."""
    city = next(row["counts"] for row in rows if row["subject"] == "city")
    units = [row for row in rows if row["points"] is not None and row["subject"] != "city"]
    again = {row["key"]: scored(row, city, month) for row in units}
    for row in units:
        peers = [again[each["key"]]["at_least"] for each in units if each["among"] == row["among"]]
        again[row["key"]]["rank"] = 1 + sum(least > again[row["key"]]["at_least"] for least in peers)
    wrong = [
        row["key"] for row in units if any(row[name] != value for name, value in again[row["key"]].items())
    ]
    for row in units:
        print(row["span"], row["key"], again[row["key"]]["points"], "DIFFERS" if row["key"] in wrong else "=")
    return wrong


def main(json_file, csv_file=None):
    """Compare what is published with what comes out; 1 where a score differs, or there is none."""
    month = json.loads(Path(json_file).read_text("utf-8"))
    rows = month["rows"]
    if csv_file:
        read = csv.DictReader(Path(csv_file).read_text("utf-8").splitlines())
        lines = {(row["span"], row["subject"], row["key"]): row for row in read}
        rows = [
            {**row, "counts": counts_of(lines[row["span"], row["subject"], row["key"]], month)}
            for row in rows
        ]
    wrong = [
        each
        for span in ("month", "year")
        for each in differing([row for row in rows if row["span"] == span], month)
    ]
    return 1 if wrong or not any(row["points"] is not None for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
