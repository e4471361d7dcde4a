# SPDX-License-Identifier: EUPL-1.2
import json
import logging
import sys

import pytest
from django.test import Client

from portal.celery import receive_request_id, send_request_id
from portal.health import heartbeat
from portal.logging import JsonFormatter, mask, request_id


def written(record: logging.LogRecord) -> dict[str, object]:
    line: dict[str, object] = json.loads(JsonFormatter().format(record))
    return line


def test_request_is_logged_by_the_name_of_its_page(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "portal.request"):
        response = client.get("/healthz?name=Aino", headers={"X-Request-ID": "proxy-4312"})

    line = written(caplog.records[-1])
    assert line["status"] == 200
    assert "Aino" not in str(line)
    assert response["X-Request-ID"] == "proxy-4312"


def test_unfit_id_from_outside_is_replaced(client: Client) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": "<script>"})

    assert len(response["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Not Found: /haku/010190-998P", "010190-998P"),
        ("bounced aino.testinen@posti.example", "aino.testinen@posti.example"),
        ("called +358 40 123 4567 twice", "+358 40 123 4567"),
        ("paid to FI21 1234 5600 0007 85", "FI21 1234 5600 0007 85"),
        ("duplicate key\nDETAIL:  Key (name)=(Aino Testinen) already exists.", "Aino Testinen"),
    ],
    ids=["identity code", "e-mail address", "telephone", "bank account", "row of the database"],
)
def test_personal_data_does_not_reach_the_log(text: str, hidden: str) -> None:
    assert hidden not in mask(text)


@pytest.mark.parametrize(
    "text", ["KAJ-2026-004312-X decided", "took 12345 ms", "2026-11-24 04:16:00", "10.0.12.7 refused"]
)
def test_what_is_not_personal_stays_readable(text: str) -> None:
    assert mask(text) == text


def test_exception_keeps_its_place_and_hides_its_values() -> None:
    try:
        raise ValueError("no mailbox aino@posti.example")
    except ValueError:
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())

    exception = str(written(record)["exception"])
    assert "test_logging.py" in exception
    assert "aino@posti.example" not in exception


def test_unknown_fields_are_not_written() -> None:
    record = logging.makeLogRecord({"msg": "saved", "person": "Aino Testinen"})

    assert "Aino" not in JsonFormatter().format(record)


def test_task_carries_the_id_of_the_request_that_caused_it() -> None:
    headers: dict[str, str] = {}
    token = request_id.set("proxy-4312")
    send_request_id(headers=headers)
    request_id.reset(token)

    heartbeat.push_request({"id": "task-1", "cause": headers["cause"]})  # type: ignore[call-arg]
    receive_request_id(task=heartbeat)
    heartbeat.pop_request()
    carried = request_id.get()
    request_id.set("")

    assert carried == "proxy-4312"
