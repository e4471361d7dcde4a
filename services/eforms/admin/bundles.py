# SPDX-License-Identifier: EUPL-1.2
"""Configuration pages of bundles: which forms belong together, in which order, and whether people may begin them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Role
from portal.common.workflow import TransitionNotAllowed
from portal.staff.permissions import RoleAdmin, RoleTabularInline
from services.eforms.actions.bundling import pause_bundle, publish_bundle, retire_bundle
from services.eforms.admin.shell import actor_of
from services.eforms.models import Bundle, BundleForm


class BundleFormInline(RoleTabularInline):
    model = BundleForm
    reader_roles = (Role.AUDITOR,)
    fields = ["position", "definition"]


@admin.register(Bundle)
class BundleAdmin(RoleAdmin):
    reader_roles = (Role.AUDITOR,)
    list_display = ["__str__", "slug", "life_event", "status"]
    list_filter = ["status"]
    list_select_related = ["life_event"]
    search_fields = ["slug"]
    readonly_fields = ["status"]
    fields = ["slug", "name", "text", "life_event", "status"]
    inlines = [BundleFormInline]
    actions = ["publish", "pause", "retire"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # drafts and sendings tell of it; a bundle is retired instead

    @admin.action(description=_("Ota käyttöön"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Bundle]) -> None:
        self._move(request, queryset, publish_bundle)

    @admin.action(description=_("Keskeytä käyttö"), permissions=["publish"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Bundle]) -> None:
        self._move(request, queryset, pause_bundle)

    @admin.action(description=_("Poista käytöstä"), permissions=["publish"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Bundle]) -> None:
        self._move(request, queryset, retire_bundle)

    def _move(self, request: HttpRequest, queryset: QuerySet[Bundle], act: Callable[..., Bundle]) -> None:
        for bundle in queryset:
            try:
                act(bundle.pk, actor=actor_of(request))
            except TransitionNotAllowed:
                status = bundle.get_status_display()
                told = gettext("%(bundle)s: tätä ei voi tehdä, kun tila on %(status)s.")
                messages.warning(request, told % {"bundle": bundle, "status": status})
            else:
                messages.success(request, gettext("%(bundle)s: tila on muuttunut.") % {"bundle": bundle})
