# SPDX-License-Identifier: EUPL-1.2
"""The offer to go on with the newest version of the form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from services.eforms.actions.updating import take_new_version
from services.eforms.models import Draft
from services.eforms.views.access import unsent_view


@unsent_view
def new_version(request: ActorRequest, draft: Draft) -> HttpResponse:
    if request.method == "POST":
        take_new_version(draft.key, actor=request.actor)
        messages.success(request, _("Luonnos on nyt lomakkeen uudessa versiossa. Tarkista vastauksesi."))
    return redirect("eforms:draft", key=draft.key)
