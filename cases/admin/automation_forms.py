# SPDX-License-Identifier: EUPL-1.2
"""A decision table as forms: one form a row, its tests side by side, so that it works without scripts."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.layout import Row as SideBySide
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.automation.explaining import OPERATORS, decision_words, outcome_words, subject_words
from cases.automation.facts import KNOWN
from cases.automation.table import OUTCOMES, rows_of
from cases.automation.vocabulary import Labels, questions_of, tests_of
from cases.models import Rule
from portal.accounts.models import Unit
from portal.common.rules.conditions import operator_of, subject_of
from portal.common.rules.storing import stored
from portal.common.texts import LocalizedFormField, localized

TESTS, ROWS_AT_MOST = 4, 30
_NUMBERS = {f"known:{name}" for name, (_label, is_number) in KNOWN.items() if is_number}
Choices = list[tuple[str, Any]]


class _Form(forms.Form):
    """Our form tags and buttons are in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class TriggerForm(_Form):
    trigger = forms.ChoiceField(label=_("Milloin sääntö toimii?"), choices=Rule.Trigger)


class RowForm(_Form):
    """One row. An empty one is left out. `subjects`, `units`: what can be chosen."""

    act = forms.ChoiceField(label=_("Mitä tehdään?"), required=False, choices=[("", _("Valitse")), *Rule.Act.choices])
    unit = forms.ChoiceField(label=_("Yksikkö, johon asia ohjataan"), required=False)
    outcome = forms.ChoiceField(label=_("Päätöksen lopputulos"), required=False)
    days = forms.IntegerField(label=_("Päiviä aikaa"), required=False, min_value=1, max_value=365)
    items = forms.CharField(
        label=_("Mitä pyydetään?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Yksi rivillä."),
    )
    consequence = forms.CharField(label=_("Mitä tapahtuu, jos tietoja ei tule?"), required=False, max_length=500)
    answer = LocalizedFormField(label=_("Vastaus asiakkaalle"), required=False, long=True)
    because = LocalizedFormField(label=_("Miksi rivi toimii näin?"), required=False)
    remove = forms.BooleanField(label=_("Poista rivi, kun tallennan"), required=False)

    def __init__(self, *args: Any, subjects: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = _choice(self.fields["unit"].label, units)
        self.fields["outcome"] = _choice(
            self.fields["outcome"].label, [(one.value, decision_words(one)) for one in OUTCOMES]
        )
        self.places = range(_places(self.initial, self.data, self.prefix))
        for number in self.places:
            self.fields[f"what_{number}"] = _choice(_("Jos"), subjects)
            self.fields[f"how_{number}"] = _choice(_("vertailu"), list(OPERATORS.items()))
            self.fields[f"wanted_{number}"] = forms.CharField(label=_("arvo"), required=False, max_length=200)
        tests = (SideBySide(f"what_{one}", f"how_{one}", f"wanted_{one}") for one in self.places)
        then = ("act", SideBySide("unit", "outcome", "days"), "items", "consequence", "answer", "because", "remove")
        self.helper.layout = Layout(*tests, *then)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("remove"):
            return given
        for number in self.places:
            if given.get(f"what_{number}"):
                self._clean_test(number, given)
        if not given.get("act") and any(given.get(f"what_{number}") for number in self.places):
            self.add_error("act", _("Valitse, mitä tehdään."))
        return given

    def _clean_test(self, number: int, given: dict[str, Any]) -> None:
        what, how, wanted = (given.get(f"{name}_{number}", "") for name in ("what", "how", "wanted"))
        try:
            given[f"test_{number}"] = _test(what, how, wanted.strip())
        except ValidationError as error:
            self.add_error(f"wanted_{number}", error)

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data.get("act")) and not self.cleaned_data.get("remove")

    def row(self) -> dict[str, Any]:
        """As cases/automation/table.py has it."""
        given = self.cleaned_data
        tests = [given[f"test_{number}"] for number in self.places if f"test_{number}" in given]
        written: dict[str, Any] = {
            "unit": given["unit"],
            "outcome": given["outcome"],
            "days": given["days"],
            "items": [line.strip() for line in given["items"].splitlines() if line.strip()],
            "consequence": given["consequence"],
            "answer": dict(given["answer"] or {}),
        }
        then = {name: written[name] for name in _THEN[given["act"]]}
        return {
            "if": {"all": tests} if tests else None,
            "then": {"act": given["act"], **then},
            "because": dict(given["because"] or {}),
        }


def _places(initial: Mapping[str, Any], data: Mapping[str, Any], prefix: str | None) -> int:
    """For how many tests there is room: four, or as many as the row has and one more."""
    asked = initial if not data else [name.removeprefix(f"{prefix}-") for name in data if name.startswith(f"{prefix}-")]
    numbers = [int(name.removeprefix("what_")) for name in asked if re.fullmatch(r"what_\d{1,2}", name)]
    return max(TESTS, max(numbers, default=0) + (1 if data else 2))


_THEN: dict[str, tuple[str, ...]] = {
    Rule.Act.ROUTE: ("unit",),
    Rule.Act.PRIORITISE: ("days",),
    Rule.Act.ASK: ("items", "days", "consequence"),
    Rule.Act.PROPOSE: ("outcome",),
    Rule.Act.DECIDE: ("outcome",),
    Rule.Act.CLOSE: ("answer",),
    Rule.Act.REMIND: (),
}


