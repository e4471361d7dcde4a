# SPDX-License-Identifier: EUPL-1.2
"""Forms and drafts for tests. `form_of(field, …)` is the content of a one-step form with these fields."""

import io
from typing import Any

import factory
from factory.django import DjangoModelFactory
from pypdf import PdfWriter

from portal.common import clock
from services.eforms.engine.definition import Form, read_form
from services.eforms.models import Bundle, BundleForm, DataList, Draft, FillingStep, FormDefinition, FormVersion
from services.eforms.workflow import Status
from tests.factories.cases import CaseTypeFactory


def blank_pdf() -> bytes:
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.write(content)
    return content.getvalue()


PDF = blank_pdf()


def field(key: str, kind: str = "text", **rules: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": {"fi": key.capitalize()}, **rules}


def step_of(key: str, *fields: dict[str, Any], **rules: Any) -> dict[str, Any]:
    return {"key": key, "title": {"fi": key.capitalize()}, "sections": [{"fields": list(fields)}], **rules}


def form_of(*fields: dict[str, Any], **rules: Any) -> dict[str, Any]:
    return {"format": 1, "steps": [step_of("eka", *fields)], **rules}


def read(*fields: dict[str, Any], **rules: Any) -> Form:
    return read_form(form_of(*fields, **rules))


TWO_STEPS = {
    "format": 1,
    "minutes": 5,
    "assurance": "weak",
    "who": ["self", "child", "organisation"],
    "steps": [
        step_of(
            "hakija",
            field("name", prefill="person.name", locked=True),
            field("phone", "phone", prefill="person.phone"),
        ),
        step_of(
            "asia",
            field("urgent", "yes_no"),
            field("reason", "long_text", show_if={"field": "urgent", "is": "yes"}),
            field("starts_on", "date", min={"today": 0}),
        ),
    ],
}


class FormDefinitionFactory(DjangoModelFactory[FormDefinition]):
    """A published form; `content=` is that of its only version."""

    class Meta:
        model = FormDefinition
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"lomake-{n}")
    name = {"fi": "Kaivulupa", "sv": "Grävtillstånd", "en": "Digging permit"}
    case_type = factory.SubFactory(CaseTypeFactory)
    status = Status.PUBLISHED

    @factory.post_generation
    def content(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        FormVersionFactory(definition=self, content=extracted or TWO_STEPS)


class FormVersionFactory(DjangoModelFactory[FormVersion]):
    class Meta:
        model = FormVersion

    definition = factory.SubFactory(FormDefinitionFactory)
    number = 1
    content = factory.LazyFunction(lambda: TWO_STEPS)
    published_at = factory.LazyFunction(clock.now)


class DraftFactory(DjangoModelFactory[Draft]):
    """A draft of `person`; without a person it is a visitor's. `complete=True` can be sent."""

    class Meta:
        model = Draft

    class Params:
        complete = factory.Trait(
            answers=factory.LazyFunction(
                lambda: {
                    "name": "Aino Kemppainen",
                    "phone": "040 1234567",
                    "urgent": "no",
                    "starts_on": f"{clock.today():%d.%m.%Y}",
                }
            ),
            saves={
                "hakija": {"revision": 1, "window": "a"},
                "asia": {"revision": 2, "window": "a"},
            },
            revision=2,
        )

    version = factory.LazyFunction(lambda: FormDefinitionFactory().current_version)


class DataListFactory(DjangoModelFactory[DataList]):
    class Meta:
        model = DataList

    code = factory.Sequence(lambda n: f"luettelo-{n}")
    name = {"fi": "Kainuun kunnat"}
    items = [
        {"value": "205", "label": {"fi": "Kajaani", "sv": "Kajana"}},
        {"value": "765", "label": {"fi": "Sotkamo"}},
    ]


class FillingStepFactory(DjangoModelFactory[FillingStep]):
    """A step of a filling that was sent; `filling=` joins the steps of one."""

    class Meta:
        model = FillingStep

    version = factory.LazyFunction(lambda: FormDefinitionFactory().current_version)
    step = "hakija"
    seconds = 60
    sent = True


class BundleFactory(DjangoModelFactory[Bundle]):
    """A published bundle of the given `forms`, in their order."""

    class Meta:
        model = Bundle
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"kokonaisuus-{n}")
    name = {"fi": "Muutan Kajaaniin", "sv": "Jag flyttar till Kajana", "en": "I am moving to Kajaani"}
    status = Status.PUBLISHED

    @factory.post_generation
    def forms(self: Any, _create: bool, extracted: Any, **_unused: Any) -> None:
        for position, definition in enumerate(extracted or ()):
            BundleForm.objects.create(bundle=self, definition=definition, position=position)
