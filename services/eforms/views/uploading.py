# SPDX-License-Identifier: EUPL-1.2
"""Files of a draft: added, taken away, and looked at by the one who added them."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from portal.accounts.access import ActorRequest
from services.eforms.actions.attaching import remove_upload
from services.eforms.engine.definition import Step
from services.eforms.models import Draft, Upload
from services.eforms.views.access import draft_view, step_action, step_url
from services.eforms.views.filling import add_counted, kept_and_redirected

SHOWN_IN_BROWSER = ("application/pdf", "image/jpeg", "image/png")


@step_action
def upload(request: ActorRequest, draft: Draft, step: Step) -> HttpResponse:
    field = request.GET.get("kohta", "")
    return kept_and_redirected(request, draft, step, to=lambda _filling: f"{step_url(draft, step)}#div_id_{field}")


@step_action
def upload_one(request: ActorRequest, draft: Draft, step: Step, field: str) -> HttpResponse:
    """One file that the page sends at once: the files of its place as they are then, or in words why not."""
    question = next((question for question in step.questions if question.key == field), None)
    file = request.FILES.get("file")
    if question is None or file is None:
        raise Http404
    try:
        add_counted(request, draft, field, file)
    except ValidationError as error:
        return HttpResponse(error.messages[0], status=422, content_type="text/plain; charset=utf-8")
    names = {"draft": draft, "step": step, "question": question, "uploads": draft.uploads.filter(field=field)}
    return render(request, "eforms/_files.html", names)


@step_action
def upload_delete(request: ActorRequest, draft: Draft, step: Step, upload_key: UUID) -> HttpResponse:
    gone = get_object_or_404(draft.uploads, key=upload_key)
    remove_upload(draft.key, gone.key, actor=request.actor)
    url = f"{step_url(draft, step)}#div_id_{gone.field}"
    return kept_and_redirected(request, draft, step, to=lambda _filling: url)


@draft_view
def upload_file(request: ActorRequest, draft: Draft, upload_key: UUID) -> HttpResponse:
    """The sender's own file back."""
    return file_response(get_object_or_404(draft.uploads, key=upload_key))


def file_response(kept: Upload) -> HttpResponse:
    """Whatever is inside, the browser may not run it as a page of ours."""
    shown = kept.content_type in SHOWN_IN_BROWSER
    with kept.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=kept.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(not shown, kept.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
