# SPDX-License-Identifier: EUPL-1.2
"""Every file that comes in is shown to the virus scanner: here a small clamd on a real socket, in its own protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from typing import override

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from cases.models import Document
from feedback.models import Feedback
from portal.common.files import check_upload
from services.eforms.models import Upload
from tests.cast import Cast
from tests.common.test_files import PNG
from tests.factories.cases import CaseFactory, CaseTypeFactory
from tests.factories.eforms import PDF, DraftFactory, FormDefinitionFactory, field, form_of

VIRUS = b"only the scanner knows that this is one"
VIRUS_WORDS = "Tiedostossa voi olla virus"
AWAY_WORDS = "Emme voi juuri nyt tarkistaa tiedostoja"


class Conversation(socketserver.StreamRequestHandler):
    @override
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Clamd)
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        server.seen.append(content)
        verdict = server.verdict or ("stream: Own.Test FOUND" if VIRUS in content else "stream: OK")
        self.wfile.write(verdict.encode() + b"\0")


class Clamd(socketserver.ThreadingTCPServer):
    verdict = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.seen: list[bytes] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    with Clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


def pdf(extra: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("suunnitelma.pdf", PDF + b"% " + extra)


# ---- what is asked and what is answered


def test_scanner_sees_the_whole_file_and_a_clean_one_passes(clamd: Clamd) -> None:
    upload = pdf(b"x" * 200_000)

    checked = check_upload(upload)

    assert checked.scanned
    assert clamd.seen == [upload.read()]


def test_virus_is_refused_with_words(clamd: Clamd) -> None:
    with pytest.raises(ValidationError, match=VIRUS_WORDS):
        check_upload(pdf(VIRUS))


@pytest.mark.parametrize("verdict", ["INSTREAM size limit exceeded. ERROR", "UNKNOWN COMMAND", "\0"])
def test_no_file_passes_unless_the_scanner_says_ok(clamd: Clamd, verdict: str) -> None:
    clamd.verdict = verdict

    with pytest.raises(ValidationError, match=AWAY_WORDS):
        check_upload(pdf())


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1"])
def test_no_file_passes_while_the_scanner_is_away(settings: Settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address

    with pytest.raises(ValidationError, match=AWAY_WORDS):
        check_upload(pdf())


def test_without_a_scanner_files_pass_and_are_not_called_scanned() -> None:
    assert not check_upload(pdf()).scanned


# ---- every door


def test_form_keeps_a_clean_file_and_refuses_a_virus(cast: Cast, clamd: Clamd) -> None:
    form = FormDefinitionFactory(content=form_of(field("plan", "attachment")))
    draft = DraftFactory(version=form.current_version, person=cast.resident.person)
    step = f"/luonnos/{draft.key}/{form.current_version.form.steps[0].key}/"
    client = cast.resident.client()

    client.post(step, {"plan": pdf()})
    page = client.post(step, {"plan": pdf(VIRUS)})

    assert VIRUS_WORDS in page.text
    assert Upload.objects.get().state == Upload.State.SCANNED


@pytest.mark.parametrize(
    ("path", "typed"),
    [("viesti", {"viesti-text": "Hei"}), ("taydennys", {"taydennys-answer": "Tässä"})],
    ids=["message", "supplement"],
)
def test_case_refuses_a_virus(cast: Cast, clamd: Clamd, path: str, typed: dict[str, str]) -> None:
    case = CaseFactory(case_type=CaseTypeFactory(unit=cast.unit), applicant=cast.resident.person, waiting=True)
    url = f"{case.get_absolute_url()}{path}/"
    client = cast.resident.client()

    page = client.post(url, typed | {f"{path}-documents": [pdf(VIRUS)]})

    assert VIRUS_WORDS in page.text
    assert not Document.objects.exists()
    assert client.post(url, typed | {f"{path}-documents": [pdf()]}).status_code == 302
    assert Document.objects.count() == 1


def test_feedback_refuses_a_picture_with_a_virus(cast: Cast, clamd: Clamd) -> None:
    picture = SimpleUploadedFile("kuva.png", PNG + VIRUS)
    typed = {"kind": "defect", "text": "Katuvalo ei pala.", "wants_answer": "no"}

    page = cast.visitor.client().post("/palaute/", typed | {"photo": picture})

    assert VIRUS_WORDS in page.text
    assert not Feedback.objects.exists()
