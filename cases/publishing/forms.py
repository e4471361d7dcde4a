# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.publishing.querysets import PublicationQuerySet
from portal.accounts.models import Unit
from portal.common import clock

FIRST_YEAR = 2026
MAX_WORDS = 80


def _publishing_units() -> QuerySet[Unit]:
    published = Q(decisions__publication__isnull=False, decisions__publication__withdrawn_at=None)
    return Unit.objects.filter(published).distinct()


class DecisionSearch(forms.Form):
    """Which of the published decisions; what cannot be understood narrows nothing."""

    haku = forms.CharField(label=_("Sana"), max_length=MAX_WORDS, required=False)
    yksikko = forms.ChoiceField(label=_("Yksikkö"), required=False)
    vuosi = forms.TypedChoiceField(label=_("Vuosi"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        units, year = self.fields["yksikko"], self.fields["vuosi"]
        assert isinstance(units, forms.ChoiceField)
        assert isinstance(year, forms.ChoiceField)
        publishing = Unit.objects.filter(
            decisions__publication__withdrawn_at=None, decisions__publication__isnull=False
        )
        named = sorted((str(unit), unit.code) for unit in publishing.distinct())
        units.choices = [("", _("Kaikki yksiköt")), *((code, name) for name, code in named)]
        years = range(clock.today().year, FIRST_YEAR - 1, -1)
        year.choices = [("", _("Kaikki vuodet")), *((one, str(one)) for one in years)]
        self.full_clean()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    def narrowed(self, found: PublicationQuerySet) -> PublicationQuerySet:
        given = self.cleaned_data
        narrowed = found.of_unit(given.get("yksikko", "")).of_year(given.get("vuosi"))
        return narrowed.with_word(given.get("haku", ""))
