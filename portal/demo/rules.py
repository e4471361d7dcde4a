# SPDX-License-Identifier: EUPL-1.2
"""Rules that handle matters of the town by themselves: a permit, a question for what is missing, a way, a reminder."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cases.automation.editing import add_test, save_version, start_rehearsing, switch_on
from cases.automation.rehearsing import rehearse_rule
from cases.models import CaseType, Rule
from portal.accounts.actors import Actor, actor_for
from portal.accounts.models import User
from portal.demo.case_texts import INFORMATION, PERMIT, VETERAN

CONTACT = "Kari Huotari, kunnallistekniikka, 08 6155 1234"
DEPLOYMENT = "Tekninen johtaja 2.11.2026 § 41"
Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its tests: (name, facts, expected). `state`: on, rehearsing or off."""

    kind: str
    state: str
    trigger: str
    name: Texts
    purpose: Texts
    rows: list[dict[str, Any]]
    tests: list[tuple[str, dict[str, Any], str]]
    labels: dict[str, Texts]


def _row(tests: list[dict[str, Any]], because: Texts, act: str, **then: Any) -> dict[str, Any]:
    return {"if": {"all": tests}, "then": {"act": act, **then}, "because": because}


_ONE = {"number": "1"}
_HAS_BADGE = {"badge": "front", "whose": "own", "proof_way": "attach", "known.attachments": _ONE}
RULES = (
    Ready(
        VETERAN,
        "on",
        Rule.Trigger.OPENED,
        {
            "fi": "Veteraanin pysäköintilupa",
            "sv": "Parkeringstillstånd för veteraner",
            "en": "Veterans' parking permit",
        },
        {
            "fi": "Lupa tulee heti, kun veteraani hakee sitä itselleen ja liittää kuvan tunnuksesta. Muut hakemukset "
            "käsittelee ihminen.",
            "sv": "Tillståndet kommer genast när veteranen själv ansöker och bifogar en bild av tecknet. Övriga "
            "ansökningar handläggs av en människa.",
            "en": "The permit comes at once when the veteran applies and attaches a picture of the badge. A person "
            "handles the other applications.",
        },
        [
            _row(
                [
                    {"field": "whose", "is": "own"},
                    {"field": "badge", "in": ["front_soldier", "front_service", "front", "invalid"]},
                    {"field": "proof_way", "is": "attach"},
                    {"known": "attachments", "more": 0},
                ],
                {
                    "fi": "Veteraani hakee lupaa itselleen ja on liittänyt kuvan tunnuksesta.",
                    "sv": "Veteranen ansöker själv och har bifogat en bild av tecknet.",
                    "en": "The veteran applies and has attached a picture of the badge.",
                },
                "decide",
                outcome="granted",
            )
        ],
        [
            ("Tunnus ja kuva", _HAS_BADGE, "decide:granted"),
            ("Omainen hakee", _HAS_BADGE | {"whose": "relative"}, ""),
            ("Kuva puuttuu", _HAS_BADGE | {"proof_way": "show", "known.attachments": {"number": "0"}}, ""),
        ],
        {
            "whose": {"fi": "Kenelle lupaa haetaan", "sv": "För vem tillståndet söks", "en": "For whom"},
            "whose=own": {"fi": "itselle", "sv": "för en själv", "en": "oneself"},
            "badge": {"fi": "Tunnus", "sv": "Tecken", "en": "Badge"},
            "badge=front_soldier": {
                "fi": "rintamasotilastunnus",
                "sv": "frontmannatecken",
                "en": "front soldier badge",
            },
            "badge=front_service": {
                "fi": "rintamapalvelustunnus",
                "sv": "fronttjänsttecken",
                "en": "front service badge",
            },
            "badge=front": {"fi": "rintamatunnus", "sv": "fronttecken", "en": "front badge"},
            "badge=invalid": {"fi": "sotainvalidin tunnus", "sv": "krigsinvalidtecken", "en": "war invalid's badge"},
            "proof_way": {
                "fi": "Miten tunnus näytetään",
                "sv": "Hur tecknet visas",
                "en": "How the badge is shown",
            },
            "proof_way=attach": {"fi": "kuva liitteenä", "sv": "bild som bilaga", "en": "picture attached"},
        },
    ),
    Ready(
        PERMIT,
        "rehearsing",
        Rule.Trigger.OPENED,
        {"fi": "Kaivuluvan kartta", "sv": "Karta för grävtillstånd", "en": "Map for a digging permit"},
        {
            "fi": "Pyytää kartan, jos hakemuksessa ei ole liitteitä.",
            "sv": "Ber om en karta om ansökan saknar bilagor.",
            "en": "Asks for a map when the application has no attachments.",
        },
        [
            _row(
                [{"known": "attachments", "less": 1}],
                {
                    "fi": "Tarvitsemme kartan, josta kaivupaikka näkyy.",
                    "sv": "Vi behöver en karta som visar grävplatsen.",
                    "en": "We need a map that shows the place.",
                },
                "ask",
                items=["Kartta kaivupaikasta"],
                days=14,
                consequence="Ratkaisemme asian ilman karttaa.",
            )
        ],
        [
            ("Ei liitteitä", {"known.attachments": {"number": "0"}}, "ask"),
            ("Yksi liite", {"known.attachments": _ONE}, ""),
        ],
        {},
    ),
    Ready(
        INFORMATION,
        "off",
        Rule.Trigger.OPENED,
        {"fi": "Yrityksen tietopyyntö", "sv": "Företags begäran", "en": "Request of a company"},
        {
            "fi": "Ohjaa yritysten tietopyynnöt hankintapalveluihin.",
            "sv": "Styr företagens begäran till upphandlingstjänsterna.",
            "en": "Leads requests of companies to the purchasing services.",
        },
        [
            _row(
                [{"known": "applicant", "is": "organisation"}],
                {
                    "fi": "Yritykset kysyvät useimmin hankinnoista.",
                    "sv": "Företag frågar oftast om upphandlingar.",
                    "en": "Companies mostly ask about purchases.",
                },
                "route",
                unit="hankintapalvelut",
            )
        ],
        [("Yritys", {"known.applicant": "organisation"}, "route:hankintapalvelut")],
        {},
    ),
    Ready(
        INFORMATION,
        "on",
        Rule.Trigger.DAILY,
        {"fi": "Tietopyyntö odottaa", "sv": "Begäran väntar", "en": "A request waits"},
        {
            "fi": "Muistuttaa käsittelijää, kun tietopyynnön määräaika on lähellä.",
            "sv": "Påminner handläggaren när fristen för en begäran är nära.",
            "en": "Reminds the handler when the deadline of a request is near.",
        },
        [
            _row(
                [{"known": "days_open", "more": 9}],
                {
                    "fi": "Tietopyyntöön on vastattava kahdessa viikossa.",
                    "sv": "En begäran ska besvaras inom två veckor.",
                    "en": "A request must be answered within two weeks.",
                },
                "remind",
            )
        ],
        [("Kymmenes päivä", {"known.days_open": {"number": "10"}}, "remind")],
        {},
    ),
)


@transaction.atomic
def fill() -> None:
    """Safe to run twice: where there are rules, nothing is added."""
    if Rule.objects.exists():
        return
    paavo = actor_for(User.objects.get(username="paavo"))
    for ready in RULES:
        _write(ready, paavo)


def _write(ready: Ready, actor: Actor) -> None:
    rule = Rule.objects.create(
        case_type=CaseType.objects.get(code=ready.kind), name=ready.name, purpose=ready.purpose, contact=CONTACT
    )
    save_version(rule.pk, actor=actor, trigger=ready.trigger, rows=ready.rows, labels=ready.labels)
    for name, facts, expected in ready.tests:
        add_test(rule.pk, actor=actor, name=name, facts=facts, expected=expected)
    rehearse_rule(rule.pk, actor=actor)
    if ready.state == "on":
        switch_on(rule.pk, actor=actor, deployment=DEPLOYMENT)
    elif ready.state == "rehearsing":
        start_rehearsing(rule.pk, actor=actor)
