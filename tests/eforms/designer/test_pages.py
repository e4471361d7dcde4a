# SPDX-License-Identifier: EUPL-1.2
"""The designer without JavaScript: forms, redirects, and pages that keep what was typed."""

from typing import Any

import pytest
from django.urls import reverse

from portal.common import clock
from services.eforms.actions.designing import change_version, start_version
from services.eforms.designing.changes import change_part
from services.eforms.models import Draft, FormVersion
from tests.cast import Cast
from tests.eforms.designer.forms import RICH
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import DataListFactory, FormDefinitionFactory, field, form_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Cast) -> FormVersion:
    definition = FormDefinitionFactory(case_type=CaseTypeFactory(unit=cast.unit), content=RICH)
    return start_version(definition.pk, actor=cast.editor.actor)


def url(version: FormVersion, page: str = "design", *more: Any) -> str:
    return reverse(f"admin:eforms_formdefinition_{page}", args=[version.definition.slug, *more])


def boxes(**changed: Any) -> dict[str, Any]:
    """The boxes of the question `name` as its page sends them."""
    sent = {
        "revision": 0,
        "osa": "field:name",
        "laite": "puhelin",
        "kieli": "fi",
        "label-fi": "Name",
        "type": "text",
        "key": "name",
        "required": "on",
        "prefill": "person.name",
        "editable": "on",
        "renew": "on",
        "show_if-joiner": "all",
        "show_if-count": 1,
    }
    return sent | changed


def fresh(version: FormVersion) -> FormVersion:
    return FormVersion.objects.get(pk=version.pk)


# ---- the page


def test_editor_sees_the_structure_the_preview_and_the_boxes_of_a_question(cast: Cast, version: FormVersion) -> None:
    response = cast.editor.client().get(url(version), {"osa": "field:ends_on"})

    page = response.content.decode()
    assert 'aria-current="true"' in page
    assert f'src="{url(version, "preview")}?vaihe=asia' in page
    assert '<option value="kind" selected>' in page  # its condition, as a sentence
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]


def test_without_a_version_being_written_one_is_begun(cast: Cast, version: FormVersion) -> None:
    version.delete()
    client = cast.editor.client()
    assert "Aloita uusi versio" in client.get(url(version)).content.decode()

    client.post(url(version, "design_begin"))

    assert FormVersion.objects.filter(definition=version.definition, published_at=None).count() == 1


def test_boxes_saved_as_they_stand_change_nothing(cast: Cast, version: FormVersion) -> None:
    cast.editor.client().post(url(version, "design_change"), boxes())

    assert (fresh(version).revision, fresh(version).content) == (0, RICH)


def test_editor_changes_a_question_and_comes_back_to_it(cast: Cast, version: FormVersion) -> None:
    response = cast.editor.client().post(
        url(version, "design_change"), boxes(**{"label-fi": "Koko nimi", "label-sv": "Namn", "key": "full_name"})
    )

    assert response.headers["Location"] == f"{url(version)}?osa=field%3Afull_name&laite=puhelin&kieli=fi&henkilo="
    assert fresh(version).form.questions["full_name"].label == {"fi": "Koko nimi", "sv": "Namn"}


