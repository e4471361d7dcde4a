# SPDX-License-Identifier: EUPL-1.2
"""Parts of the designer's pages that repeat: `{% load designing %}`."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from services.eforms.designing.rules import Row, Rules

register = template.Library()

_TITLES = {"show_if": _("Näytä vain, kun"), "required_if": _("Pakollinen, kun")}


@register.simple_tag
def rule_title(name: str) -> Any:
    return _("Tarjoa vain, kun") if name.startswith("option-") else _TITLES.get(name, _("Kun"))


@register.inclusion_tag("admin/eforms/designer/_rule_row.html")
def rule_row(prefix: str, number: int, row: Row, rules: Rules) -> dict[str, Any]:
    return {
        "here": f"{prefix}-{number}",
        "number": number + 1,
        "row": row,
        "subject": rules.subjects.get(row.subject),
        "subjects": rules.subjects.values(),
    }
