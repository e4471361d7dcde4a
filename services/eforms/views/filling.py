# SPDX-License-Identifier: EUPL-1.2
"""A step: what was typed is always kept; only going on asks that it is right."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.access import ActorRequest
from portal.common.throttle import within_limit
from services.eforms.actions.attaching import add_upload
from services.eforms.actions.drafting import EditedElsewhere, Page, save_answers
from services.eforms.drafts import is_locked
from services.eforms.engine.definition import Step
from services.eforms.engine.fields.files import is_file_input
from services.eforms.engine.steps import Filling, as_posted, typed_in
from services.eforms.filling import filling_after, filling_of, situation_of
from services.eforms.forms import PageForm
from services.eforms.models import Draft
from services.eforms.permissions import can_fill_step
from services.eforms.views.access import step_action, step_url, step_view
from services.eforms.views.kept import forget_page, kept_page
from services.eforms.views.pages import saved_text, step_page
from services.eforms.views.sharing import closed_step_page

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

UPLOADS_AN_HOUR = 100


@step_view
def step(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    if request.method != "POST":
        filling = filling_of(draft)
        if not can_fill_step(request.actor, draft, step.key):
            return closed_step_page(request, draft, filling, step)
        if data := kept_page(request, draft, step):
            return restored_page(request, draft, step, data)
        form = filling.read(step) if "tarkista" in request.GET else filling.blank(step)
        return step_page(request, draft, filling, form)
    before = filling_of(draft)
    on_page = as_posted(before.read(step), request.POST).on_page
    try:
        draft = _keep(request, draft, step, request.POST, filling=before)
    except EditedElsewhere as conflict:
        return conflict_page(request, conflict, step)
    refused = keep_files(request, draft, step)
    # What was saved of itself a moment ago comes again with the button: it has been read already.
    filling = filling_of(draft) if request.FILES else filling_after(before, draft)
    form = filling.read(step)
    for name, messages_of_file in refused.items():
        form.errors.pop(name, None)  # it is missing only because it was refused
        form.add_error(name, messages_of_file)
    news = form.brought(on_page)
    if news:  # nobody has seen them yet, so they are shown first, and what they lack is no mistake
        return step_page(request, draft, filling, form.forgiving(news), news=news)
    if not form.is_valid():
        return step_page(request, draft, filling, form)
    following = filling.after(step)
    return redirect(step_url(draft, following)) if following else redirect("eforms:review", key=draft.key)


def keep_typed(
    request: ActorRequest,
    draft: Draft,
    step: Step,
    changes: Mapping[str, Any] | None = None,
    filling: Filling | None = None,
) -> Draft:
    """Keep what the page sent; `changes` are answers that its button makes, by input."""
    return _keep(request, draft, step, request.POST, changes, filling)


def _keep(
    request: ActorRequest,
    draft: Draft,
    step: Step,
    data: QueryDict,
    changes: Mapping[str, Any] | None = None,
    filling: Filling | None = None,
) -> Draft:
    page = PageForm(data)
    page.is_valid()
    seen = Page(page.cleaned_data.get("window") or "", page.cleaned_data.get("revision") or 0)
    typed = {**typed_in((filling or filling_of(draft)).blank(step), data), **(changes or {})}
    saved = save_answers(draft.key, actor=request.actor, step=step, typed=typed, page=seen)
    forget_page(request, draft, step)
    return saved


def restored_page(request: ActorRequest, draft: Draft, step: Step, data: QueryDict) -> HttpResponse:
    """Back after the session had ended: what was typed then goes into the draft, unless another window was there."""
    try:
        draft = _keep(request, draft, step, data)
    except EditedElsewhere as conflict:
        return conflict_page(request, conflict, step, data)
    messages.success(request, _("Tallensimme sen, mitä kirjoitit ennen kuin istunto päättyi."))
    filling = filling_of(draft)
    return step_page(request, draft, filling, filling.blank(step))


def keep_files(request: ActorRequest, draft: Draft, step: Step) -> dict[str, list[str]]:
    """Add the files that came along; what is refused is told beside its input."""
    refused: dict[str, list[str]] = {}
    if not request.FILES:
        return refused
    form = filling_of(draft).blank(step)
    for name in [name for name, field in form.fields.items() if is_file_input(field)]:
        for file in request.FILES.getlist(name):
            try:
                add_counted(request, draft, name, file)
            except ValidationError as error:
                refused.setdefault(name, []).append(f"{file.name}: {error.messages[0]}")
    return refused


def add_counted(request: ActorRequest, draft: Draft, field: str, file: "UploadedFile[bytes]") -> None:
    """Add one file. Raises ValidationError, also when one network sends too many without logging in."""
    if draft.is_anonymous and not within_limit(request, "upload", limit=UPLOADS_AN_HOUR, seconds=3600):
        raise ValidationError(_("Liitteitä on lähetetty liian monta. Odota tunti, tai kirjaudu sisään."))
    add_upload(draft.key, actor=request.actor, field=field, file=file)


def conflict_page(
    request: ActorRequest, conflict: EditedElsewhere, step: Step, data: QueryDict | None = None
) -> HttpResponse:
    """Both versions on one page: what was typed here in the boxes, what the other window saved beside them."""
    draft = conflict.draft
    typed = typed_in(filling_of(draft).blank(step), request.POST if data is None else data)
    answers = draft.answers | {name: value for name, value in typed.items() if not is_locked(draft, name)}
    filling = Filling(draft.version.form, answers, situation_of(draft))
    return step_page(request, draft, filling, filling.blank(step), elsewhere=conflict.differing)


@step_action
def autosave(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    """One line of text for the page's status line."""
    try:
        draft = keep_typed(request, draft, step)
    except EditedElsewhere:
        return edited_elsewhere()
    return HttpResponse(saved_text(draft), content_type="text/plain; charset=utf-8")


def edited_elsewhere() -> HttpResponse:
    told = _("Tätä vaihetta on muutettu toisessa ikkunassa. Kun tallennat, näet molemmat ja voit valita.")
    return HttpResponse(told, status=409, content_type="text/plain; charset=utf-8")


@step_action
def back(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    return kept_and_redirected(request, draft, step, to=lambda filling: _previous_url(draft, filling, step))


def _previous_url(draft: Draft, filling: Filling, step: Step) -> str:
    before = filling.before(step)
    return step_url(draft, before) if before else step_url(draft, step)


@step_action
def pause(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    if draft.is_anonymous:
        messages.success(request, _("Luonnos on tallessa tässä selaimessa. Voit jatkaa tällä sivulla myöhemmin."))
        return kept_and_redirected(request, draft, step, to=lambda _filling: step_url(draft, step))
    messages.success(request, _("Luonnos on tallessa. Löydät sen omalta sivultasi."))
    return kept_and_redirected(request, draft, step, to=lambda _filling: "eforms:drafts")


def kept_and_redirected(
    request: ActorRequest,
    draft: Draft,
    step: Step,
    *,
    to: Callable[[Filling], str],
    changes: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Keep what was typed, right or wrong, with its files, and go."""
    try:
        draft = keep_typed(request, draft, step, changes)
    except EditedElsewhere as conflict:
        return conflict_page(request, conflict, step)
    refused = keep_files(request, draft, step)
    filling = filling_of(draft)
    if refused:
        form = filling.blank(step)
        form.show_only(refused)
        return step_page(request, draft, filling, form)
    return redirect(to(filling))
