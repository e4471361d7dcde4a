# SPDX-License-Identifier: EUPL-1.2
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import InternalError, transaction

from cases.actions.deciding import DecisionText, decide_case
from cases.actions.opening import NewParty, open_case
from cases.models import Case, CaseType, CaseTypeVersion
from cases.types.checks import BadCaseType, check_content, problems_of
from cases.types.content import content_of
from cases.types.publishing import (
    StaleTerms,
    begin_version,
    discard_version,
    import_case_type,
    publish_version,
    write_version,
)
from cases.types.schema import case_type_schema
from portal.accounts.actors import SYSTEM_IMPORT, Channel
from portal.accounts.models import Unit
from portal.demo.forms import FORMS
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeVersionFactory

BODY = {"fi": "tekninen lautakunta"}


@pytest.fixture
def case_type(case_type: CaseType) -> CaseType:
    case_type.remedy_body = BODY
    case_type.save()
    return case_type


def opened(cast: Cast, case_type: CaseType, place: str = "Kauppakatu 1", **facts: Any) -> Case:
    rows = [{"key": "place", "label": {"fi": "Paikka"}, "value": place}]
    party = NewParty("applicant", person=cast.resident.person)
    given = {"actor": cast.resident.actor, "key": uuid.uuid4(), "documents": [], **facts}
    content = [{"title": {"fi": "Työ"}, "rows": rows}]
    return open_case(case_type=case_type, content=content, parties=[party], **given)


def published(cast: Cast, case_type: CaseType, **changes: Any) -> CaseTypeVersion:
    """What the main user writes and publishes."""
    actor = cast.main_user.actor
    version = begin_version(case_type.pk, actor=actor)
    content = version.content | changes
    version = write_version(case_type.pk, actor=actor, content=content, revision=version.revision)
    done = publish_version(case_type.pk, actor=actor, revision=version.revision, reason="Laki muuttui.")
    case_type.refresh_from_db()
    return done


# --- versions and cases


def test_case_keeps_the_terms_it_began_with(cast: Cast, case_type: CaseType, freeze: Callable[[str], None]) -> None:
    freeze("2026-03-02 12:00")
    first = opened(cast, case_type)
    freeze("2026-03-03 12:00")
    published(cast, case_type, deadlines={"promise_days": 7}, remedy={"kind": "hallintovalitus", "body": BODY})
    second = opened(cast, case_type)

    assert [str(first.due_on), str(second.due_on)] == ["2026-03-23", "2026-03-10"]
    decided = [
        decide_case(
            CaseFactory(case_type=case_type, type_version=one.type_version, in_progress=True).pk,
            actor=cast.decision_maker.actor,
            text=DecisionText(outcome="granted", summary="Saat.", reasons="Ei haittaa.", law_sections="14 a §"),
        )
        for one in (first, second)
    ]
    assert [one.remedy_kind for one in decided] == ["oikaisuvaatimus_kunta", "hallintovalitus"]


def test_publishing_tells_who_and_why_and_spreads_the_columns(cast: Cast, case_type: CaseType) -> None:
    version = published(cast, case_type, deadlines={"promise_days": 7}, automatic_decisions=True)

    assert (version.published_by, version.reason) == (cast.main_user.user, "Laki muuttui.")
    assert (case_type.promise_days, case_type.automatic_decisions) == (7, True)
    assert case_type.newest_version == version
    assert case_type.working_version is None


def test_published_version_never_changes(cast: Cast, case_type: CaseType) -> None:
    version = published(cast, case_type)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        CaseTypeVersion.objects.filter(pk=version.pk).update(content={})


def test_second_writer_does_not_overwrite_the_first(cast: Cast, case_type: CaseType) -> None:
    actor = cast.main_user.actor
    version = begin_version(case_type.pk, actor=actor)
    write_version(case_type.pk, actor=actor, content=version.content, revision=0)

    with pytest.raises(StaleTerms):
        write_version(case_type.pk, actor=actor, content={}, revision=0)
    with pytest.raises(StaleTerms):
        publish_version(case_type.pk, actor=actor, revision=0, reason="")


