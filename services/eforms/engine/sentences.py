# SPDX-License-Identifier: EUPL-1.2
"""Conditions and expressions in words: ”Onko työllä kiire?” on ”Kyllä”.

Works on the raw content of a version, also of one that is being written and is not sound yet: what is not understood
is told as it stands.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Json = Mapping[str, Any]


def condition_text(condition: Any, content: "Json | Names") -> str:
    """The condition as the end of "näytä, kun …". Empty when there is no condition."""
    return _Words(names_of(content)).condition(condition) if condition else ""


def expression_text(expression: Any, content: "Json | Names") -> str:
    """A sum, a product or days between, such as `”Kaivualue” × 2`."""
    return _Words(names_of(content)).expression(expression)


class Names:
    """What the questions, answers and tables of a version are called. Make it once for many sentences.

    In Finnish, which the people who design speak whatever language their browser asks; a paper form has its own.
    """

    def __init__(self, content: Json, language: str = "fi") -> None:
        self.language = language
        self.fields: dict[str, Json] = {}
        self.inner: dict[str, Json] = {}
        for field in fields_in(content):
            self.fields.setdefault(str(field.get("key")), field)
            for sub in as_list(field.get("fields")):
                self.inner.setdefault(str(sub.get("key")), sub)
                self.inner[f"{field.get('key')}.{sub.get('key')}"] = sub
        self.tables = {str(table.get("key")): table for table in as_list(content.get("tables"))}

    def field(self, key: Any) -> str:
        return quoted(self._label(self._field(key)) or str(key))

    def type_of(self, key: Any) -> str:
        return str(self._field(key).get("type", ""))

    def answer(self, key: Any, value: Any) -> str:
        """An answer as its option says it."""
        field = self._field(key)
        if field.get("type") in ("yes_no", "consent") and value in ("yes", "no"):
            return quoted(_("Kyllä") if value == "yes" else _("Ei"))
        if value == "other" and field.get("type") in ("child", "principal", "organisation"):
            return quoted(_("joku muu"))
        found = next((option for option in as_list(field.get("options")) if option.get("value") == value), {})
        return quoted(self._label(found) or str(value))

    def table(self, key: Any) -> str:
        return quoted(self._label(self.tables.get(str(key), {})) or str(key))

    def _label(self, thing: Json) -> str:
        return worded(thing, "label", self.language)

    def _field(self, key: Any) -> Json:
        return self.fields.get(str(key)) or self.inner.get(str(key)) or {}


def names_of(content: "Json | Names") -> Names:
    return content if isinstance(content, Names) else Names(content)


def fields_in(content: Json) -> Iterator[Json]:
    """Every field of a raw content, in order; those inside a group stay inside it."""
    for step in as_list(content.get("steps")):
        for section in as_list(step.get("sections")):
            yield from as_list(section.get("fields"))


def finnish(thing: Json, name: str) -> str:
    return worded(thing, name, "fi")


def worded(thing: Json, name: str, language: str) -> str:
    """The text of a property in the language, else in Finnish."""
    text = thing.get(name)
    return str(text.get(language) or text.get("fi") or "").strip() if isinstance(text, Mapping) else ""


def quoted(text: str) -> str:
    return f"”{text}”"


def as_list(value: Any) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


_TESTS = {
    "is": gettext_lazy("%(what)s on %(wanted)s"),
    "is_not": gettext_lazy("%(what)s ei ole %(wanted)s"),
    "in": gettext_lazy("%(what)s on jokin näistä: %(wanted)s"),
    "not_in": gettext_lazy("%(what)s ei ole mikään näistä: %(wanted)s"),
    "more": gettext_lazy("%(what)s on enemmän kuin %(wanted)s"),
    "less": gettext_lazy("%(what)s on vähemmän kuin %(wanted)s"),
    "before": gettext_lazy("%(what)s on aikaisemmin kuin %(wanted)s"),
    "after": gettext_lazy("%(what)s on myöhemmin kuin %(wanted)s"),
    "age_less": gettext_lazy("päivästä %(what)s on alle %(wanted)s vuotta"),
    "age_more": gettext_lazy("päivästä %(what)s on vähintään %(wanted)s vuotta"),
    "count_more": gettext_lazy("kohdassa %(what)s on enemmän kuin %(wanted)s"),
    "count_less": gettext_lazy("kohdassa %(what)s on vähemmän kuin %(wanted)s"),
}
_KNOWN = {
    "person.municipality": gettext_lazy("asiakkaan kotikunta"),
    "person.age": gettext_lazy("asiakkaan ikä"),
    "person.name": gettext_lazy("asiakkaan nimi"),
    "person.birth_date": gettext_lazy("asiakkaan syntymäaika"),
    "person.hetu": gettext_lazy("asiakkaan henkilötunnus"),
    "person.address": gettext_lazy("asiakkaan osoite"),
    "person.email": gettext_lazy("asiakkaan sähköposti"),
    "person.phone": gettext_lazy("asiakkaan puhelin"),
    "organisation.name": gettext_lazy("yrityksen tai järjestön nimi"),
    "organisation.business_id": gettext_lazy("Y-tunnus"),
    "service.name": gettext_lazy("palvelun nimi"),
}
_SUBJECTS = ("field", "value", "known", "table")
_SIGNS = {"add": " + ", "subtract": " − ", "multiply": " × ", "divide": " ÷ "}


class _Words:
    def __init__(self, names: Names) -> None:
        self.names = names

    def condition(self, condition: Any, *, inside: bool = False) -> str:
        if not isinstance(condition, Mapping):
            return _as_it_stands(condition)
        for group, joiner in (("all", _(" ja ")), ("any", _(" tai "))):
            if group in condition:
                parts = [self.condition(part, inside=True) for part in as_list(condition[group])]
                text = joiner.join(parts)
                return f"({text})" if inside and len(parts) > 1 else text
        if "not" in condition:
            return _("ei pidä paikkaansa, että %(what)s") % {"what": self.condition(condition["not"], inside=True)}
        return self._test(condition)

    def _test(self, condition: Json) -> str:
        subject = next((name for name in _SUBJECTS if name in condition), None)
        operator = next((name for name in condition if name != subject), None)
        if subject is None or operator is None:
            return _as_it_stands(condition)
        what, wanted = self._subject(subject, condition[subject]), condition[operator]
        if operator == "filled":
            template = _("kohtaan %(what)s on vastattu") if wanted else _("kohtaan %(what)s ei ole vastattu")
            return template % {"what": what}
        if operator not in _TESTS:
            return _as_it_stands(condition)
        key = condition[subject] if subject == "field" else None
        return str(_TESTS[operator]) % {"what": what, "wanted": self._wanted(operator, wanted, key)}

    def _subject(self, subject: str, value: Any) -> str:
        if subject == "field":
            return self.names.field(value)
        if subject == "table":
            return _("taulukon %(table)s tulos") % {"table": self.names.table(value)}
        if subject == "known":
            return str(_KNOWN.get(str(value), value))
        return self.expression(value)

    def _wanted(self, operator: str, wanted: Any, key: Any) -> str:
        if isinstance(wanted, list):
            return ", ".join(self.names.answer(key, value) for value in wanted)
        if operator in ("before", "after"):
            return self._day(wanted)
        if isinstance(wanted, Mapping):
            return self._moved(wanted)
        return number_text(wanted) if isinstance(wanted, int | float) else self.names.answer(key, wanted)

    def _moved(self, limit: Json) -> str:
        """Another answer, perhaps plus a number."""
        what = self.names.field(limit["field"]) if "field" in limit else self.expression(limit)
        plus = limit.get("plus", limit.get("days"))
        return f"{what} + {number_text(plus)}" if plus else what

    def _day(self, limit: Any) -> str:
        if isinstance(limit, str):
            return day_in_words(limit)
        if isinstance(limit, Mapping) and "today" in limit:
            return _from_today(limit["today"])
        if isinstance(limit, Mapping) and "field" in limit:
            return _away(self.names.field(limit["field"]), limit.get("days", 0))
        return _as_it_stands(limit)

    def expression(self, expression: Any) -> str:
        if not isinstance(expression, Mapping):
            return number_text(expression)
        for name, write in self._writers().items():
            if name in expression:
                return write(expression[name], expression)
        return _as_it_stands(expression)

    def _writers(self) -> dict[str, Callable[[Any, Json], str]]:
        return {
            **{name: self._joined(sign) for name, sign in _SIGNS.items()},
            "min": lambda parts, _e: _("pienin näistä: %(list)s") % {"list": self._listed(parts)},
            "max": lambda parts, _e: _("suurin näistä: %(list)s") % {"list": self._listed(parts)},
            "round": lambda part, _e: _("%(what)s pyöristettynä") % {"what": self.expression(part)},
            "days": lambda ends, _e: self._between(_("päivät alkaen %(start)s, päättyen %(end)s"), ends),
            "years": lambda ends, _e: self._between(_("vuodet alkaen %(start)s, päättyen %(end)s"), ends),
            "date": lambda limit, _e: self._day(limit),
            "sum_of": lambda key, _e: _("kohtien %(what)s summa") % {"what": self.names.field(key)},
            "count_of": lambda key, _e: _("kohdan %(what)s määrä") % {"what": self.names.field(key)},
            "table": lambda key, _e: _("taulukon %(table)s tulos") % {"table": self.names.table(key)},
            "today": lambda days, _e: _from_today(days),
            "field": lambda key, whole: _away(self.names.field(key), whole.get("days", 0)),
        }

    def _joined(self, sign: str) -> Callable[[Any, Json], str]:
        return lambda parts, _whole: sign.join(map(self._factor, _parts(parts)))

    def _factor(self, part: Any) -> str:
        text = self.expression(part)
        return f"({text})" if isinstance(part, Mapping) and any(sign in part for sign in _SIGNS) else text

    def _listed(self, parts: Any) -> str:
        return ", ".join(map(self.expression, _parts(parts)))

    def _between(self, template: str, ends: Any) -> str:
        start, end, *_rest = [*(self._day(limit) for limit in _parts(ends)), "?", "?"]
        return template % {"start": start, "end": end}


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def number_text(value: Any) -> str:
    """`1 250,5`, as numbers are written in Finnish; anything else as it stands."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _as_it_stands(value)
    return f"{value:,}".replace(",", " ").replace(".", ",")


def day_in_words(text: str) -> str:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day}.{day.month}.{day.year}"


def _from_today(days: Any) -> str:
    if not isinstance(days, int) or days == 0:
        return _("tänään")
    if days > 0:
        return ngettext("%(days)d päivän päästä", "%(days)d päivän päästä", days) % {"days": days}
    return ngettext("%(days)d päivä sitten", "%(days)d päivää sitten", -days) % {"days": -days}


def _away(what: str, days: Any) -> str:
    if not isinstance(days, int) or days == 0:
        return what
    if days > 0:
        after = ngettext("%(days)d päivä päivän %(what)s jälkeen", "%(days)d päivää päivän %(what)s jälkeen", days)
        return after % {"days": days, "what": what}
    before = ngettext("%(days)d päivä ennen päivää %(what)s", "%(days)d päivää ennen päivää %(what)s", -days)
    return before % {"days": -days, "what": what}


def _as_it_stands(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
