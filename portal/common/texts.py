# SPDX-License-Identifier: EUPL-1.2
"""Texts of content in several languages: {"fi": "Kaivulupa", "sv": "Grävtillstånd", "en": "Digging permit"}."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LocalizedText(dict[str, str]):
    """Language -> text. `str()` gives the active language, then Finnish, then whatever there is; never an error."""

    @property
    def lang(self) -> str:
        """The language of the text that `str()` shows, so that a page can mark a fallback with `lang`."""
        active: str = (get_language() or settings.LANGUAGE_CODE)[:2]
        languages: list[str] = [active, "fi", *self]
        return next((language for language in languages if self.get(language)), active)

    def __str__(self) -> str:
        return self.get(self.lang, "")

    def __bool__(self) -> bool:
        return any(self.values())

    def __html__(self) -> str:
        return escape(str(self))


def localized(value: "Mapping[str, str] | str | None") -> LocalizedText:
    if isinstance(value, str):
        return LocalizedText(fi=value) if value else LocalizedText()
    return LocalizedText(value or {})


class LocalizedWidget(forms.MultiWidget):
    template_name = "components/localized_widget.html"

    def __init__(self, *, long: bool, attrs: dict[str, Any] | None = None) -> None:
        widget: type[forms.Widget] = forms.Textarea if long else forms.TextInput
        super().__init__({code: widget(attrs={"lang": code}) for code, _name in settings.LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        texts = value or {}
        return [texts.get(code, "") for code, _name in settings.LANGUAGES]


class LocalizedFormField(forms.MultiValueField):
    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(required=False) for _language in settings.LANGUAGES]
        super().__init__(fields, widget=LocalizedWidget(long=long), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> LocalizedText:
        codes = [code for code, _name in settings.LANGUAGES]
        texts = LocalizedText({code: text for code, text in zip(codes, data_list or [], strict=False) if text})
        if self.required and not texts.get("fi"):
            raise ValidationError(_("Kirjoita ainakin suomenkielinen teksti."))
        return texts


class _LocalizedAttribute(DeferredAttribute):
    """A plain dictionary that is assigned reads as a LocalizedText at once, not only after a reload."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        plain = value is None or isinstance(value, str | Mapping)
        instance.__dict__[self.field.attname] = localized(value) if plain else value


class LocalizedTextField(models.JSONField[Any, Any]):
    """A JSON column that reads as a LocalizedText. `long` chooses a text area in forms."""

    descriptor_class = _LocalizedAttribute

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> LocalizedText:
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> LocalizedText:
        return localized(value)

    def formfield(self, **kwargs: Any) -> Any:
        kwargs = {key: kwargs[key] for key in ("label", "help_text", "required", "initial") if key in kwargs}
        return LocalizedFormField(
            long=self.long,
            **{"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank, **kwargs},
        )
