# SPDX-License-Identifier: EUPL-1.2
"""What gets decided, asked and said in the stories of the demo town."""

GRANT, PERMIT, INFORMATION, AFTERNOON = (
    "jarjestojen-toiminta-avustus",
    "kaivulupa",
    "tietopyynto",
    "aamu-ja-iltapaivatoiminta",
)
FINE, OPINION, EVENT, NEED = (
    "oikaisuvaatimus-pysakointivirhemaksuun",
    "mielipide-kaavasta",
    "tapahtuma-yleisella-alueella",
    "palvelutarpeen-arviointi",
)
VETERAN = "veteraanin-pysakointilupa"
HANDLERS = {
    VETERAN: "kari",
    GRANT: "sari",
    PERMIT: "kari",
    INFORMATION: "sini",
    AFTERNOON: "sari",
    FINE: "pasi",
    OPINION: "mervi",
    EVENT: "kari",
    NEED: "sini",
}

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
    (VETERAN, "granted"): (
        "Saat veteraanin pysäköintiluvan. Pidä lupa näkyvissä tuulilasin takana.",
        "Hakijalla on veteraanitunnus, ja lupaa käytetään veteraanin matkoilla.",
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
    (FINE, "granted"): (
        "Poistamme pysäköintivirhemaksun paikasta {detail}. Palautamme maksun, jos se on jo maksettu.",
        "Tarkastajan kuvassa näkyy lupa, joka oli voimassa.",
    ),
    (FINE, "rejected"): (
        "Emme poista pysäköintivirhemaksua paikasta {detail}.",
        "Merkki näkyi selvästi, eikä vaatimuksessa ole syytä, joka poistaisi vastuun.",
    ),
    (EVENT, "granted"): (
        "Saat järjestää tapahtuman {detail}. Siivoa alue heti tapahtuman jälkeen.",
        "Paikka on vapaa, ja turvallisuudesta on huolehdittu.",
    ),
}

# what a matter is answered with when no decision is needed
ANSWERED = {
    INFORMATION: ("Hei! Pyytämäsi asiakirja on tässä.", "Asiakirja annettu."),
    OPINION: (
        "Kiitos mielipiteestä. Vastauksemme on kaavan asiakirjoissa. Lautakunta lukee molemmat.",
        "Mielipiteeseen on vastattu.",
    ),
}

# whose matter it is, when it is not the city's
AUTHORITIES = {
    PERMIT: "Väylävirasto",
    INFORMATION: "Kainuun hyvinvointialue",
    NEED: "Kainuun hyvinvointialue",
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
    FINE: (["Kuva luvasta tai kuitti maksusta"], "ratkaisemme asian ilman kuvaa."),
    EVENT: (["Piirros telttojen paikoista"], "emme voi myöntää lupaa."),
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
    FINE: ("Pitääkö maksu maksaa nyt?", "Maksa se ajallaan. Saat rahat takaisin, jos vaatimus hyväksytään."),
    EVENT: ("Onko torilla sähköä?", "On. Saat keskuksen avaimen Kajaani Infosta."),
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

# why a fine is thought wrong: the grounds as the form has them, and what happened
GROUNDS = {
    "lupa": (["permit"], "Lupa oli tuulilasilla, mutta lumi peitti sen."),
    "merkki": (["sign"], "Merkki oli kaatunut eikä näkynyt kadulta."),
    "hajosi": (["fault"], "Auto ei käynnistynyt. Odotin hinausta tunnin."),
    "kuorma": (["loading"], "Vein muuttokuorman sisään. Hätävilkut olivat päällä."),
}

# what is thought of a plan: the topic as the form has it, the opinion and the wish
OPINIONS = {
    "liikenne": ("traffic", "Koulun eteen tulee liikaa autoja.", "Saattopaikka pihan puolelle."),
    "korkeus": ("height", "Kuusi kerrosta on liikaa pientalojen viereen.", "Enintään neljä kerrosta."),
    "metsä": ("green", "Metsikkö on lasten leikkipaikka ja reitti koululle.", "Metsikkö jää puistoksi."),
    "kauppa": ("services", "Kylään tarvitaan kauppa. Hyvä, että kaavassa on sille tontti.", ""),
}

AREAS = {"square": "Raatihuoneentori", "riverside": "Rantapuisto, soutustadionin puoli", "street": "Kauppakatu"}

# what help is needed with, and the story
NEEDS = {
    "muisti": (["home", "memory"], "Äiti unohtaa syödä ja lääkkeet. Hän asuu yksin."),
    "kaatuminen": (["moving", "care"], "Isä on kaatunut kahdesti tällä viikolla. Suihkuun hän ei pääse yksin."),
    "perhe": (["children", "mood"], "Jaksaminen on lopussa. Tarvitsisimme apua kotiin iltaisin."),
}

# the attachments of each form by question
PAPERS = {
    GRANT: {
        "plan": "toimintasuunnitelma.pdf",
        "budget": "talousarvio.pdf",
        "report": "toimintakertomus.pdf",
        "accounts": "tilinpaatos.pdf",
    },
    PERMIT: {"map": "kaivukartta.pdf", "traffic_plan": "liikennejarjestelyt.pdf"},
    FINE: {"evidence": "kuva-luvasta.pdf"},
    VETERAN: {"proof": "kuva-tunnuksesta.pdf"},
    EVENT: {"rescue_plan": "pelastussuunnitelma.pdf"},
}
PAPER_TITLES = {
    "kuva-tunnuksesta.pdf": "Kuva tunnuksesta",
    "toimintasuunnitelma.pdf": "Toimintasuunnitelma",
    "talousarvio.pdf": "Talousarvio",
    "toimintakertomus.pdf": "Toimintakertomus",
    "tilinpaatos.pdf": "Tilinpäätös",
    "kaivukartta.pdf": "Kartta kaivualueesta",
    "liikennejarjestelyt.pdf": "Liikennejärjestelyt työn aikana",
    "kuva-luvasta.pdf": "Kuva luvasta",
    "pelastussuunnitelma.pdf": "Pelastussuunnitelma",
    "lisatiedot.pdf": "Lisätiedot hakemukseen",
}

# whom a statement is asked of (an outsider, another unit), and what
STATEMENT_ASKED = ("Kainuun museo", "maankaytto")
STATEMENT_QUESTION = "Onko kaivupaikalla muinaisjäännöksiä tai suojeltuja rakenteita?"

DISMISSAL = (
    "Jätämme hakemuksen tutkimatta.",
    "Paikka ei ole kaupungin katu eikä muu yleinen alue, joten kaupunki ei voi antaa siihen kaivulupaa.",
)

# what is demanded and why
CLAIM = (
    "Lupa pitää myöntää.",
    "Viemäri vuotaa, eikä sitä voi korjata ajoradan vierestä.",
)
