# SPDX-License-Identifier: EUPL-1.2
"""What gets decided, asked and said in the stories of the demo town."""

GRANT, PERMIT, INFORMATION, AFTERNOON = (
    "jarjestojen-toiminta-avustus",
    "kaivulupa",
    "tietopyynto",
    "aamu-ja-iltapaivatoiminta",
)
HANDLERS = {GRANT: "sari", PERMIT: "kari", INFORMATION: "sini", AFTERNOON: "sari"}

# (summary, reasons) of the decision; {detail} is the place, the sum or the child
DECISIONS = {
    (GRANT, "granted"): (
        "Myönnämme yhdistykselle toiminta-avustusta {detail}.",
        "Toiminta on avointa kaikille ja tukee kaupungin hyvinvointisuunnitelmaa. Hakemus liitteineen on täydellinen.",
    ),
    (GRANT, "partly_granted"): (
        "Myönnämme yhdistykselle toiminta-avustusta osan haetusta summasta ({detail}).",
        "Toiminta täyttää ehdot. Hakemuksia on enemmän kuin rahaa, joten emme voi myöntää koko summaa.",
    ),
    (GRANT, "rejected"): (
        "Emme myönnä toiminta-avustusta.",
        "Toiminta on vain yhdistyksen jäsenille. Avustuksen ehtojen mukaan toiminnan pitää olla avointa kaikille.",
    ),
    (PERMIT, "granted"): (
        "Saat luvan kaivaa paikassa {detail}. Korjaa päällyste viimeistään kahden viikon kuluttua työn päättymisestä.",
        "Työ ei haittaa liikennettä kohtuuttomasti, ja siitä vastaa pätevä henkilö.",
    ),
    (PERMIT, "rejected"): (
        "Et saa lupaa kaivaa paikassa {detail}.",
        "Katu on päällystetty tänä vuonna. Työ voidaan tehdä ajoradan vieressä kaivamatta päällystettä auki.",
    ),
    (INFORMATION, "rejected"): (
        "Emme anna pyydettyä asiakirjaa ({detail}).",
        "Asiakirjassa on toisen ihmisen terveystietoja, jotka ovat salassa pidettäviä.",
    ),
    (AFTERNOON, "granted"): (
        "{detail} saa paikan iltapäivätoiminnasta omalla koulullaan.",
        "Koulun ryhmässä on tilaa, ja hakemus tuli ajoissa.",
    ),
    (AFTERNOON, "rejected"): (
        "{detail} ei saa paikkaa iltapäivätoiminnasta.",
        "Ryhmä on täynnä. Paikat annetaan ensin ensimmäisen luokan oppilaille. Lapsi jää jonoon.",
    ),
}

# what gets asked, and what happens otherwise
SUPPLEMENTS = {
    GRANT: (["Allekirjoitettu tilinpäätös viime vuodelta", "Tilintarkastajan lausunto"], "emme voi myöntää avustusta."),
    PERMIT: (
        ["Tarkempi kartta, johon kaivualue on piirretty", "Suunnitelma liikenteestä"],
        "ratkaisemme asian ilman niitä.",
    ),
    INFORMATION: (["Tarkempi kuvaus asiakirjasta, esimerkiksi vuosi"], "emme löydä asiakirjaa."),
    AFTERNOON: (["Todistus työvuoroista tai opiskelusta"], "ratkaisemme asian ilman todistusta."),
}

TALK = {
    GRANT: ("Milloin avustukset maksetaan?", "Maksamme ne kahden viikon kuluessa päätöksestä."),
    PERMIT: (
        "Hei! Voiko työn aloittaa jo viikkoa aikaisemmin?",
        "Valitettavasti ei. Samalla kadulla on silloin toinen työmaa.",
    ),
    INFORMATION: ("Riittää, jos saan asiakirjan sähköisesti.", "Hyvä, lähetämme sen tähän palveluun."),
    AFTERNOON: (
        "Lapseni on allerginen pähkinälle. Tiedättehän sen?",
        "Kiitos tiedosta. Kerroin siitä ryhmän ohjaajalle.",
    ),
}

# what is dug for: the purpose as the form has it, and the work in words
DIGGING = {
    "sähkökaapeli": ("electricity", "Uusi sähkökaapeli jakokaapilta rakennukselle."),
    "kaukolämpö": ("heat", "Rakennus liitetään kaukolämpöön."),
    "vesijohto": ("water", "Vanha vesijohto vaihdetaan uuteen."),
    "viemäri": ("water", "Viemäriliittymä uusitaan tontin rajalta runkolinjaan."),
    "valokuitu": ("data", "Valokuitu asennetaan kadun reunaan, syvyys noin 60 senttiä."),
    "salaoja": ("other", "Salaoja johdetaan hulevesikaivoon."),
    "liittymä": ("other", "Uusi liittymä tontille."),
}

# field of work, members, what is done and for whom
PURPOSES = (
    (
        "sports",
        "240",
        "Hoidamme latuja ja pidämme hiihtokouluja. Hiihtokoulussa käy talvessa noin 80 lasta.",
        "children",
    ),
    ("village", "65", "Pidämme kylätaloa auki ja järjestämme talkoita ja yhteisiä ruokailuja.", "everyone"),
    ("welfare", "38", "Vertaisryhmä kokoontuu joka toinen viikko. Mukaan voi tulla ilmoittautumatta.", "seniors"),
    ("culture", "52", "Järjestämme kuukausittain avoimen lauluillan ja kesällä kaksi ulkokonserttia.", "everyone"),
)

# the attachments of each form by question
PAPERS = {
    GRANT: {
        "plan": "toimintasuunnitelma.pdf",
        "budget": "talousarvio.pdf",
        "report": "toimintakertomus.pdf",
        "accounts": "tilinpaatos.pdf",
    },
    PERMIT: {"map": "kaivukartta.pdf", "traffic_plan": "liikennejarjestelyt.pdf"},
}
PAPER_TITLES = {
    "toimintasuunnitelma.pdf": "Toimintasuunnitelma",
    "talousarvio.pdf": "Talousarvio",
    "toimintakertomus.pdf": "Toimintakertomus",
    "tilinpaatos.pdf": "Tilinpäätös",
    "kaivukartta.pdf": "Kartta kaivualueesta",
    "liikennejarjestelyt.pdf": "Liikennejärjestelyt työn aikana",
    "lisatiedot.pdf": "Lisätiedot hakemukseen",
}