def test_what_is_thrown_away_leaves_the_type_as_it_was(cast: Cast, case_type: CaseType) -> None:
    version = begin_version(case_type.pk, actor=cast.main_user.actor)

    discard_version(case_type.pk, actor=cast.main_user.actor)

    assert not CaseTypeVersion.objects.filter(pk=version.pk).exists()
    assert case_type.working_version is None


@pytest.mark.parametrize("role", ["resident", "clerk", "handler", "decision_maker", "editor", "auditor"])
def test_only_main_users_write_case_types(cast: Cast, case_type: CaseType, role: str) -> None:
    with pytest.raises(PermissionDenied):
        begin_version(case_type.pk, actor=cast.member(role).actor)


def test_column_changed_by_hand_holds_for_the_next_case_and_keeps_the_rest(cast: Cast, case_type: CaseType) -> None:
    fee = {"amount": "54.00"}
    first = opened(cast, case_type)
    published(cast, case_type, fee=fee, deadlines={"promise_days": 7, "law_days": 30})
    stale = CaseType.objects.get(pk=case_type.pk)
    CaseType.objects.filter(pk=case_type.pk).update(promise_days=9)
    case_type.refresh_from_db()

    second, third, fourth = opened(cast, case_type), opened(cast, case_type), opened(cast, stale)

    assert first.terms.promise_days == 21
    assert second.type_version
    assert second.type_version.content["fee"] == fee
    assert second.type_version.content["deadlines"] == {"promise_days": 9, "law_days": 30}
    assert second.type_version == third.type_version == fourth.type_version


# --- routing and channels


@pytest.mark.parametrize(
    ("conditions", "place", "is_elsewhere"),
    [
        ([{"answer": "place", "is": ["Kauppakatu 1"]}], "kauppakatu 1", True),
        ([{"answer": "place", "is": ["Kauppakatu"]}], "Kauppakatu 1", False),
        ([{"answer": "place", "is": ["Tori"]}], "Kauppakatu 1, Tori", True),
        ([{"answer": "place", "area": ["879"]}], "Tie 5, 87950 KULUNTALAHTI", True),
        ([{"answer": "place", "area": ["879"]}], "Tie 5, 87100 KAJAANI", False),
        ([{"answer": "place", "service_point": ["Otanmäen kirjasto"]}], "Otanmäen kirjasto, Tie 1", True),
        ([{"answer": "other", "is": ["Kauppakatu 1"]}], "Kauppakatu 1", False),
        ([{"answer": "place", "is": ["Tori"]}, {"answer": "place", "area": ["871"]}], "Tori", False),
        ([{"load_over": 1}], "Tori", True),
        ([{"load_over": 2}], "Tori", False),
    ],
)
def test_routing_rows_choose_the_receiver(
    cast: Cast, case_type: CaseType, conditions: list[Any], place: str, is_elsewhere: bool
) -> None:
    for _number in range(2):
        CaseFactory(case_type=case_type)
    rules = [{"if": conditions, "to": [cast.other_unit.code]}]
    published(cast, case_type, receiver={"unit": cast.unit.code, "rules": rules})

    assert opened(cast, case_type, place).unit == (cast.other_unit if is_elsewhere else cast.unit)


def test_of_several_units_the_least_loaded_receives(cast: Cast, case_type: CaseType) -> None:
    third = Unit.objects.create(code="kolmas", name={"fi": "Kolmas"})
    CaseFactory(case_type=case_type, unit=cast.other_unit)
    rules = [{"if": [{"answer": "place", "is": ["Tori"]}], "to": [cast.other_unit.code, third.code]}]
    published(cast, case_type, receiver={"unit": cast.unit.code, "rules": rules})

    assert opened(cast, case_type, "Tori").unit == third


