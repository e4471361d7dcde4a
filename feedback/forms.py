# SPDX-License-Identifier: EUPL-1.2
import re
import uuid
from typing import Any

import phonenumbers
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.actions import NewFeedback
from feedback.models import Feedback
from feedback.permissions import giver
from portal.accounts.actors import Actor
from portal.common.crispy import Actions, Choice, mark_prefilled
from portal.common.files import EXTENSION_BY_TYPE, check_upload
from portal.common.phones import keep_phone, read_phone
from portal.common.pictures import tidied
from portal.common.references import normalise_reference
from portal.common.templatetags.omakajaani import svg_icon

# Looks like an identity code, right or wrong: whoever wrote it did not mean to tell it to everybody who reads feedback.
_HETU_LIKE = re.compile(r"(?<!\d)\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Za-z](?![0-9A-Za-z])")
_PHOTO_TYPES = ("image/jpeg", "image/png")

KIND_ICONS = {
    Feedback.Kind.DEFECT: "Wrench",
    Feedback.Kind.PROPOSAL: "LightBulb",
    Feedback.Kind.THANKS: "Heart",
    Feedback.Kind.CRITICISM: "FaceFrown",
    Feedback.Kind.QUESTION: "QuestionmarkCircle",
    Feedback.Kind.OBSERVATION: "Eye",
}


def without_hetu(text: str) -> str:
    if _HETU_LIKE.search(text):
        raise ValidationError(_("Tekstissä näyttää olevan henkilötunnus. Poista se: emme tarvitse sitä."))
    return text


def clean_contact(text: str) -> tuple[str, str]:
    """(e-mail, phone): one of them from whatever the person wrote, or words about what is wrong."""
    if not text:
        raise ValidationError(_("Kirjoita puhelinnumero tai sähköposti, niin voimme vastata."))
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(_("Tarkista sähköposti. Se on muotoa nimi@esimerkki.fi.")) from None
        return text, ""
    number = read_phone(text)
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Tarkista puhelinnumero tai sähköposti. Numero on muotoa 040 123 4567."))
    return "", keep_phone(number)


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Mistä on kyse?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Valitse, mistä on kyse.")},
    )
    text = forms.CharField(
        label=_("Kerro omin sanoin"),
        help_text=_("Älä kirjoita henkilötunnuksia tai terveystietoja."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Kirjoita, mitä haluat kertoa.")},
    )
    place = forms.CharField(
        label=_("Missä?"), help_text=_("Kirjoita osoite tai kuvaile paikka."), max_length=200, required=False
    )
    photo = forms.FileField(
        label=_("Kuva"),
        help_text=_("JPG tai PNG, enintään 10 Mt. Poistamme kuvasta paikka- ja laitetiedot."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    wants_answer = forms.ChoiceField(
        label=_("Haluatko vastauksen?"),
        choices=[("yes", _("Kyllä, puhelimella tai sähköpostilla")), ("no", _("En, lähetän nimettömänä"))],
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": _("Valitse, haluatko vastauksen.")},
    )
    contact = forms.CharField(
        label=_("Puhelin tai sähköposti"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    may_publish = forms.BooleanField(
        label=_("Palautteen saa näyttää julkisesti"),
        help_text=_("Emme näytä nimeäsi tai yhteystietojasi."),
        required=False,
        initial=True,
    )
    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    # A trap for programs that fill in every field; people do not see it.
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, actor: Actor, about: str = "", **kwargs: Any) -> None:
        """`about` is the address of the page where somebody chose to give feedback of it."""
        super().__init__(*args, **kwargs)
        if about.startswith("/"):
            self.fields["place"].initial = gettext("Palaute sivusta %(page)s") % {"page": about[:150]}
        kinds = [(kind.value, format_html("{} {}", svg_icon(KIND_ICONS[kind]), kind.label)) for kind in Feedback.Kind]
        kind, contact = self.fields["kind"], self.fields["contact"]
        kind.choices = kinds  # type: ignore[attr-defined]
        kind.outlined = True  # type: ignore[attr-defined]
        contact.mark_optional = False  # type: ignore[attr-defined]
        person = giver(actor)
        if person and (known := person.email or person.phone):
            contact.initial = known
            mark_prefilled(self, "contact", source=gettext("omista tiedoistasi"))
        self.helper = FormHelper()
        self.helper.form_class = "k-stack"
        self.helper.attrs = {"aria-labelledby": "uusi-palaute"}
        self.helper.layout = Layout(
            Field("kind", template="feedback/citizen/_kind.html"),
            "text",
            "place",
            "photo",
            Choice("wants_answer", {"yes": [Field("contact", template="feedback/citizen/_contact.html")]}),
            "may_publish",
            Field("website", template="feedback/citizen/_trap.html"),
            "key",
            Actions(_("Lähetä palaute")),
        )

    def clean_text(self) -> str:
        return without_hetu(self.cleaned_data["text"].strip())

    def clean_place(self) -> str:
        return without_hetu(self.cleaned_data["place"].strip())

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Jätä tämä kenttä tyhjäksi."))
        return ""

    def clean_photo(self) -> ContentFile[bytes] | None:
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        checked = check_upload(upload, types=_PHOTO_TYPES)
        picture = tidied(upload, checked.content_type)
        # The person's own file name may tell who they are; ours tells nothing.
        return ContentFile(picture.read(), name=f"{uuid.uuid4().hex}.{EXTENSION_BY_TYPE[checked.content_type]}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wants_answer") == "yes":
            try:
                cleaned["email"], cleaned["phone"] = clean_contact(cleaned.get("contact", "").strip())
            except ValidationError as error:
                self.add_error("contact", error)
        return cleaned

    def given(self) -> NewFeedback:
        """What was written, as the action wants it."""
        answers = self.cleaned_data
        return NewFeedback(
            kind=answers["kind"],
            text=answers["text"],
            place=answers["place"],
            photo=answers["photo"],
            contact_email=answers.get("email", ""),
            contact_phone=answers.get("phone", ""),
            anonymous=answers["wants_answer"] == "no",
            may_publish=answers["may_publish"],
            key=answers["key"],
        )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Mikä on vielä pielessä?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Kerro, mikä on vielä pielessä.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("reason")

    def clean_reason(self) -> str:
        return without_hetu(self.cleaned_data["reason"].strip())


class TrackForm(forms.Form):
    reference = forms.CharField(
        label=_("Palautteen tunnus"), help_text=_("Esimerkiksi PAL-2026-000123-X"), max_length=30
    )
    code = forms.CharField(
        label=_("Seurantakoodi"),
        help_text=_("Esimerkiksi ABCD-2345-EFHJ"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reference", "code", Actions(_("Näytä palaute")))

    def clean_reference(self) -> str:
        reference = normalise_reference(self.cleaned_data["reference"])
        if reference is None:
            raise ValidationError(_("Tarkista tunnus. Siinä on kirjoitusvirhe."))
        return reference
