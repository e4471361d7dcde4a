# SPDX-License-Identifier: EUPL-1.2
"""The tab Käännökset: every text in each language side by side, saved in one go."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from services.eforms.actions.designing import StaleVersion, change_version
from services.eforms.admin.designer.workbench import revision_of, stale_text
from services.eforms.admin.shell import actor_of, found_form, found_version, shell
from services.eforms.designing.languages import FOREIGN, LANGUAGES, Text, shares, texts_of, translate
from services.eforms.designing.parts import Json, NoSuchPart
from services.eforms.engine.validation import BadDefinition
from services.eforms.models import FormVersion

TAB = "eforms_formdefinition_translations"


@require_GET
def translations(request: HttpRequest, slug: str) -> HttpResponse:
    definition = found_form(request, slug)
    version = definition.working_version
    names = shell(request, definition, version, TAB)
    if version is None:
        return render(request, "admin/eforms/designer/begin.html", names)
    return render(request, "admin/eforms/designer/translations.html", names | table(version, request.GET))


@require_POST
def translations_save(request: HttpRequest, slug: str) -> HttpResponse:
    version = found_version(request, slug)
    typed = typed_texts(request.POST)

    def changed(content: Json) -> Json:
        return translate(content, typed)

    problem = ""
    try:
        change_version(version.pk, actor=actor_of(request), revision=revision_of(request), change=changed)
    except StaleVersion as stale:
        version, problem = stale.version, stale_text(stale.version)
    except NoSuchPart:
        problem = _("Jokin teksteistä on poistettu. Lataa sivu uudelleen.")
    except BadDefinition:
        problem = _("Suomenkielinen teksti ei voi olla tyhjä.")
    if not problem:
        messages.success(request, _("Käännökset on tallennettu."))
        return redirect(f"{request.path.removesuffix('tallenna/')}?{_query(request.POST)}")
    names = shell(request, version.definition, version, TAB) | table(version, request.POST, typed)
    return render(request, "admin/eforms/designer/translations.html", names | {"problem": problem}, status=409)


def _query(data: Any) -> str:
    return "puuttuvat=1" if data.get("puuttuvat") else ""


def typed_texts(data: Any) -> dict[str, dict[str, str]]:
    """By path and language, from inputs named `sv|steps.0.title`."""
    typed: dict[str, dict[str, str]] = {}
    for name in data:
        language, bar, path = name.partition("|")
        if bar and language in LANGUAGES:
            typed.setdefault(path, {})[language] = data[name]
    return typed


def table(version: FormVersion, data: Any, typed: dict[str, dict[str, str]] | None = None) -> dict[str, Any]:
    """The context of the table. `puuttuvat`: only texts that some language lacks; what was typed stays in its box."""
    every = texts_of(version.content)
    only_missing = bool(data.get("puuttuvat"))
    shown = [text for text in every if not only_missing or any(map(text.lacks, FOREIGN))]
    return {
        "lines": [_line(text, (typed or {}).get(text.path, {})) for text in shown],
        "only_missing": only_missing,
        "count": len(every),
        "missing": sum(any(map(text.lacks, FOREIGN)) for text in every),
        "shares": shares(version.content).items(),
    }


def _line(text: Text, typed: dict[str, str]) -> dict[str, Any]:
    """`saved` tells beside a box what is kept now, where somebody else has written something else meanwhile."""
    boxes = []
    for language in LANGUAGES:
        saved = text.texts.get(language, "")
        shown = typed.get(language, saved)
        box = {"language": language, "name": f"{language}|{text.path}", "text": shown}
        boxes.append(box | {"saved": saved if shown != saved else ""})
    return {"where": text.where, "part": text.part, "is_long": text.is_long, "boxes": boxes}
