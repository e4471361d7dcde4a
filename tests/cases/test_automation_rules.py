# SPDX-License-Identifier: EUPL-1.2
"""Rules as people write, try and switch them, and as everybody reads them."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pypdf import PdfReader

from cases.actions.opening import NewParty, open_case
from cases.automation.editing import add_test, hindrances, save_version, start_rehearsing, switch_off, switch_on
from cases.automation.rehearsing import rehearse_rule
from cases.models import AutomationRun, CaseType, Document
from cases.tasks import run_automation
from tests.cast import Cast
from tests.factories.automation import RuleFactory, RuleTestFactory, row
from tests.factories.cases import CaseFactory, CaseTypeFactory, DecisionFactory

GRANTED = {"granted": {"summary": {"fi": "Saat luvan."}, "reasons": {"fi": "Tunnus on kunnossa."}}}
BADGE = {"field": "badge", "is": "front"}
ANSWER = {"key": "badge", "label": {"fi": "Mikä tunnus?"}, "value": "rintamatunnus", "fact": "front"}
CONTENT = [{"title": {"fi": "Lupa"}, "rows": [ANSWER]}]
DECIDE = row("decide", BADGE, outcome="granted")


@pytest.fixture
def permit(cast: Cast) -> CaseType:
    found: CaseType = CaseTypeFactory(unit=cast.unit, automatic_decisions=True, decision_texts=GRANTED)
    return found


def posted(**changes: str) -> dict[str, str]:
    """The form of a table with one row that decides."""
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "30"}
    first = {
        "what_0": "field:badge",
        "how_0": "in",
        "wanted_0": "front, front_soldier",
        "what_1": "known:attachments",
        "how_1": "more",
        "wanted_1": "0",
        "act": "decide",
        "outcome": "granted",
        "because_fi": "Tunnus on kunnossa.",
    }
    return {
        "trigger": "opened",
        **{f"rows-{name}": value for name, value in counts.items()},
        **{f"rows-0-{name}": value for name, value in (first | changes).items()},
    }


# ---- writing


def test_row_keeps_all_its_tests_when_it_is_saved_as_shown(cast: Cast, permit: CaseType) -> None:
    tests: list[Any] = [{"field": "badge", "not_in": [str(number)]} for number in range(7)]
    long = {"if": {"all": tests}, "then": {"act": "remind"}, "because": {"fi": "Katso tunnus."}}
    rule = RuleFactory(case_type=permit, rows=[long])
    client, url = cast.main_user.client(), reverse("admin:cases_rule_table", args=[rule.pk])
    page = client.get(url)
    shown = {
        str(field.html_name): field.value() or ""
        for form in page.context["rows"]
        for field in form
        if field.name not in ("because", "answer", "remove")
    }

    client.post(
        url,
        posted()
        | {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "1"}
        | shown
        | {"rows-0-because_fi": "Katso tunnus.", "rows-1-because_fi": ""},
    )

    rule.refresh_from_db()
    assert rule.current.number == 2
    assert rule.current.rows == [long]


def test_main_user_writes_a_table_as_a_form(cast: Cast, permit: CaseType) -> None:
    CaseFactory(case_type=permit, content=CONTENT)
    rule = RuleFactory(case_type=permit, on=True)

    answer = cast.main_user.client().post(reverse("admin:cases_rule_table", args=[rule.pk]), posted())

    rule.refresh_from_db()
    assert answer.status_code == 302
    assert (rule.state, rule.current.number, rule.current.trigger) == ("off", 2, "opened")
    assert rule.current.rows == [
        {
            "if": {
                "all": [{"field": "badge", "in": ["front", "front_soldier"]}, {"known": "attachments", "more": 0}],
            },
            "then": {"act": "decide", "outcome": "granted"},
            "because": {"fi": "Tunnus on kunnossa."},
        }
    ]
    assert rule.current.labels == {"badge": {"fi": "Mikä tunnus?"}, "badge=front": {"fi": "rintamatunnus"}}


def test_page_of_a_rule_tells_its_table_in_words(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(case_type=permit)
    save_version(
        rule.pk, actor=cast.main_user.actor, trigger="opened", rows=[DECIDE], labels={"badge": {"fi": "Tunnus"}}
    )

    page = cast.main_user.client().get(reverse("admin:cases_rule_table", args=[rule.pk])).content.decode()

    assert "Tunnus: on front" in page
    assert "Tee päätös: Myönteinen päätös" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"wanted_1": "monta"}, "Kirjoita numero.", id="no number"),
        pytest.param({"wanted_0": ""}, "Valitse vertailu ja kirjoita arvo.", id="no value"),
        pytest.param({"outcome": ""}, "valitse lopputulos", id="no outcome"),
        pytest.param({"because_fi": ""}, "kirjoita, miksi rivi toimii näin", id="no reason"),
        pytest.param({"act": ""}, "Valitse, mitä tehdään.", id="nothing to do"),
    ],
)
def test_mistakes_in_the_table_are_told_and_nothing_is_saved(
    cast: Cast, permit: CaseType, changes: dict[str, str], told: str
) -> None:
    CaseFactory(case_type=permit, content=CONTENT)
    rule = RuleFactory(case_type=permit)

    answer = cast.main_user.client().post(reverse("admin:cases_rule_table", args=[rule.pk]), posted(**changes))

    assert told in answer.content.decode()
    assert rule.versions.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"automatic_decisions": False}, "ei saa ratkaista automaattisesti", id="the type forbids"),
        pytest.param({"remedy_kind": "hallintovalitus"}, "on voitava vaatia oikaisua", id="no rectification"),
        pytest.param({"decision_texts": {}}, "ei ole päätöspohjaa", id="no texts"),
    ],
)
def test_table_may_not_decide_where_the_law_or_the_type_forbids(
    cast: Cast, permit: CaseType, changes: dict[str, Any], told: str
) -> None:
    rule = RuleFactory(case_type=permit)
    CaseType.objects.filter(pk=permit.pk).update(**changes)

    with pytest.raises(ValidationError, match=told):
        save_version(rule.pk, actor=cast.main_user.actor, trigger="opened", rows=[DECIDE])


def test_nobody_else_writes_rules(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(case_type=permit)

    for actor in (cast.auditor.actor, cast.decision_maker.actor, cast.editor.actor):
        with pytest.raises(PermissionDenied):
            save_version(rule.pk, actor=actor, trigger="opened", rows=[row("remind")])


def test_test_is_written_from_what_the_rows_look_at(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(
        case_type=permit, rows=[row("decide", BADGE, {"known": "attachments", "more": 0}, outcome="granted")]
    )
    given = {"test-name": "Yksi liite", "test-expected": "decide:granted", "test-badge": "front"}

    cast.main_user.client().post(
        reverse("admin:cases_rule_test_add", args=[rule.pk]), given | {"test-known.attachments": "1"}
    )

    test = rule.tests.get()
    assert test.facts == {"badge": "front", "known.attachments": {"number": "1"}}
    assert not [told for told in hindrances(rule) if "Yksi liite" in told]


# ---- rehearsing and switching


def test_rehearsal_tells_what_the_rule_would_have_done(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(case_type=permit, rows=[DECIDE])
    same, other, nothing = (
        CaseFactory(case_type=permit, status="decided", content=content) for content in (CONTENT, CONTENT, [])
    )
    for case, outcome in ((same, "granted"), (other, "rejected"), (nothing, "rejected")):
        DecisionFactory(case=case, outcome=outcome)
    CaseFactory(case_type=permit, content=CONTENT)

    found = rehearse_rule(rule.pk, actor=cast.main_user.actor)

    assert (found.case_count, found.agreed_count) == (3, 2)
    assert found.outcomes == {"decide:granted": 2, "": 1}
    assert [one["reference"] for one in found.differences] == [other.reference]


def test_rule_is_switched_on_after_its_tests_and_rehearsal(cast: Cast, permit: CaseType) -> None:
    main_user = cast.main_user.actor
    rule = RuleFactory(case_type=permit, rows=[DECIDE])
    assert hindrances(rule) == ["Kirjoita ainakin yksi koe.", "Harjoittele ensin vanhoilla asioilla."]
    add_test(rule.pk, actor=main_user, name="Tunnus", facts={"badge": "front"}, expected="decide:granted")
    rehearse_rule(rule.pk, actor=main_user)

    switch_on(rule.pk, actor=main_user, deployment="Tekninen johtaja § 12")

    rule.refresh_from_db()
    assert (rule.state, rule.deployed_by) == ("on", "Paavo Pääkäyttäjä")
    assert switch_off(rule.pk, actor=main_user).state == "off"
    assert start_rehearsing(rule.pk, actor=main_user).state == "rehearsing"


def test_rule_with_a_failing_test_is_not_switched_on(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(case_type=permit, rows=[DECIDE])
    RuleTestFactory(rule=rule, name="Ei tunnusta", facts={"badge": "none"}, expected="decide:granted")
    rehearse_rule(rule.pk, actor=cast.main_user.actor)

    with pytest.raises(ValidationError, match="Koe ei mene läpi: Ei tunnusta"):
        switch_on(rule.pk, actor=cast.main_user.actor, deployment="§ 12")


def test_new_version_is_rehearsed_anew(cast: Cast, permit: CaseType) -> None:
    rule = RuleFactory(case_type=permit, rows=[DECIDE])
    rehearse_rule(rule.pk, actor=cast.main_user.actor)

    save_version(rule.pk, actor=cast.main_user.actor, trigger="opened", rows=[row("remind")])

    rule.refresh_from_db()
    assert "Harjoittele ensin vanhoilla asioilla." in hindrances(rule)


# ---- reading


def test_public_page_tells_of_rules_in_use_alone(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, name={"fi": "Lupa veteraanille"}, rows=[DECIDE])
    RuleFactory(case_type=permit, name={"fi": "Kesken"}, rows=[row("remind")])

    page = cast.visitor.client().get(reverse("cases:automation")).content.decode()

    assert "Lupa veteraanille" in page
    assert "Tekninen johtaja 3.11.2026 § 12" in page
    assert "Kesken" not in page


def test_citizen_sends_and_reads_a_decision_that_tells_a_rule_made_it(cast: Cast, permit: CaseType) -> None:
    RuleFactory(case_type=permit, on=True, rows=[DECIDE])
    resident = cast.resident
    case = open_case(
        actor=resident.actor,
        case_type=permit,
        content=CONTENT,
        parties=[NewParty("applicant", person=resident.person)],
        documents=[],
        key=uuid4(),
    )

    run_automation(AutomationRun.objects.get(case=case).pk)

    page = resident.client().get(reverse("cases:citizen-case", args=[case.reference])).content.decode()
    assert "Automaattinen päätös" in page
    assert "Kysy lisää: Kari Huotari, 08 6155 1234" in page
    assert re.search(r"Päätös tehtiin.*?automaattisesti", page, re.DOTALL)
    assert "Vaadi oikaisua" in page
    letter = Document.objects.get(case=case, kind=Document.Kind.DECISION)
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(letter.file.read())).pages)
    assert "Automaattinen päätös" in words
    desk = cast.handler.client().get(reverse("admin:cases_case_change", args=[case.reference])).content.decode()
    assert "Sääntö toimi: tee päätös: Myönteinen päätös, rivi 1" in desk
