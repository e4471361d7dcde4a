# SPDX-License-Identifier: EUPL-1.2
"""`python -m scripts.bench.cases`: loads cities of 10 000, 100 000 and 1 000 000 cases into a database of its own and
measures in each what staff and customers do most. docs/performance.md tells how to read it."""

import argparse
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

from portal.local import say
from scripts.bench.servers import CASES_REDIS_NUMBER, environment

DATABASE = "omakajaani_bench_cases"
SIZES = "10000,100000,1000000"
MOST_MS, MOST_SQL_RATIO, MOST_GROWTH, LEAST_OPENED = 100, 1.5, 1.3, 100
TIMELY = ("queue", "search")
BAR = 40
HEAD = (
    f"{'':<22}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}{'SQL ms':>8}{'bare ms':>9}"
    f"{'SQL/bare':>10}{'all/bare':>10}{'blocks':>8}{'growth':>8}"
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-cases", description="Measure the work with cases at any number.")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--sizes", default=SIZES, help="how many cases, with commas between")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    cities: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, arguments.sizes.split(",")):
            with environment(Path(folder), DATABASE, CASES_REDIS_NUMBER) as env:
                os.environ.update(env)
                cities.append(measured(size, cities[0] if cities else None))
    missed = [f"{city['size']:,}: {miss}" for city in cities for miss in misses(city)]
    say("\n".join(["", "Not reached:", *(f"  {miss}" for miss in missed)] if missed else ["", "All aims reached."]))
    if arguments.json:
        arguments.json.write_text(json.dumps({"cities": cities}, ensure_ascii=False, indent=2) + "\n")
    return 0


def measured(size: int, smallest: dict[str, Any] | None) -> dict[str, Any]:
    """One city, loaded and measured; Django is set up with the first."""
    if smallest is None:
        django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from scripts.bench import cases_measure
    from scripts.bench.cases_load import City

    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)  # a line for each request
    call_command("migrate", verbosity=0)
    if smallest is None:
        call_command("collectstatic", interactive=False, verbosity=0)
    started = time.monotonic()
    City(size, bar(size)).fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    seconds = time.monotonic() - started
    say(f"\n{size:,} cases, loaded in {seconds:.0f} s\n{HEAD}")
    before = {row["name"]: row["p50_ms"] for row in smallest["measured"]} if smallest else {}
    rows = []
    for row in cases_measure.measure():
        row["growth"] = round(row["p50_ms"] / before[row["name"]], 2) if before else 1.0
        rows.append(row)
        say(line(row))
    opened = round(cases_measure.openings_a_second())
    say(f"open_case: {opened} a second by {cases_measure.OPENERS} processes")
    connections.close_all()
    return {"size": size, "load_seconds": round(seconds), "measured": rows, "opened_a_second": opened}


def line(row: dict[str, Any]) -> str:
    figures = f"{row['name']:<22}{row['p50_ms']:>8.1f}{row['p95_ms']:>8.1f}{row['queries']:>9}{row['sql_ms']:>8.1f}"
    ratios = f"{row['bare_ms']:>9.1f}{row['sql_ratio']:>10.2f}{row['ratio']:>10.2f}"
    reading = f"{row['blocks']:>8}{row['growth']:>8.2f}"
    whole = f"  reads whole: {', '.join(row['read_whole'])}" if row["read_whole"] else ""
    return figures + ratios + reading + whole


def misses(city: dict[str, Any]) -> Iterator[str]:
    for row in city["measured"]:
        if row["name"].startswith(TIMELY) and row["p95_ms"] > MOST_MS:
            yield f"{row['name']}: p95 {row['p95_ms']:.0f} ms, aim {MOST_MS}"
        if row["sql_ratio"] > MOST_SQL_RATIO:
            yield f"{row['name']}: its SQL took {row['sql_ratio']} × the bare SQL, aim {MOST_SQL_RATIO}"
        if row["growth"] > MOST_GROWTH:
            yield f"{row['name']}: {row['growth']} × the time of the smallest city, aim {MOST_GROWTH}"
        yield from (f"{row['name']}: reads all of {table}" for table in row["read_whole"])
    if city["opened_a_second"] < LEAST_OPENED:
        yield f"open_case: {city['opened_a_second']} a second, aim {LEAST_OPENED}"


def bar(size: int) -> Any:
    """A line that grows on a terminal; in a file nothing but its end."""

    def told(part: float) -> None:
        if sys.stderr.isatty() or part >= 1:
            full = "█" * round(part * BAR)
            sys.stderr.write(f"\rLoading {size:,} cases {full:<{BAR}} {part:.0%}{'\n' if part >= 1 else ''}")
            sys.stderr.flush()

    return told


if __name__ == "__main__":
    sys.exit(main())
