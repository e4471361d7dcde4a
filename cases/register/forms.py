# SPDX-License-Identifier: EUPL-1.2
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.register.entries import Asked, years
from portal.accounts.models import Unit
from portal.common import clock

STATES = [("", _("Kaikki")), ("open", _("Vireillä")), ("ended", _("Päättyneet"))]


class RegisterForm(forms.Form):
    """What to show of the register. A wrong choice is as no choice: an old address still opens a page."""

    haku = forms.CharField(label=_("Asia tai diaarinumero"), max_length=60, required=False)
    vuosi = forms.TypedChoiceField(label=_("Vuosi"), coerce=int, required=False)
    yksikko = forms.ChoiceField(label=_("Yksikkö"), required=False)
    tila = forms.ChoiceField(label=_("Tila"), choices=STATES, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        year, unit = self.fields["vuosi"], self.fields["yksikko"]
        assert isinstance(year, forms.ChoiceField)
        assert isinstance(unit, forms.ChoiceField)
        year.choices = [(value, str(value)) for value in years()]
        unit.choices = [
            ("", _("Kaikki")),
            *((one.code, str(one)) for one in Unit.objects.filter(cases__isnull=False).distinct()),
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.mark_optional = False
        self.helper.layout = Layout(Div(*self.fields, css_class="k-grid", data_min="2xs", data_gap="3"))

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        year = given.get("vuosi") or clock.today().year
        return Asked(year, given.get("haku") or "", given.get("yksikko") or "", given.get("tila") or "")
