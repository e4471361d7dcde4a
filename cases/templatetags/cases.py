# SPDX-License-Identifier: EUPL-1.2
"""Names of matters for the customer's pages (cases/naming.py)."""

from collections.abc import Mapping
from typing import Any

from django import template

from cases.models import Case
from cases.naming import summary_for, title_for

register = template.Library()


@register.simple_tag(takes_context=True)
def case_title(context: Mapping[str, Any], case: Case) -> str:
    return title_for(context["request"].actor, case)


@register.simple_tag(takes_context=True)
def case_summary(context: Mapping[str, Any], case: Case) -> str:
    return summary_for(context["request"].actor, case)
