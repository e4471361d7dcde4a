# SPDX-License-Identifier: EUPL-1.2
"""The editor of case types: a page that tells the whole, one for each part, and the buttons. Main users only."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.admin.case_types.parts import PARTS, Part
from cases.models import Case, CaseType
from cases.types.checks import Problem, has_shape, problems_of
from cases.types.diff import changes, rule_words
from cases.types.drafts import Draft, current_content, draft_of, with_part, write_part
from cases.types.hints import hints_of
from cases.types.picture import picture_of
from cases.types.publishing import (
    BadCaseType,
    StaleTerms,
    can_edit_case_type,
    discard_version,
    publish_version,
)
from cases.types.rehearsal import CHOICES, rehearse
from portal.accounts.access import ActorRequest
from portal.accounts.models import Unit
from portal.audit.models import AuditEntry
from portal.common.workflow import require
from portal.staff.site import StaffSite

HOME = "admin:cases_casetype_terms"
MOST_BYTES = 500_000
# From so many of the newest cases the keys of questions are suggested.
ASKED_OF = 20


class PublishForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Miksi muutat?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    known = forms.BooleanField(label=_("Olen katsonut huomiot ja ne saavat jäädä"))

    def __init__(self, data: Any = None, *, draft: Draft, hints: Sequence[str]) -> None:
        super().__init__(data, initial={"seen": draft.seen, "revision": draft.revision})
        if not hints:
            del self.fields["known"]


class ImportForm(forms.Form):
    file = forms.FileField(label=_("JSON-tiedosto"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(gettext("Tiedosto on liian suuri."))
        try:
            content = json.loads(file.read().decode())
        except ValueError as error:
            raise forms.ValidationError(gettext("Tiedosto ei ole JSONia.")) from error
        if problems := problems_of(content):
            raise forms.ValidationError([str(problem) for problem in problems])
        return content


def found_type(request: ActorRequest, code: str) -> CaseType:
    require(condition=can_edit_case_type(request.actor), verb="edit_case_type")
    found: CaseType = get_object_or_404(CaseType.objects.select_related("unit"), code=code)
    return found


def _shell(case_type: CaseType, draft: Draft, here: str) -> dict[str, Any]:
    """What every page of the editor shows above its own."""
    return {
        "nav": "admin:index",
        "case_type": case_type,
        "draft": draft,
        "newest": case_type.newest_version,
        "tabs": [(slug, part.title, slug == here) for slug, part in PARTS.items()],
        "here": here,
    }


def _names() -> dict[str, str]:
    return {unit.code: str(unit) for unit in Unit.objects.all()}


# --- the whole


@require_GET
def terms_page(request: ActorRequest, code: str) -> HttpResponse:
    case_type = found_type(request, code)
    return _terms(request, case_type)


def _terms(request: ActorRequest, case_type: CaseType, data: Any = None) -> HttpResponse:
    draft = draft_of(case_type)
    problems = problems_of(draft.content, case_type)
    hints = [] if problems else hints_of(draft.content)
    form = PublishForm(data, draft=draft, hints=hints)
    context = {
        **_shell(case_type, draft, ""),
        "problems": [(problem, part_of(problem)) for problem in problems],
        "hints": hints,
        # What has not the shape of the format cannot be told in words or drawn.
        **(_words(case_type, draft) if has_shape(draft.content) else {}),
        "form": form,
        "versions": case_type.versions.filter(published_at__isnull=False).select_related("published_by")[:20],
    }
    return render(request, "admin/cases/case_type/terms.html", context)


def _words(case_type: CaseType, draft: Draft) -> dict[str, Any]:
    names = _names()
    return {
        "changes": changes(current_content(case_type), draft.content, names) if draft.is_begun else [],
        "picture": picture_of(draft.content),
        "rules": [rule_words(rule, names) for rule in draft.content["receiver"].get("rules", ())],
    }


def part_of(problem: Problem) -> str:
    """The page on which it is put right."""
    first = problem.path.partition(".")[0].partition("[")[0]
    places = {"receiver": "kasittely", "deadlines": "kasittely", "steps": "vaiheet", "remedy": "paatos"}
    places |= {"decision_texts": "paatos", "automatic_decisions": "paatos"}
    places |= {"publicity": "julkisuus", "retention_years": "julkisuus"}
    return places.get(first, "asia")


# --- one part


def part_page(request: ActorRequest, code: str, slug: str) -> HttpResponse:
    case_type = found_type(request, code)
    part_class = get_part(slug)
    draft = draft_of(case_type)
    if request.method != "POST":
        return _part(request, case_type, draft, part_class(draft.content, seen=draft.seen))
    part = part_class(draft.content, request.POST, seen=draft.seen)
    if not part.is_valid() or part.show(problems_of(with_part(draft.content, part.told()), case_type)):
        return _part(request, case_type, draft, part)
    try:
        write_part(case_type.pk, actor=request.actor, part=part.told(), seen=part.form.cleaned_data["seen"])
    except StaleTerms:
        return _conflict(request, case_type, part)
    messages.success(request, gettext("Luonnos on tallennettu. Se tulee voimaan vasta, kun julkaiset sen."))
    return redirect("admin:cases_casetype_part", code, slug)


def get_part(slug: str) -> type[Part]:
    if slug not in PARTS:
        raise Http404(slug)
    return PARTS[slug]


def _part(
    request: ActorRequest, case_type: CaseType, draft: Draft, part: Part, *, status: int = 200, **more: Any
) -> HttpResponse:
    errors = [part.form.errors, *(row.errors for row in part.rows)] if part.data is not None else []
    context = {
        **_shell(case_type, draft, part.slug),
        "part": part,
        "questions": _questions(case_type) if part.slug == "kasittely" else [],
        "has_errors": any(errors),
        **more,
    }
    return render(request, f"admin/cases/case_type/{part.template}", context, status=status)


def _conflict(request: ActorRequest, case_type: CaseType, part: Part) -> HttpResponse:
    """What was typed stays in the fields; told is who was faster and how the two differ."""
    draft = draft_of(case_type)
    written = AuditEntry.objects.filter(
        about_type="cases.casetype", about_id=case_type.pk, event__startswith="casetype."
    ).first()
    mine = with_part(draft.content, part.told())
    # Pressing again means that one has read the difference.
    data = request.POST.copy()
    data["seen"] = draft.seen
    again = type(part)(draft.content, data, seen=draft.seen)
    again.is_valid()
    conflict = {"by": written, "changes": changes(draft.content, mine, _names())}
    return _part(request, case_type, draft, again, status=409, conflict=conflict)


def _questions(case_type: CaseType) -> dict[str, str]:
    """Key → label of the questions that the newest cases answered. No answers: they are nobody's business here."""
    contents = Case.objects.filter(case_type=case_type).order_by("-received_at").values_list("content", flat=True)
    rows = (row for content in contents[:ASKED_OF] for piece in content for row in piece.get("rows", ()))
    return {row["key"]: _label(row.get("label")) for row in rows if "key" in row}


