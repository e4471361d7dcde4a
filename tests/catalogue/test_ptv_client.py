# SPDX-License-Identifier: EUPL-1.2
"""The client against a server of the house: paging, retries, following of ids."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from services.catalogue.clients.ptv import PtvClient, PtvUnavailable, Scope
from tests.catalogue import ptv_pack as pack


class StandIn(BaseHTTPRequestHandler):
    failures_left = 0
    asked: list[str]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        StandIn.asked.append(address.path)
        if StandIn.failures_left:
            StandIn.failures_left -= 1
            self.answer({"errorMessage": "busy"}, 503)
        else:
            self.answer(self.find(address.path, parse_qs(address.query)), 200)

    def find(self, path: str, query: dict[str, list[str]]) -> Any:
        data, number = pack.snapshot(), int(query.get("page", ["1"])[0])
        if path.endswith("/list"):
            rows = {"Organization": data.organizations, "GeneralDescription": data.general_descriptions}
            wanted = query["guids"][0].split(",")
            return [row for row in rows.get(path.split("/")[1], data.channels) if row["id"] in wanted]
        if "Service/list/area" in path:
            page = data.services[number - 1 : number]
            return {"pageCount": 3, "itemList": page or None}
        return {"pageCount": 1, "itemList": None}

    def answer(self, body: Any, status: int) -> None:
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    StandIn.failures_left, StandIn.asked = 0, []
    server = HTTPServer(("127.0.0.1", 0), StandIn)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


SCOPE = Scope("205", pack.CITY_CODE)


def test_client_reads_pages_and_follows_ids(address: str) -> None:
    with PtvClient(address) as client:
        found = client.snapshot(SCOPE)

    assert [row["id"] for row in found.services] == [pack.PLAY, pack.HEALTH]
    assert [row["id"] for row in found.channels] == [pack.DESK]
    assert {row["id"] for row in found.organizations} == {pack.CITY, pack.UNIT, pack.COUNTY}
    assert [row["id"] for row in found.general_descriptions] == [pack.GENERAL]


def test_client_waits_and_tries_again_when_the_server_is_busy(address: str) -> None:
    StandIn.failures_left, waits = 2, list[float]()

    with PtvClient(address, wait=waits.append) as client:
        client.get("Service/list/area/Municipality/code/205", page=1)

    assert waits == [1.0, 1.0]


def test_client_gives_up_with_a_reason(address: str) -> None:
    StandIn.failures_left = 99

    with PtvClient(address, wait=lambda _seconds: None) as client, pytest.raises(PtvUnavailable, match="after 5 tries"):
        client.get("Service")
