# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: see the package."""

import argparse
import contextlib
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from portal.local import say
from portal.local.embedded import free_port
from scripts.bench import report
from scripts.bench.load import HOST, Round, WrongAnswer, get, load
from scripts.bench.servers import BenchError, cpu_seconds, environment, gunicorn, inside, memory_mb, prepare
from scripts.bench.visit import first_visit

CLIENTS = (1, 8)


def main() -> int:
    arguments = _parser().parse_args()
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder, environment(Path(folder)) as env:
            result = bench(env, Path(folder), arguments)
    except (BenchError, WrongAnswer) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    result["seconds"] = round(time.monotonic() - started)
    say("\n" + "\n".join(report.lines(result)) + f"\n\n{result['seconds']} s in all.")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    return 0


def bench(env: dict[str, str], folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    say("Preparing a town of its own …")
    prepare(env)
    pages = inside(env)
    port, bare_port = int(env["BENCH_PORT"]), free_port()
    with contextlib.ExitStack() as running:
        say("Starting the portal and the bare view …")
        server = running.enter_context(gunicorn("portal.wsgi", port, env, folder / "web.log", ready="/healthz"))
        bare_log = folder / "bare.log"
        bare_server = running.enter_context(gunicorn("scripts.bench.bare", bare_port, env, bare_log, ready="/"))
        served, bare_served = Served(server, port), Served(bare_server, bare_port)
        visit = first_visit(f"http://{HOST}:{port}/")
        bare = {clients: Round() for clients in CLIENTS}
        for page in pages:
            say(f"Measuring {page['name']} …")
            try:
                page["clients"] = beside(bare, page, served=served, bare_served=bare_served, arguments=arguments)
            except WrongAnswer as error:
                raise BenchError(f"{page['name']}: {error}\n{(folder / 'web.log').read_text()[-3000:]}") from error
        memory = max(memory_mb(server))
    return {
        "machine": machine(env),
        "bare": {"clients": {str(clients): speed(total) for clients, total in bare.items()}},
        "pages": [{key: value for key, value in page.items() if key != "cookie"} for page in pages],
        "memory_mb": round(memory, 1),
        "first_visit": visit,
    }


class Served(NamedTuple):
    server: psutil.Process
    port: int

    def load(self, requests: list[bytes], *, clients: int, seconds: float) -> Round:
        before = cpu_seconds(self.server)
        measured = load(self.port, requests, clients=clients, seconds=seconds)
        measured.cpu_seconds = cpu_seconds(self.server) - before
        return measured


def beside(
    bare: dict[int, Round], page: dict[str, Any], *, served: Served, bare_served: Served, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Measure the page and the bare view in turns, so that both meet the same weather on the machine."""
    requests = [get(served.port, path, cookie=page["cookie"]) for path in page["paths"]]
    bare_requests = [get(bare_served.port, "/")]
    served.load(requests, clients=max(CLIENTS), seconds=0.3)  # templates and caches as after a day's first visitors
    measured, all_bare, all_page = {}, Round(), Round()
    for clients in CLIENTS:
        of_bare, of_page = Round(), Round()
        for _turn in range(arguments.turns):
            of_bare += bare_served.load(bare_requests, clients=clients, seconds=arguments.seconds)
            of_page += served.load(requests, clients=clients, seconds=arguments.seconds)
        bare[clients] += of_bare
        all_bare += of_bare
        all_page += of_page
        measured[str(clients)] = speed(of_page) | {"ratio": round(of_page.per_second / of_bare.per_second, 3)}
    page["cpu_ms"], page["cpu_ratio"] = round(all_page.cpu_ms, 2), round(all_bare.cpu_ms / all_page.cpu_ms, 3)
    return measured


def speed(measured: Round) -> dict[str, float]:
    return {
        "pages_per_second": round(measured.per_second, 1),
        "p50_ms": round(measured.percentile_ms(50), 2),
        "p95_ms": round(measured.percentile_ms(95), 2),
    }


def machine(env: dict[str, str]) -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "workers": int(env.get("WEB_WORKERS", "2")),
        "threads": env.get("WEB_THREADS", "of deploy/gunicorn.conf.py"),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure pages against a bare Django view.")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--turns", type=int, default=2, help="how often the page and the bare view take turns")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long one turn lasts")
    return parser


if __name__ == "__main__":
    sys.exit(main())