def _label(text: Any) -> str:
    return str(text.get("fi", "")) if isinstance(text, Mapping) else str(text or "")


# --- the draft against real cases


@require_GET
def rehearsal_page(request: ActorRequest, code: str) -> HttpResponse:
    case_type = found_type(request, code)
    draft = draft_of(case_type)
    asked = request.GET.get("asioita", "")
    most = int(asked) if asked in map(str, CHOICES) else CHOICES[0]
    found = None
    if draft.is_begun and has_shape(draft.content):
        found = rehearse(case_type, current_content(case_type), draft.content, actor=request.actor, most=most)
    context = {**_shell(case_type, draft, "kokeilu"), "found": found, "most": most, "choices": CHOICES}
    return render(request, "admin/cases/case_type/rehearsal.html", context)


# --- the buttons


@require_POST
def publish(request: ActorRequest, code: str) -> HttpResponse:
    case_type = found_type(request, code)
    draft = draft_of(case_type)
    hints = [] if problems_of(draft.content, case_type) else hints_of(draft.content)
    form = PublishForm(request.POST, draft=draft, hints=hints)
    if not form.is_valid():
        return _terms(request, case_type, request.POST)
    given = form.cleaned_data
    given.pop("known", None)
    try:
        version = publish_version(case_type.pk, actor=request.actor, **given)
    except StaleTerms:
        messages.error(request, gettext("Luonnos on muuttunut. Lue muutokset ja julkaise sitten."))
    except BadCaseType:
        messages.error(request, gettext("Luonnosta ei voi julkaista ennen kuin virheet on korjattu."))
    else:
        words = gettext("Versio %(number)s on voimassa. Uudet asiat alkavat sillä.") % {"number": version.number}
        messages.success(request, words)
    return redirect(HOME, code)


def discard(request: ActorRequest, code: str) -> HttpResponse:
    case_type = found_type(request, code)
    if request.method == "POST":
        discard_version(case_type.pk, actor=request.actor)
        messages.success(request, gettext("Luonnos on poistettu."))
        return redirect(HOME, code)
    draft = draft_of(case_type)
    told = changes(current_content(case_type), draft.content, _names())
    context = {**_shell(case_type, draft, ""), "changes": told}
    return render(request, "admin/cases/case_type/discard.html", context)


@require_GET
def export(request: ActorRequest, code: str) -> HttpResponse:
    """What holds now, in the form that import reads."""
    case_type = found_type(request, code)
    text = json.dumps(current_content(case_type), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{case_type.code}.json"'
    return response


def import_page(request: ActorRequest, code: str) -> HttpResponse:
    """A file becomes the version that is being written; nothing holds before it is published."""
    case_type = found_type(request, code)
    draft = draft_of(case_type)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        part = {**dict.fromkeys(draft.content), **given}
        try:
            write_part(case_type.pk, actor=request.actor, part=part, seen=draft.seen)
        except StaleTerms:
            messages.error(request, gettext("Joku muokkasi luonnosta samalla hetkellä. Tuo tiedosto uudelleen."))
        else:
            messages.success(request, gettext("Tiedosto on nyt luonnoksena. Katso muutokset ja julkaise."))
        return redirect(HOME, code)
    return render(request, "admin/cases/case_type/import.html", {**_shell(case_type, draft, ""), "form": form})


def urls_of(site: StaffSite) -> list[Any]:
    def page(address: str, view: Any, name: str) -> Any:
        return path(f"<slug:code>/{address}", site.admin_view(view), name=f"cases_casetype_{name}")

    return [
        page("terms/", terms_page, "terms"),
        page("terms/publish/", publish, "publish"),
        page("terms/discard/", discard, "discard"),
        page("terms/export/", export, "export"),
        page("terms/import/", import_page, "import"),
        page("terms/rehearsal/", rehearsal_page, "rehearsal"),
        page("terms/<slug:slug>/", part_page, "part"),
    ]
