# SPDX-License-Identifier: EUPL-1.2
from django import forms
from django.utils.translation import gettext_lazy as _


class PageForm(forms.Form):
    """From which page an answer comes. A page that was tampered with is treated as the oldest one."""

    window = forms.CharField(max_length=40, required=False)
    revision = forms.IntegerField(min_value=0, required=False)


class SendForm(forms.Form):
    """What the person promises when sending, and what the page showed."""

    confirmed = forms.BooleanField(
        label=_("Vakuutan, että antamani tiedot ovat oikein."),
        error_messages={"required": _("Vakuuta ensin, että tiedot ovat oikein.")},
    )
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput())
