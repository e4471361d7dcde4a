# SPDX-License-Identifier: EUPL-1.2
"""What changes from one content of a case type to another, in sentences for who publishes it. Pure.

`names` tells the name of each unit by its code; a code without one is shown as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cases.remedies import RemedyKind
from cases.types.schema import PUBLICITIES
from cases.workflow import Status

Content = Mapping[str, Any]
Names = Mapping[str, str]

_LANGUAGES = {
    "fi": gettext_lazy("suomeksi"),
    "sv": gettext_lazy("ruotsiksi"),
    "en": gettext_lazy("englanniksi"),
}
CHANNEL_WORDS = {
    "web": gettext_lazy("verkossa"),
    "desk": gettext_lazy("palvelupisteessä"),
    "phone": gettext_lazy("puhelimella"),
    "mail": gettext_lazy("kirjeellä"),
    "email": gettext_lazy("sähköpostilla"),
    "api": gettext_lazy("toisesta järjestelmästä"),
}
PUBLICITY_WORDS = dict(
    zip(
        PUBLICITIES,
        (gettext_lazy("julkinen"), gettext_lazy("osittain salassa pidettävä"), gettext_lazy("salassa pidettävä")),
        strict=True,
    )
)
FLAG_WORDS = {
    "anonymous": gettext_lazy("Voi asioida nimettömänä"),
    "may_close_as_answered": gettext_lazy("Voi päättää vastaamalla"),
    "automatic_decisions": gettext_lazy("Automaattinen ratkaisu sallittu"),
}
_TOLD = {"format", "name", "text", "icon", "receiver", "steps", "deadlines", "documents", "remedy", "decision_texts"}
_TOLD |= {"publicity", "retention_years", "channels", "fee", *FLAG_WORDS}


def changes(old: Content, new: Content, names: Names | None = None) -> list[str]:
    """One sentence for each change, in the order of the editor. Empty when they say the same."""
    return list(_changes(old, new, names or {}))


def _changes(old: Content, new: Content, names: Names) -> Iterator[str]:
    yield from _text(_("Nimi"), old.get("name"), new.get("name"))
    yield from _text(_("Kuvaus asiakkaalle"), old.get("text"), new.get("text"))
    yield from _plain(_("Kuvake"), old.get("icon"), new.get("icon"))
    yield from _channels(old.get("channels", ()), new.get("channels", ()))
    for name, label in FLAG_WORDS.items():
        yield from _plain(str(label), _yes(old.get(name)), _yes(new.get(name)))
    yield from _documents(old.get("documents", ()), new.get("documents", ()))
    yield from _fee(old.get("fee") or {}, new.get("fee") or {})
    yield from _receiver(old.get("receiver", {}), new.get("receiver", {}), names)
    yield from _deadlines(old.get("deadlines", {}), new.get("deadlines", {}))
    yield from _steps(old.get("steps", ()), new.get("steps", ()))
    yield from _remedy(old.get("remedy", {}), new.get("remedy", {}))
    yield from _decision_texts(old.get("decision_texts", {}), new.get("decision_texts", {}))
    yield from _publicity(old.get("publicity", {}), new.get("publicity", {}))
    yield from _retention(old.get("retention_years"), new.get("retention_years"))
    for name in sorted((set(old) | set(new)) - _TOLD):
        if old.get(name) != new.get(name):
            yield _("Kohta %(name)s muuttuu.") % {"name": name}


# --- the kinds of values


def _plain(label: str, old: Any, new: Any) -> Iterator[str]:
    """Nothing and an empty text are the same."""
    if (old or "") == (new or ""):
        return
    words = {"label": label, "old": old, "new": new}
    if not old:
        yield _("%(label)s: lisätään ”%(new)s”.") % words
    elif not new:
        yield _("%(label)s: poistetaan ”%(old)s”.") % words
    else:
        yield _("%(label)s: ennen ”%(old)s”, nyt ”%(new)s”.") % words


def _text(label: str, old: Content | None, new: Content | None) -> Iterator[str]:
    for language, where in _LANGUAGES.items():
        yield from _plain(f"{label} {where}", (old or {}).get(language), (new or {}).get(language))


def _days(label: str, old: int | None, new: int | None) -> Iterator[str]:
    words = {"label": label, "old": old, "new": new}
    if old == new:
        return
    if not old:
        yield _("%(label)s: nyt %(new)s päivää, ennen ei mitään.") % words
    elif not new:
        yield _("%(label)s: ennen %(old)s päivää, nyt ei mitään.") % words
    else:
        yield _("%(label)s muuttuu %(old)s päivästä %(new)s päivään.") % words


def _yes(value: Any) -> str:
    return pgettext("answer", "kyllä") if value else pgettext("answer", "ei")


def _fi(text: Content | None) -> str:
    return str((text or {}).get("fi", ""))


# --- the parts


def _channels(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for code in new:
        if code not in old:
            yield _("Asia voi tulla nyt myös %(how)s.") % {"how": CHANNEL_WORDS.get(code, code)}
    for code in old:
        if code not in new:
            yield _("Asia ei voi enää tulla %(how)s.") % {"how": CHANNEL_WORDS.get(code, code)}


def _documents(old: Sequence[Content], new: Sequence[Content]) -> Iterator[str]:
    before, after = ({_fi(one.get("name")): one for one in listed} for listed in (old, new))
    for name in [*before, *(name for name in after if name not in before)]:
        words = {"name": name}
        if name not in before:
            yield _("Liite lisätään: %(name)s.") % words
        elif name not in after:
            yield _("Liite poistetaan: %(name)s.") % words
        else:
            label = _("Liite %(name)s") % words
            yield from _text(label, before[name].get("name"), after[name].get("name"))
            needed = [_yes(one[name].get("required", True)) for one in (before, after)]
            yield from _plain(_("%(name)s on pakollinen") % {"name": label}, *needed)


def _fee(old: Content, new: Content) -> Iterator[str]:
    euros = [f"{one['amount']} €" if one.get("amount") else "" for one in (old, new)]
    yield from _plain(_("Maksu"), *euros)
    yield from _text(_("Maksun selitys"), old.get("text"), new.get("text"))


def _receiver(old: Content, new: Content, names: Names) -> Iterator[str]:
    units = [names.get(one.get("unit", ""), one.get("unit", "")) for one in (old, new)]
    yield from _plain(_("Vastaanottaja"), *units)
    before, after = ([rule_words(rule, names) for rule in one.get("rules", ())] for one in (old, new))
    for rule in before:
        if rule not in after:
            yield _("Ohjaussääntö poistetaan: %(rule)s") % {"rule": rule}
    for rule in after:
        if rule not in before:
            yield _("Ohjaussääntö lisätään: %(rule)s") % {"rule": rule}
    if before != after and sorted(before) == sorted(after):
        yield _("Ohjaussääntöjen järjestys muuttuu.")


def rule_words(rule: Content, names: Names) -> str:
    """A routing row as a sentence: who receives and when."""
    units = _(" tai ").join(names.get(code, code) for code in rule.get("to", ()))
    conditions = _(" ja ").join(_condition_words(one) for one in rule.get("if", ()))
    return _("Kun %(conditions)s, asian saa %(units)s.") % {"conditions": conditions, "units": units}


def _condition_words(cell: Content) -> str:
    if "load_over" in cell:
        return _("avoimia asioita on yli %(limit)s") % {"limit": cell["load_over"]}
    sentences = {
        "is": _("vastaus kysymykseen %(answer)s on %(values)s"),
        "area": _("postinumero kohdassa %(answer)s alkaa %(values)s"),
        "service_point": _("toimipiste kohdassa %(answer)s on %(values)s"),
    }
    test = next((name for name in sentences if name in cell), "is")
    values = _(" tai ").join(map(str, cell.get(test, ())))
    return sentences[test] % {"answer": cell.get("answer", ""), "values": values}


def _deadlines(old: Content, new: Content) -> Iterator[str]:
    labels = {
        "promise_days": _("Luvattu käsittelyaika"),
        "supplement_days": _("Lisätietojen määräaika"),
        "law_days": _("Lain pisin aika"),
    }
    for name, label in labels.items():
        yield from _days(label, old.get(name), new.get(name))


def _steps(old: Sequence[Content], new: Sequence[Content]) -> Iterator[str]:
    before, after = ({one.get("status"): one for one in listed} for listed in (old, new))
    for status in Status:
        label = _("Vaihe %(status)s") % {"status": status.label}
        if status in before and status not in after:
            yield _("%(step)s: omat tekstit poistetaan.") % {"step": label}
        elif status in after:
            if status not in before:
                yield _("%(step)s saa omat tekstit.") % {"step": label}
            yield from _step(label, before.get(status, {}), after[status])


def _step(label: str, old: Content, new: Content) -> Iterator[str]:
    buttons = [one.get("button") or {} for one in (old, new)]
    yield from _text(_("%(step)s, nyt") % {"step": label}, old.get("now"), new.get("now"))
    yield from _text(_("%(step)s, seuraavaksi") % {"step": label}, old.get("next"), new.get("next"))
    acts = [str(BUTTON_WORDS.get(one.get("act", ""), one.get("act", ""))) for one in buttons]
    yield from _plain(_("%(step)s, mitä painike tekee") % {"step": label}, *acts)
    yield from _text(_("%(step)s, painike") % {"step": label}, *(one.get("text") for one in buttons))


BUTTON_WORDS = {
    "supplement": gettext_lazy("vastaa lisätietopyyntöön"),
    "message": gettext_lazy("kirjoita viesti"),
    "decision": gettext_lazy("lue päätös"),
    "rectify": gettext_lazy("vaadi oikaisua"),
    "withdraw": gettext_lazy("peru asia"),
}


def _remedy(old: Content, new: Content) -> Iterator[str]:
    kinds = [RemedyKind(one["kind"]).label if one.get("kind") in RemedyKind else "" for one in (old, new)]
    yield from _plain(_("Muutoksenhaku"), *map(str, kinds))
    yield from _text(_("Kenelle muutoksenhaku osoitetaan"), old.get("body"), new.get("body"))
    yield from _plain(_("Säännökset"), old.get("law_sections"), new.get("law_sections"))


PART_WORDS = {"summary": gettext_lazy("Päätös selkeästi"), "reasons": gettext_lazy("Perustelut")}


def _decision_texts(old: Content, new: Content) -> Iterator[str]:
    for outcome in sorted({*old, *new}):
        before, after = old.get(outcome, {}), new.get(outcome, {})
        for part in sorted({*before, *after}):
            words = {"outcome": outcome, "part": PART_WORDS.get(part, part)}
            yield from _text(_("Päätöspohja %(outcome)s, %(part)s") % words, before.get(part, {}), after.get(part, {}))


def _publicity(old: Content, new: Content) -> Iterator[str]:
    levels = [str(PUBLICITY_WORDS.get(one.get("level", ""), one.get("level", ""))) for one in (old, new)]
    yield from _plain(_("Julkisuus"), *levels)
    yield from _plain(_("Salassapidon peruste"), old.get("ground"), new.get("ground"))


def _retention(old: int | None, new: int | None) -> Iterator[str]:
    if old != new:
        before, after = (
            _("pysyvästi") if years == 0 else _("%(years)s vuotta") % {"years": years} for years in (old, new)
        )
        yield _("Säilytysaika: ennen %(old)s, nyt %(new)s.") % {"old": before, "new": after}
