# SPDX-License-Identifier: EUPL-1.2
"""Configuration pages of forms: their names and addresses, and a form as a JSON file (docs/form-definition.md)."""

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.actors import Actor
from portal.accounts.models import Role
from portal.common.workflow import TransitionNotAllowed
from portal.staff.permissions import RoleAdmin, RoleTabularInline
from services.eforms.actions.designing import create_form, import_version
from services.eforms.actions.publishing import pause_form, resume_form, retire_form
from services.eforms.admin.designer.urls import urls as designer_urls
from services.eforms.admin.review_urls import review_urls
from services.eforms.models import FormDefinition, FormVersion
from services.eforms.reviewing.importing import import_problems

EDITORS = (Role.MAIN_USER, Role.EDITOR)
MAX_BYTES = 1024 * 1024


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class DefinitionField(forms.FileField):
    """A JSON file that is a sound definition; what is wrong in it is told path by path."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return self._content(file) if isinstance(file, UploadedFile) else None

    def _content(self, file: "UploadedFile[bytes]") -> Any:
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(gettext("Tiedosto on liian suuri. Suurin koko on 1 Mt."))
        try:
            content = json.loads(file.read())
        except ValueError as error:
            wrong = gettext("Tiedosto ei ole JSON-muotoa: %(reason)s") % {"reason": error}
            raise ValidationError(wrong) from None
        if problems := import_problems(content):
            raise ValidationError(problems)
        return content


class FormDefinitionForm(forms.ModelForm[FormDefinition]):
    content = DefinitionField(
        label=_("Lomakkeen sisältö (JSON)"),
        required=False,
        help_text=_("Tiedostosta tulee luonnos. Asiakkaat näkevät sen vasta, kun se julkaistaan."),
    )

    class Meta:
        model = FormDefinition
        fields = ["slug", "name", "service", "case_type", "pause_text", "paused_until"]

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content is None and self.instance.pk is None:
            raise ValidationError(gettext("Valitse tiedosto, jossa lomake on."))
        return content


class VersionInline(RoleTabularInline):
    model = FormVersion
    roles = ()
    reader_roles = (*EDITORS, Role.PUBLISHER, Role.AUDITOR)
    fields = ["number", "published_at"]


@admin.register(FormDefinition)
class FormDefinitionAdmin(RoleAdmin):
    roles = EDITORS
    reader_roles = (Role.PUBLISHER, Role.AUDITOR)
    form = FormDefinitionForm
    list_display = ["__str__", "designing", "slug", "case_type", "service", "status"]
    list_filter = ["status", "case_type__unit"]
    list_select_related = ["case_type", "service"]
    search_fields = ["slug"]
    autocomplete_fields = ["service"]
    readonly_fields = ["status"]
    inlines = [VersionInline]
    list_before_template = "admin/eforms/library/_new.html"
    actions = ["export_json", "pause", "resume", "retire"]

    def get_urls(self) -> list[Any]:
        return [*designer_urls(), *review_urls(self.admin_site), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FormDefinition]:
        """Editors and publishers see the forms of their units."""
        visible: QuerySet[FormDefinition] = super().get_queryset(request).reviewable_by(_actor(request))
        return visible

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return _actor(request).has_role(Role.MAIN_USER, Role.PUBLISHER)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what was asked must stay readable; a form is retired instead

    def save_model(self, request: HttpRequest, obj: FormDefinition, form: Any, change: bool) -> None:  # noqa: FBT001
        content = form.cleaned_data.get("content")
        if not change:
            facts = {name: getattr(obj, name) for name in ("slug", "name", "case_type", "service")}
            version = create_form(actor=_actor(request), content=content, **facts)
            obj.pk = version.definition_id
            obj._state.adding = False
        super().save_model(request, obj, form, change)
        if content is None:
            return
        version = import_version(obj.pk, actor=_actor(request), content=content)
        told = gettext("Tiedosto on nyt luonnoksena versiossa %(number)d. Tarkista se ja julkaise.")
        messages.success(request, told % {"number": version.number})

    def get_list_display(self, request: HttpRequest) -> Any:
        """Who only publishes does not write."""
        writes = _actor(request).has_role(*EDITORS, Role.AUDITOR)
        return ["reviewing" if name == "designing" and not writes else name for name in self.list_display]

    @admin.display(description=_("tarkistus"))
    def reviewing(self, definition: FormDefinition) -> str:
        address = reverse("admin:eforms_formdefinition_review", args=[definition.slug])
        return format_html('<a href="{}">{}</a>', address, gettext("Tarkista ja julkaise"))

    @admin.display(description=_("suunnittelu"))
    def designing(self, definition: FormDefinition) -> str:
        address = reverse("admin:eforms_formdefinition_design", args=[definition.slug])
        return format_html('<a href="{}">{}</a>', address, gettext("Muokkaa kysymyksiä"))

    @admin.action(description=_("Lataa JSON-tiedostona (luonnos, jos sellainen on)"))
    def export_json(self, request: HttpRequest, queryset: QuerySet[FormDefinition]) -> HttpResponse | None:
        definition = queryset.first()
        versions = [definition.working_version, *definition.published_versions] if definition else []
        version = next(filter(None, versions), None)
        if queryset.count() != 1 or definition is None or version is None:
            messages.warning(request, gettext("Valitse yksi lomake, jolla on sisältö."))
            return None
        response = JsonResponse(version.content, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response.headers["Content-Disposition"] = f'attachment; filename="{definition.slug}.json"'
        return response

    @admin.action(description=_("Keskeytä käyttö"), permissions=["publish"])
    def pause(self, request: HttpRequest, queryset: QuerySet[FormDefinition]) -> None:
        self._move(request, queryset, pause_form)

    @admin.action(description=_("Ota käyttöön"), permissions=["publish"])
    def resume(self, request: HttpRequest, queryset: QuerySet[FormDefinition]) -> None:
        self._move(request, queryset, resume_form)

    @admin.action(description=_("Poista käytöstä"), permissions=["publish"])
    def retire(self, request: HttpRequest, queryset: QuerySet[FormDefinition]) -> None:
        self._move(request, queryset, retire_form)

    def _move(self, request: HttpRequest, queryset: QuerySet[FormDefinition], act: Any) -> None:
        for definition in queryset:
            try:
                act(definition.pk, actor=_actor(request))
            except (TransitionNotAllowed, PermissionDenied):
                told = gettext("Lomaketta %(name)s ei voi muuttaa näin.") % {"name": definition}
                messages.warning(request, told)