def row_forms(rule: Rule, data: Any = None) -> Any:
    """The rows of the rule, and an empty one at the end."""
    rows = rule.current.rows if rule.current else []
    formset = forms.formset_factory(RowForm, extra=1, max_num=ROWS_AT_MOST, absolute_max=ROWS_AT_MOST)
    units = [(unit.code, str(unit)) for unit in Unit.objects.order_by("code")]
    choices = {"subjects": subjects_of(rule), "units": units}
    return formset(data, prefix="rows", initial=[_initial(row) for row in rows], form_kwargs=choices)


def subjects_of(rule: Rule) -> Choices:
    """What a test may look at: what every case tells, the questions of the newest cases and those already in use."""
    labels = rule.current.labels if rule.current else {}
    used = {test["field"] for test in tests_of(rule.current.rows) if "field" in test} if rule.current else set()
    questions: Labels = {key: labels.get(key, {"fi": key}) for key in sorted(used)} | questions_of(rule.case_type)
    known: Choices = [(f"known:{name}", label) for name, (label, _is_number) in KNOWN.items()]
    return [*known, *((f"field:{key}", str(localized(label)) or key) for key, label in questions.items())]


def _choice(label: Any, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *choices])


def _test(what: str, how: str, wanted: str) -> dict[str, Any]:
    """Raises ValidationError that tells what is wrong."""
    subject, _separator, key = what.partition(":")
    if how in ("filled", "empty"):
        return {subject: key, "filled": how == "filled"}
    if not how or not wanted:
        raise ValidationError(gettext("Valitse vertailu ja kirjoita arvo."))
    if how in ("more", "less") or what in _NUMBERS:
        return {subject: key, how: _several(how, wanted, _number)}
    if how in ("before", "after"):
        return {subject: key, how: _day(wanted).isoformat()}
    return {subject: key, how: _several(how, wanted, str)}


def _several(how: str, wanted: str, read: Any) -> Any:
    """`in` and `not_in` have values with commas between."""
    if how in ("in", "not_in"):
        return [read(one.strip()) for one in wanted.split(",") if one.strip()]
    return read(wanted)


def _number(text: str) -> int | float:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValidationError(gettext("Kirjoita numero.")) from error
    return int(number) if number == number.to_integral_value() else float(number)


def _day(text: str) -> dt.date:
    day: dt.date | None = forms.DateField().clean(text)
    assert day
    return day


def _initial(row: Mapping[str, Any]) -> dict[str, Any]:
    then = row["then"]
    first = {name: then.get(name) for name in ("act", "unit", "outcome", "days", "consequence", "answer")}
    first |= {"items": "\n".join(then.get("items", ())), "because": row["because"]}
    for number, test in enumerate(tests_of([row])):
        subject, name = subject_of(test), operator_of(test)
        wanted = test[name]
        how = ("filled" if wanted else "empty") if name == "filled" else name
        shown = ", ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
        first |= {
            f"what_{number}": f"{subject}:{test[subject]}",
            f"how_{number}": how,
            f"wanted_{number}": "" if name == "filled" else shown,
        }
    return first


class RuleTestForm(_Form):
    """What each thing that the rows look at is in the test, and what must come of it."""

    prefix = "test"
    name = forms.CharField(label=_("Mitä koe tarkistaa?"), max_length=160)
    expected = forms.ChoiceField(label=_("Mitä pitää tapahtua?"), required=False)

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = rule.current.rows if rule.current else []
        labels = rule.current.labels if rule.current else {}
        outcomes = dict.fromkeys(row.outcome for row in rows_of(rows))
        self.fields["expected"] = forms.ChoiceField(
            label=self.fields["expected"].label,
            required=False,
            choices=[(one, outcome_words(one)) for one in ("", *outcomes)],
        )
        self.kept_as = dict(_looked_at(tests_of(rows)))
        for name, test in _by_subject(tests_of(rows)).items():
            words = subject_words(test, labels)
            self.fields[name] = forms.CharField(label=words, required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        facts: dict[str, Any] = {}
        for name, read in self.kept_as.items():
            if text := str(given.get(name, "")).strip():
                try:
                    facts[name] = stored(read(text))
                except ValidationError as error:
                    self.add_error(name, error)
        return given | {"facts": facts}


def _by_subject(tests: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What is looked at, named as facts.py keeps it → the first test of it."""
    found: dict[str, Mapping[str, Any]] = {}
    for test in tests:
        subject = subject_of(test)
        found.setdefault(f"known.{test[subject]}" if subject == "known" else test[subject], test)
    return found


def _looked_at(tests: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, Any]]:
    """(what is looked at, how its value is read from what is typed)."""
    for name in _by_subject(tests):
        same = [test for test in tests if name in (test.get("field"), f"known.{test.get('known')}")]
        operators = {operator_of(test) for test in same}
        if operators & {"more", "less"} or name.replace(".", ":", 1) in _NUMBERS:
            yield name, lambda text: Decimal(str(_number(text)))
        elif operators & {"before", "after"}:
            yield name, _day
        else:
            yield name, str


class DeploymentForm(_Form):
    prefix = "on"
    deployment = forms.CharField(
        label=_("Käyttöönottopäätös"),
        max_length=1000,
        help_text=_("Kuka päätti, milloin ja missä pykälässä. Tämä julkaistaan."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
