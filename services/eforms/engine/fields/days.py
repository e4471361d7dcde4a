# SPDX-License-Identifier: EUPL-1.2
"""Days and spans of days, with limits that count from today or from another answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.fields.base import Kind, Values, day_limit, texts, whole_number
from services.eforms.engine.situation import Situation

INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
YEARS = range(1900, 2200)


def plain_day(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def limit_day(limit: Any, values: Values, situation: Situation) -> dt.date | None:
    """A limit of the definition (base.day_limit) as a day; None when it looks at an answer that is not there."""
    if limit is None:
        return None
    if isinstance(limit, str):
        return dt.date.fromisoformat(limit)
    if "today" in limit:
        return situation.today + dt.timedelta(days=limit["today"])
    other = values.get(limit["field"])
    return other + dt.timedelta(days=limit.get("days", 0)) if isinstance(other, dt.date) else None


class Day(Kind):
    """What the two types share."""

    def date_field(self, **changes: Any) -> forms.DateField:
        common = self.common(_("Päivä puuttuu. Kirjoita se muodossa pp.kk.vvvv."))
        example = _("Muodossa pp.kk.vvvv, esimerkiksi 7.1.2027.")
        common["help_text"] = f"{common['help_text']} {example}".strip()
        common["error_messages"]["invalid"] = _(
            "Tarkista päivä. Kirjoita se muodossa pp.kk.vvvv, esimerkiksi 7.1.2027."
        )
        return forms.DateField(
            input_formats=INPUT_FORMATS, widget=forms.DateInput({"autocomplete": "off"}), **common | changes
        )

    def check_day(self, day: dt.date, values: Values) -> None:
        if day.year not in YEARS:
            raise ValidationError(_("Tarkista vuosi. Kirjoita se neljällä numerolla."))
        low = limit_day(self.rule("min"), values, self.situation)
        high = limit_day(self.rule("max"), values, self.situation)
        if low and day < low:
            raise ValidationError(self._too_early(day, low))
        if high and day > high:
            raise ValidationError(self._too_late(high))

    def _too_early(self, day: dt.date, low: dt.date) -> str:
        if day < self.situation.today:
            text = _("Päivä on jo mennyt. Valitse päivä, joka on aikaisintaan %(day)s.")
        else:
            text = _("Päivä on liian aikainen. Valitse päivä, joka on aikaisintaan %(day)s.")
        return text % {"day": plain_day(low)}

    def _too_late(self, high: dt.date) -> str:
        """The definition may say why: "Lupa voi kestää enintään 21 päivää."."""
        why = str(localized(self.rule("message"))) or _("Päivä on liian myöhäinen.")
        return f"{why} {_('Valitse päivä, joka on viimeistään %(day)s.') % {'day': plain_day(high)}}"


class Date(Day):
    rules = {"min": day_limit, "max": day_limit, "message": texts}

    def form_field(self) -> forms.Field:
        return self.date_field()

    def check(self, value: Any, values: Values) -> None:
        self.check_day(value, values)

    def display(self, value: Any) -> str:
        return plain_day(value)

    def typed(self, known: Any) -> dict[str, Any]:
        return {self.key: plain_day(known) if isinstance(known, dt.date) else str(known)}


class DateRange(Day):
    """First and last day. The value is the pair of them."""

    rules = {"min": day_limit, "max": day_limit, "message": texts, "max_days": whole_number}

    def inputs(self) -> dict[str, forms.Field]:
        label = {"label": str(self.question.label)}
        return {
            f"{self.key}__start": self.date_field(label=_("%(label)s: ensimmäinen päivä") % label),
            f"{self.key}__end": self.date_field(label=_("%(label)s: viimeinen päivä") % label, help_text=""),
        }

    def value(self, cleaned: Mapping[str, Any]) -> Any:
        start, end = cleaned.get(f"{self.key}__start"), cleaned.get(f"{self.key}__end")
        if not start and not end:
            return None
        if not start or not end:
            missing = f"{self.key}__{'end' if start else 'start'}"
            raise ValidationError({missing: _("Kirjoita sekä ensimmäinen että viimeinen päivä.")})
        return (start, end)

    def check(self, value: Any, values: Values) -> None:
        for part, day in zip(("start", "end"), value, strict=True):
            try:
                self.check_day(day, values)
            except ValidationError as error:
                raise ValidationError({f"{self.key}__{part}": error.messages}) from None
        if problem := self._length_problem(*value):
            raise ValidationError({f"{self.key}__end": problem})

    def _length_problem(self, start: dt.date, end: dt.date) -> str:
        days, allowed = (end - start).days + 1, self.rule("max_days")
        if days < 1:
            return _("Viimeinen päivä on ennen ensimmäistä. Tarkista päivät.")
        if allowed and days > allowed:
            return _("Aika on liian pitkä. Se voi olla enintään %(days)d päivää.") % {"days": allowed}
        return ""

    def display(self, value: Any) -> str:
        return f"{plain_day(value[0])}–{plain_day(value[1])}"
