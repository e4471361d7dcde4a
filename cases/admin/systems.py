# SPDX-License-Identifier: EUPL-1.2
"""Other systems for the main user: which may open what, their keys and secrets, and what has been told to them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from cases.actions.systems import issue_key, revoke_key, rotate_secret, send_again
from cases.models import ExternalSystem, SystemKey, WebhookDelivery
from portal.accounts.access import ActorRequest
from portal.accounts.models import Role
from portal.common import clock
from portal.staff.permissions import RoleAdmin


def _shown_once(request: ActorRequest, heading: str, secret: str, back: str) -> HttpResponse:
    """A page that nobody can open again: the secret is nowhere but here."""
    context = {"nav": "admin:index", "heading": heading, "secret": secret, "back": back}
    return render(request, "admin/cases/secret_shown.html", context)


class SystemForm(forms.ModelForm[ExternalSystem]):
    class Meta:
        model = ExternalSystem
        fields = ("name", "contact", "is_active", "case_types", "vouches_for_people", "webhook_url")
        widgets = {"case_types": UnfoldAdminCheckboxSelectMultipleWidget}

    def clean_webhook_url(self) -> str:
        url = str(self.cleaned_data["webhook_url"])
        if url and not url.startswith("https://") and not settings.WEBHOOKS_MAY_BE_LOCAL:
            raise ValidationError(gettext("Osoitteen pitää alkaa https://."))
        return url


@admin.register(ExternalSystem)
class ExternalSystemAdmin(RoleAdmin):
    roles = (Role.MAIN_USER,)
    reader_roles = (Role.AUDITOR,)
    form = SystemForm
    list_display = ("name", "contact", "is_active", "webhook_url")
    list_filter = ("is_active",)
    search_fields = ("name",)
    search_help_text = _("Etsi järjestelmää")
    actions = ("new_secret",)

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """What it opened stays; it is switched off instead."""
        return False

    @admin.action(description=_("Tee uusi webhookien salaisuus"), permissions=["change"])
    def new_secret(self, request: ActorRequest, queryset: Any) -> HttpResponse | None:
        system = queryset.first()
        if queryset.count() != 1:
            messages.error(request, gettext("Valitse yksi järjestelmä."))
            return None
        secret = rotate_secret(system.pk, actor=request.actor)
        heading = gettext("Webhookien salaisuus: %(name)s") % {"name": system}
        return _shown_once(request, heading, secret, "externalsystem")


class KeyForm(forms.ModelForm[SystemKey]):
    class Meta:
        model = SystemKey
        fields = ("system", "expires_on")

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day <= clock.today():
            raise ValidationError(gettext("Päivä on jo mennyt. Valitse huominen tai myöhempi päivä."))
        return day


@admin.register(SystemKey)
class SystemKeyAdmin(RoleAdmin):
    """A key is made and revoked, never changed."""

    roles = (Role.MAIN_USER,)
    reader_roles = (Role.AUDITOR,)
    form = KeyForm
    list_display = ("prefix", "system", "created_at", "expires_on", "last_used_at", "revoked_at")
    list_filter = ("system",)
    list_select_related = ("system",)
    search_fields = ("prefix", "system__name")
    search_help_text = _("Etsi avaimen alulla tai järjestelmän nimellä")
    readonly_fields = ("prefix", "created_at", "last_used_at", "revoked_at")
    actions = ("revoke",)

    # The key that this request made: an admin object lives as long as the process, a request does not.
    _TOKEN = "_issued_token"  # noqa: S105

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Which key was used stays known."""
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request)

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        shown = ["system", "expires_on"]
        return [*shown, *self.readonly_fields] if obj else shown

    def save_model(self, request: ActorRequest, obj: SystemKey, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001
        given = form.cleaned_data
        key, token = issue_key(given["system"], actor=request.actor, expires_on=given["expires_on"])
        obj.pk, obj.prefix = key.pk, key.prefix
        setattr(request, self._TOKEN, token)

    def response_add(self, request: ActorRequest, obj: SystemKey, _post_url_continue: Any = None) -> HttpResponse:
        heading = gettext("Uusi avain: %(name)s") % {"name": obj.system}
        return _shown_once(request, heading, getattr(request, self._TOKEN), "systemkey")

    @admin.action(description=_("Peru valitut avaimet"), permissions=["revoke"])
    def revoke(self, request: ActorRequest, queryset: Any) -> None:
        for pk in queryset.values_list("pk", flat=True):
            revoke_key(pk, actor=request.actor)
        messages.success(request, gettext("Avaimet on peruttu."))


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(RoleAdmin):
    """What has been told, what waits and what was given up."""

    roles = ()
    reader_roles = (Role.MAIN_USER, Role.AUDITOR)
    list_display = ("event", "case", "system", "state", "tries_count", "happened_at", "next_try_at", "last_error")
    list_filter = ("state", "system")
    list_select_related = ("case", "system")
    search_fields = ("case__reference",)
    search_help_text = _("Etsi asianumerolla")
    actions = ("again",)

    def has_again_permission(self, request: ActorRequest) -> bool:
        return request.actor.has_role(Role.MAIN_USER)

    @admin.action(description=_("Lähetä uudelleen"), permissions=["again"])
    def again(self, request: ActorRequest, queryset: Any) -> None:
        """Those of the chosen that were given up."""
        count = sum(send_again(pk, actor=request.actor) for pk in queryset.values_list("pk", flat=True))
        told = ngettext("Lähetetään uudelleen: %(count)d tieto.", "Lähetetään uudelleen: %(count)d tietoa.", count)
        messages.success(request, told % {"count": count})
