# SPDX-License-Identifier: EUPL-1.2
"""A real clamd on its own socket, with a database of one signature: that of the test file that every scanner knows."""

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from services.eforms.models import Draft, Upload
from tests.cast import Cast
from tests.common.test_office import WORD, office
from tests.conftest import CLAMD
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of

pytestmark = [pytest.mark.clamd, pytest.mark.enable_socket]

# In two parts, so that no scanner takes this file for the test file (www.eicar.org).
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE_SECONDS = 15
LARGEST = "1M"

VIRUS = "Tiedostossa voi olla virus"
AWAY = "Emme voi juuri nyt tarkistaa tiedostoja"


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
        connection.sendall(b"zPING\0")
        return connection.recv(16) == b"PONG\0"


@contextmanager
def scanner(folder: Path) -> Iterator[dict[str, str]]:
    """A clamd of our own for as long as the block lasts: its addresses by kind."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "own.ndb").write_text(f"Own.Eicar:0:*:{EICAR.hex()}\n")
    config, path = folder / "clamd.conf", folder / "socket"
    words = {
        "Foreground": "yes",
        "DatabaseDirectory": folder,
        "LocalSocket": path,
        "TCPAddr": "127.0.0.1",
        "TCPSocket": port,
        "StreamMaxLength": LARGEST,
        "LogFile": folder / "log",
    }
    config.write_text("".join(f"{name} {value}\n" for name, value in words.items()))
    assert CLAMD, "apt install clamav-daemon"
    command = [CLAMD, f"--config-file={config}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not answers(path):
            assert process.poll() is None, f"clamd ended: {(folder / 'log').read_text()}"
            assert time.monotonic() < until, "clamd did not begin to answer."
        yield {"socket": str(path), "port": f"127.0.0.1:{port}"}
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with scanner(tmp_path_factory.mktemp("clamd")) as addresses:
        yield addresses


@pytest.fixture(params=["socket", "port"])
def scanned(request: pytest.FixtureRequest, clamd: dict[str, str], settings: Settings) -> None:
    settings.CLAMD_ADDRESS = clamd[request.param]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment", types=["pdf", "docx"])))
    return DraftFactory(version=form.current_version, person=cast.resident.person)


def add(cast: Cast, draft: Draft, content: bytes, name: str = "suunnitelma.pdf") -> tuple[int, str]:
    url = f"/luonnos/{draft.key}/eka/liitteet/plan/"
    answer = cast.resident.client().post(url, {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.text


def kept(folder: str = "") -> set[str]:
    """Every file that is stored."""
    folders, names = default_storage.listdir(folder)
    inner = [kept(f"{folder}/{name}".strip("/")) for name in folders]
    return {f"{folder}/{name}" for name in names}.union(*inner)


def test_a_clean_file_is_kept_and_said_to_be_scanned(cast: Cast, draft: Draft, scanned: None) -> None:
    status, page = add(cast, draft, PDF)

    assert status == 200
    assert "virustarkistettu" in page
    assert Upload.objects.get().state == Upload.State.SCANNED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("suunnitelma.pdf", PDF + b"\n% " + EICAR),
        ("hakemus.docx", office(WORD, **{"word/media/image1.bin": EICAR.decode()})),
    ],
    ids=["in a PDF", "packed in a document"],
)
def test_a_virus_is_refused_in_words_and_never_stored(
    cast: Cast, draft: Draft, scanned: None, name: str, content: bytes
) -> None:
    before = kept()

    status, words = add(cast, draft, content, name)

    assert (status, words) == (422, f"{VIRUS}, joten emme ota sitä vastaan.")
    assert not Upload.objects.exists()
    assert kept() == before


def test_the_page_tells_of_the_virus_beside_its_field(cast: Cast, draft: Draft, scanned: None) -> None:
    virus = SimpleUploadedFile("suunnitelma.pdf", PDF + EICAR)

    page = cast.resident.client().post(f"/luonnos/{draft.key}/eka/", {"plan": virus})

    assert re.search(rf'id="id_plan_error">[^<]*suunnitelma\.pdf: {VIRUS}', page.text)


def test_what_is_too_large_for_the_scanner_is_not_taken(cast: Cast, draft: Draft, scanned: None) -> None:
    status, words = add(cast, draft, PDF + b"\n%" + b"a" * 2 * 1024 * 1024)

    assert status == 422
    assert words.startswith(AWAY)


def test_nothing_is_taken_while_the_scanner_is_away(
    cast: Cast, draft: Draft, settings: Settings, tmp_path: Path
) -> None:
    with scanner(tmp_path) as addresses:
        settings.CLAMD_ADDRESS = addresses["socket"]
        assert add(cast, draft, PDF)[0] == 200

    status, words = add(cast, draft, PDF + b"\n")
    assert status == 422
    assert words.startswith(AWAY)

    with scanner(tmp_path):
        assert add(cast, draft, PDF + b"\n")[0] == 200
    assert Upload.objects.count() == 2
