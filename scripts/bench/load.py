# SPDX-License-Identifier: EUPL-1.2
"""Clients that ask for pages over kept-alive connections, as fast as they are answered.

One process with a selector: a request costs it some 30 µs, so it is never what is measured.
"""

import gc
import itertools
import random
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"
# A client connects anew now and then, so that chance does not leave all of them with one worker.
REQUESTS_PER_CONNECTION = 25


class WrongAnswer(Exception):
    """The server did not give the page, so there is nothing to measure."""


@dataclass
class Round:
    """What was measured while it lasted. Times are seconds from the request to the last byte of the answer."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0  # of the server, so it does not grow by what else the machine does

    def __iadd__(self, other: "Round") -> "Round":
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds
        self.times += other.times
        return self

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time of one page."""
        return self.cpu_seconds / len(self.times) * 1000

    def percentile_ms(self, percent: int) -> float:
        return sorted(self.times)[min(len(self.times) - 1, len(self.times) * percent // 100)] * 1000


class Client:
    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.port = port
        self.requests = requests
        self.sent = 0
        self.started = 0.0
        self.received = bytearray()
        self.expected = 0
        self.socket = self._connect()

    def _connect(self) -> socket.socket:
        connection = socket.create_connection((HOST, self.port), timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    @property
    def is_worn(self) -> bool:
        return self.sent >= REQUESTS_PER_CONNECTION

    def reconnect(self) -> None:
        self.socket.close()
        self.socket, self.sent = self._connect(), 0

    def ask(self) -> None:
        self.received.clear()
        self.expected = 0
        self.sent += 1
        self.started = time.perf_counter()
        self.socket.sendall(next(self.requests))

    def hear(self) -> bool:
        """Read what has come; true when the answer is whole."""
        part = self.socket.recv(262144)
        if not part:
            raise WrongAnswer("The server closed the connection in the middle of an answer.")
        self.received += part
        if not self.expected and (end := self.received.find(b"\r\n\r\n")) >= 0:
            self.expected = end + 4 + content_length(bytes(self.received[:end]))
        return bool(self.expected) and len(self.received) >= self.expected


def content_length(head: bytes) -> int:
    status, *lines = head.decode("latin-1").split("\r\n")
    if " 200 " not in f"{status} ":
        raise WrongAnswer(status)
    fields = dict(line.lower().split(": ", 1) for line in lines)
    if "content-length" not in fields:
        raise WrongAnswer("The answer has no Content-Length.")
    return int(fields["content-length"])


def get(port: int, path: str, *, cookie: str = "") -> bytes:
    """The bytes of a request, as a browser would ask."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "Accept: text/html", "Accept-Encoding: gzip, deflate, br"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return "\r\n".join([*lines, "", ""]).encode()


def load(port: int, requests: Sequence[bytes], *, clients: int, seconds: float) -> Round:
    """Ask for the pages in turn with this many clients for this long."""
    # Not always from the same one, or the page cache would answer the searches of the turn before.
    first = random.randrange(len(requests))  # noqa: S311 no secret
    turns = itertools.cycle([*requests[first:], *requests[:first]])
    done = Round()
    gc.disable()
    with selectors.DefaultSelector() as waiting:
        try:
            _start(waiting, [Client(port, turns) for _number in range(clients)])
            started = time.perf_counter()
            end = started + seconds
            while waiting.get_map():
                for key, _events in waiting.select(timeout=30) or _silence():
                    _serve(waiting, key.data, done, end)
            done.seconds = time.perf_counter() - started
        finally:
            gc.enable()
            for key in list(waiting.get_map().values()):
                key.data.socket.close()
    return done


def _start(waiting: selectors.BaseSelector, clients: list[Client]) -> None:
    for client in clients:
        waiting.register(client.socket, selectors.EVENT_READ, client)
        client.ask()


def _serve(waiting: selectors.BaseSelector, client: Client, done: Round, end: float) -> None:
    if not client.hear():
        return
    now = time.perf_counter()
    done.times.append(now - client.started)
    if now >= end or client.is_worn:
        waiting.unregister(client.socket)
        if now >= end:
            client.socket.close()
            return
        client.reconnect()
        waiting.register(client.socket, selectors.EVENT_READ, client)
    client.ask()


def _silence() -> list[tuple[selectors.SelectorKey, int]]:
    raise WrongAnswer("No answer in 30 seconds.")
