# SPDX-License-Identifier: EUPL-1.2
"""The citizen's side: give feedback, read what others gave, follow one's own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback.actions import give_feedback, reopen_feedback
from feedback.forms import FeedbackForm, ReopenForm, TrackForm
from feedback.models import Feedback, Routing
from feedback.permissions import can_read_feedback, is_giver
from feedback.tracking import is_code_of, is_key_of, tracking_code
from feedback.workflow import Verb
from portal.accounts.access import ActorRequest, public
from portal.audit.log import viewed
from portal.common.throttle import within_limit
from portal.common.workflow import allowed

PER_PAGE = 8
PROVED_KEY = "feedback_proved"


@public
@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    form = FeedbackForm(
        request.POST or None, request.FILES or None, actor=request.actor, about=request.GET.get("mista", "")
    )
    status = 200
    if request.method == "POST":
        if not within_limit(request, "feedback", limit=20, seconds=3600):
            form.add_error(None, _("Tästä osoitteesta on tullut paljon palautteita. Yritä tunnin kuluttua uudelleen."))
            status = 429
        elif form.is_valid():
            feedback = give_feedback(form.given(), actor=request.actor)
            if not request.actor.at_desk:
                _prove(request, feedback)
            return redirect("feedback:receipt", feedback.reference)
    return render(request, "feedback/citizen/feedback_create.html", {"form": form, **_others(request)}, status=status)


def _others(request: HttpRequest) -> dict[str, Any]:
    """The published feedback beside the form, as the filters in the address say."""
    topic, state = request.GET.get("aihe", ""), request.GET.get("tila", "")
    found = Feedback.objects.for_public_list().about(int(topic) if topic.isdecimal() else None, state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sivu"))
    return {"page": page, "topics": Routing.objects.for_choosing(), "topic": topic, "state": state}


# ---- one's own


def _proved(request: HttpRequest) -> list[int]:
    """The feedback that this browser gave or proved to know. Without a cookie no session is opened for the question."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return []
    return list(request.session.get(PROVED_KEY, []))


def _prove(request: HttpRequest, feedback: Feedback) -> None:
    request.session[PROVED_KEY] = [*_proved(request), feedback.pk][-20:]


def _found(request: ActorRequest, reference: str) -> Feedback:
    """The feedback if it is published, one's own, proved or handled; otherwise nobody knows that it exists."""
    proved = _proved(request)
    feedback: Feedback = get_object_or_404(
        Feedback.objects.visible_to(request.actor, proved=proved).select_related("topic", "unit"), reference=reference
    )
    feedback.proved_by_giver = feedback.pk in proved
    return feedback


@public
@require_GET
def receipt(request: ActorRequest, reference: str) -> HttpResponse:
    feedback = _found(request, reference)
    if not request.actor.at_desk and not is_giver(request.actor, feedback):
        raise Http404
    code = "" if feedback.person else tracking_code(feedback)
    return render(request, "feedback/citizen/feedback_receipt.html", {"feedback": feedback, "code": code})


@public
@require_GET
def item(request: ActorRequest, reference: str) -> HttpResponse:
    signature = request.GET.get("avain", "")
    if signature:
        return _opened_by_link(request, reference, signature)
    feedback = _found(request, reference)
    return render(request, "feedback/citizen/feedback_item.html", _item_context(request, feedback, ReopenForm()))


def _item_context(request: ActorRequest, feedback: Feedback, form: ReopenForm) -> dict[str, Any]:
    is_reader = can_read_feedback(request.actor, feedback)
    if is_reader and not is_giver(request.actor, feedback) and feedback.person:
        viewed(feedback, by=request.actor, person=feedback.person)
    updates = feedback.updates.for_giver() if is_reader else feedback.updates.published()
    may_reopen = is_giver(request.actor, feedback) and any(
        row.verb == Verb.REOPEN for row in allowed(feedback, request.actor)
    )
    return {
        "feedback": feedback,
        "updates": updates,
        "is_reader": is_reader,
        "form": form if may_reopen else None,
    }


def _opened_by_link(request: ActorRequest, reference: str, signature: str) -> HttpResponse:
    """The link of the e-mail. The key goes from the address into the session, so that it is not passed on."""
    feedback = Feedback.objects.by_reference(reference)
    if feedback is None or not is_key_of(feedback, signature):
        raise Http404
    _prove(request, feedback)
    return redirect(feedback)


@public
@require_POST
def reopen(request: ActorRequest, reference: str) -> HttpResponse:
    feedback = _found(request, reference)
    if not is_giver(request.actor, feedback):
        raise PermissionDenied(Verb.REOPEN)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return render(request, "feedback/citizen/feedback_item.html", _item_context(request, feedback, form))
    reopen_feedback(
        feedback.pk,
        actor=request.actor,
        reason=form.cleaned_data["reason"],
        proved_by_giver=feedback.proved_by_giver,
    )
    messages.success(request, _("Kiitos. Otamme asian uudelleen käsittelyyn."))
    return redirect(feedback)


@public
@require_GET
def photo(request: ActorRequest, reference: str) -> FileResponse:
    feedback = _found(request, reference)
    if not feedback.photo:
        raise Http404
    response = FileResponse(feedback.photo.open("rb"))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


@public
@require_http_methods(["GET", "POST"])
def track(request: ActorRequest) -> HttpResponse:
    """Follow without an account. A wrong code and an unknown reference get the same words."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and not within_limit(request, "feedback-track", limit=20, seconds=3600):
        form.add_error(None, _("Liian monta yritystä. Odota tunti ja yritä uudelleen."))
        status = 429
    elif request.method == "POST" and form.is_valid():
        feedback = Feedback.objects.by_reference(form.cleaned_data["reference"])
        if feedback and is_code_of(feedback, form.cleaned_data["code"]):
            _prove(request, feedback)
            return redirect(feedback)
        form.add_error(None, _("Emme löydä palautetta tällä tunnuksella ja koodilla. Tarkista molemmat."))
    return render(request, "feedback/citizen/feedback_track.html", {"form": form}, status=status)
