# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.accounts.models import RoleGrant
from services.eforms.actions.designing import StaleVersion, start_version
from services.eforms.actions.library import BlockExists, insert_block, make_block, save_block, take_newer_block
from services.eforms.engine.validation import BadDefinition
from services.eforms.library.blocks import is_same, with_block
from services.eforms.models import FieldBlock, FormDefinition, FormVersion
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of
from tests.queries import count_queries

Json = dict[str, Any]
NAME = {"fi": "Osoite"}
ADDRESS: Json = {
    "title": {"fi": "Osoite"},
    "fields": [
        field("abroad", "yes_no"),
        field("home", "address", show_if={"field": "abroad", "is": "no"}),
    ],
}
NEWER: Json = {**ADDRESS, "fields": [*ADDRESS["fields"], field("since", "date")]}


@pytest.fixture
def version(cast: Cast) -> FormVersion:
    definition = FormDefinitionFactory(
        slug="kaivulupa", case_type=CaseTypeFactory(unit=cast.unit), content=form_of(field("name"))
    )
    return start_version(definition.pk, actor=cast.editor.actor)


@pytest.fixture
def block(cast: Cast) -> FieldBlock:
    return save_block(actor=cast.main_user.actor, slug="osoite", name=NAME, content=ADDRESS)


def keys(version: FormVersion) -> list[list[str]]:
    return [[one["key"] for one in section["fields"]] for section in version.content["steps"][0]["sections"]]


