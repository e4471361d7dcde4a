# SPDX-License-Identifier: EUPL-1.2
"""The citizen's forms about a case."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.opening import NewDocument
from portal.common.files import check_upload

MAX_FILES = 10


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each through the gate. Cleans to a list of NewDocument."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[NewDocument]:
        files = [file for file in data or [] if file]
        if self.required and not files:
            raise ValidationError(gettext("Valitse ainakin yksi tiedosto."))
        if len(files) > MAX_FILES:
            raise ValidationError(gettext("Voit lähettää kerralla enintään %(max)s tiedostoa.") % {"max": MAX_FILES})
        return [_checked(super(FilesField, self).clean(file, initial)) for file in files]


def _checked(file: UploadedFile[bytes]) -> NewDocument:
    try:
        facts = check_upload(file)
    except ValidationError as error:
        raise ValidationError([f"{file.name}: {message}" for message in error.messages]) from error
    return NewDocument(facts.name, file, facts.content_type, facts.size, facts.sha256)


class PlainForm(forms.Form):
    """Our form tags and buttons are in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class SupplementAnswerForm(PlainForm):
    prefix = "taydennys"

    answer = forms.CharField(
        label=_("Vastaus"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    documents = FilesField(
        label=_("Liitteet"),
        required=False,
        help_text=_("PDF, JPG tai PNG, enintään 10 Mt. Voit ottaa kuvan puhelimella."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("answer") and not given.get("documents"):
            raise ValidationError(gettext("Kirjoita vastaus tai lisää liite."))
        return given


class MessageForm(PlainForm):
    prefix = "viesti"

    text = forms.CharField(label=_("Kirjoita viesti"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    documents = FilesField(label=_("Liitteet"), required=False, help_text=_("PDF, JPG tai PNG, enintään 10 Mt."))


class StatementForm(PlainForm):
    prefix = "lausunto"

    answer = forms.CharField(label=_("Vastauksesi"), max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))
    documents = FilesField(label=_("Liitteet"), required=False, help_text=_("PDF, JPG tai PNG, enintään 10 Mt."))


class ClaimForm(PlainForm):
    demand = forms.CharField(
        label=_("Miten päätöstä pitäisi muuttaa?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    grounds = forms.CharField(label=_("Miksi?"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6}))
    documents = FilesField(label=_("Liitteet"), required=False, help_text=_("PDF, JPG tai PNG, enintään 10 Mt."))


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Miksi perut asian?"),
        help_text=_("Sinun ei tarvitse kertoa syytä."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RepresentativeForm(PlainForm):
    name = forms.CharField(label=_("Nimi"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("Sähköposti"),
        help_text=_("Lähetämme linkin tähän osoitteeseen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    may = forms.ChoiceField(
        label=_("Mitä hän saa tehdä?"),
        choices=[
            ("look", _("Vain katsoa asiaa ja sen asiakirjoja")),
            ("act", _("Katsoa ja toimia puolestani: vastata, kirjoittaa viestejä, hakea muutosta ja perua asian")),
        ],
        widget=forms.RadioSelect,
    )


class TrackForm(PlainForm):
    reference = forms.CharField(
        label=_("Asianumero"),
        help_text=_("Esimerkiksi KAJ-2026-004312-K"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 24}),
    )
    code = forms.CharField(
        label=_("Seurantakoodi"),
        help_text=_("12 merkkiä, jotka sait, kun lähetit asian."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 18}),
    )


def what_was_typed(data: QueryDict) -> list[tuple[str, str]]:
    """(label, text) of what came from one of the forms above, whichever it was."""
    labels = {
        form().add_prefix(name): str(field.label)
        for form in PlainForm.__subclasses__()
        for name, field in form.base_fields.items()
    }
    return [(labels[name], str(text)) for name, text in data.items() if text and name in labels]
