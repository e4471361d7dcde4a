# SPDX-License-Identifier: EUPL-1.2
"""To whom a case goes: the colleagues who may have it, the one with the least work first."""

from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases.admin.colleagues import colleagues_of
from cases.admin.forms import CaseForm, long_text
from cases.admin.worklist import TO_DO
from cases.models import Absence, Case
from portal.accounts.actors import Actor
from portal.accounts.models import Unit, User


def receivers(actor: Actor, unit: Unit | None = None) -> list[tuple[User, int]]:
    """Colleagues who handle cases there, each with the number of cases in work; the least loaded first."""
    people = colleagues_of(actor, unit)
    counted = Case.objects.filter(handler__in=people, status__in=TO_DO).order_by().values("handler")
    loads: dict[int, int] = dict(counted.annotate(size=Count("pk")).values_list("handler", "size"))
    return sorted(((user, loads.get(user.pk, 0)) for user in people), key=lambda pair: pair[1])


def receivers_of(case: Case, actor: Actor) -> list[tuple[User, int]]:
    """Without who has the case, is away, is a party or has declared themselves disqualified. The action asks again."""
    barred = {one.user_id for one in case.disqualifications.all()} | {case.handler_id} | Absence.objects.people_away()
    barred |= {party.person.user_id for party in case.parties.all() if party.person}
    return [(user, load) for user, load in receivers(actor, case.unit) if user.pk not in barred]


def with_load(user: User, load: int) -> str:
    words = ngettext("%(count)s asia työn alla", "%(count)s asiaa työn alla", load) % {"count": load}
    return f"{user.display_name} ({words})"


class GiveForm(CaseForm):
    """The least loaded colleague is suggested."""

    handler = forms.ChoiceField(
        label=_("Kenelle annat asian?"), help_text=_("Ehdotamme sitä, jolla on vähiten asioita työn alla.")
    )
    note = long_text(
        _("Viesti kollegalle"),
        rows=3,
        limit=2000,
        required=False,
        help_text=_("Jää muistiinpanoksi asiaan. Ei näy asiakkaalle."),
    )

    def prepare(self) -> None:
        found = receivers_of(self.case, self.actor)
        self.people = {str(user.pk): user for user, _load in found}
        handler = self.fields["handler"]
        assert isinstance(handler, forms.ChoiceField)
        handler.choices = [("", gettext("Valitse")), *((str(user.pk), with_load(user, load)) for user, load in found)]
        others = (key for key, user in self.people.items() if user != self.actor.user)
        self.initial["handler"] = next(others, "")

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"handler": self.people[given["handler"]]}


class ReleaseForm(CaseForm):
    note = long_text(
        _("Viesti yksikölle"),
        rows=3,
        limit=2000,
        required=False,
        help_text=_("Jää muistiinpanoksi asiaan. Ei näy asiakkaalle."),
    )
