# SPDX-License-Identifier: EUPL-1.2
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.utils import InternalError
from django.urls import reverse

from portal.accounts.actors import SYSTEM_DEMO
from portal.audit.models import AuditEntry
from portal.common.workflow import TransitionNotAllowed
from services.catalogue.models import Service, ServiceChannel
from services.eforms.actions.publishing import pause_form, publish_form, resume_form, retire_form
from services.eforms.engine.validation import BadDefinition
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.workflow import Status
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory, field, form_of

NAME = {"fi": "Kaivulupa"}


def publish(content: object = TWO_STEPS, **facts: object) -> FormVersion:
    names = {"actor": SYSTEM_DEMO, "slug": "kaivulupa", "name": NAME, "case_type": CaseTypeFactory(code="kaivulupa")}
    return publish_form(content=content, **names | facts)  # type: ignore[arg-type]


def test_form_is_published_and_offered_on_the_page_of_its_service(db: None) -> None:
    version = publish(service=Service.objects.create(slug="kaivulupa", name=NAME))

    assert (version.number, version.definition.status) == (1, Status.PUBLISHED)
    assert ServiceChannel.objects.get(form_slug="kaivulupa").kind == "eform"
    assert AuditEntry.objects.filter(event="form.published").count() == 1


def test_the_same_content_again_is_no_new_version(db: None) -> None:
    assert publish() == publish()


def test_new_content_is_a_new_version_and_the_old_one_stays(db: None) -> None:
    old, new = publish(), publish(form_of(field("name")))

    assert (old.number, new.number) == (1, 2)
    assert new.definition.current_version == new


def test_bad_content_publishes_nothing(db: None) -> None:
    with pytest.raises(BadDefinition):
        publish({"format": 1})

    assert not FormDefinition.objects.exists()


def test_a_published_version_never_changes(db: None) -> None:
    version = publish()

    for change in (lambda: version.delete(), lambda: FormVersion.objects.update(content={})):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_handler_cannot_publish(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        publish(actor=cast.handler.actor)


def test_main_user_pauses_and_resumes(cast: Cast) -> None:
    form = FormDefinitionFactory()

    assert pause_form(form.pk, actor=cast.main_user.actor).status == Status.PAUSED
    assert resume_form(form.pk, actor=cast.main_user.actor).status == Status.PUBLISHED
    assert retire_form(form.pk, actor=cast.main_user.actor).status == Status.RETIRED


def test_a_paused_form_is_not_paused_again(cast: Cast) -> None:
    form = FormDefinitionFactory(status=Status.PAUSED)

    with pytest.raises(TransitionNotAllowed):
        pause_form(form.pk, actor=cast.main_user.actor)


def test_editor_of_another_unit_cannot_pause(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        pause_form(FormDefinitionFactory().pk, actor=cast.editor.actor)


def admin_post(cast: Cast, content: bytes) -> object:
    names = {"name_fi": "Kaivulupa", "slug": "uusi", "case_type": CaseTypeFactory(unit=cast.unit).pk, "service": ""}
    formset = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}
    file = SimpleUploadedFile("lomake.json", content, "application/json")
    return cast.main_user.client().post(
        reverse("admin:eforms_formdefinition_add"), {**names, **formset, "content": file}
    )


def test_main_user_imports_a_form_and_exports_it(cast: Cast) -> None:
    admin_post(cast, json.dumps(TWO_STEPS).encode())
    definition = FormDefinition.objects.get(slug="uusi")

    exported = cast.main_user.client().post(
        reverse("admin:eforms_formdefinition_changelist"),
        {"action": "export_json", "_selected_action": [definition.pk]},
    )

    assert definition.working_version
    assert definition.working_version.content == TWO_STEPS
    assert not definition.published_versions
    assert json.loads(exported.content) == TWO_STEPS


@pytest.mark.parametrize("content", [b"not json", b'{"format": 1}', b"[]"])
def test_bad_import_is_told_and_publishes_nothing(cast: Cast, content: bytes) -> None:
    answer = admin_post(cast, content)

    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert not FormDefinition.objects.exists()
