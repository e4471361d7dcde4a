# SPDX-License-Identifier: EUPL-1.2
"""The same call again: answered as it was the first time (Idempotency-Key, draft-ietf-httpapi-idempotency-key-header).

A row of the database holds the answer. Of two that come at once the second waits for the first one's row.
"""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from cases.api.keys import ApiRequest
from cases.api.problems import Refused
from cases.models import ApiCall, Case
from portal.common import clock

KEPT_FOR = dt.timedelta(days=30)

# What a call did: the case, what is answered, and where it is.
Done = tuple[Case, str, str]


@transaction.atomic
def once(request: ApiRequest, key: str, act: Callable[[], Done]) -> HttpResponse:
    """Raises Refused (422) when the key came with another call; nothing of a call that failed is kept."""
    own = {"system_id": request.auth.external_system, "key": key}
    call, is_new = ApiCall.objects.select_for_update().get_or_create(
        **own, defaults={"fingerprint": _fingerprint(request)}
    )
    if is_new:
        call.case, call.answer, call.location = act()
        call.save()
    elif call.fingerprint != _fingerprint(request):
        raise Refused(422, _("Sama Idempotency-Key on jo käytetty toiseen pyyntöön."))
    headers = {"Location": call.location} if call.location else None
    return HttpResponse(call.answer, status=201, content_type="application/json", headers=headers)


def forget_old_calls() -> int:
    """Also later the same filing is no second case: the case keeps the key (cases/actions/filing.py)."""
    return ApiCall.objects.filter(called_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _fingerprint(request: ApiRequest) -> str:
    told = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(told).hexdigest()
