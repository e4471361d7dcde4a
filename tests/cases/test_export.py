# SPDX-License-Identifier: EUPL-1.2
"""A case as a package: everything of it, each file with its hash, and the same again when nothing has changed."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from lxml import etree  # type: ignore[import-untyped]

from cases.actions.disclosing import disclose_contacts
from cases.export.actions import export_case
from cases.export.kept import KEPT, LEFT_OUT, tables_of_a_case
from cases.export.metadata import NAMESPACE
from cases.export.package import MANIFEST, Part, zipped
from cases.export.rows import rows_of
from cases.export.schema import schema
from cases.models import Case, CaseType, Document
from portal.accounts.models import Person
from portal.audit.models import AccessEntry, AuditEntry
from tests.cast import Cast, Member
from tests.factories.cases import (
    CaseFactory,
    DecisionFactory,
    DocumentFactory,
    HearingFactory,
    IncomingMailFactory,
    MessageFactory,
    NoteFactory,
    PartyFactory,
    PublicationFactory,
    ServiceOfDecisionFactory,
    SupplementRequestFactory,
)
from tests.factories.printing import PrintJobFactory, ServiceReceiptFactory
from tests.factories.register import LegalHoldFactory
from tests.factories.work import TaskFactory

XSD = Path("docs/case-export.xsd")
NS = {"c": NAMESPACE}


@pytest.fixture
def full(cast: Cast, case_type: CaseType) -> Case:
    """A case with something of most kinds, and words that XML cannot hold."""
    case: Case = CaseFactory(case_type=case_type, applicant=cast.resident.person, in_progress=True)
    PartyFactory(case=case, role="other", name="Naapuri Niilo", email="niilo@mail.example")
    for factory in (
        MessageFactory,
        NoteFactory,
        HearingFactory,
        SupplementRequestFactory,
        LegalHoldFactory,
        TaskFactory,
    ):
        factory(case=case)
    content = b"%PDF-1.4 kartta"
    DocumentFactory(
        case=case,
        name="../../kartta\x07 & <tie>.pdf",
        file=ContentFile(content, "x"),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    decision = DecisionFactory(case=case)
    PublicationFactory(version__decision=decision)
    service = ServiceOfDecisionFactory(decision=decision, channel="letter")
    PrintJobFactory(service=service, printed=True)
    ServiceReceiptFactory(service=service)
    IncomingMailFactory(case=case)
    for document in case.documents.all():
        with document.file.open() as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        if digest != document.sha256:
            _correct_hash(document, digest)
    return case


def _correct_hash(document: Document, digest: str) -> None:
    """Documents of factories have a made-up hash; the table itself is immutable."""
    import pgtrigger

    with pgtrigger.ignore("cases.Document:immutable"):
        Document.objects.filter(pk=document.pk).update(sha256=digest)


def package(case: Case, member: Member) -> ZipFile:
    parts = export_case(case.pk, actor=member.actor, reason="Siirto arkistoon")
    return ZipFile(io.BytesIO(b"".join(zipped(parts))))


def metadata_of(found: ZipFile) -> Any:
    return etree.fromstring(found.read("metadata.xml"))


# ---- whole


def test_every_table_of_a_case_is_decided_on() -> None:
    tables = {model._meta.label_lower for model in tables_of_a_case()}

    assert tables == set(KEPT) | set(LEFT_OUT), "Decide in cases/export/kept.py, then write docs/case-export.xsd anew."
    assert not set(KEPT) & set(LEFT_OUT)


def test_schema_in_the_documents_is_that_of_the_tables() -> None:
    assert XSD.read_text() == schema(), "Write it anew: print(cases.export.schema.schema())"


def test_package_holds_every_row_and_its_metadata_follow_the_schema(cast: Cast, full: Case) -> None:
    found = package(full, cast.handler)

    root = metadata_of(found)
    etree.XMLSchema(etree.fromstring(XSD.read_bytes())).assertValid(root)
    told = {element.get("id") for element in root.iterfind(".//*[@id]")}
    rows = [row for kind in rows_of(full).values() for row in kind]
    assert {f"{row._meta.model_name}-{row.pk}" for row in rows} <= told
    assert len({type(row) for row in rows}) >= 14, "The case of this test has something of most kinds."
    assert root.findtext("c:Case/c:reference", namespaces=NS) == full.reference
    assert root.findtext("c:Case/c:retention_years", namespaces=NS) == str(full.case_type.retention_years)
    assert "Kauppakatu 1" in [answer.text for answer in root.iterfind(".//c:Answer", NS)]


def test_every_hash_of_the_manifest_holds_and_names_every_file(cast: Cast, full: Case) -> None:
    found = package(full, cast.handler)

    told = (line.split("  ", 1) for line in found.read(MANIFEST).decode().splitlines())
    lines = {path: digest for digest, path in told}
    assert set(lines) == set(found.namelist()) - {MANIFEST}
    for path, digest in lines.items():
        assert hashlib.sha256(found.read(path)).hexdigest() == digest


def test_documents_are_those_of_the_case_with_their_hashes(cast: Cast, full: Case) -> None:
    found = package(full, cast.handler)

    documents = metadata_of(found).findall("c:Documents/c:Document", NS)
    assert len(documents) == full.documents.count()
    for element in documents:
        path, digest = element.findtext("c:file", namespaces=NS), element.findtext("c:sha256", namespaces=NS)
        assert hashlib.sha256(found.read(str(path))).hexdigest() == digest


def test_names_of_files_are_no_paths(cast: Cast, full: Case) -> None:
    paths = package(full, cast.handler).namelist()

    assert all(".." not in path and not path.startswith("/") for path in paths)
    assert len(paths) == len(set(paths))


def test_two_packages_of_an_unchanged_case_differ_by_the_time_alone(cast: Cast, full: Case) -> None:
    first, second = package(full, cast.handler), package(full, cast.handler)

    assert first.namelist() == second.namelist()
    differing = {path for path in first.namelist() if first.read(path) != second.read(path)}
    assert differing == {"export.json", MANIFEST}


def test_file_that_is_not_what_was_stored_stops_the_package() -> None:
    part = Part("documents/a.pdf", b"changed", hashlib.sha256(b"stored").hexdigest())

    with pytest.raises(ValueError, match="stored"):
        list(zipped([part]))


def test_nothing_that_opens_something_goes_along(cast: Cast, full: Case) -> None:
    Case.objects.filter(pk=full.pk).update(tracking_hash="salainen-avain")

    assert b"salainen-avain" not in package(full, cast.handler).read("metadata.xml")


# ---- who, and what is concealed


def test_look_and_its_reason_are_written_down(cast: Cast, full: Case) -> None:
    package(full, cast.handler)

    look = AccessEntry.objects.get(person_id=cast.resident.person.pk, about_type="cases.case")
    assert look.reason == "Arkistopaketti: Siirto arkistoon"
    assert AuditEntry.objects.filter(event="case.exported", about_id=full.pk).count() == 1


@pytest.mark.parametrize("who", ["other_handler", "clerk", "main_user", "resident"])
def test_who_does_not_handle_the_case_takes_no_package(cast: Cast, full: Case, who: str) -> None:
    with pytest.raises(PermissionDenied):
        export_case(full.pk, actor=getattr(cast, who).actor, reason="Kiinnostaa")


def test_package_asks_for_a_reason(cast: Cast, full: Case) -> None:
    with pytest.raises(ValidationError):
        export_case(full.pk, actor=cast.handler.actor, reason=" ")


def test_contacts_of_a_protected_person_are_left_out_until_opened(cast: Cast, full: Case) -> None:
    person = cast.resident.person
    Person.objects.filter(pk=person.pk).update(
        non_disclosure=True, street_address="Piilopolku 7", phone="+358501234567", email="piilo@mail.example"
    )
    NoteFactory(case=full, text="Asuu osoitteessa Piilopolku 7, puh. 050 123 4567")
    Case.objects.filter(pk=full.pk).update(contact_email="piilo@mail.example")

    hidden = package(full, cast.handler)
    disclose_contacts(full.pk, actor=cast.handler.actor, reason="Siirto arkistoon")
    opened = package(full, cast.handler)

    told = [found.read("metadata.xml").decode() for found in (hidden, opened)]
    for secret in ("Piilopolku 7", "050 123 4567", "piilo@mail.example"):
        assert [secret in one for one in told] == [False, True]
    assert [json.loads(found.read("export.json"))["contacts_concealed"] for found in (hidden, opened)] == [True, False]
    etree.XMLSchema(etree.fromstring(XSD.read_bytes())).assertValid(metadata_of(hidden))


def test_page_asks_why_and_sends_the_package(cast: Cast, full: Case) -> None:
    client, url = cast.handler.client(), reverse("admin:cases_case_export", args=[full.reference])
    assert "arkistopakettina" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).headers["Content-Type"].startswith("text/html")

    response = client.post(url, {"reason": "Siirto arkistoon"})

    found = ZipFile(io.BytesIO(response.getvalue()))
    assert response.headers["Content-Type"] == "application/zip"
    assert found.testzip() is None
