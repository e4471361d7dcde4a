# SPDX-License-Identifier: EUPL-1.2
"""The tabs Tarkistus and Versiot: what is wrong, what changes, comments; ask to publish, and publish."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from portal.common.readability import reading_of
from services.eforms.actions.commenting import resolve_comment, write_comment
from services.eforms.actions.designing import StaleVersion
from services.eforms.actions.publishing import NotPublishable, ask_to_publish, publish_version
from services.eforms.admin.shell import REVIEW, actor_of, shell
from services.eforms.models import Comment, FormDefinition, FormVersion
from services.eforms.permissions import can_edit_form, can_publish_form, can_review_form
from services.eforms.reviewing.diff import by_place, changes_between
from services.eforms.reviewing.gate import Finding, findings
from services.eforms.reviewing.places import FIELD, places

VERSIONS = "eforms_formdefinition_versions"


def found(request: HttpRequest, slug: str) -> FormDefinition:
    """A form that the actor reviews; otherwise it does not exist."""
    forms_ = FormDefinition.objects.reviewable_by(actor_of(request)).select_related("case_type__unit", "service")
    definition: FormDefinition = get_object_or_404(forms_, slug=slug)
    return definition


def working(definition: FormDefinition) -> FormVersion | None:
    version = definition.working_version
    if version:
        version.definition = definition
    return version


def _plain(form: forms.Form) -> None:
    """The form is inside a form of the page."""
    form.helper = FormHelper()  # type: ignore[attr-defined]  # crispy looks there
    form.helper.form_tag, form.helper.disable_csrf = False, True  # type: ignore[attr-defined]


class RevisionForm(forms.Form):
    """Which revision the page showed."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