def test_what_is_wrong_is_told_and_what_was_typed_stays(cast: Cast, version: FormVersion) -> None:
    sent = boxes(**{"label-fi": "", "label-sv": "Namnet", "prop-max_length": "monta"})

    response = cast.editor.client().post(url(version, "design_change"), sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Namnet" in page
    assert "monta" in page
    assert "Kirjoita luku." in page
    assert fresh(version).revision == 0


def test_another_type_keeps_the_question_and_gets_what_it_needs(cast: Cast, version: FormVersion) -> None:
    cast.editor.client().post(url(version, "design_change"), boxes(type="choice"))

    question = fresh(version).form.questions["name"]
    assert (question.type, question.label["fi"], len(question.options)) == ("choice", "Name", 2)


def test_who_was_slower_sees_both_and_loses_nothing(cast: Cast, version: FormVersion) -> None:
    change_version(
        version.pk,
        actor=cast.main_user.actor,
        revision=0,
        change=lambda content: change_part(content, "field:name", {"label": {"fi": "Etunimi"}}),
    )

    response = cast.editor.client().post(url(version, "design_change"), boxes(**{"label-fi": "Sukunimi"}))

    page = response.content.decode()
    assert response.status_code == 409
    assert "tallennettuna on ”Etunimi”, sinä kirjoitit ”Sukunimi”" in page
    assert 'value="Sukunimi"' in page
    assert 'name="revision" value="1"' in page  # pressing again saves


def test_what_was_typed_for_a_question_that_is_gone_is_shown(cast: Cast, version: FormVersion) -> None:
    response = cast.editor.client().post(
        url(version, "design_change"), boxes(osa="field:poistettu", **{"label-fi": "Mitä kirjoitin"})
    )

    assert response.status_code == 409
    assert "Mitä kirjoitin" in response.content.decode()


def test_what_was_typed_is_shown_when_the_version_was_published_meanwhile(cast: Cast, version: FormVersion) -> None:
    FormVersion.objects.filter(pk=version.pk).update(published_at=clock.now())
    client, sent = cast.editor.client(), boxes(**{"label-fi": "Mitä kirjoitin"})

    response = client.post(url(version, "design_change"), sent)
    part = client.post(url(version, "design_change"), sent, headers={"HX-Request": "true"})

    assert response.status_code == 409
    assert "Mitä kirjoitin" in response.content.decode()
    assert part.status_code == 200  # htmx shows only what succeeded
    assert "Mitä kirjoitin" in part.content.decode()


def test_a_condition_that_would_look_forward_is_told_in_words(cast: Cast, version: FormVersion) -> None:
    sent = {"revision": 0, "osa": "field:kind", "kohde": "field:more", "jalkeen": "1"}

    response = cast.editor.client().post(url(version, "design_move"), sent)

    assert response.status_code == 409
    assert "jota ei kysytä ennen tätä" in response.content.decode()
    assert fresh(version).revision == 0


def test_editor_adds_moves_and_takes_back(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()

    client.post(url(version, "design_add"), {"revision": 0, "osa": "field:name", "mita": "date"})
    assert [q.key for q in fresh(version).form.steps[0].questions] == ["name", "date", "kind"]

    client.post(url(version, "design_move"), {"revision": 1, "osa": "field:date", "suunta": "ylos"})
    assert [q.key for q in fresh(version).form.steps[0].questions] == ["date", "name", "kind"]

    client.post(url(version, "design_undo"), {"revision": 2, "osa": "field:date"})
    assert [q.key for q in fresh(version).form.steps[0].questions] == ["name", "date", "kind"]


def test_a_removal_that_breaks_something_is_asked_first(cast: Cast, version: FormVersion) -> None:
    client, sent = cast.editor.client(), {"revision": 0, "osa": "field:kind"}

    asked = client.post(url(version, "design_remove"), sent).content.decode()
    assert "Poistetaanko ”Kind”?" in asked
    assert "”Ends_on” näytetään, kun" in asked
    assert fresh(version).revision == 0

    client.post(url(version, "design_remove"), sent | {"saannot": "1"})
    assert "kind" not in fresh(version).form.questions


def test_editor_of_another_unit_finds_no_such_form(cast: Cast, version: FormVersion) -> None:
    definition = version.definition
    definition.case_type = CaseTypeFactory(unit=cast.other_unit)
    definition.save()

    assert cast.editor.client().get(url(version)).status_code == 404
    assert cast.editor.client().post(url(version, "design_change"), boxes()).status_code == 404


def options_of_kind(*lines: dict[str, str], **changed: Any) -> dict[str, Any]:
    """The boxes of the choice `kind`, with these lines of options."""
    sent = boxes(osa="field:kind", **{"label-fi": "Kind", "type": "choice", "key": "kind", "prefill": ""})
    sent["options-count"] = len(lines)
    for number, line in enumerate(lines):
        sent |= {f"option-{number}-{name}": value for name, value in line.items()}
    return sent | changed


def test_options_are_added_renamed_moved_and_removed(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()
    first, second = {"was": "a", "value": "a", "label": "Ensin"}, {"was": "b", "value": "b", "label": "Sitten"}

    client.post(
        url(version, "design_change"),
        options_of_kind(first | {"place": "2"}, second | {"label": "Lopuksi", "place": "2"}, {"label": "Uusi"}),
    )
    options = fresh(version).form.questions["kind"].options
    assert [(option.value, str(option.label)) for option in options] == [
        ("b", "Lopuksi"),
        ("a", "Ensin"),
        ("v3", "Uusi"),
    ]

    client.post(url(version, "design_change"), options_of_kind(first, second | {"remove": "1"}, revision=1))
    assert [option.value for option in fresh(version).form.questions["kind"].options] == ["a"]


def test_a_choice_may_take_its_options_from_a_shared_list(cast: Cast, version: FormVersion) -> None:
    shared = DataListFactory(code="kunnat")

    cast.editor.client().post(url(version, "design_change"), options_of_kind(**{"prop-list": shared.code}))

    field_of_kind = fresh(version).content["steps"][0]["sections"][0]["fields"][1]
    assert field_of_kind["list"] == "kunnat"
    assert "options" not in field_of_kind


# ---- the preview


def test_the_preview_is_the_form_itself_and_keeps_nothing(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()

    response = client.get(url(version, "preview"), {"vaihe": "hakija"})

    assert 'name="name"' in response.content.decode()
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert not Draft.objects.exists()


def test_the_preview_goes_from_step_to_step_by_the_answers(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()

    missing = client.post(url(version, "preview"), {"vaihe": "hakija", "minne": "seuraava"}).content.decode()
    assert "Korjaa 2 kohtaa" in missing

    sent = {"vaihe": "hakija", "minne": "seuraava", "name": "Aino", "kind": "a"}
    following = client.post(url(version, "preview"), sent).content.decode()
    assert "Vaihe 2/3" in following  # the third step is only for kind b
    assert 'name="ends_on"' in following
    assert not Draft.objects.exists()


def test_the_preview_adds_and_removes_rows(cast: Cast, version: FormVersion) -> None:
    client, sent = cast.editor.client(), {"vaihe": "asia", "children__rows": "0", "children__0__age": "9"}

    added = client.post(f"{url(version, 'preview')}?lisaa=children", sent).content.decode()
    assert 'name="children__1__age"' in added
    assert "/luonnos/" not in added  # nothing goes to a draft: there is none

    sent |= {"children__rows": "0,1"}
    removed = client.post(f"{url(version, 'preview')}?poista=children&rivi=0", sent).content.decode()
    assert 'name="children__rows" value="1"' in removed


def test_the_preview_speaks_the_chosen_language(cast: Cast, version: FormVersion) -> None:
    page = cast.editor.client().get(url(version, "preview"), {"kieli": "sv"}).content.decode()

    assert '<html lang="sv"' in page


# ---- handling and tables


def test_editor_sets_who_when_and_how_many(cast: Cast, version: FormVersion) -> None:
    sent = {
        "revision": 0,
        "kind": "registration",
        "who": ["self", "child"],
        "assurance": "strong",
        "quota": "40",
        "opens_at": "2027-02-03T08:00",
        "closes_at": "2027-02-28T12:00",
        "renew": "on",
        "minutes": "5",
        "summary-fi": "{kind}",
        "needs": "Kartta\n\nLupa",
    }

    cast.editor.client().post(url(version, "handling_save"), sent)

    content = fresh(version).content
    assert (content["kind"], content["who"], content["quota"]) == ("registration", ["self", "child"], 40)
    assert content["window"] == {"opens_at": "2027-02-03T08:00", "closes_at": "2027-02-28T12:00"}
    assert content["needs"] == [{"fi": "Kartta"}, {"fi": "Lupa"}]


def test_a_window_that_ends_before_it_begins_is_refused_in_words(cast: Cast, version: FormVersion) -> None:
    sent = {"revision": 0, "who": ["self"], "opens_at": "2027-02-03T08:00", "closes_at": "2027-02-01T08:00"}

    response = cast.editor.client().post(url(version, "handling_save"), sent)

    assert response.status_code == 409
    assert "2027-02-01T08:00" in response.content.decode()
    assert fresh(version).revision == 0


def test_editor_adds_a_row_to_a_fee_table(cast: Cast, version: FormVersion) -> None:
    rows = {
        "row-0-if-count": 1,
        "row-0-if-0-subject": "kind",
        "row-0-if-0-test": "is",
        "row-0-if-0-wanted": "a",
        "row-0-value": "90",
        "row-0-reason": "Ensin",
        "row-1-if-count": 1,
        "row-1-if-0-subject": "total",
        "row-1-if-0-test": "more",
        "row-1-if-0-wanted": "10",
        "row-1-value": "120,50",
        "row-1-reason": "",
    }
    sent = {"revision": 0, "label": "Maksu", "rows-count": 2, "default": "0", **rows}

    cast.editor.client().post(url(version, "table_save", "fee"), sent)

    table = fresh(version).content["tables"][0]
    assert table["rows"][0] == RICH["tables"][0]["rows"][0]
    assert table["rows"][1] == {"if": {"field": "total", "more": 10}, "value": 120.5}


# ---- translations


def test_texts_are_saved_in_one_go(cast: Cast, version: FormVersion) -> None:
    sent = {"revision": 0, "sv|steps.0.title": "Sökande", "en|steps.0.title": "Applicant", "sv|summary": "{kind}"}

    cast.editor.client().post(url(version, "translations_save"), sent)

    assert fresh(version).content["steps"][0]["title"] == {"fi": "Hakija", "sv": "Sökande", "en": "Applicant"}


def test_missing_texts_are_shown_alone(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()
    client.post(url(version, "translations_save"), {"revision": 0, "sv|steps.0.title": "S", "en|steps.0.title": "A"})

    page = client.get(url(version, "translations"), {"puuttuvat": "1"}).content.decode()

    assert 'name="sv|steps.0.title"' not in page
    assert 'name="sv|steps.1.title"' in page


def test_translations_typed_over_anothers_change_are_kept_on_the_page(cast: Cast, version: FormVersion) -> None:
    client = cast.editor.client()
    client.post(url(version, "translations_save"), {"revision": 0, "sv|steps.0.title": "Den sökande"})

    response = client.post(url(version, "translations_save"), {"revision": 0, "sv|steps.0.title": "Sökande"})

    assert response.status_code == 409
    assert 'value="Sökande"' in response.content.decode()
    assert "Tallennettuna: Den sökande" in response.content.decode()


# ---- size


def large(count: int) -> dict[str, Any]:
    first = field("first", "yes_no")
    rest = [field(f"q{number}", show_if={"field": "first", "is": "yes"}) for number in range(count)]
    return form_of(first, *rest)


def test_a_large_form_costs_no_more_queries(cast: Cast, version: FormVersion) -> None:
    client, counts = cast.editor.client(), []
    for size in (1, 100):
        FormVersion.objects.filter(pk=version.pk).update(content=large(size))
        client.get(url(version))
        counts.append(count_queries(lambda: client.get(url(version))))

    assert counts[0] == counts[1]
