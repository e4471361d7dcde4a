# SPDX-License-Identifier: EUPL-1.2
"""The instruction for seeking a remedy (Hallintolaki 434/2003 46-47 §), by the kind of remedy."""

from typing import TypedDict

from django.conf import settings
from django.utils.translation import gettext as _

from cases.models import Decision
from cases.remedies import REMEDIES, Remedy, RemedyKind


class Instruction(TypedDict):
    title: str
    lead: list[str]
    steps: list[str]
    rules: list[str]


def instruction(decision: Decision) -> Instruction:
    kind = RemedyKind(decision.remedy_kind)
    remedy = REMEDIES[kind]
    if remedy.days is None:
        return {
            "title": _("Muutoksenhaku"),
            "lead": [_("Tähän päätökseen ei voi hakea muutosta.")],
            "steps": [],
            "rules": [],
        }
    words = _appeal(decision, remedy) if remedy.to_court else _rectification(decision, remedy)
    words["rules"] += _period(remedy)
    return words


def _body(decision: Decision) -> str:
    return str(decision.case.terms.remedy_body)


def _address(decision: Decision) -> str:
    unit = decision.unit
    return ", ".join(filter(None, (settings.AUTHORITY_NAME, str(unit), unit.address, unit.email)))


def _municipal(decision: Decision) -> list[str]:
    """In municipal matters every member of the municipality may ask too (Kuntalaki 410/2015 137 §)."""
    if decision.remedy_kind != RemedyKind.RECTIFICATION_MUNICIPAL:
        return []
    return [_("Oikaisua voi vaatia se, jota päätös koskee, ja jokainen kunnan jäsen.")]


def _rectification(decision: Decision, remedy: Remedy) -> Instruction:
    body = _body(decision) or str(decision.unit)
    return {
        "title": _("Ohje oikaisuvaatimuksen tekemiseen"),
        "lead": [
            _("Jos olet tyytymätön päätökseen, voit vaatia siihen oikaisua. Se on maksutonta."),
            _("Päätökseen ei voi hakea muutosta valittamalla tuomioistuimeen ennen oikaisuvaatimusta."),
            *_municipal(decision),
            _("Oikaisuvaatimus osoitetaan: %(body)s.") % {"body": body},
            _("Lähetä se: %(address)s.") % {"address": _address(decision)},
        ],
        "steps": [
            _("Kerro, mitä päätöstä vaadit oikaistavaksi ja miten sitä pitäisi muuttaa."),
            _("Perustele vaatimuksesi."),
            _("Kirjoita nimesi, kotikuntasi ja yhteystietosi."),
            _("Lähetä vaatimus määräajassa."),
        ],
        "rules": [_("Säännökset: %(law)s.") % {"law": remedy.law}],
    }


def _appeal(decision: Decision, remedy: Remedy) -> Instruction:
    body = _body(decision) or _("toimivaltainen hallinto-oikeus")
    return {
        "title": _("Valitusosoitus"),
        "lead": [
            _("Jos olet tyytymätön päätökseen, voit valittaa siitä hallinto-oikeuteen."),
            _("Valitus osoitetaan: %(body)s.") % {"body": body},
        ],
        "steps": [
            _("Kerro, mihin päätökseen haet muutosta ja mitä muutoksia vaadit."),
            _("Perustele vaatimuksesi."),
            _("Kirjoita nimesi, kotikuntasi ja yhteystietosi."),
            _("Liitä mukaan tämä päätös ja asiakirjat, joihin vetoat."),
            _("Lähetä valitus hallinto-oikeuteen määräajassa."),
        ],
        "rules": [_("Säännökset: %(law)s.") % {"law": remedy.law}],
    }


def _period(remedy: Remedy) -> list[str]:
    return [
        _("Määräaika on %(days)s päivää siitä päivästä, jona sait päätöksen tiedoksi. Tuota päivää ei lasketa mukaan.")
        % {"days": remedy.days},
        _("Jos päätös lähetetään sähköisesti, katsomme, että sait sen kolmantena päivänä lähettämisestä."),
        _("Jos päätös lähetetään kirjeellä, katsomme, että sait sen seitsemäntenä päivänä lähettämisestä."),
        _(
            "Jos viimeinen päivä on lauantai, pyhäpäivä, itsenäisyyspäivä, vapunpäivä, joulu- tai juhannusaatto, "
            "määräaika jatkuu seuraavaan arkipäivään."
        ),
    ]
