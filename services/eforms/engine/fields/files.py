# SPDX-License-Identifier: EUPL-1.2
"""Attachments. The files wait beside the answers (models.Upload); here is what may come and what is shown."""

from collections.abc import Mapping
from typing import Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.common.files import DEFAULT_TYPES, EXTENSION_BY_TYPE, CheckedFile, check_upload
from services.eforms.engine.fields.base import Kind, Values, whole_number

TYPE_BY_EXTENSION = {extension: content_type for content_type, extension in EXTENSION_BY_TYPE.items()}
MEGABYTE = 1024 * 1024


def _file_types(value: Any) -> str:
    known = isinstance(value, list) and value and set(value) <= set(TYPE_BY_EXTENSION)
    return "" if known else f"must be a list of {', '.join(TYPE_BY_EXTENSION)}"


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class Attachment(Kind):
    rules = {"types": _file_types, "max_files": whole_number, "max_mb": whole_number}

    @property
    def types(self) -> tuple[str, ...]:
        extensions = self.rule("types")
        return tuple(TYPE_BY_EXTENSION[name] for name in extensions) if extensions else DEFAULT_TYPES

    @property
    def max_files(self) -> int:
        return int(self.rule("max_files", 5))

    @property
    def max_mb(self) -> int:
        return int(self.rule("max_mb", 10))

    def form_field(self) -> forms.Field:
        common = self.common(_("Liite puuttuu. Lisää tiedosto."))
        names = ", ".join(EXTENSION_BY_TYPE[content_type].upper() for content_type in self.types)
        rule = _("%(types)s, enintään %(size)d Mt.") % {"types": names, "size": self.max_mb}
        common["help_text"] = f"{common['help_text']} {rule}".strip()
        accept = ",".join(f".{EXTENSION_BY_TYPE[content_type]}" for content_type in self.types)
        attrs = {"accept": accept} | ({"multiple": True} if self.max_files > 1 else {})
        widget = ManyFilesInput(attrs) if self.max_files > 1 else forms.FileInput(attrs)
        return forms.Field(widget=widget, **common)

    def accept(self, upload: "UploadedFile[bytes]") -> CheckedFile:
        """Facts about a file that may be kept. Raises ValidationError with words for the sender."""
        return check_upload(upload, types=self.types, max_bytes=self.max_mb * MEGABYTE)

    def require_room(self) -> None:
        if len(self.situation.files.get(self.key, ())) >= self.max_files:
            count = {"count": self.max_files}
            raise ValidationError(
                _("Tässä kohdassa voi olla enintään %(count)d tiedostoa. Poista ensin jokin.") % count
            )

    @override
    def value(self, cleaned: Mapping[str, Any]) -> Any:
        return tuple(self.situation.files.get(self.key, ()))

    @override
    def check(self, value: Any, values: Values) -> None:
        if len(value) > self.max_files:
            raise ValidationError(_("Tiedostoja voi olla enintään %(count)d.") % {"count": self.max_files})

    def display(self, value: Any) -> str:
        return ", ".join(file.name for file in value)


def is_file_input(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.FileInput)
