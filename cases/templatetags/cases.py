# SPDX-License-Identifier: EUPL-1.2
"""Names of matters for the customer's pages (cases/naming.py)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cases.models import Case, Representation
from cases.naming import summary_for, title_for
from cases.querysets import MOST_COUNTED

register = template.Library()


@register.simple_tag(takes_context=True)
def case_title(context: Mapping[str, Any], case: Case) -> str:
    return title_for(context["request"].actor, case)


@register.simple_tag(takes_context=True)
def case_summary(context: Mapping[str, Any], case: Case) -> str:
    return summary_for(context["request"].actor, case)


@register.filter
def counted(count: int) -> str:
    """A number of cases; one that was not counted to the end is "over 1 000"."""
    if count <= MOST_COUNTED:
        return str(count)
    return _("yli %(most)s") % {"most": number_format(MOST_COUNTED, force_grouping=True)}


@register.simple_tag
def representation_path(key: str) -> str:
    """The link of an offered right. It is made when the letter leaves, so that no row of the database holds it."""
    return Representation(key=UUID(key)).get_absolute_url()
