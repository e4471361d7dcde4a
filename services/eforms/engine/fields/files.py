# SPDX-License-Identifier: EUPL-1.2
"""Attachments. The files wait beside the answers (models.Upload); here is what may come and what is shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.common.files import (
    DEFAULT_TYPES,
    EXTENSION_BY_TYPE,
    CheckedFile,
    check_upload,
    refuse_long_pdf,
    sha256_of,
)
from portal.common.pictures import FORMATS as PICTURES
from portal.common.pictures import tidied
from services.eforms.engine.fields.base import Kind, Values, counting_number, some_of, true_or_false

TYPE_BY_EXTENSION = {extension: content_type for content_type, extension in EXTENSION_BY_TYPE.items()}
MEGABYTE = 1024 * 1024


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class Attachment(Kind):
    rules = {
        "types": some_of(*TYPE_BY_EXTENSION),
        "max_files": counting_number,
        "max_mb": counting_number,
        "max_pages": counting_number,
        "capture": true_or_false,
    }

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
        if pages := self.rule("max_pages"):
            rule = f"{rule} {_('PDF enintään %(pages)d sivua.') % {'pages': pages}}"
        common["help_text"] = f"{common['help_text']} {rule}".strip()
        accept = ",".join(f".{EXTENSION_BY_TYPE[content_type]}" for content_type in self.types)
        attrs = {"accept": accept} | ({"multiple": True} if self.max_files > 1 else {})
        widget = ManyFilesInput(attrs) if self.max_files > 1 else forms.FileInput(attrs)
        return forms.Field(widget=widget, **common)

    def accept(self, upload: "UploadedFile[bytes]") -> "tuple[CheckedFile, UploadedFile[bytes]]":
        """Facts about a file that may be kept, and the file: a picture is drawn anew.

        Takes seconds for some files: not inside a transaction. Raises ValidationError with words for the sender.
        """
        facts = check_upload(upload, types=self.types, max_bytes=self.max_mb * MEGABYTE)
        if facts.content_type == "application/pdf" and (max_pages := self.rule("max_pages")):
            refuse_long_pdf(upload, max_pages)
        if facts.content_type not in PICTURES:
            return facts, upload
        picture = tidied(upload, facts.content_type)
        return replace(facts, size=picture.size or 0, sha256=sha256_of(picture)), picture

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
