# SPDX-License-Identifier: EUPL-1.2
"""Times of day, typed as people type them: 8.30, 8:30 or 8."""

import datetime as dt
import re
from typing import Any, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.eforms.engine.fields.base import Kind, Values, clock_time, counting_number

_TYPED = re.compile(r"(?:klo\s*)?([01]?\d|2[0-3])(?:[.:]([0-5]\d))?")


def plain_time(time: dt.time) -> str:
    """`8.30`, as Finnish writes it (SFS 4175)."""
    return f"{time.hour}.{time:%M}"


def read_time(text: str) -> dt.time | None:
    match = _TYPED.fullmatch(text.strip().lower())
    return dt.time(int(match[1]), int(match[2] or 0)) if match else None


class TypedTimeField(forms.CharField):
    def clean(self, value: Any) -> dt.time | None:
        text = super().clean(value)
        if not text:
            return None
        time = read_time(text)
        if time is None:
            raise ValidationError(_("Tarkista kellonaika. Kirjoita se muodossa 8.30."))
        return time


class Time(Kind):
    """A time of day. The value is a `datetime.time`; `step` is in minutes, counted from `min` or from midnight."""

    rules = {"min": clock_time, "max": clock_time, "step": counting_number}

    def form_field(self) -> forms.Field:
        common = self.common(_("Kellonaika puuttuu. Kirjoita se muodossa 8.30."))
        example = _("Muodossa 8.30.")
        common["help_text"] = f"{common['help_text']} {example}".strip()
        attrs = {"autocomplete": "off", "inputmode": "decimal", "size": "6"}
        return TypedTimeField(max_length=20, widget=forms.TextInput(attrs), **common)

    @override
    def check(self, value: Any, values: Values) -> None:
        low, high = read_time(self.rule("min", "")), read_time(self.rule("max", ""))
        if low and value < low:
            raise ValidationError(
                _("Aika on liian aikainen. Valitse aika, joka on aikaisintaan %(time)s.") % {"time": plain_time(low)}
            )
        if high and value > high:
            raise ValidationError(
                _("Aika on liian myöhäinen. Valitse aika, joka on viimeistään %(time)s.") % {"time": plain_time(high)}
            )
        self._check_step(value, low or dt.time())

    def _check_step(self, value: dt.time, start: dt.time) -> None:
        step = self.rule("step")
        minutes = (value.hour - start.hour) * 60 + value.minute - start.minute
        if step and minutes % step:
            first, second = (_after(start, step * count) for count in (0, 1))
            raise ValidationError(
                _("Valitse aika %(step)d minuutin välein, esimerkiksi %(first)s tai %(second)s.")
                % {"step": step, "first": plain_time(first), "second": plain_time(second)}
            )

    def display(self, value: Any) -> str:
        return _("klo %(time)s") % {"time": plain_time(value)}


def _after(start: dt.time, minutes: int) -> dt.time:
    total = (start.hour * 60 + start.minute + minutes) % (24 * 60)
    return dt.time(total // 60, total % 60)
