# SPDX-License-Identifier: EUPL-1.2
"""Days and spans of days, with limits that count from today or from another answer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.common.texts import localized
from services.eforms.engine.definition import Question
from services.eforms.engine.fields.base import Kind, Values, whole_number_problems
from services.eforms.engine.situation import Situation

INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
YEARS = range(1900, 2200)


def plain_day(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def limit_day(limit: Any, values: Values, situation: Situation) -> dt.date | None:
    """A limit of the definition as a day: `2027-01-31`, `{"today": 14}` or `{"field": "starts_on", "days": 20}`."""
    if limit is None:
        return None
    if isinstance(limit, str):
        return dt.date.fromisoformat(limit)
    if "today" in limit:
        return situation.today + dt.timedelta(days=limit["today"])
    other = values.get(limit["field"])
    return other + dt.timedelta(days=limit.get("days", 0)) if isinstance(other, dt.date) else None


def limit_problem(limit: Any) -> str:
    if isinstance(limit, str):
        try:
            dt.date.fromisoformat(limit)
        except ValueError:
            return "must be a day such as 2027-01-31"
        return ""
    known = isinstance(limit, Mapping) and (set(limit) == {"today"} or {"field"} <= set(limit) <= {"field", "days"})
    if not known:
        return 'must be a day, {"today": days} or {"field": key, "days": days}'
    numbers = [limit[name] for name in ("today", "days") if name in limit]
    return "" if all(isinstance(number, int) for number in numbers) else "days must be a whole number"


def date_field(**kwargs: Any) -> forms.DateField:
    field = forms.DateField(input_formats=INPUT_FORMATS, widget=forms.DateInput({"autocomplete": "off"}), **kwargs)
    field.error_messages["invalid"] = _("Tarkista päivä. Kirjoita se muodossa pp.kk.vvvv, esimerkiksi 7.1.2027.")
    return field


def check_day(day: dt.date, question: Question, values: Values, situation: Situation) -> None:
    own = str(localized(question.rules.get("message")))
    low = limit_day(question.rules.get("min"), values, situation)
    high = limit_day(question.rules.get("max"), values, situation)
    if day.year not in YEARS:
        raise ValidationError(_("Tarkista vuosi. Kirjoita se neljällä numerolla."))
    if low and day < low:
        past = _("Päivä on jo mennyt.") if day < situation.today else _("Päivä on liian aikainen.")
        text = _("%(past)s Valitse päivä, joka on aikaisintaan %(day)s.") % {"past": past, "day": plain_day(low)}
        raise ValidationError(text)
    if high and day > high:
        late = _("Päivä on liian myöhäinen. Valitse päivä, joka on viimeistään %(day)s.") % {"day": plain_day(high)}
        raise ValidationError(f"{own} {late}".strip() if own else late)


class Date(Kind):
    rules = frozenset({"min", "max", "message"})

    def form_field(self, question: Question, situation: Situation) -> forms.Field:
        common = self.common(question, _("Päivä puuttuu. Kirjoita se muodossa pp.kk.vvvv."))
        example = _("Muodossa pp.kk.vvvv, esimerkiksi 7.1.2027.")
        return date_field(**common | {"help_text": f"{common['help_text']} {example}".strip()})

    def check(self, question: Question, value: Any, values: Values, situation: Situation) -> None:
        check_day(value, question, values, situation)

    def display(self, question: Question, value: Any, situation: Situation) -> str:
        return plain_day(value)

    def problems(self, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name in ("min", "max"):
            if name in rules and (reason := limit_problem(rules[name])):
                yield name, reason


class DateRange(Kind):
    """First and last day. The value is the pair of them."""

    rules = frozenset({"min", "max", "max_days", "message"})

    def inputs(self, question: Question, situation: Situation) -> dict[str, forms.Field]:
        common = self.common(question, _("Päivä puuttuu. Kirjoita se muodossa pp.kk.vvvv."))
        label = common["label"]
        return {
            f"{question.key}__start": date_field(**common | {"label": _("%(label)s: alkaa") % {"label": label}}),
            f"{question.key}__end": date_field(
                **common | {"label": _("%(label)s: päättyy") % {"label": label}, "help_text": ""}
            ),
        }

    def value(self, question: Question, cleaned: dict[str, Any], situation: Situation) -> Any:
        start, end = cleaned.get(f"{question.key}__start"), cleaned.get(f"{question.key}__end")
        if not start and not end:
            return None
        if not start or not end:
            missing = "start" if not start else "end"
            raise ValidationError({f"{question.key}__{missing}": _("Kirjoita sekä alkupäivä että loppupäivä.")})
        return (start, end)

    def check(self, question: Question, value: Any, values: Values, situation: Situation) -> None:
        for name, day in zip(("start", "end"), value, strict=True):
            try:
                check_day(day, question, values, situation)
            except ValidationError as error:
                raise ValidationError({f"{question.key}__{name}": error.messages}) from None
        if problem := self._length_problem(question, value):
            raise ValidationError({f"{question.key}__end": problem})

    def _length_problem(self, question: Question, value: tuple[dt.date, dt.date]) -> str:
        start, end = value
        days, allowed = (end - start).days + 1, question.rules.get("max_days")
        if days < 1:
            return _("Loppupäivä on ennen alkupäivää. Tarkista päivät.")
        if allowed and days > allowed:
            return _("Aika on liian pitkä. Se voi olla enintään %(days)d päivää.") % {"days": allowed}
        return ""

    def display(self, question: Question, value: Any, situation: Situation) -> str:
        return f"{plain_day(value[0])}–{plain_day(value[1])}"

    def problems(self, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name in ("min", "max"):
            if name in rules and (reason := limit_problem(rules[name])):
                yield name, reason
        yield from whole_number_problems(rules, "max_days")
