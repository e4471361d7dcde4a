# SPDX-License-Identifier: EUPL-1.2
"""Whether a colleague may be given a case, or told of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case
from cases.permissions import can_handle_case
from portal.accounts.actors import Actor


def require_fit(target: Actor, case: Case) -> None:
    """Raises ValidationError when the colleague may not handle the case."""
    if not can_handle_case(target, case):
        name = {"name": target.display_name, "reference": case.reference}
        raise ValidationError(_("%(name)s ei voi käsitellä asiaa %(reference)s.") % name)
