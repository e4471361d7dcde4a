# SPDX-License-Identifier: EUPL-1.2
"""The citizen's one click from a decision to a claim for rectification."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import story
from cases.actions.rectifying import MAY_BE_CONTESTED, Claim, contest_decision
from cases.forms import ClaimForm
from cases.models import Case, Decision
from cases.party import party_page
from cases.permissions import can_contest_decision
from cases.remedies import REMEDIES, RemedyKind, is_timely
from portal.accounts.access import ActorRequest
from portal.accounts.actors import Actor
from portal.common import clock


def contestable(case: Case, actor: Actor) -> Decision | None:
    """The decision that this reader may ask to be rectified now, if there is one: the newest that is served."""
    decisions = story.served_decisions(case)
    if not decisions or case.status not in MAY_BE_CONTESTED or not can_contest_decision(actor, case):
        return None
    return decisions[-1] if REMEDIES[RemedyKind(decisions[-1].remedy_kind)].is_rectification else None


@party_page
@require_http_methods(["GET", "POST"])
def citizen_rectification(request: ActorRequest, case: Case, actor: Actor) -> HttpResponse:
    decision = contestable(case, actor)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = contest_decision(case.pk, actor=actor, claim=Claim(**form.cleaned_data))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Oikaisuvaatimus on lähetetty. Siitä tuli oma asia."))
            # Who follows the first case by its code has no code of the new one.
            return redirect(asked if actor.is_authenticated else case)
    last_days = [one.remedy_last_day for one in decision.services.all() if not one.lapsed_at] if decision else []
    context = {
        "case": case,
        "decision": decision,
        "form": form,
        "last_day": max((day for day in last_days if day), default=None),
        "is_late": not is_timely(clock.now(), last_days),
        "nav": "cases:citizen-cases",
    }
    return render(request, "cases/citizen/rectification.html", context)