def test_unit_that_the_form_names_goes_before_the_rows(cast: Cast, case_type: CaseType) -> None:
    rules = [{"if": [{"answer": "place", "is": ["Tori"]}], "to": [cast.unit.code]}]
    published(cast, case_type, receiver={"unit": cast.unit.code, "rules": rules})

    assert opened(cast, case_type, "Tori", unit=cast.other_unit).unit == cast.other_unit


def test_case_does_not_come_by_a_channel_that_is_not_allowed(cast: Cast, case_type: CaseType) -> None:
    published(cast, case_type, channels=["desk"])

    with pytest.raises(PermissionDenied, match="channel"):
        opened(cast, case_type)
    assert opened(cast, case_type, actor=replace(cast.resident.actor, channel=Channel.DESK)).pk


# --- what the party reads


def test_case_page_tells_the_steps_own_words_and_its_one_button(cast: Cast, case_type: CaseType) -> None:
    step = {
        "status": "received",
        "now": {"fi": "Katsomme karttaa"},
        "next": {"fi": "Käymme paikalla"},
        "button": {"act": "message", "text": {"fi": "Kysy kaivusta"}},
    }
    version = CaseTypeVersionFactory(case_type=case_type, content_changes={"steps": [step]})
    case = CaseFactory(case_type=case_type, type_version=version, applicant=cast.resident.person)
    other = CaseFactory(case_type=case_type, applicant=cast.resident.person)

    page, plain = (cast.resident.client().get(one.get_absolute_url()).content.decode() for one in (case, other))

    assert "Katsomme karttaa" in page
    assert "Käymme paikalla" in page
    assert '<a class="ds-button" href="#viestit">Kysy kaivusta</a>' in page
    assert "Katsomme karttaa" not in plain


def test_button_that_cannot_be_pressed_is_not_shown(cast: Cast, case_type: CaseType) -> None:
    button = {"act": "rectify", "text": {"fi": "Vaadi oikaisua"}}
    steps = [{"status": "received", "now": {"fi": "Tuli"}, "button": button}]
    version = CaseTypeVersionFactory(case_type=case_type, content_changes={"steps": steps})
    case = CaseFactory(case_type=case_type, type_version=version, applicant=cast.resident.person)

    assert "Vaadi oikaisua" not in cast.resident.client().get(case.get_absolute_url()).content.decode()


# --- the format


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"deadlines": {}}, "deadlines", "Puuttuu: promise_days."),
        ({"deadlines": {"promise_days": "7"}}, "deadlines.promise_days", "väärää lajia"),
        ({"deadlines": {"promise_days": 0}}, "deadlines.promise_days", "Pienin sallittu on 1"),
        ({"colour": "red"}, "", "Tuntematon kohta: colour."),
        ({"name": {"sv": "Lov"}}, "name", "Puuttuu: fi."),
        ({"channels": ["fax"]}, "channels[0]", "jokin näistä: web, desk"),
        ({"channels": []}, "channels", "ainakin 1"),
        ({"fee": {"amount": "5 €"}}, "fee.amount", "väärää muotoa"),
        ({"receiver": {"unit": "kadonnut"}}, "receiver.unit", "Vastaanottajaa ei ole: kadonnut."),
        (
            {"receiver": {"unit": "kunnallistekniikka", "rules": [{"if": [{"load_over": 1}], "to": ["x"]}]}},
            "receiver.rules[0].to[0]",
            "Vastaanottajaa ei ole: x.",
        ),
        (
            {"receiver": {"unit": "kunnallistekniikka", "rules": [{"if": [{"answer": "a"}], "to": ["x"]}]}},
            "receiver.rules[0].if[0]",
            "yksi vertailu",
        ),
        ({"remedy": {"kind": "hallintovalitus", "body": {}}}, "remedy.body", "kenelle oikaisuvaatimus"),
        ({"publicity": {"level": "secret"}}, "publicity.ground", "salassapidon peruste"),
        ({"deadlines": {"promise_days": 30, "law_days": 14}}, "deadlines.promise_days", "laki sallii (14 päivää)"),
        (
            {"automatic_decisions": True, "remedy": {"kind": "muutoksenhakukielto"}},
            "automatic_decisions",
            "ei voi vaatia oikaisua",
        ),
        (
            {"steps": [{"status": "received", "now": {"fi": "a"}}, {"status": "served", "now": {"fi": "b"}}]},
            "steps[1]",
            "Mikään ei johda tähän vaiheeseen",
        ),
        (
            {"steps": [{"status": "received", "now": {"fi": "a"}}, {"status": "received", "now": {"fi": "b"}}]},
            "steps[1]",
            "Sama vaihe on kahdesti",
        ),
    ],
)
def test_what_is_wrong_is_told_by_path_and_reason(
    cast: Cast, case_type: CaseType, changes: dict[str, Any], path: str, words: str
) -> None:
    [problem] = problems_of(content_of(case_type) | changes)

    assert problem.path == path
    assert words in problem.reason


