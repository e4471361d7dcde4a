# SPDX-License-Identifier: EUPL-1.2
"""Texts of content in several languages."""

from django.utils.translation import override

from portal.accounts.models import Unit
from portal.common.texts import LocalizedFormField, LocalizedText


def test_text_shows_the_active_language_and_falls_back_to_finnish() -> None:
    text = LocalizedText(fi="Kaivulupa", sv="Grävtillstånd")

    with override("sv"):
        assert (str(text), text.lang) == ("Grävtillstånd", "sv")
    with override("en"):
        assert (str(text), text.lang) == ("Kaivulupa", "fi")


def test_text_without_finnish_shows_what_there_is() -> None:
    with override("fi"):
        assert str(LocalizedText(en="Only in English")) == "Only in English"
        assert str(LocalizedText()) == ""


def test_assigned_dictionary_reads_as_text_before_a_reload() -> None:
    unit = Unit(code="x", name={"fi": "Kirjaamo"})

    assert str(unit.name) == "Kirjaamo"

    unit.name = {"fi": "Toinen"}
    assert str(unit.name) == "Toinen"


def test_text_is_escaped_in_a_template() -> None:
    assert LocalizedText(fi="<b>").__html__() == "&lt;b&gt;"


def test_form_field_wants_the_finnish_text() -> None:
    field = LocalizedFormField(required=True)

    assert field.compress(["Kirjaamo", "", "Registry"]) == {"fi": "Kirjaamo", "en": "Registry"}
