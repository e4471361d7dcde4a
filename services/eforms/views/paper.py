# SPDX-License-Identifier: EUPL-1.2
"""The form on paper, for those without the web."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.accounts.access import public
from services.catalogue.models import ServicePoint
from services.eforms.models import FormDefinition
from services.eforms.paper import paper_form

# A version never changes, but what the form and its unit are called may.
KEPT_SECONDS = 3600


@require_safe
@public
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version in the language of the address, made once an hour at most. Forms of staff have none."""
    definition = get_object_or_404(FormDefinition.objects.for_start(), slug=slug)
    version, language = definition.current_version, (get_language() or "fi")[:2]
    if version.form.is_for_staff:
        raise Http404
    version.definition = definition
    address = request.build_absolute_uri(reverse("eforms:start", args=[slug]))
    pdf = cache.get_or_set(
        f"paper-form:{version.pk}:{language}",
        lambda: paper_form(version, language, address=address, desk=_main_point()),
        KEPT_SECONDS,
    )
    headers = {
        "Content-Disposition": f'inline; filename="{slug}-{language}.pdf"',
        "Cache-Control": f"public, max-age={KEPT_SECONDS}",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _main_point() -> ServicePoint | None:
    return ServicePoint.objects.for_list().filter(is_main=True).first()