class AskForm(RevisionForm):
    message = forms.CharField(
        label=gettext_lazy("Viesti julkaisijalle"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class PublishForm(RevisionForm):
    """Warnings are ticked away one and all, with a reason that stays in the log."""

    known = forms.BooleanField(
        label=gettext_lazy("Tiedän ja julkaisen silti"),
        error_messages={"required": gettext_lazy("Rastita ruutu, jos julkaiset huomautuksista huolimatta.")},
    )
    accepted = forms.CharField(
        label=gettext_lazy("Miksi julkaiset silti?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Kirjoita syy. Se jää lokiin.")},
    )

    def __init__(self, *args: Any, has_warnings: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_warnings:
            del self.fields["known"], self.fields["accepted"]


class CommentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Kommentti"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Kirjoita kommentti.")},
    )
    place = forms.ChoiceField(label=gettext_lazy("Mitä se koskee"), required=False)

    def __init__(self, version: FormVersion | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: Any = self.fields["place"]
        named.choices = [("", _("koko lomaketta")), *place_names(version).items()]
        _plain(self)


def place_names(version: FormVersion | None) -> dict[str, str]:
    parts = places(version.content) if version else ()
    return {part.key: part.where for part in parts if part.kind == FIELD and not part.inside}


# ---- Tarkistus


@require_GET
def review(request: HttpRequest, slug: str) -> HttpResponse:
    return _review(request, found(request, slug))


def _review(request: HttpRequest, definition: FormDefinition, status: int = 200, **given: Any) -> HttpResponse:
    actor, version = actor_of(request), working(definition)
    names = shell(request, definition, version, REVIEW)
    if version:
        found_now = findings(version)
        names |= _gate(definition, found_now) | _changes(names["in_use"], version)
        names["ask_form"] = AskForm(initial={"revision": version.revision})
        names["publish_form"] = PublishForm(initial={"revision": version.revision}, has_warnings=bool(found_now))
    names |= {
        "may_comment": can_review_form(actor, definition),
        **comments_of(definition, version),
    }
    return render(request, "admin/eforms/review/review.html", names | given, status=status)


def _gate(definition: FormDefinition, found_now: list[Finding]) -> dict[str, Any]:
    design = reverse("admin:eforms_formdefinition_design", args=[definition.slug])
    lines = [(finding, f"{design}?osa={finding.key}" if finding.key else design) for finding in found_now]
    return {
        "blocks": [line for line in lines if line[0].is_block],
        "warnings": [line for line in lines if not line[0].is_block],
    }


def _changes(before: FormVersion | None, after: FormVersion) -> dict[str, Any]:
    changes = changes_between(before.content, after.content) if before else []
    return {"changes": by_place(changes), "change_count": len(changes), "compared_with": before}


def comments_of(definition: FormDefinition, version: FormVersion | None, place: str | None = None) -> dict[str, Any]:
    """The context of admin/eforms/review/_comments.html: the comments of one question, or of the whole form.

    One query. `definition.comments.counts()` gives the numbers for a tree of questions, in one query too.
    """
    names = place_names(version)
    found_here = definition.comments.for_panel()
    if place is not None:
        found_here = found_here.filter(place=place)
    listed = [(comment, names.get(comment.place, comment.place)) for comment in found_here]
    form = CommentForm(version, initial={"place": place or ""})
    return {"definition": definition, "comments": listed, "comment_form": form}


def panel_comments(definition: FormDefinition, part: str) -> dict[str, Any]:
    """The context of _panel_comments.html: the comments of the part that is open in the designer. One query.

    Those of a row's question are with their group, those of a step or a section with the whole form.
    """
    kind, _colon, name = part.partition(":")
    key = name.partition(".")[0] if kind == "field" else ""
    listed = list(definition.comments.for_panel().filter(place=key))
    still_open = sum(1 for comment in listed if comment.resolved_at is None)
    return {"comments": listed, "comment_place": key, "open_comments": still_open, "part": part}


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found(request, slug)
    version = working(definition)
    if version is None:
        return redirect(f"admin:{VERSIONS}", slug)
    form = PublishForm(request.POST, has_warnings=bool(findings(version)))
    # Who may not publish is refused by the action, whatever was typed.
    if can_publish_form(actor_of(request), definition) and not form.is_valid():
        return _review(request, definition, publish_form=form)
    answers = form.cleaned_data if form.is_valid() else {}
    told = {"revision": answers.get("revision", -1), "accepted": answers.get("accepted", "")}
    try:
        version = publish_version(version.pk, actor=actor_of(request), **told)
    except StaleVersion:
        return _stale(request, definition)
    except NotPublishable:
        messages.error(request, _("Lomaketta ei voi vielä julkaista. Korjaa ensin alla olevat kohdat."))
        return _review(request, definition, status=409)
    messages.success(request, _("Versio %(number)d on julkaistu.") % {"number": version.number})
    return redirect(f"admin:{VERSIONS}", slug)


@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found(request, slug)
    version, form = working(definition), AskForm(request.POST)
    if version is None:
        return redirect(f"admin:{VERSIONS}", slug)
    if not form.is_valid():
        return _review(request, definition, ask_form=form)
    try:
        told = ask_to_publish(version.pk, actor=actor_of(request), **form.cleaned_data)
    except StaleVersion:
        return _stale(request, definition)
    text = ngettext("Pyyntö lähti %(count)d julkaisijalle.", "Pyyntö lähti %(count)d julkaisijalle.", told)
    if told:
        messages.success(request, text % {"count": told})
    else:
        messages.warning(request, _("Kukaan ei voi vielä julkaista tätä lomaketta. Kerro pääkäyttäjälle."))
    return redirect(f"admin:{REVIEW}", slug)


def _stale(request: HttpRequest, definition: FormDefinition) -> HttpResponse:
    messages.warning(request, _("Lomake on muuttunut sen jälkeen, kun avasit sivun. Katso se uudestaan."))
    return _review(request, definition, status=409)


# ---- comments


@require_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found(request, slug)
    form = CommentForm(working(definition), request.POST)
    if not form.is_valid():
        return _review(request, definition, comment_form=form)
    write_comment(definition.pk, actor=actor_of(request), **form.cleaned_data)
    messages.success(request, _("Kommentti on tallessa."))
    return _back(request, slug)


@require_POST
def comment_resolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    definition = found(request, slug)
    resolve_comment(get_object_or_404(Comment.objects.filter(definition=definition), pk=pk).pk, actor=actor_of(request))
    messages.success(request, _("Kommentti on merkitty käsitellyksi."))
    return _back(request, slug)


def _back(request: HttpRequest, slug: str) -> HttpResponse:
    """To where the comment was written: the designer's panel, or here."""
    part = request.POST.get("osa", "")
    if part and can_edit_form(actor_of(request), found(request, slug)):
        return redirect(f"{reverse('admin:eforms_formdefinition_design', args=[slug])}?osa={part}")
    return redirect(reverse(f"admin:{REVIEW}", args=[slug]) + "#kommentit")


# ---- Versiot


@require_GET
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version, and two of them compared: the newest with the one before, or as the address tells."""
    definition = found(request, slug)
    listed = list(definition.versions.for_list())
    old, new = _two(listed, request)
    names = shell(request, definition, working(definition), VERSIONS) | {"versions": listed, "old": old, "new": new}
    if old and new:
        names |= _changes(old, new)
    return render(request, "admin/eforms/review/versions.html", names)


def _two(listed: list[FormVersion], request: HttpRequest) -> tuple[FormVersion | None, FormVersion | None]:
    by_number = {str(version.number): version for version in listed}
    new = by_number.get(request.GET.get("uusi", "")) or (listed[0] if listed else None)
    earlier = [version for version in listed if new and version.number < new.number]
    return by_number.get(request.GET.get("vanha", "")) or (earlier[0] if earlier else None), new


# ---- reading level while writing


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """How hard the Finnish texts of a question are, told under their boxes while they are written."""
    texts = [str(request.POST.get(name, ""))[:5000].strip() for name in ("label-fi", "title-fi", "help-fi")]
    # Each is a sentence of its own, with or without its full stop.
    return render(
        request, "admin/eforms/review/_reading.html", {"reading": reading_of("\n- ".join(filter(None, texts)))}
    )
