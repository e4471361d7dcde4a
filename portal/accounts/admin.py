# SPDX-License-Identifier: EUPL-1.2
"""Staff, units, roles, organisations and mandates: the main user's configuration pages. No identity code is here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.fi import ytunnus
from unfold.decorators import display

from portal.accounts import journal
from portal.accounts.actors import Actor
from portal.accounts.models import Mandate, Organisation, Person, Role, RoleGrant, Unit, User
from portal.staff.permissions import RoleAdmin, RoleTabularInline

_WITHOUT_PAGES = ("auth", "account", "mfa", "socialaccount")
# Roles in units take the place of Django's groups, and what allauth keeps of people is their own.
for _model in [model for model in admin.site._registry if model._meta.app_label in _WITHOUT_PAGES]:
    admin.site.unregister(_model)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class RoleGrantInline(RoleTabularInline):
    """Nobody gives roles to oneself: another main user does."""

    model = RoleGrant
    reader_roles = (Role.AUDITOR,)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and obj != request.user

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and obj != request.user

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and obj != request.user


@admin.register(User)
class UserAdmin(RoleAdmin):
    """Staff only: citizens' accounts are their own. A new colleague sets the password by the e-mail of a reset."""

    reader_roles = (Role.AUDITOR,)
    list_display = ["username", "full_name", "title", "shown_roles", "is_active"]
    list_filter = ["is_active", "role_grants__role", "role_grants__unit"]
    search_fields = ["username", "first_name", "last_name"]
    ordering = ["last_name", "first_name", "username"]
    fields = ["username", "first_name", "last_name", "title", "email", "language", "is_active"]
    inlines = [RoleGrantInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        staff = User.objects.filter(Q(role_grants__isnull=False) | Q(person__isnull=True))
        return staff.distinct().prefetch_related("role_grants__unit")

    @display(description=_("nimi"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.display_name

    @display(description=_("roolit"))
    def shown_roles(self, user: User) -> str:
        return ", ".join(sorted({grant.get_role_display() for grant in user.role_grants.all()}))

    def has_delete_permission(self, _request: HttpRequest, obj: Any = None) -> bool:
        """What somebody did stays theirs: an account is closed, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        super().save_formset(request, form, formset, change)
        changed = [grant for grant, _fields in formset.changed_objects]
        given, taken = [*formset.new_objects, *changed], formset.deleted_objects
        for event, grants in (("role.granted", given), ("role.revoked", taken)):
            for grant in grants:
                facts = {"role": grant.role, "unit": grant.unit.code if grant.unit else ""}
                journal.record(event, about=form.instance, by=_actor(request), **facts)


@admin.register(Unit)
class UnitAdmin(RoleAdmin):
    reader_roles = (Role.AUDITOR,)
    list_display = ["__str__", "code", "email", "phone"]
    search_fields = ["code", "name"]
    fields = ["code", "name", "email", "phone", "address", "parent"]
    list_select_related = ["parent"]

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        """A unit that goes would take its role grants along without a line in the log."""
        return False


@admin.register(Person)
class PersonAdmin(RoleAdmin):
    """To pick whom a mandate is about. Found by name only, and opening leaves a line in the person's own log."""

    roles = ()
    reader_roles = (Role.MAIN_USER,)
    list_display = ["__str__", "source", "created_at"]
    search_fields = ["given_names", "call_name", "surname"]
    search_help_text = _("Hae nimellä.")
    fields = ["given_names", "call_name", "surname", "source", "register_checked_at", "created_at"]
    readonly_fields = fields
    ordering = ["surname", "call_name", "pk"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Person | None:
        person: Person | None = super().get_object(request, object_id, from_field)
        if person:
            journal.viewed(person, by=_actor(request), person=person, reason=gettext("ylläpito"))
        return person


class OrganisationForm(forms.ModelForm[Organisation]):
    def clean_business_id(self) -> str:
        text = self.cleaned_data["business_id"]
        try:
            return f"{ytunnus.validate(text)[:7]}-{ytunnus.validate(text)[7]}"
        except InvalidNumber:
            raise forms.ValidationError(_("Tarkista Y-tunnus. Se on muotoa 0214958-9."), code="invalid") from None


class OthersMandates:
    """Nobody gives to oneself the right to act for somebody, which opens that one's cases: another main user does."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "delegate":
            kwargs["queryset"] = Person.objects.exclude(user=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class MandateInline(OthersMandates, RoleTabularInline):
    model = Mandate
    fk_name = "organisation"
    fields = ["delegate", "kind", "role", "valid_until"]
    autocomplete_fields = ["delegate"]


@admin.register(Organisation)
class OrganisationAdmin(RoleAdmin):
    reader_roles = (Role.AUDITOR,)
    form = OrganisationForm
    list_display = ["name", "business_id", "email"]
    search_fields = ["name", "business_id"]
    ordering = ["name"]
    inlines = [MandateInline]


@admin.register(Mandate)
class MandateAdmin(OthersMandates, RoleAdmin):
    reader_roles = (Role.AUDITOR,)
    list_display = ["delegate", "principal", "kind", "role", "valid_until"]
    list_filter = ["kind"]
    list_select_related = ["delegate", "person", "organisation"]
    search_fields = ["delegate__surname", "delegate__call_name", "person__surname", "organisation__name"]
    autocomplete_fields = ["delegate", "person", "organisation"]
    ordering = ["delegate__surname", "pk"]

    @display(description=_("kenen puolesta"))
    def principal(self, mandate: Mandate) -> str:
        return mandate.principal_name
