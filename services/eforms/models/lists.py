# SPDX-License-Identifier: EUPL-1.2
"""Options that many forms share: municipalities, schools, postal areas."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.common.texts import LocalizedTextField


def check_items(items: Any) -> None:
    """Raises ValidationError unless it is a list of {"value": text, "label": texts}, each value once."""
    wrong = _(
        "Rivi %(number)d: anna tunnus (value) ja nimi (label), jossa on ainakin suomi. Tunnus saa olla vain kerran."
    )
    if not isinstance(items, list) or not items:
        raise ValidationError(_("Luettelossa pitää olla ainakin yksi rivi."))
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        value, label = (item.get("value"), item.get("label")) if isinstance(item, Mapping) else (None, None)
        named = isinstance(label, Mapping) and bool(label.get("fi")) and all(isinstance(t, str) for t in label.values())
        if not isinstance(value, str) or not value.strip() or not named or value in seen:
            raise ValidationError(wrong % {"number": number})
        seen.add(value)


class DataList(models.Model):
    """A list that choices of forms take their options from, by `code`. What has been sent keeps its own words."""

    code = models.SlugField(_("tunnus"), max_length=60, unique=True, help_text=_("Lomake viittaa luetteloon tällä."))
    name = LocalizedTextField(_("nimi"))
    items = models.JSONField[Any, Any](
        _("rivit"),
        default=list,
        validators=[check_items],
        help_text=_('JSON: [{"value": "205", "label": {"fi": "Kajaani", "sv": "Kajana"}}, …]'),
    )
    updated_at = models.DateTimeField(_("muutettu"), auto_now=True)

    class Meta:
        verbose_name = _("koodiluettelo")
        verbose_name_plural = _("koodiluettelot")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name) or self.code
