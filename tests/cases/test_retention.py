# SPDX-License-Identifier: EUPL-1.2
"""Cases go when their time is over: nothing of the content is left in any table or store, and a log tells of it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.utils import InternalError
from django.urls import reverse

from cases.actions.deciding import DecisionText, decide_case, serve_decision
from cases.actions.disposing import dispose_case, end_hold, hold_case
from cases.actions.handling import take_up_case
from cases.actions.messaging import add_note, send_message
from cases.actions.supplementing import Missing, answer_supplement, request_supplement
from cases.models import Case, CaseType, Decision, Disposal, Document, LegalHold, PastCase, StatusChange
from cases.retention.due import disposable, dry_run
from cases.tasks import dispose_due
from portal.accounts.actors import SYSTEM_CLOCK
from portal.audit.models import AuditEntry
from portal.common import clock
from portal.notifications.models import Notification
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, Submission, Upload
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseLinkFactory, CaseTypeFactory, DecisionFactory, DocumentFactory
from tests.factories.eforms import DraftFactory, FormDefinitionFactory
from tests.factories.register import LegalHoldFactory
from tests.queries import count_queries

MARK = "Xyzzymerkki"


def ended(case_type: CaseType, *, years: int = 11, **more: Any) -> Case:
    """A case that ended so many years ago."""
    found: Case = CaseFactory(
        case_type=case_type, status="closed", closed_at=clock.now() - dt.timedelta(days=366 * years), **more
    )
    return found


@pytest.fixture
def empty_store() -> None:
    """The files of tests are kept in memory from one test to the next."""
    for path in files_with(b""):
        default_storage.delete(path)


@pytest.fixture
def lived(cast: Cast, case_type: CaseType, empty_store: None) -> Case:
    """A case with all that life leaves in it, each with the mark, closed eleven years ago."""
    definition = FormDefinitionFactory(case_type=case_type)
    draft = DraftFactory(version=definition.current_version, complete=True, person=cast.resident.person)
    draft.answers |= {"name": MARK}
    draft.save()
    file = ContentFile(MARK.encode(), "kartta.pdf")
    Upload.objects.create(draft=draft, field="map", file=file, name=MARK, size=9, content_type="application/pdf")
    digest = digest_of(shown_content(draft, filling_of(draft)))
    case: Case = submit(draft.key, actor=cast.resident.actor, shown_digest=digest).case
    handler, maker = cast.handler.actor, cast.decision_maker.actor
    take_up_case(case.pk, actor=handler)
    send_message(case.pk, actor=cast.resident.actor, text=MARK, documents=[])
    add_note(case.pk, actor=handler, text=MARK)
    asked = Missing([MARK], clock.today() + dt.timedelta(days=9), MARK, MARK)
    request_supplement(case.pk, actor=handler, missing=asked)
    answer_supplement(case.pk, actor=cast.resident.actor, answer=MARK)
    DocumentFactory(case=case, name=MARK, file=ContentFile(MARK.encode(), "liite"))
    decide_case(case.pk, actor=maker, text=DecisionText("granted", MARK, MARK, "1 §", "p. 08 123 4567"))
    serve_decision(case.pk, actor=handler, channel="electronic")
    Case.objects.filter(pk=case.pk).update(
        status="closed", closed_at=clock.now() - dt.timedelta(days=366 * 11), summary=MARK, detail=MARK
    )
    case.refresh_from_db()
    return case


def tables_with(text: str) -> list[str]:
    """Every table of the database that has the text anywhere in any row, as a dump would."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{text}%"])  # noqa: S608 names of tables
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def files_with(text: bytes, folder: str = "") -> list[str]:
    folders, names = default_storage.listdir(folder)
    paths = [f"{folder}/{name}".strip("/") for name in names]
    found = [path for path in paths if text in default_storage.open(path).read()]
    return found + [path for one in folders for path in files_with(text, f"{folder}/{one}".strip("/"))]


def test_nothing_of_the_content_is_left_in_any_table_or_store(cast: Cast, lived: Case) -> None:
    assert len(tables_with(MARK)) >= 6
    assert len(files_with(MARK.encode())) >= 2
    paths = [document.file.name for document in Document.objects.filter(case=lived)]

    assert dispose_due() == 1

    assert tables_with(MARK) == []
    assert files_with(MARK.encode()) == []
    assert not any(default_storage.exists(path) for path in paths)
    # What is kept encrypted is not found by its words: no row may be left at all.
    for model in (Case, Draft, Submission, Upload, Decision, StatusChange, Document, Notification):
        assert not model.objects.exists(), model


