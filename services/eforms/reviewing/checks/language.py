# SPDX-License-Identifier: EUPL-1.2
"""Missing translations, and texts that are hard to read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.readability import reading_of
from services.eforms.engine.sentences import as_list
from services.eforms.reviewing.places import Place

Found = Iterator[tuple[Place, str]]

TEXT_NAMES = {
    "label": gettext_lazy("nimi"),
    "title": gettext_lazy("otsikko"),
    "help": gettext_lazy("ohje"),
    "intro": gettext_lazy("esittely"),
    "promise": gettext_lazy("lupaus"),
    "needs": gettext_lazy("mitä tarvitset"),
    "next": gettext_lazy("mitä seuraavaksi"),
    "summary": gettext_lazy("yhteenvetorivi"),
    "message": gettext_lazy("virheilmoitus"),
    "item": gettext_lazy("rivin nimi"),
    "important": gettext_lazy("miksi uusi versio"),
    "reason": gettext_lazy("perustelu"),
}
_INFLECTED = {"sv": gettext_lazy("ruotsiksi"), "en": gettext_lazy("englanniksi"), "fi": gettext_lazy("suomeksi")}
# A short text is judged by a word or two, which says nothing.
JUDGED_WORDS = 8


def texts_of(part: Place) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(property, texts by language) of this part alone, not of the parts inside it."""
    for name in TEXT_NAMES:
        value = part.thing.get(name)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, Mapping) and text.get("fi"):
                yield name, text
    yield from (("reason", row["reason"]) for row in as_list(part.thing.get("rows")) if _is_text(row.get("reason")))
    link = part.thing.get("link")
    if isinstance(link, Mapping) and _is_text(link.get("label")):
        yield "label", link["label"]


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value.get("fi"))


def missing_languages(parts: Sequence[Place]) -> Found:
    """One line for each part: `Puuttuu ruotsiksi ja englanniksi: nimi.`"""
    others = [code for code, _name in settings.LANGUAGES if code != "fi"]
    for part in parts:
        missing: dict[str, list[str]] = {}
        for language in others:
            names = dict.fromkeys(str(TEXT_NAMES[name]) for name, text in texts_of(part) if not text.get(language))
            if names:
                missing.setdefault(", ".join(names), []).append(str(_INFLECTED.get(language, language)))
        for what, languages in missing.items():
            yield part, _("Puuttuu %(language)s: %(what)s.") % {"language": _(" ja ").join(languages), "what": what}


def hard_texts(parts: Sequence[Place]) -> Found:
    for part in parts:
        for name, text in texts_of(part):
            reading = reading_of(text["fi"])
            if reading and reading.is_heavy and len(text["fi"].split()) >= JUDGED_WORDS:
                told = {"what": capfirst(str(TEXT_NAMES[name])), "reading": reading.words}
                yield part, _("%(what)s on vaikea lukea. %(reading)s.") % told
