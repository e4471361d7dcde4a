# SPDX-License-Identifier: EUPL-1.2
"""What is measured in a city of cases: pages through Django's client and actions, beside the same SQL run bare.

Bare: the statements that one visit sent, sent again over psycopg2 alone and their rows fetched. What a page takes
beyond that is composing, rows made to objects, permissions and templates.
"""

import contextlib
import itertools
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg2
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions.deciding import DecisionText, decide_case
from cases.actions.opening import NewParty, open_case
from cases.models import Case, CaseType
from cases.workflow import Status
from portal.accounts.actors import Actor, Assurance, actor_for
from portal.accounts.middleware import ASSURANCE_KEY
from portal.accounts.models import User
from scripts.bench.cases_load import HANDLER, RESIDENT

ROUNDS = 20
OPENED_EACH, OPENERS = 150, 2
QUEUE = "admin:cases_case_changelist"
FILTERS = "nakyma=unit&tila=in_progress&kieli=fi"
# Every table that grows with the number of cases.
GROWING = {f"cases_{name}" for name in ("case", "party", "statuschange", "message", "document", "decision")}
GROWING |= {"cases_serviceofdecision", "cases_supplementrequest", "accounts_person", "audit_auditentry"}
_TEXT = DecisionText("granted", "Saat luvan.", "Työ ei haittaa liikennettä.", "669/1978 14 a §")


