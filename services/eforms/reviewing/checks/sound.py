# SPDX-License-Identifier: EUPL-1.2
"""What makes the content no form at all, and rules that can never do anything."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.eforms.engine.dead_rules import warnings_of
from services.eforms.engine.validation import problems_of
from services.eforms.reviewing.places import Place

Found = Iterator[tuple[Place, str]]

# The engine tells its reasons in English, to those who write definitions by hand.
_IN_WORDS = (
    (r"^is missing$", gettext_lazy("Pakollinen tieto puuttuu: %(name)s.")),
    (
        r"^looks at the table (?P<key>\S+), which looks at",
        gettext_lazy("Ehto käyttää taulukkoa ”%(key)s”, joka katsoo vasta myöhemmin kysyttävää kysymystä."),
    ),
    (r"^looks at the table (?P<key>\S+), which", gettext_lazy("Ehto käyttää taulukkoa ”%(key)s”, jota ei ole.")),
    (r"^sums (?P<key>\S+), which", gettext_lazy("Kaava laskee yhteen kohdan ”%(key)s”, joka ei ole ryhmän luku.")),
    (r"^counts with (?P<key>\S+), which", gettext_lazy("Kaava laskee kohdalla ”%(key)s”, joka ei ole luku.")),
    (
        r"^counts days from (?P<key>\S+), which",
        gettext_lazy("Kaava laskee päiviä kohdasta ”%(key)s”, joka ei ole päivä."),
    ),
    (r"^counts (?P<key>\S+), which", gettext_lazy("Kaava laskee kohdan ”%(key)s” määrää, mutta siinä ei ole rivejä.")),
    (r"^looks at (?P<key>\S+), which", gettext_lazy("Ehto katsoo kysymystä ”%(key)s”, jota ei kysytä ennen tätä.")),
    (
        r"^is not known here; known are (?P<known>.+)$",
        gettext_lazy("Tietoa ”%(name)s” ei tunneta tässä. Käy: %(known)s."),
    ),
    (r"^must be its own", gettext_lazy("Tunnus on jo käytössä tai siinä on vääriä merkkejä.")),
    (r"^must be 1$", gettext_lazy("Muodon numeron (format) on oltava 1.")),
    (r"^must be one of (?P<known>.+)$", gettext_lazy("Tieto ”%(name)s” on väärin. Käy: %(known)s.")),
    (r"^must be a list of some of (?P<known>.+)$", gettext_lazy("Tieto ”%(name)s” on luettelo näistä: %(known)s.")),
    (
        r"^must be a whole number from (?P<low>\d+) to (?P<high>\d+)",
        gettext_lazy("Tieto ”%(name)s” on kokonaisluku väliltä %(low)s–%(high)s."),
    ),
    (r"^must be a whole number, one", gettext_lazy("Tieto ”%(name)s” on kokonaisluku, vähintään 1.")),
    (r"^must be a whole number", gettext_lazy("Tieto ”%(name)s” on kokonaisluku, vähintään 0.")),
    (r"^must be a number$", gettext_lazy("Tieto ”%(name)s” on luku.")),
    (r"^must be true or false", gettext_lazy("Tieto ”%(name)s” on true tai false.")),
    (r"^must be a text$", gettext_lazy("Tieto ”%(name)s” on teksti.")),
    (r"^must be an object$", gettext_lazy("Tässä on oltava olio, siis { … }.")),
    (r"^must be a day", gettext_lazy("Tieto ”%(name)s” on päivä, esimerkiksi 2027-01-31.")),
    (r"^must be a time such as (?P<known>\S+)", gettext_lazy("Tieto ”%(name)s” on aika, esimerkiksi %(known)s.")),
    (r"^must be later than", gettext_lazy("Hakuajan on päätyttävä sen jälkeen, kun se alkaa.")),
    (r"^is too deep", gettext_lazy("Tieto ”%(name)s” on liian monta tasoa syvä.")),
    (r"^only one table may give", gettext_lazy("Lomakkeella on jo taulukko, joka antaa saman.")),
    (r"^needs .optional", gettext_lazy('required_if käy vain kysymykseen, jossa on "optional": true.')),
    (r"^cannot stand beside", gettext_lazy("Kysymyksellä on joko omat vaihtoehdot tai luettelo, ei molempia.")),
    (r"^this type is never filled", gettext_lazy("Tämän tyyppistä kysymystä ei voi esitäyttää.")),
    (
        r"^must be earlier\.<key> or one of (?P<known>.+)$",
        gettext_lazy(
            "Esitäytön lähdettä ei tunneta. Käy earlier.<tunnus>, siis vastaus aiemmasta lähetyksestä, tai "
            "jokin näistä: %(known)s."
        ),
    ),
    (r"^an address fills", gettext_lazy("Osoitteella voi esitäyttää vain osoitekysymyksen.")),
    (r"^staff must stand alone", gettext_lazy("Lomake on joko työntekijöille tai asiakkaille, ei molemmille.")),
    (r"^holds a character", gettext_lazy("Tekstissä on merkki, jota ei voi tallentaa.")),
    (
        r"^must (have|stand)|goes with|must stand alone|needs a|has a value of",
        gettext_lazy("Ehto tai kaava on väärin."),
    ),
    (r"^is greater than max", gettext_lazy("Alaraja on suurempi kuin yläraja.")),
    (r"at least one", gettext_lazy("Tässä on oltava ainakin yksi kohta.")),
    (r"^must be texts by language", gettext_lazy("Suomenkielinen teksti puuttuu: %(name)s.")),
)


def problems(parts: Sequence[Place]) -> Found:
    content = parts[0].thing
    for path, reason in problems_of(content):
        yield place_of(path, parts), problem_text(path, reason)


def problem_text(path: str, reason: str) -> str:
    """A problem of the engine (path, reason in English) in plain Finnish."""
    name = path.rpartition(".")[2]
    for pattern, text in _IN_WORDS:
        if match := re.search(pattern, reason):
            return str(text) % {"name": name, **match.groupdict()}
    return _("Tieto ”%(name)s” on väärää muotoa (%(reason)s).") % {"name": name, "reason": reason}


def place_of(path: str, parts: Sequence[Place]) -> Place:
    """The nearest part that holds the path."""
    holding = [part for part in parts if part.path and re.match(rf"{re.escape(part.path)}(?:[.\[]|$)", path)]
    return max(holding, key=lambda part: len(part.path), default=parts[0])


def dead_rules(parts: Sequence[Place]) -> Found:
    """Rules that can never do anything; looked for only when the content is a form at all."""
    content = parts[0].thing
    if not any(problems_of(content)):
        for path, reason in warnings_of(content):
            yield place_of(path, parts), reason
