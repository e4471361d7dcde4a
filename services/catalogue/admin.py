# SPDX-License-Identifier: EUPL-1.2
"""The catalogue's configuration pages: editors keep the services of their units, main users the rest."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.accounts.models import Role
from portal.staff.permissions import RoleAdmin, RoleTabularInline
from services.catalogue import actions
from services.catalogue.models import (
    Connection,
    ImportRun,
    LifeEvent,
    OpeningHours,
    Organization,
    Sector,
    Service,
    ServiceChannel,
    ServiceClass,
    ServicePoint,
    Synonym,
)
from services.catalogue.permissions import can_edit_service
from services.catalogue.search import index_services
from services.catalogue.stamp import bump

EDITORS = (Role.MAIN_USER, Role.EDITOR)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class CatalogueAdmin(RoleAdmin):
    """What is saved here shows on the public pages at once. Nothing is deleted: cases may point to it."""

    roles: tuple[str, ...] = EDITORS
    reader_roles: tuple[str, ...] = (Role.AUDITOR,)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        bump()


class Recorded:
    """For pages whose action writes the log itself."""

    def _record(self, *_args: Any) -> None:
        pass


class HoursInline(RoleTabularInline):
    model = OpeningHours
    roles = EDITORS
    fk_name = "channel"
    exclude = ["connection"]


class ConnectionInline(RoleTabularInline):
    model = Connection
    roles = EDITORS
    fields = ["channel", "order", "description"]
    autocomplete_fields = ["channel"]


@admin.register(Service)
class ServiceAdmin(Recorded, CatalogueAdmin):
    list_display = ["__str__", "slug", "sector", "unit", "source", "publishing", "has_own_texts"]
    list_filter = ["publishing", "source", "sector", "unit", "organiser__is_external"]
    list_select_related = ["sector", "unit"]
    search_fields = ["slug", "name"]
    list_per_page = 50
    readonly_fields = ["publishing", "source", "ptv_id", "own_fields", "modified_at"]
    autocomplete_fields = ["organiser"]
    filter_horizontal = ["life_events", "target_groups"]
    raw_id_fields = ["service_classes"]
    inlines = [ConnectionInline]
    actions = ["publish", "archive", "give_back"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "sector", "unit", "organiser", "publishing", "icon", "popularity"]}),
        (_("Tekstit"), {"fields": ["alternative_name", "summary", "background", "description", "user_instruction"]}),
        (
            _("Ehdot"),
            {"fields": ["requirement", "processing_time", "deadline", "validity_time", "charge", "charge_text"]},
        ),
        (_("Luokitus"), {"fields": ["keywords", "service_classes", "life_events", "target_groups", "languages"]}),
        (_("Tuonti"), {"fields": ["source", "ptv_id", "own_fields", "modified_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        actor = _actor(request)
        if actor.has_role(Role.AUDITOR):
            return Service.objects.all()
        return Service.objects.editable_by(actor)

    def has_change_permission(self, request: HttpRequest, obj: Service | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or can_edit_service(_actor(request), obj))

    def save_model(self, request: HttpRequest, obj: Service, form: forms.ModelForm[Service], change: bool) -> None:  # noqa: FBT001
        actions.save_service(obj, actor=_actor(request), changed=form.changed_data if change else [])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        index_services([form.instance.pk])

    @admin.display(description=_("omia tekstejä"), boolean=True)
    def has_own_texts(self, service: Service) -> bool:
        return bool(service.own_fields)

    @admin.action(description=_("Julkaise valitut"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        self._publish(request, queryset, is_published=True)

    @admin.action(description=_("Arkistoi valitut"))
    def archive(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        self._publish(request, queryset, is_published=False)

    @admin.action(description=_("Palauta valtakunnalliset tekstit seuraavassa tuonnissa"))
    def give_back(self, request: HttpRequest, queryset: QuerySet[Service]) -> None:
        for service in queryset:
            actions.give_back_to_import(service, actor=_actor(request))
        messages.success(request, gettext("Seuraava tuonti päivittää palvelujen tekstit."))

    def _publish(self, request: HttpRequest, queryset: QuerySet[Service], *, is_published: bool) -> None:
        for service in queryset:
            actions.publish_service(service, actor=_actor(request), is_published=is_published)
        messages.success(request, gettext("Muutokset näkyvät heti julkisilla sivuilla."))


@admin.register(ServiceChannel)
class ServiceChannelAdmin(CatalogueAdmin):
    list_display = ["__str__", "kind", "organization", "source", "publishing"]
    list_filter = ["kind", "publishing", "source"]
    list_select_related = ["organization"]
    search_fields = ["name"]
    readonly_fields = ["source", "form_slug"]
    autocomplete_fields = ["organization"]
    inlines = [HoursInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceChannel]:
        """Places have their own page. In the choices of a service they are among the channels."""
        found: QuerySet[ServiceChannel] = super().get_queryset(request)
        return found if "autocomplete" in request.path else found.filter(servicepoint=None)


@admin.register(ServicePoint)
class ServicePointAdmin(Recorded, CatalogueAdmin):
    list_display = ["__str__", "slug", "postal_code", "source", "publishing", "is_main"]
    list_filter = ["publishing", "source"]
    search_fields = ["slug", "name"]
    exclude = ["kind", "url", "form_slug", "attachments", "form_identifier", "delivery_address", "accessibility"]
    readonly_fields = ["source"]
    autocomplete_fields = ["organization"]
    inlines = [HoursInline]

    def save_model(self, request: HttpRequest, obj: ServicePoint, form: Any, change: bool) -> None:  # noqa: FBT001, ARG002
        actions.save_point(obj, actor=_actor(request))


@admin.register(Organization)
class OrganizationAdmin(CatalogueAdmin):
    roles = (Role.MAIN_USER,)
    list_display = ["__str__", "kind", "business_id", "is_external", "publishing"]
    list_filter = ["is_external", "kind"]
    search_fields = ["name", "business_id"]
    readonly_fields = ["source"]


@admin.register(Sector)
class SectorAdmin(CatalogueAdmin):
    roles = (Role.MAIN_USER,)
    list_display = ["__str__", "slug", "order"]


@admin.register(ServiceClass)
class ServiceClassAdmin(CatalogueAdmin):
    roles = (Role.MAIN_USER,)
    list_display = ["code", "__str__", "sector"]
    list_select_related = ["sector"]
    search_fields = ["code", "name"]


@admin.register(LifeEvent)
class LifeEventAdmin(CatalogueAdmin):
    list_display = ["code", "__str__", "slug"]
    search_fields = ["code", "name"]


@admin.register(Synonym)
class SynonymAdmin(Recorded, CatalogueAdmin):
    list_display = ["word", "official", "language", "is_suggested"]
    list_filter = ["language", "is_suggested"]
    search_fields = ["word", "official"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request)

    def save_model(self, request: HttpRequest, obj: Synonym, form: Any, change: bool) -> None:  # noqa: FBT001, ARG002
        actions.save_synonym(obj, actor=_actor(request))


@admin.register(ImportRun)
class ImportRunAdmin(CatalogueAdmin):
    """What each import did; read only."""

    roles = ()
    reader_roles = (Role.MAIN_USER, Role.AUDITOR)
    list_display = ["started_at", "source", "finished_at"]
