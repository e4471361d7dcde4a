# SPDX-License-Identifier: EUPL-1.2
"""What a form, a step and a section begin with, so that a content is a sound form from its first moment on."""

from typing import Any

Json = dict[str, Any]


def blank_form() -> Json:
    return {"format": 1, "steps": [blank_step("tiedot", "Tiedot", "Uppgifter", "Details", field_key="kysymys")]}


def blank_step(
    key: str, fi: str = "Uusi vaihe", sv: str = "Nytt steg", en: str = "New step", *, field_key: str
) -> Json:
    title = {"fi": fi, "sv": sv, "en": en}
    return {"key": key, "title": title, "sections": [blank_section(field_key)]}


def blank_section(field_key: str) -> Json:
    return {"fields": [blank_field(field_key)]}


def blank_field(key: str) -> Json:
    return {"key": key, "type": "text", "label": {"fi": "Uusi kysymys", "sv": "Ny fråga", "en": "New question"}}
