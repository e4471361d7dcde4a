# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every component of the look, /komponentit/. For developers: it exists only when DEBUG is on."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.access import public
from portal.common import clock
from portal.common.crispy import Actions, Choice, Prefilled, Section
from portal.common.looks import CHANNELS, STATUSES

YES_NO = [("yes", "Kyllä"), ("no", "Ei")]
WRONG = {
    "email": "aino.kemppainen",
    "starts_on": "32.1.2027",
    "amount": "paljon",
    "shift_work": "yes",
    "phone": "040 123 4567",
}


class SampleForm(forms.Form):
    """Every kind of field that the template pack knows."""

    name = forms.CharField(label="Tekstikenttä", help_text="Ohje on ennen kenttää.")
    nickname = forms.CharField(label="Lisätieto", required=False)
    email = forms.EmailField(label="Sähköposti", widget=forms.EmailInput({"autocomplete": "email"}))
    phone = forms.CharField(label="Puhelin", initial="040 123 4567", widget=forms.TextInput({"type": "tel"}))
    address = forms.CharField(label="Osoite", initial="Kalliokatu 14 A 3", required=False)
    area = forms.ChoiceField(label="Valintalista", choices=[("", "Valitse alue"), ("lohtaja", "Lohtaja")])
    starts_on = forms.DateField(label="Päivä", help_text="Muodossa pp.kk.vvvv, esimerkiksi 7.1.2027")
    amount = forms.DecimalField(label="Rahasumma", localize=True)
    story = forms.CharField(label="Pitkä teksti", max_length=500, widget=forms.Textarea({"rows": 3}))
    need = forms.ChoiceField(
        label="Yksi vaihtoehto", choices=YES_NO, widget=forms.RadioSelect, help_text="Ohje koskee koko ryhmää."
    )
    ways = forms.MultipleChoiceField(
        label="Useita vaihtoehtoja",
        choices=[("sms", "Tekstiviesti"), ("email", "Sähköposti")],
        widget=forms.CheckboxSelectMultiple,
    )
    meeting = forms.ChoiceField(
        label="Iso valinta", choices=[("video", "Videopuhelu"), ("visit", "Käynti")], widget=forms.RadioSelect
    )
    shift_work = forms.ChoiceField(label="Tarvitseeko lapsi hoitoa iltaisin?", choices=YES_NO, widget=forms.RadioSelect)
    hours = forms.CharField(label="Kuvaile, milloin", max_length=300, widget=forms.Textarea({"rows": 3}))
    certificate = forms.FileField(label="Liite", help_text="PDF, JPG tai PNG, enintään 10 Mt", required=False)
    agree = forms.BooleanField(label="Yksi valintaruutu")
    switch = forms.BooleanField(
        label="Kytkin, vaikuttaa heti", required=False, widget=forms.CheckboxInput({"role": "switch"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = "virheitä" if self.is_bound else "tyhjä"
        fields: dict[str, Any] = self.fields
        fields["amount"].affix = "€/kk"
        fields["meeting"].outlined = True
        fields["meeting"].choice_help = {"video": "Linkki tulee viestinä."}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Section(
                f"Kentät, {self.state}",
                Row("name", "nickname"),
                Row("email", "area"),
                Row(
                    Prefilled("phone", source="omista tiedoistasi"),
                    Prefilled("address", source="väestötietojärjestelmästä", locked=True),
                ),
                "starts_on",
                "amount",
                "story",
                css_id=self.add_prefix("fields"),
            ),
            Section(
                f"Valinnat, {self.state}",
                Row("need", "ways"),
                "meeting",
                Choice("shift_work", {"yes": ["hours", "certificate"]}),
                "agree",
                "switch",
                css_id=self.add_prefix("choices"),
            ),
            Actions("Tallenna ja jatka", back_url="#", pause_url="#"),
        )


@public
def components(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    context = {
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({f"wrong-{name}": value for name, value in WRONG.items()}, prefix="wrong"),
        "statuses": STATUSES,
        "deadlines": [today + dt.timedelta(days=days) for days in (-2, 0, 2, 12)],
        "kinds": list(CHANNELS),
        "today": today,
        "pins": [(330, 170, 1), (196, 210, 2)],
        "page": Paginator(range(200), 10).get_page(request.GET.get("page")),
    }
    return render(request, "pages/components.html", context)