def test_log_tells_which_case_went_by_which_rule_and_when_alone(cast: Cast, lived: Case) -> None:
    dispose_case(lived.pk, actor=SYSTEM_CLOCK)

    line = Disposal.objects.get()
    assert (line.reference, line.register_number) == (lived.reference, lived.register_number)
    assert line.case_type == lived.case_type.code
    assert "10 vuotta" in line.rule
    assert line.method == "erased"
    assert AuditEntry.objects.get(event="case.disposed").about_label == lived.reference
    assert not PastCase.objects.exists()


def test_log_of_disposal_is_never_rewritten(lived: Case) -> None:
    dispose_case(lived.pk, actor=SYSTEM_CLOCK)

    for change in (lambda: Disposal.objects.update(rule=""), lambda: Disposal.objects.all().delete()):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_other_cases_stay_whole(cast: Cast, case_type: CaseType, lived: Case) -> None:
    other = CaseFactory(case_type=case_type, applicant=cast.resident.person, served=True)
    document = DocumentFactory(case=other)

    dispose_due()

    assert Case.objects.get() == other
    assert default_storage.exists(document.file.name)
    assert other.decisions.count() == 1
    assert cast.resident.client().get(other.get_absolute_url()).status_code == 200


def test_where_the_type_says_so_figures_stay_without_anybody(cast: Cast, lived: Case) -> None:
    CaseType.objects.filter(pk=lived.case_type_id).update(keeps_statistics=True)

    dispose_case(lived.pk, actor=SYSTEM_CLOCK)

    past = PastCase.objects.get()
    assert (past.case_type, past.status, past.outcome) == (lived.case_type.code, "closed", "granted")
    assert past.arrived_in.day == 1
    assert Disposal.objects.get().method == "anonymised"
    assert tables_with(MARK) == []


