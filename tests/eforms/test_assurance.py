# SPDX-License-Identifier: EUPL-1.2
"""A form for the strongly identified stays closed to a password, also when its draft is there already."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.actors import Assurance
from services.eforms.actions.attaching import add_upload
from services.eforms.actions.drafting import begin_draft
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import PDF, FormDefinitionFactory, field, form_of

QUESTIONS = (
    field("address", "address", prefill="person.address"),
    field("reason", optional=True),
    field("paper", "attachment", optional=True),
)


@pytest.fixture
def weak(cast: Cast) -> Client:
    return replace(cast.resident, assurance=Assurance.WEAK).client()


@pytest.fixture
def draft(cast: Cast) -> Draft:
    definition = FormDefinitionFactory(content=form_of(*QUESTIONS, assurance="strong", who=["self"]))
    return begin_draft(definition, actor=cast.resident.actor)


def _step(draft: Draft) -> str:
    return reverse("eforms:step", args=[draft.key, "eka"])


def test_identified_person_goes_on_with_the_draft(cast: Cast, draft: Draft) -> None:
    assert "Kalliokatu" in cast.resident.client().get(_step(draft)).text


def test_password_alone_leads_to_identification(weak: Client, draft: Draft) -> None:
    answer = weak.get(_step(draft))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/oma/tunnistaudu/?next={_step(draft)}")


def test_password_alone_opens_no_attachment(cast: Cast, weak: Client, draft: Draft) -> None:
    kept = add_upload(draft.key, actor=cast.resident.actor, field="paper", file=SimpleUploadedFile("a.pdf", PDF))

    answer = weak.get(reverse("eforms:upload-file", args=[draft.key, kept.key]))

    assert answer.status_code == 302


def test_what_was_typed_is_shown_when_the_identification_has_ended(weak: Client, draft: Draft) -> None:
    answer = weak.post(_step(draft), {"reason": "Kirjoitettu teksti"})

    assert answer.status_code == 403
    assert "Kirjoitettu teksti" in answer.text
    assert "Kalliokatu" not in answer.text


@pytest.mark.parametrize(
    ("assurance", "is_known"), [(Assurance.STRONG, True), (Assurance.WEAK, False)], ids=["identified", "by a password"]
)
def test_identity_code_is_filled_in_for_the_identified_only(
    cast: Cast,
    assurance: Assurance,
    is_known: bool,
) -> None:
    definition = FormDefinitionFactory(content=form_of(field("code", "hetu", prefill="person.hetu"), who=["self"]))

    draft = begin_draft(definition, actor=replace(cast.resident, assurance=assurance).actor)

    assert bool(draft.answers.get("code")) == is_known


@pytest.mark.parametrize(
    ("assurance", "shown"),
    [
        pytest.param(Assurance.WEAK, "", id="a password does not open the register"),
        pytest.param(Assurance.STRONG, "Kalliokatu 14 A 3", id="strong identification does"),
    ],
)
def test_address_of_the_register_is_filled_in_by_level(cast: Cast, assurance: Assurance, shown: str) -> None:
    questions = (field("home", "address", prefill="person.address"), field("name", prefill="person.name"))
    definition = FormDefinitionFactory(content=form_of(*questions, who=["self"], assurance="weak"))
    actor = replace(cast.resident.actor, assurance=assurance)

    draft = begin_draft(definition, actor=actor)

    assert draft.answers.get("home__street", "") == shown
    assert draft.answers["name"] == "Aino Kemppainen"
