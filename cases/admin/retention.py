# SPDX-License-Identifier: EUPL-1.2
"""Retention for the main user: what would go, what is held, what has gone. No content of any case is here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from cases.actions.disposing import end_hold, hold_case
from cases.models import Case, Disposal, LegalHold
from cases.retention.due import dry_run
from portal.accounts.access import ActorRequest
from portal.accounts.models import Role
from portal.common import clock
from portal.common.references import normalise_reference
from portal.common.workflow import require
from portal.staff.permissions import RoleAdmin

READERS = (Role.MAIN_USER, Role.AUDITOR)


class HoldForm(forms.ModelForm[LegalHold]):
    """A new hold is of a case by its number; of an old one only its end changes."""

    reference = forms.CharField(label=_("Asianumero"), max_length=40, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = LegalHold
        fields = ("reason", "until")

    def clean_reference(self) -> Case:
        reference = normalise_reference(self.cleaned_data["reference"])
        case: Case | None = Case.objects.filter(reference=reference).first()
        if case is None:
            raise ValidationError(gettext("Asiaa ei löytynyt."))
        return case

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until <= clock.today():
            raise ValidationError(gettext("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
        return until


class EndForm(forms.ModelForm[LegalHold]):
    class Meta:
        model = LegalHold
        fields = ("until",)
        help_texts = {"until": _("Kielto on voimassa tähän päivään asti. Tänään: se päättyy heti.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who only reads gets no field here.
        if "until" in self.fields:
            self.fields["until"].required = True


@admin.register(LegalHold)
class LegalHoldAdmin(RoleAdmin):
    """Cases that stay past their time, with the reason."""

    roles = (Role.MAIN_USER,)
    reader_roles = (Role.AUDITOR,)
    list_display = ("case", "reason", "until", "by_name", "set_at")
    list_select_related = ("case",)
    search_fields = ("case__reference",)
    search_help_text = _("Etsi asianumerolla")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        return super().get_form(request, obj, change=change, form=EndForm if obj else HoldForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["case", "reason", "by_name", "set_at", "until"] if obj else ["reference", "reason", "until"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["case", "reason", "by_name", "set_at"] if obj else []

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """That a case was held stays known; a hold is ended by its day."""
        return False

    def save_model(self, request: ActorRequest, obj: LegalHold, form: Any, change: bool) -> None:  # noqa: FBT001
        given = form.cleaned_data
        if change:
            end_hold(obj.pk, actor=request.actor, until=given["until"])
            return
        held = hold_case(given["reference"], actor=request.actor, reason=given["reason"], until=given["until"])
        obj.pk, obj.case = held.pk, held.case


@admin.register(Disposal)
class DisposalAdmin(RoleAdmin):
    """The log of disposal. Nobody writes here by hand."""

    roles = ()
    reader_roles = READERS
    list_display = ("reference", "case_type", "unit", "rule", "method", "closed_on", "disposed_at")
    list_filter = ("method", "case_type")
    search_fields = ("reference", "register_number")
    search_help_text = _("Etsi asianumerolla")
    date_hierarchy = "disposed_at"
    list_before_template = "admin/cases/_dry_run_link.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(dry_run_page)
        return [path("dry-run/", page, name="cases_disposal_dry_run"), *super().get_urls()]


def dry_run_page(request: ActorRequest) -> HttpResponse:
    """What the next night would erase, and what of its age stays and why."""
    require(condition=request.actor.has_role(*READERS), verb="dry_run")
    found = list(dry_run())
    context = {
        "nav": "admin:index",
        "going": [one for one in found if not one.kept_because],
        "staying": [one for one in found if one.kept_because],
    }
    return render(request, "admin/cases/disposal_dry_run.html", context)
