# SPDX-License-Identifier: EUPL-1.2
"""The changed properties of one part – a form, a step, a section, a question – each as a sentence."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from services.eforms.engine.sentences import (
    Names,
    as_list,
    condition_text,
    day_in_words,
    expression_text,
    number_text,
    quoted,
)
from services.eforms.reviewing.checks.language import TEXT_NAMES
from services.eforms.reviewing.places import field_name

Json = Mapping[str, Any]

CONDITIONS = {
    "show_if": gettext_lazy("näkyy"),
    "required_if": gettext_lazy("on pakollinen"),
}
NAMES = {
    "type": gettext_lazy("tyyppi"),
    "min": gettext_lazy("alaraja"),
    "max": gettext_lazy("yläraja"),
    "max_length": gettext_lazy("enimmäispituus"),
    "rows": gettext_lazy("rivejä"),
    "decimals": gettext_lazy("desimaaleja"),
    "unit": pgettext_lazy("measure", "yksikkö"),
    "max_days": gettext_lazy("päiviä enintään"),
    "look": gettext_lazy("ulkoasu"),
    "types": gettext_lazy("tiedostomuodot"),
    "max_files": gettext_lazy("tiedostoja enintään"),
    "max_mb": gettext_lazy("koko enintään, Mt"),
    "max_pages": gettext_lazy("sivuja enintään"),
    "prefill": gettext_lazy("esitäyttö"),
    "locked": gettext_lazy("rekisterin tietoa ei voi muuttaa"),
    "from_query": gettext_lazy("linkki voi täyttää"),
    "other": gettext_lazy("joku muu -vaihtoehto"),
    "list": gettext_lazy("tietolista"),
    "renew": gettext_lazy("viime kerran vastaus tarjotaan"),
    "quota": gettext_lazy("kiintiö"),
    "minutes": gettext_lazy("täyttöaika, minuuttia"),
    "kind": gettext_lazy("laji"),
    "who": gettext_lazy("kuka voi hakea"),
    "assurance": gettext_lazy("tunnistautuminen"),
    "tone": gettext_lazy("sävy"),
    "block": gettext_lazy("kysymyslohko"),
    "formula": gettext_lazy("laskukaava"),
    "shapes": gettext_lazy("kartalle piirretään"),
    "step": pgettext_lazy("minutes between", "väli, minuuttia"),
    "slugs": gettext_lazy("palvelupisteet"),
    "link": gettext_lazy("linkki"),
    "as": gettext_lazy("tulos on"),
    "gives": gettext_lazy("antaa"),
    "key": gettext_lazy("tunnus"),
}
_VALUES = {
    "none": gettext_lazy("ei tunnistautumista"),
    "weak": gettext_lazy("kirjautuminen"),
    "strong": gettext_lazy("vahva tunnistautuminen"),
    "self": gettext_lazy("itse"),
    "child": gettext_lazy("lapsen puolesta"),
    "person": gettext_lazy("toisen puolesta"),
    "organisation": gettext_lazy("yrityksen tai järjestön puolesta"),
    "staff": gettext_lazy("kaupungin työntekijä"),
    "text": gettext_lazy("lyhyt teksti"),
    "long_text": gettext_lazy("pitkä teksti"),
    "number": gettext_lazy("luku"),
    "money": gettext_lazy("rahasumma"),
    "date": gettext_lazy("päivä"),
    "yes_no": gettext_lazy("kyllä tai ei"),
    "choice": gettext_lazy("yksi vaihtoehto"),
    "multi_choice": gettext_lazy("monta vaihtoehtoa"),
    "email": gettext_lazy("sähköposti"),
    "phone": gettext_lazy("puhelin"),
    "attachment": gettext_lazy("liite"),
    "radio": gettext_lazy("valintanapit"),
    "select": gettext_lazy("pudotusvalikko"),
}
_LANGUAGES = {"sv": gettext_lazy("ruotsiksi"), "en": gettext_lazy("englanniksi")}


def changed_properties(
    old: Json, new: Json, old_names: Names, new_names: Names, *, skip: Collection[str] = ()
) -> Iterator[str]:
    """Sentences without a subject: `kysymys on nyt ”Mitä varten kaivat?”.`"""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if name in skip or before == after:
            continue
        if name in CONDITIONS:
            yield _condition(name, condition_text(before, old_names), condition_text(after, new_names))
        elif name == "optional":
            yield _("on nyt vapaaehtoinen.") if after else _("on nyt pakollinen.")
        elif name == "options":
            yield from _options(before, after, old_names, new_names)
        elif name == "window":
            yield from _window(before or {}, after or {})
        elif name in TEXT_NAMES:
            yield from _text(name, before, after)
        else:
            yield _value(name, _shown(name, before, old_names), _shown(name, after, new_names))


def _condition(name: str, before: str, after: str) -> str:
    verb = str(CONDITIONS[name])
    if not before:
        return _("%(verb)s nyt vain, kun %(after)s.") % {"verb": verb, "after": after}
    if not after:
        return _("%(verb)s nyt aina. Ennen: kun %(before)s.") % {"verb": verb, "before": before}
    return _("%(verb)s nyt, kun %(after)s. Ennen: kun %(before)s.") % {"verb": verb, "before": before, "after": after}


def _text(name: str, before: Any, after: Any) -> Iterator[str]:
    """A text in Finnish is told as it is; of a translation, that it changed."""
    named = str(TEXT_NAMES[name])
    if isinstance(before, list) or isinstance(after, list):
        yield _("%(name)s: luettelo on muuttunut.") % {"name": named}
        return
    before, after = before or {}, after or {}
    if before.get("fi") != after.get("fi"):
        yield _value(named, quoted(before["fi"]) if before.get("fi") else "", quoted(after.get("fi", "")))
    for language, word in _LANGUAGES.items():
        if before.get(language) != after.get(language):
            told = {"name": named, "language": word}
            if not after.get(language):
                yield _("%(name)s %(language)s on poistettu.") % told
            else:
                yield _("%(name)s %(language)s on muuttunut.") % told


def _value(name: str, before: str, after: str) -> str:
    told = {"name": str(NAMES.get(name, name)), "before": before, "after": after}
    if not before:
        return _("%(name)s on nyt %(after)s.") % told
    if not after or after == quoted(""):
        return _("%(name)s on poistettu. Ennen: %(before)s.") % told
    return _("%(name)s: %(before)s → %(after)s.") % told


def _options(before: Any, after: Any, old_names: Names, new_names: Names) -> Iterator[str]:
    old = {str(option.get("value")): option for option in as_list(before)}
    new = {str(option.get("value")): option for option in as_list(after)}
    for value, option in new.items():
        if value not in old:
            yield _("uusi vaihtoehto %(option)s.") % {"option": field_name(option)}
            continue
        for text in changed_properties(old[value], option, old_names, new_names):
            yield _("vaihtoehto %(option)s: %(change)s") % {"option": field_name(old[value]), "change": text}
    for value, option in old.items():
        if value not in new:
            yield _("vaihtoehto %(option)s on poistettu.") % {"option": field_name(option)}
    if list(filter(new.__contains__, old)) != list(filter(old.__contains__, new)):
        yield _("vaihtoehtojen järjestys on muuttunut.")


def _window(before: Json, after: Json) -> Iterator[str]:
    names = {"opens_at": _("hakuaika alkaa"), "closes_at": _("hakuaika päättyy")}
    for name, words in names.items():
        if before.get(name) != after.get(name):
            yield _value(words, _instant(before.get(name)), _instant(after.get(name)))


def _instant(text: Any) -> str:
    if not isinstance(text, str):
        return ""
    day, _t, time = text.partition("T")
    return f"{day_in_words(day)} {time.replace(':', '.')}".strip()


def _shown(name: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("kyllä") if value else _("ei")
    show: Callable[[Any], str] = _single if name != "formula" else lambda formula: expression_text(formula, names)
    if isinstance(value, list):
        return ", ".join(map(show, value))
    if isinstance(value, Mapping) and name != "formula":
        return _mapping(value, names)
    return show(value)


def _mapping(value: Json, names: Names) -> str:
    """A day that moves with another, or texts."""
    if value.get("fi"):
        return quoted(str(value["fi"]))
    if "label" in value:
        return f"{field_name(value)} ({value.get('href', '')})"
    return expression_text({"date": value}, names)


def _single(value: Any) -> str:
    if isinstance(value, str):
        return str(_VALUES.get(value) or day_in_words(value))
    return number_text(value)
