# SPDX-License-Identifier: EUPL-1.2
"""What every tab of the designer shares: finding the version that is being written, the head and the tabs.

One more tab is one more line in TABS and a template that extends admin/eforms/designer/base.html.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.accounts.models import Role
from services.eforms.designing.languages import shares
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.permissions import can_edit_form, can_publish_form
from services.eforms.reviewing.gate import findings


class Tab(NamedTuple):
    """`view` is the name of its URL in the staff site; the URL takes the form's slug."""

    view: str
    label: Any
    for_publishers: bool = False  # those who only publish do not write


REVIEW = "eforms_formdefinition_review"
TABS = [
    Tab("eforms_formdefinition_design", _("Kysymykset")),
    Tab("eforms_formdefinition_handling", _("Käsittely ja määräajat")),
    Tab("eforms_formdefinition_translations", _("Käännökset")),
    Tab("eforms_formdefinition_blocks", _("Kysymyslohkot")),
    Tab(REVIEW, _("Tarkistus"), for_publishers=True),
    Tab("eforms_formdefinition_versions", _("Versiot"), for_publishers=True),
    Tab("eforms_formdefinition_trial", _("Kokeile"), for_publishers=True),
    Tab("eforms_formdefinition_figures", _("Luvut"), for_publishers=True),
]


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def found_form(request: HttpRequest, slug: str) -> FormDefinition:
    """A form that the editor may see; otherwise it does not exist."""
    forms = FormDefinition.objects.editable_by(actor_of(request)).select_related("case_type__unit", "service")
    definition: FormDefinition = get_object_or_404(forms, slug=slug)
    return definition


def found_version(request: HttpRequest, slug: str) -> FormVersion:
    """The version of the form that is being written."""
    versions = FormVersion.objects.editable_by(actor_of(request)).for_designer()
    version: FormVersion = get_object_or_404(versions, definition__slug=slug)
    return version


def shell(request: HttpRequest, definition: FormDefinition, version: FormVersion | None, view: str) -> dict[str, Any]:
    """The context of admin/eforms/designer/base.html on the tab `view`."""
    actor = actor_of(request)
    writes = can_edit_form(actor, definition) or actor.has_role(Role.AUDITOR)
    shown = [(tab, _address(tab.view, definition.slug)) for tab in TABS if writes or tab.for_publishers]
    return {
        "definition": definition,
        "version": version,
        "in_use": definition.published_versions[0] if definition.published_versions else None,
        "may_edit": can_edit_form(actor, definition),
        "may_publish": can_publish_form(actor, definition),
        "tabs": [(url, _label(tab, version), tab.view == view) for tab, url in shown if url],
        "review_url": "" if view == REVIEW else _address(REVIEW, definition.slug),
    }


def _label(tab: Tab, version: FormVersion | None) -> Any:
    """`Käännökset: ruotsi 92 %, englanti 61 %` and `Tarkistus: 2 huomiota`; the others as they are.

    Counted when a page draws its head: an answer to a change in the designer has none and must be quick.
    """
    told = _TOLD.get(tab.view)
    return SimpleLazyObject(lambda: f"{tab.label}: {told(version)}") if told and version else tab.label


def _shares(version: FormVersion) -> str:
    names = {"sv": gettext("ruotsi"), "en": gettext("englanti")}
    return ", ".join(
        f"{names.get(language, language)} {share} %" for language, share in shares(version.content).items()
    )


def _finding_count(version: FormVersion) -> str:
    count = len(findings(version))
    return ngettext("%(count)s huomio", "%(count)s huomiota", count) % {"count": count}


_TOLD: dict[str, Callable[[FormVersion], str]] = {
    "eforms_formdefinition_translations": _shares,
    REVIEW: _finding_count,
}


def _address(view: str, slug: str) -> str:
    try:
        return reverse(f"admin:{view}", args=[slug])
    except NoReverseMatch:
        return ""
