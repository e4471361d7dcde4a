# SPDX-License-Identifier: EUPL-1.2
"""What came out: as a table for people, and the same as data."""

from collections.abc import Iterator
from typing import Any

MOST_QUERIES = 12
MOST_BYTES, MOST_REQUESTS = 150_000, 12
MOST_MEMORY_MB = 120

HEAD = (
    f"{'':<13}"
    + "".join(f"{f'{n} client{"s" if n > 1 else ""}':^31}" for n in (1, 8))
    + f"{'processor':^15}{'SQL':^9}{'bytes':^16}"
)
UNITS = (
    f"{'page':<13}"
    + f"{'pages/s':>9}{'p95 ms':>9}{'ratio':>8}{'':5}" * 2
    + f"{'ms':>7}{'ratio':>8}{'1st':>4}{'then':>5}{'html':>8}{'wire':>8}  aim"
)


def lines(result: dict[str, Any]) -> Iterator[str]:
    yield HEAD
    yield UNITS
    yield f"{'bare view':<13}" + "".join(_speed(result["bare"]["clients"][n]) for n in ("1", "8"))
    for page in result["pages"]:
        speeds = "".join(_speed(page["clients"][n]) for n in ("1", "8"))
        cpu = f"{page['cpu_ms']:>7.1f}{page['cpu_ratio']:>8.2f}"
        counts = f"{page['queries_first']:>4}{page['queries']:>5}{page['html_bytes']:>8}{page['wire_bytes']:>8}"
        yield f"{page['name']:<13}{speeds}{cpu}{counts}  ≥ {page['aim']:g}"
    yield ""
    yield f"Memory of a worker after all this: {result['memory_mb']:.0f} MB (aim ≤ {MOST_MEMORY_MB})"
    if visit := result["first_visit"]:
        yield (
            f"First visit of the front page: {visit['bytes'] / 1000:.1f} kB on the wire (aim ≤ {MOST_BYTES // 1000}), "
            f"{visit['requests']} requests (aim ≤ {MOST_REQUESTS}), loaded in {visit['load_ms']} ms"
        )
        yield from (f"  {size:>8} {url.rpartition('/')[2] or '/'}" for url, size in visit["files"].items())
    else:
        yield "First visit: not measured, Chromium is missing (apt install chromium)"
    missed = list(misses(result))
    yield ""
    yield from ["Not reached:", *(f"  {miss}" for miss in missed)] if missed else ["All aims reached."]


def misses(result: dict[str, Any]) -> Iterator[str]:
    for page in result["pages"]:
        for number, speed in page["clients"].items():
            if speed["ratio"] < page["aim"]:
                yield f"{page['name']}, {number} client(s): {speed['ratio']:.2f} × the bare view, aim {page['aim']:g}"
        if page["signed_in"] and page["queries_first"] > MOST_QUERIES:
            yield f"{page['name']}: {page['queries_first']} queries, aim {MOST_QUERIES}"
    if result["memory_mb"] > MOST_MEMORY_MB:
        yield f"memory: {result['memory_mb']:.0f} MB, aim {MOST_MEMORY_MB}"
    if visit := result["first_visit"]:
        if visit["bytes"] > MOST_BYTES:
            yield f"first visit: {visit['bytes']} bytes, aim {MOST_BYTES}"
        if visit["requests"] > MOST_REQUESTS:
            yield f"first visit: {visit['requests']} requests, aim {MOST_REQUESTS}"


def _speed(speed: dict[str, Any]) -> str:
    ratio = f"{speed['ratio']:>8.2f}" if "ratio" in speed else f"{'1':>8}"
    return f"{speed['pages_per_second']:>9.0f}{speed['p95_ms']:>9.1f}{ratio}{'':5}"
