# SPDX-License-Identifier: EUPL-1.2
"""What makes the daily work quicker: keys of the queue and the workspace, and who else is on the same case."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cases.actions.arranging import choose_shortcuts
from cases.models import Case
from cases.permissions import STAFF_ROLES
from cases.presence import be_present
from portal.accounts.access import ActorRequest
from portal.common.workflow import require

NAV = "admin:cases_case_changelist"
# The elements that a key presses carry it in `data-key`; j, k, o and c of the queue are in static/js/shortcuts.js.
SHORTCUTS = (
    (gettext_lazy("Työjono"), "j", gettext_lazy("Seuraava asia")),
    (gettext_lazy("Työjono"), "k", gettext_lazy("Edellinen asia")),
    (gettext_lazy("Työjono"), "o", gettext_lazy("Avaa asia")),
    (gettext_lazy("Työjono"), "c", gettext_lazy("Ota asia itsellesi")),
    (gettext_lazy("Asian sivu"), "c", gettext_lazy("Ota asia itsellesi")),
    (gettext_lazy("Asian sivu"), "m", gettext_lazy("Kirjoita viesti asiakkaalle")),
    (gettext_lazy("Asian sivu"), "d", gettext_lazy("Tee päätös")),
    (gettext_lazy("Asian sivu"), "n", gettext_lazy("Seuraava oma asia")),
    (gettext_lazy("Asian sivu"), "u", gettext_lazy("Takaisin työjonoon")),
    (gettext_lazy("Molemmat"), "?", gettext_lazy("Näytä pikanäppäimet")),
)


def shortcuts(request: ActorRequest) -> HttpResponse:
    require(condition=request.actor.has_role(*STAFF_ROLES), verb="shortcuts")
    return render(request, "admin/cases/case/shortcuts.html", {"nav": NAV, "shortcuts": SHORTCUTS})


@require_POST
def switch_shortcuts(request: ActorRequest) -> HttpResponse:
    uses = request.POST.get("uses") == "on"
    choose_shortcuts(actor=request.actor, uses=uses)
    messages.success(request, _("Pikanäppäimet ovat käytössä.") if uses else _("Pikanäppäimet ovat pois käytöstä."))
    return redirect("admin:cases_case_shortcuts")


@require_POST
def presence(request: ActorRequest, reference: str) -> HttpResponse:
    """Asked by the open page a few times a minute; the others on the same case."""
    found = Case.objects.handled_by(request.actor).only("reference")
    case: Case = get_object_or_404(found, reference=reference)
    assert request.actor.user
    others = be_present(case, request.actor.user, is_writing=bool(request.POST.get("writing")))
    response = render(request, "admin/cases/case/_present.html", {"others": others})
    response.headers["Cache-Control"] = "no-store"
    return response


def shortcut_urls(site: AdminSite) -> list[URLPattern]:
    return [
        path("shortcuts/", site.admin_view(shortcuts), name="cases_case_shortcuts"),
        path("shortcuts/switch/", site.admin_view(switch_shortcuts), name="cases_case_switch_shortcuts"),
        path("<str:reference>/presence/", site.admin_view(presence), name="cases_case_presence"),
    ]
