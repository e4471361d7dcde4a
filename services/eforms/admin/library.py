# SPDX-License-Identifier: EUPL-1.2
"""Blocks of questions: the library, the tab of a form that copies them; and a new form from a ready beginning."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from unfold.decorators import display

from cases.models import CaseType
from portal.accounts.models import Role
from portal.common.texts import LocalizedFormField
from portal.staff.permissions import RoleAdmin
from services.catalogue.models import Service
from services.eforms.actions.designing import StaleVersion, create_form
from services.eforms.actions.library import BlockExists, insert_block, make_block, save_block, take_newer_block
from services.eforms.admin.shell import actor_of, found_form, found_version, shell
from services.eforms.designing.parts import NoSuchPart, name_of, spots
from services.eforms.engine.validation import BadDefinition
from services.eforms.library.blocks import check_block, is_same, questions_in, sections_of_blocks
from services.eforms.library.kinds import KINDS, beginning_of
from services.eforms.models import FieldBlock, FormDefinition, FormVersion
from services.eforms.permissions import can_edit_block
from services.eforms.reviewing.checks.sound import problem_text

BLOCKS = "eforms_formdefinition_blocks"
EDITORS = (Role.MAIN_USER, Role.EDITOR)


# ---- the library


class FieldBlockForm(forms.ModelForm[FieldBlock]):
    class Meta:
        model = FieldBlock
        fields = ["slug", "name", "unit", "content"]

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        try:
            check_block(content)
        except BadDefinition as bad:
            raise ValidationError([problem_text(path, reason) for path, reason in bad.problems]) from None
        return content


@admin.register(FieldBlock)
class FieldBlockAdmin(RoleAdmin):
    """Every editor reads the blocks of all; who changes them is told by can_edit_block."""

    roles = EDITORS
    reader_roles = (Role.PUBLISHER, Role.AUDITOR)
    form = FieldBlockForm
    list_display = ["__str__", "slug", "unit", "edited_at"]
    list_filter = ["unit"]
    list_select_related = ["unit"]
    search_fields = ["slug"]
    readonly_fields = ["used_in", "edited_at", "edited_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FieldBlock]:
        found: QuerySet[FieldBlock] = FieldBlock.objects.visible_to(actor_of(request)).for_list()
        return found

    def has_change_permission(self, request: HttpRequest, obj: FieldBlock | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or can_edit_block(actor_of(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: FieldBlock | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or can_edit_block(actor_of(request), obj))

    @display(description=gettext_lazy("lomakkeissa"))
    def used_in(self, block: FieldBlock) -> str:
        used = FormVersion.objects.with_block(block.slug).select_related("definition")
        return ", ".join(str(version.definition) for version in used) or _("ei missään")

    def get_readonly_fields(self, request: HttpRequest, obj: FieldBlock | None = None) -> Any:
        """Copies know their block by its slug."""
        return [*self.readonly_fields, *(["slug"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: FieldBlock, form: Any, _change: bool) -> None:  # noqa: FBT001
        saved = save_block(
            actor=actor_of(request), slug=obj.slug, name=obj.name, content=form.cleaned_data["content"], unit=obj.unit
        )
        obj.pk = saved.pk


# ---- the tab of a form


class MakeForm(forms.Form):
    name = LocalizedFormField(label=gettext_lazy("Lohkon nimi"))
    slug = forms.SlugField(label=gettext_lazy("Tunnus"), max_length=60)
    address = forms.ChoiceField(label=gettext_lazy("Osio"))

    def __init__(self, version: FormVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields["address"]
        named.choices = places_for_blocks(version, {"section"})
        _inside(self)


class InsertForm(forms.Form):
    slug = forms.ChoiceField(label=gettext_lazy("Lohko"))
    after = forms.ChoiceField(label=gettext_lazy("Minkä perään"))

    def __init__(self, version: FormVersion, blocks: list[FieldBlock], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slugs: Any = self.fields["slug"]
        places: Any = self.fields["after"]
        slugs.choices = [(block.slug, str(block)) for block in blocks]
        places.choices = places_for_blocks(version, {"step", "section"})
        _inside(self)


def _inside(form: Any) -> None:
    form.helper = FormHelper()
    form.helper.form_tag, form.helper.disable_csrf = False, True


def places_for_blocks(version: FormVersion, kinds: set[str]) -> list[tuple[str, str]]:
    """Steps and sections by address. A section stands under the name of its step."""
    found, step = [], ""
    for address, spot in spots(version.content):
        if spot.kind == "step":
            step = name_of(spot.part)
        if spot.kind in kinds:
            named = step if spot.kind == "step" else f"{step}: {name_of(spot.part)}"
            found.append((address, named))
    return found


@require_GET
def blocks(request: HttpRequest, slug: str) -> HttpResponse:
    return _blocks(request, found_form(request, slug))


def _blocks(request: HttpRequest, definition: FormDefinition, status: int = 200, **given: Any) -> HttpResponse:
    version = definition.working_version
    names = shell(request, definition, version, BLOCKS)
    if version:
        listed = list(FieldBlock.objects.visible_to(actor_of(request)).for_list())
        by_slug = {block.slug: block for block in listed}
        names |= {
            "blocks": [(block, ", ".join(questions_in(block.content))) for block in listed],
            "copies": [
                (address, name_of(part), block, is_same(part, block.content))
                for address, part in sections_of_blocks(version.content)
                if (block := by_slug.get(part["block"]))
            ],
            "make_form": MakeForm(version),
            "insert_form": InsertForm(version, listed),
        }
    return render(request, "admin/eforms/library/blocks.html", names | given, status=status)


@require_POST
def block_insert(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    listed = list(FieldBlock.objects.visible_to(actor_of(request)))
    form = InsertForm(version, listed, request.POST)
    if not form.is_valid():
        return _blocks(request, version.definition, insert_form=form)
    return _do(request, version, _("Lohko on lisätty lomakkeeseen."), insert_block, **form.cleaned_data)


@require_POST
def block_take(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    address = request.POST.get("address", "")
    return _do(request, version, _("Osio on nyt lohkon uusin."), take_newer_block, address=address)


@require_POST
def block_make(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    form = MakeForm(version, request.POST)
    if not form.is_valid():
        return _blocks(request, version.definition, make_form=form)
    return _do(request, version, _("Osiosta on tehty lohko."), make_block, **form.cleaned_data)


def _do(request: HttpRequest, version: FormVersion, done: str, act: Any, **facts: Any) -> HttpResponse:
    try:
        act(version.pk, actor=actor_of(request), revision=_revision(request), **facts)
    except StaleVersion:
        messages.warning(request, _("Lomake on muuttunut sen jälkeen, kun avasit sivun. Katso se uudestaan."))
    except BlockExists:
        messages.error(request, _("Tällä tunnuksella on jo lohko. Valitse toinen tunnus."))
    except BadDefinition as bad:
        for path, reason in bad.problems:
            messages.error(request, problem_text(path, reason))
    except (NoSuchPart, FieldBlock.DoesNotExist):
        messages.error(request, _("Osiota tai lohkoa ei enää ole."))
    else:
        messages.success(request, done)
    return redirect(f"admin:{BLOCKS}", version.definition.slug)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdigit() else -1


# ---- a new form


class NewForm(forms.Form):
    name = LocalizedFormField(label=gettext_lazy("Lomakkeen nimi"))
    slug = forms.SlugField(
        label=gettext_lazy("Osoitteen osa"),
        max_length=50,
        help_text=gettext_lazy("Pieniä kirjaimia, numeroita ja viivoja, esimerkiksi kaivulupa."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Mikä lomake on"), choices=KINDS.items(), widget=forms.RadioSelect)
    case_type = forms.ModelChoiceField(
        CaseType.objects.none(), label=gettext_lazy("Asiatyyppi"), empty_label=gettext_lazy("Valitse")
    )
    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=gettext_lazy("Palvelu"),
        empty_label=gettext_lazy("Ei palvelua"),
        required=False,
        help_text=gettext_lazy("Minkä palvelun sivulla lomake on."),
    )

    def __init__(self, actor: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = None if actor.has_role(Role.MAIN_USER) else actor.units_with(Role.EDITOR)
        case_types = CaseType.objects.filter(is_active=True)
        named: Any = self.fields["case_type"]
        offered: Any = self.fields["service"]
        named.queryset = case_types if units is None else case_types.filter(unit__in=units)
        offered.queryset = Service.objects.editable_by(actor)
        _inside(self)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if FormDefinition.objects.filter(slug=slug).exists():
            raise ValidationError(_("Tällä osoitteella on jo lomake. Valitse toinen."))
        return slug


@require_http_methods(["GET", "POST"])
def new_form(request: HttpRequest) -> HttpResponse:
    """A form that begins with what its kind usually asks."""
    actor = actor_of(request)
    if not actor.has_role(*EDITORS):
        raise PermissionDenied("create_form")
    form = NewForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        content = beginning_of(answers.pop("kind"))
        version = create_form(actor=actor, content=content, **answers)
        messages.success(request, _("Lomake on luotu. Muokkaa kysymykset sopiviksi."))
        return redirect("admin:eforms_formdefinition_design", version.definition.slug)
    return render(request, "admin/eforms/library/new_form.html", {"form": form, "nav": "admin:index"})