def test_rectification_is_reached_only_where_there_is_one(case_type: CaseType) -> None:
    told = [{"status": one, "now": {"fi": one}} for one in ("received", "in_progress", "decided", "served")]
    told.append({"status": "rectification_pending", "now": {"fi": "oikaisu"}})
    content = content_of(case_type) | {"steps": told}

    check_content(content)
    appealed = content | {"remedy": {"kind": "hallintovalitus", "body": BODY}}
    assert [problem.path for problem in problems_of(appealed)] == ["steps[4]"]


def test_bad_version_is_not_published(cast: Cast, case_type: CaseType) -> None:
    with pytest.raises(BadCaseType):
        published(cast, case_type, deadlines={"promise_days": 0})

    assert case_type.newest_version is None or case_type.newest_version.content["deadlines"] != {"promise_days": 0}


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(case_type_schema())


@pytest.mark.parametrize("slug", sorted(FORMS))
def test_case_types_of_the_demo_are_of_the_format(cast: Cast, slug: str) -> None:
    facts = FORMS[slug]
    case_type = CaseType(code=slug, name=facts["name"], unit=cast.unit, **facts["case_type"])

    assert problems_of(content_of(case_type)) == []


# --- import and export


def test_export_reads_back_as_the_same(cast: Cast, case_type: CaseType, tmp_path: Path) -> None:
    published(cast, case_type, fee={"amount": "54.00", "text": {"fi": "Lupamaksu"}})
    out = StringIO()
    call_command("export_case_type", case_type.code, stdout=out)
    file = tmp_path / "type.json"
    file.write_text(out.getvalue(), encoding="utf-8")

    call_command("import_case_type", case_type.code, file, stdout=StringIO())
    call_command("import_case_type", "uusi-laji", file, stdout=StringIO())

    assert case_type.versions.count() == 2
    made = CaseType.objects.get(code="uusi-laji")
    assert made.newest_version
    assert made.newest_version.content == json.loads(out.getvalue())
    assert made.terms.promise_days == 21


def test_import_refuses_with_path_and_reason(case_type: CaseType, tmp_path: Path) -> None:
    file = tmp_path / "type.json"
    file.write_text(json.dumps(content_of(case_type) | {"retention_years": -1}), encoding="utf-8")

    with pytest.raises(CommandError, match="retention_years: Liian pieni"):
        call_command("import_case_type", case_type.code, file)
    with pytest.raises(CommandError, match="There is no case type kadonnut"):
        call_command("export_case_type", "kadonnut")


def test_import_needs_the_right(cast: Cast, case_type: CaseType) -> None:
    with pytest.raises(PermissionDenied):
        import_case_type("x", content_of(case_type), actor=cast.handler.actor, reason="")
    assert import_case_type("x", content_of(case_type), actor=SYSTEM_IMPORT, reason="").number == 1