def test_a_block_is_copied_into_a_form_with_its_mark(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    changed = insert_block(version.pk, actor=cast.editor.actor, revision=0, slug="osoite", after="section:eka:0")

    assert keys(changed) == [["name"], ["abroad", "home"]]
    assert changed.content["steps"][0]["sections"][1]["block"] == "osoite"
    assert list(FormVersion.objects.with_block("osoite")) == [changed]


def test_a_second_copy_gets_keys_and_conditions_of_its_own() -> None:
    twice = with_block(with_block(form_of(field("name")), "step:eka", "osoite", ADDRESS), "step:eka", "osoite", ADDRESS)

    second = twice["steps"][0]["sections"][2]
    assert [one["key"] for one in second["fields"]] == ["abroad_2", "home_2"]
    assert second["fields"][1]["show_if"]["field"] == "abroad_2"
    assert is_same(second, ADDRESS)


def test_a_form_keeps_its_copy_until_it_takes_the_newer(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    editor = cast.editor.actor
    insert_block(version.pk, actor=editor, revision=0, slug="osoite", after="step:eka")
    save_block(actor=cast.main_user.actor, slug="osoite", name=NAME, content=NEWER)
    version.refresh_from_db()
    before = keys(version)

    after = take_newer_block(version.pk, actor=editor, revision=1, address="section:eka:1")

    assert before == [["name"], ["abroad", "home"]]
    assert keys(after) == [["name"], ["abroad", "home", "since"]]


def test_a_copy_of_an_old_page_is_refused(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    with pytest.raises(StaleVersion):
        insert_block(version.pk, actor=cast.editor.actor, revision=5, slug="osoite", after="step:eka")


def test_editor_makes_a_block_of_a_section(cast: Cast, version: FormVersion) -> None:
    made = make_block(
        version.pk, actor=cast.editor.actor, revision=0, address="section:eka:0", slug="nimi", name={"fi": "Nimi"}
    )

    version.refresh_from_db()
    assert (made.unit, made.content) == (cast.unit, {"fields": [field("name")]})
    assert version.content["steps"][0]["sections"][0]["block"] == "nimi"


def test_a_slug_that_is_taken_makes_no_block(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    with pytest.raises(BlockExists):
        make_block(
            version.pk, actor=cast.editor.actor, revision=0, address="section:eka:0", slug="osoite", name={"fi": "X"}
        )


def test_a_block_looks_at_nothing_outside_itself(cast: Cast) -> None:
    outside = {"fields": [field("why", show_if={"field": "urgent", "is": "yes"})]}

    with pytest.raises(BadDefinition):
        save_block(actor=cast.main_user.actor, slug="miksi", name=NAME, content=outside)


@pytest.mark.parametrize("role", ["resident", "handler", "publisher", "editor", "auditor"])
def test_a_block_of_all_is_for_the_editors_of_the_whole_city(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        save_block(actor=cast.member(role).actor, slug="osoite", name=NAME, content=ADDRESS)


def test_editor_of_the_whole_city_keeps_blocks_of_all(cast: Cast) -> None:
    RoleGrant.objects.update_or_create(user=cast.editor.user, defaults={"unit": None})

    assert save_block(actor=cast.editor.actor, slug="osoite", name=NAME, content=ADDRESS).unit is None


def test_a_block_of_another_unit_is_not_seen_nor_copied(cast: Cast, version: FormVersion) -> None:
    save_block(actor=cast.main_user.actor, slug="osoite", name=NAME, content=ADDRESS, unit=cast.other_unit)

    with pytest.raises(FieldBlock.DoesNotExist):
        insert_block(version.pk, actor=cast.editor.actor, revision=0, slug="osoite", after="step:eka")


# ---- pages


def url(name: str) -> str:
    return reverse(f"admin:eforms_formdefinition_{name}", args=["kaivulupa"])


def test_editor_copies_a_block_and_takes_the_newer_from_the_page(
    cast: Cast, version: FormVersion, block: FieldBlock
) -> None:
    client = cast.editor.client()
    client.post(url("block_insert"), {"revision": 0, "slug": "osoite", "after": "step:eka"})
    save_block(actor=cast.main_user.actor, slug="osoite", name=NAME, content=NEWER)
    page = client.get(url("blocks")).content.decode()

    answer = client.post(url("block_take"), {"revision": 1, "address": "section:eka:1"}, follow=True).content.decode()

    assert "Ota uudempi" in page
    assert "Ajan tasalla" in answer


def test_editor_makes_a_block_from_the_page(cast: Cast, version: FormVersion) -> None:
    answers = {"revision": 0, "address": "section:eka:0", "slug": "nimi", "name_0": "Nimi", "name_fi": "Nimi"}

    answer = cast.editor.client().post(url("block_make"), answers, follow=True)

    assert "Osiosta on tehty lohko." in answer.content.decode()
    assert FieldBlock.objects.get().slug == "nimi"


def test_what_cannot_be_done_is_told(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    client = cast.editor.client()

    stale = client.post(url("block_insert"), {"revision": 9, "slug": "osoite", "after": "step:eka"}, follow=True)
    gone = client.post(url("block_take"), {"revision": 0, "address": "section:eka:7"}, follow=True)

    assert "Lomake on muuttunut" in stale.content.decode()
    assert "Osiota tai lohkoa ei enää ole." in gone.content.decode()


def test_page_asks_as_much_for_twenty_blocks_as_for_one(cast: Cast, version: FormVersion, block: FieldBlock) -> None:
    client = cast.editor.client()
    client.get(url("blocks"))
    few = count_queries(lambda: client.get(url("blocks")))
    for number in range(19):
        save_block(actor=cast.main_user.actor, slug=f"osoite-{number}", name=NAME, content=ADDRESS)

    assert count_queries(lambda: client.get(url("blocks"))) == few


def test_main_user_keeps_the_library(cast: Cast, block: FieldBlock) -> None:
    address = reverse("admin:eforms_fieldblock_change", args=[block.pk])
    answers = {"name_fi": "Postiosoite", "unit": "", "content": '{"fields": []}'}

    refused = cast.main_user.client().post(address, answers)

    assert "Tässä on oltava ainakin yksi kohta." in refused.content.decode()
    block.refresh_from_db()
    assert block.content == ADDRESS


def test_editor_reads_a_block_of_all_but_does_not_change_it(cast: Cast, block: FieldBlock) -> None:
    address = reverse("admin:eforms_fieldblock_change", args=[block.pk])

    assert cast.editor.client().get(address).status_code == 200
    assert cast.editor.client().post(address, {}).status_code == 403


# ---- a new form


def test_editor_begins_a_form_of_a_kind(cast: Cast) -> None:
    case_type = CaseTypeFactory(unit=cast.unit)
    answers = {"name_fi": "Venepaikka", "slug": "venepaikka", "kind": "application", "case_type": case_type.pk}

    answer = cast.editor.client().post(reverse("admin:eforms_formdefinition_new"), answers)

    definition = FormDefinition.objects.get()
    assert answer.headers["Location"] == reverse("admin:eforms_formdefinition_design", args=["venepaikka"])
    assert definition.working_version
    assert [step["key"] for step in definition.working_version.content["steps"]] == ["hakija", "hakemus", "vahvistus"]


def test_a_taken_address_and_a_case_type_of_another_unit_are_refused(cast: Cast, version: FormVersion) -> None:
    other = CaseTypeFactory(unit=cast.other_unit)
    answers = {"name_fi": "X", "slug": "kaivulupa", "kind": "notice", "case_type": other.pk}

    page = cast.editor.client().post(reverse("admin:eforms_formdefinition_new"), answers).content.decode()

    assert "Tällä osoitteella on jo lomake." in page
    assert FormDefinition.objects.count() == 1
    assert 'id="id_case_type_error"' in page


@pytest.mark.parametrize("role", ["publisher", "handler", "auditor"])
def test_others_begin_no_form(cast: Cast, role: str) -> None:
    assert cast.member(role).client().get(reverse("admin:eforms_formdefinition_new")).status_code == 403
