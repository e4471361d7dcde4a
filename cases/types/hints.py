# SPDX-License-Identifier: EUPL-1.2
"""What may be as it is, but ought to be looked at before publishing. What must not be, checks.py refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases.remedies import REMEDIES, RemedyKind
from cases.types.process import dead_ends
from cases.workflow import Status

LANGUAGES = ("fi", "sv", "en")


def hints_of(content: Mapping[str, Any]) -> list[str]:
    """Sentences for who publishes. The content must have passed the checks."""
    return [*_languages(content), *_process(content), *_law(content)]


def _languages(content: Mapping[str, Any]) -> Iterator[str]:
    """Of texts that there are, those that are not in every language."""
    lacking = {"sv": 0, "en": 0}
    for text in _texts(content):
        for language in lacking:
            lacking[language] += bool(text.get("fi")) and not text.get(language)
    words = {
        "sv": _("Ruotsinkielinen teksti puuttuu %(count)s kohdasta."),
        "en": _("Englanninkielinen teksti puuttuu %(count)s kohdasta."),
    }
    for language, count in lacking.items():
        if count:
            yield words[language] % {"count": count}


def _texts(value: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(value, Mapping):
        if "fi" in value:
            yield value
        else:
            for inner in value.values():
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _process(content: Mapping[str, Any]) -> Iterator[str]:
    if not content.get("steps"):
        yield _("Asiakkaalle ei kerrota vaiheista omin sanoin. Hän lukee yleiset tekstit.")
    for status in dead_ends(content):
        yield _("Vaiheen %(status)s jälkeen ei kerrota enää mitään.") % {"status": Status(status).label}


def _law(content: Mapping[str, Any]) -> Iterator[str]:
    if REMEDIES[RemedyKind(content["remedy"]["kind"])].days is None:
        yield _("Päätökseen ei voi hakea muutosta. Tarkista, että laki todella kieltää sen.")
    if content["retention_years"] == 0:
        yield _("Asiat säilytetään pysyvästi.")