def test_history_stays_protected_after_a_disposal(case_type: CaseType, lived: Case) -> None:
    decision = DecisionFactory(case=CaseFactory(case_type=case_type), number=99)
    dispose_case(lived.pk, actor=SYSTEM_CLOCK)

    with pytest.raises(InternalError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(summary="Muutettu")


# ---- what goes and what stays


def test_only_ended_cases_past_their_time_go(case_type: CaseType) -> None:
    going = ended(case_type)
    ended(case_type, years=9)
    CaseFactory(case_type=case_type, received_at=clock.now() - dt.timedelta(days=9000))

    assert disposable().ids() == [going.pk]


def test_time_is_over_on_the_day_and_not_before(case_type: CaseType) -> None:
    case = CaseFactory(
        case_type=case_type, status="closed", closed_at=clock.local(dt.datetime(2016, 2, 29, 12, tzinfo=dt.UTC))
    )

    assert not disposable(dt.date(2026, 2, 28)).exists()
    assert disposable(dt.date(2026, 3, 1)).get() == case


def test_nought_years_is_for_good(case_type: CaseType) -> None:
    CaseType.objects.filter(pk=case_type.pk).update(retention_years=0)
    ended(case_type, years=90)

    assert not disposable().exists()


def test_case_goes_with_those_that_it_is_linked_with(cast: Cast, case_type: CaseType) -> None:
    old, young = ended(case_type), ended(case_type, years=3)
    CaseLinkFactory(case=young, target=old)

    assert not disposable().exists()
    Case.objects.filter(pk=young.pk).update(closed_at=clock.now() - dt.timedelta(days=366 * 11))
    assert dispose_due() == 2
    assert not Case.objects.exists()


def test_held_case_stays_and_goes_when_the_hold_ends(cast: Cast, lived: Case) -> None:
    hold = hold_case(lived, actor=cast.main_user.actor, reason="Oikeudenkäynti")
    assert dispose_due() == 0
    assert not dispose_case(lived.pk, actor=SYSTEM_CLOCK)

    end_hold(hold.pk, actor=cast.main_user.actor, until=clock.today())

    assert dispose_due() == 1
    assert AuditEntry.objects.filter(event__in=("case.held", "case.hold_changed")).count() == 2
    assert tables_with(MARK) == []


def test_hold_ends_by_itself_on_its_day(case_type: CaseType) -> None:
    LegalHoldFactory(case=ended(case_type), until=clock.today() + dt.timedelta(days=1))
    assert not disposable().exists()

    LegalHold.objects.update(until=clock.today())
    assert disposable().exists()


@pytest.mark.parametrize("role", ["resident", "handler", "decision_maker", "main_user", "auditor"])
def test_nobody_disposes_by_hand(cast: Cast, lived: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        dispose_case(lived.pk, actor=cast.member(role).actor)


@pytest.mark.parametrize("role", ["resident", "handler", "editor", "auditor"])
def test_only_the_main_user_holds(cast: Cast, lived: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        hold_case(lived, actor=cast.member(role).actor, reason="Ei")


def test_case_that_fails_to_go_stops_no_other(cast: Cast, case_type: CaseType, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ended(case_type), ended(case_type)
    document = DocumentFactory(case=first)
    real = type(default_storage._wrapped).delete  # type: ignore[attr-defined]

    def fail(storage: Any, name: str) -> None:
        if name == document.file.name:
            raise OSError(name)
        real(storage, name)

    monkeypatch.setattr(type(default_storage._wrapped), "delete", fail)  # type: ignore[attr-defined]

    assert dispose_due() == 1
    assert Case.objects.get() == first
    assert Disposal.objects.get().reference == second.reference
    assert Document.objects.filter(pk=document.pk).exists()


# ---- pages


def test_dry_run_lists_what_would_go_and_why_the_rest_stays(cast: Cast, case_type: CaseType) -> None:
    going, held = ended(case_type), ended(case_type, applicant_name="Salanimi")
    LegalHoldFactory(case=held, reason="Kantelu vireillä")

    page = cast.main_user.client().get(reverse("admin:cases_disposal_dry_run")).content.decode()

    assert [(one.case, bool(one.kept_because)) for one in dry_run()] == [(going, False), (held, True)]
    assert going.reference in page
    assert "Kantelu vireillä" in page
    assert "Salanimi" not in page
    assert Case.objects.count() == 2


def test_dry_run_asks_as_many_questions_for_one_as_for_twenty(cast: Cast, case_type: CaseType) -> None:
    client, url = cast.main_user.client(), reverse("admin:cases_disposal_dry_run")
    ended(case_type)
    client.get(url)
    one = count_queries(lambda: client.get(url))

    for _number in range(19):
        ended(case_type)

    assert count_queries(lambda: client.get(url)) == one


def test_main_user_sets_and_ends_a_hold_on_the_pages(cast: Cast, case_type: CaseType) -> None:
    case, client = ended(case_type), cast.main_user.client()

    client.post(reverse("admin:cases_legalhold_add"), {"reference": case.reference, "reason": "Valitus", "until": ""})
    hold = LegalHold.objects.get()
    assert (hold.case, hold.reason, hold.by_user_id) == (case, "Valitus", cast.main_user.user.pk)  # type: ignore[union-attr]

    client.post(reverse("admin:cases_legalhold_change", args=[hold.pk]), {"until": f"{clock.today():%d.%m.%Y}"})
    assert disposable().get() == case


def test_fields_of_a_hold_can_be_seen(cast: Cast) -> None:
    """Those of Django's own have no border among unfold's."""
    fields = cast.main_user.client().get(reverse("admin:cases_legalhold_add")).context["adminform"].form.fields

    assert list(fields) == ["reference", "reason", "until"]
    assert all("border" in field.widget.attrs["class"] for field in fields.values())


def test_log_of_disposal_leads_to_what_goes_next(cast: Cast) -> None:
    page = cast.main_user.client().get(reverse("admin:cases_disposal_changelist"))

    assert reverse("admin:cases_disposal_dry_run") in page.text


@pytest.mark.parametrize("given", [{"reference": "KAJ-1"}, {"until": "1.1.2020"}, {"reason": ""}], ids=str)
def test_hold_that_is_not_right_is_asked_again(cast: Cast, case_type: CaseType, given: dict[str, str]) -> None:
    case = ended(case_type)
    whole = {"reference": case.reference, "reason": "Valitus", "until": ""} | given

    page = cast.main_user.client().post(reverse("admin:cases_legalhold_add"), whole)

    assert page.status_code == 200
    assert not LegalHold.objects.exists()


def test_type_of_another_age_does_not_matter(cast: Cast) -> None:
    short = CaseTypeFactory(unit=cast.unit, retention_years=1)
    case = ended(short, years=2)

    assert disposable().get() == case