@dataclass
class Measured:
    name: str
    times: list[float] = field(default_factory=list)
    sql_times: list[float] = field(default_factory=list)
    bare_times: list[float] = field(default_factory=list)
    queries: int = 0
    blocks: int = 0
    read_whole: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Milliseconds. `ratio`: the whole against the bare SQL; `sql_ratio`: its time in the database against it."""
        bare, sql = _at(self.bare_times, 50), _at(self.sql_times, 50)
        return {
            "name": self.name,
            "p50_ms": round(_at(self.times, 50), 2),
            "p95_ms": round(_at(self.times, 95), 2),
            "queries": self.queries,
            "sql_ms": round(sql, 2),
            "bare_ms": round(bare, 2),
            "ratio": round(_at(self.times, 50) / bare, 2),
            "sql_ratio": round(sql / bare, 2),
            "blocks": self.blocks,
            "read_whole": self.read_whole,
        }


def measure() -> Iterator[dict[str, Any]]:
    """Each page and action in turn, as `Measured.told` has it; the rate of openings last."""
    for name, acts in (pages() | actions()).items():
        yield beside(name, acts).told()


def pages() -> dict[str, Iterator[Callable[[], Any]]]:
    handler, resident = signed_in(HANDLER), signed_in(RESIDENT)
    queue = reverse(QUEUE)
    mine = Case.objects.handled_by(actor_for(User.objects.get(username=HANDLER))).order_by("pk")
    known = list(mine.values_list("reference", "applicant_name")[:: max(1, mine.count() // ROUNDS)])
    at_work = list(mine.filter(status=Status.IN_PROGRESS).values_list("reference", flat=True)[: ROUNDS * 2])
    return {
        "queue, filtered": _visits(handler, [f"{queue}?{FILTERS}"]),
        "queue of the unit": _visits(handler, [f"{queue}?nakyma=unit"]),
        "queue, all cases": _visits(handler, [f"{queue}?nakyma=all"]),
        "search by name": _visits(handler, [f"{queue}?q={quote(name)}" for _reference, name in known]),
        "search by surname": _visits(handler, [f"{queue}?q={quote(name.split()[-1])}" for _ref, name in known]),
        "search by reference": _visits(handler, [f"{queue}?q={reference}" for reference, _name in known]),
        "case workspace": _visits(handler, [reverse("admin:cases_case_change", args=[one]) for one in at_work]),
        "citizen's list": _visits(resident, [reverse("cases:citizen-cases")]),
    }


def actions() -> dict[str, Iterator[Callable[[], Any]]]:
    """Each is undone, so that all are done in the same city."""
    official = actor_for(User.objects.get(username=HANDLER), assurance=Assurance.STRONG)
    mine = Case.objects.handled_by(official).filter(status=Status.IN_PROGRESS)
    to_decide = itertools.cycle(list(mine.values_list("pk", flat=True)[:ROUNDS]))
    citizen, case_type = who_opens()
    return {
        "open_case": (_undone(lambda: opened(citizen, case_type)) for _turn in itertools.count()),
        "decide": (_undone(partial(decide_case, pk, actor=official, text=_TEXT)) for pk in to_decide),
    }


def who_opens() -> tuple[Actor, CaseType]:
    resident = User.objects.get(username=RESIDENT)
    return actor_for(resident, assurance=Assurance.STRONG), CaseType.objects.select_related("unit").earliest("pk")


def opened(citizen: Actor, case_type: CaseType) -> Case:
    parties = [NewParty("applicant", person=citizen.person)]
    return open_case(actor=citizen, case_type=case_type, content=[], parties=parties, documents=[], key=uuid4())


def beside(name: str, acts: Iterator[Callable[[], Any]]) -> Measured:
    """The act and its SQL alone, in turns, so that both meet the same weather on the machine."""
    measured = Measured(name)
    for _warm in range(3):
        next(acts)()
    with contextlib.closing(psycopg2.connect(**_bare_parameters())) as bare:
        bare.autocommit = True
        for _turn in range(ROUNDS):
            act = next(acts)
            measured.times.append(_timed(act, measured.sql_times))
            with CaptureQueriesContext(connection) as asked:
                act()
            statements = [query["sql"] for query in asked if query["sql"] and not _is_whole(query["sql"])]
            measured.bare_times.append(_timed_bare(bare, statements))
            measured.queries = max(measured.queries, sum(not _is_frame(one) for one in statements))
        measured.blocks, measured.read_whole = looked_at(bare, statements)
    return measured


def looked_at(bare: Any, statements: list[str]) -> tuple[int, list[str]]:
    """Blocks of 8 kB that the questions read, and the growing tables that a plan reads from end to end."""
    blocks, whole = 0, set()
    with bare.cursor() as cursor:
        for statement in statements:
            if not statement.startswith(("SELECT", "(SELECT")) or "FOR UPDATE" in statement:
                continue
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
            plan = cursor.fetchone()[0]
            top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
            blocks += top["Shared Hit Blocks"] + top["Shared Read Blocks"]
            whole |= {node["Relation Name"] for node in nodes(top) if node["Node Type"] == "Seq Scan"} & GROWING
    return blocks, sorted(whole)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def openings_a_second() -> float:
    """Kept ones, by as many processes at once as the machine has cores here."""
    connections.close_all()
    context = get_context("fork")
    with ProcessPoolExecutor(OPENERS, mp_context=context) as pool:
        list(pool.map(_open_some, [3] * OPENERS))
        started = time.perf_counter()
        list(pool.map(_open_some, [OPENED_EACH] * OPENERS))
        return OPENED_EACH * OPENERS / (time.perf_counter() - started)


def _open_some(count: int) -> None:
    citizen, case_type = who_opens()
    for _one in range(count):
        opened(citizen, case_type)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[ASSURANCE_KEY] = int(Assurance.STRONG)
    session.save()
    return client


def _visits(client: Client, paths: list[str]) -> Iterator[Callable[[], Any]]:
    return (lambda path=path: _visit(client, path) for path in itertools.cycle(paths))  # type: ignore[misc]


def _visit(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")


def _undone(act: Callable[[], Any]) -> Callable[[], None]:
    def done() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    return done


def _timed(act: Callable[[], Any], sql_times: list[float]) -> float:
    spent = 0.0

    def stopwatch(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal spent
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent += time.perf_counter() - started

    with connection.execute_wrapper(stopwatch):
        started = time.perf_counter()
        act()
        whole = time.perf_counter() - started
    sql_times.append(spent)
    return whole


def _timed_bare(bare: Any, statements: list[str]) -> float:
    """What is written is undone."""
    with bare.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute("BEGIN")
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
        cursor.execute("ROLLBACK")
        return time.perf_counter() - started


def _is_frame(statement: str) -> bool:
    return statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK TO"))


def _is_whole(statement: str) -> bool:
    """Of the transaction around all, which the bare SQL has too."""
    return statement in ("BEGIN", "COMMIT", "ROLLBACK")


def _bare_parameters() -> dict[str, Any]:
    """Where and how the portal connects, without Django's own classes of cursors."""
    wanted = connection.get_connection_params()
    return {
        name: value
        for name, value in wanted.items()
        if name in ("dbname", "user", "password", "host", "port", "options")
    }


def _at(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)] * 1000
