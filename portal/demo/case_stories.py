# SPDX-License-Identifier: EUPL-1.2
"""Half a year of cases as plain data. Newest first within a kind."""

from typing import NamedTuple

from portal.demo.case_texts import AFTERNOON, EVENT, FINE, GRANT, INFORMATION, NEED, OPINION, PERMIT, VETERAN


class Story(NamedTuple):
    kind: str
    who: str  # a citizen's user name, an organisation's (y: company, l: association) or a neighbour's number
    days_ago: int
    stage: str
    detail: str  # the place, the sum, the subject or the child
    talks: bool = False


NEIGHBOURS = (
    ("Raija", "Tolonen"),
    ("Mikko", "Pulkkinen"),
    ("Sirpa", "Kyllönen"),
    ("Antti", "Leinonen"),
    ("Henna", "Väisänen"),
    ("Jouni", "Karjalainen"),
    ("Ritva", "Härkönen"),
    ("Omar", "Hassan"),
    ("Svetlana", "Ivanova"),
    ("Tuomas", "Määttä"),
    ("Linnea", "Granlund"),
    ("Eero", "Juntunen"),
)

# Whom the neighbours apply grants for.
ASSOCIATIONS = (
    "Lohtajan kyläyhdistys ry",
    "Kainuun vertaistuki ry",
    "Kajaanin laululinnut ry",
    "Otanmäen eläkkeensaajat ry",
    "Kajaanin nuorten näyttämö ry",
)

# Stages: received · claimed · in_progress · asked (waits for the customer) · asked_late · answered · decided ·
# served · refused (served, rejected) · partly · closed (appeal over) · settled (answered without a decision) ·
# suspended · hearing (a museum and a unit are asked) · dismissed · contested (refused, rectification asked for) ·
# withdrawn · transferred · nameless (sent without log-in)
STORIES = (
    # --- Aino: one waits for her, one has a fresh decision, one is under way, one is long done
    Story(AFTERNOON, "aino", 12, "asked", "Helmi Kemppainen", talks=True),
    Story(AFTERNOON, "aino", 20, "served", "Eelis Kemppainen"),
    Story(INFORMATION, "aino", 4, "in_progress", "Leikkipuiston turvallisuustarkastus 2025", talks=True),
    Story(PERMIT, "aino", 130, "closed", "Kalliokatu 14, vesijohto"),
    # --- digging permits
    Story(PERMIT, "y", 0, "received", "Kauppakatu 21, sähkökaapeli"),
    Story(PERMIT, "3", 1, "received", "Brahenkatu 5, kaukolämpö"),
    Story(PERMIT, "5", 2, "received", "Lönnrotinkatu 11, vesijohto", talks=True),
    Story(PERMIT, "y", 3, "claimed", "Sammonkatu 8, valokuitu"),
    Story(PERMIT, "9", 6, "in_progress", "Ratakatu 18, salaoja"),
    Story(PERMIT, "y", 9, "in_progress", "Tehdaskatu 9, valokuitu", talks=True),
    Story(PERMIT, "1", 13, "asked", "Väinämöisenkatu 3, viemäri"),
    Story(PERMIT, "11", 15, "answered", "Kasarminkatu 2, sähkökaapeli"),
    Story(PERMIT, "y", 19, "in_progress", "Niskantie 4, kaukolämpö", talks=True),
    Story(PERMIT, "7", 24, "in_progress", "Pohjolankatu 30, vesijohto"),
    Story(PERMIT, "y", 27, "asked_late", "Sotkamontie 12, valokuitu"),
    Story(PERMIT, "0", 26, "received", "Koivukoskenkatu 6, sähkökaapeli"),
    Story(PERMIT, "y", 16, "decided", "Välikatu 1, kaukolämpö"),
    Story(PERMIT, "4", 22, "served", "Linnankatu 7, viemäri"),
    Story(PERMIT, "y", 25, "refused", "Kirkkokatu 20, valokuitu", talks=True),
    Story(PERMIT, "veikko", 48, "closed", "Rantakatu 2, vesijohto"),
    Story(PERMIT, "y", 60, "closed", "Teppanantie 15, sähkökaapeli"),
    Story(PERMIT, "2", 75, "withdrawn", "Syväyksenkatu 4, salaoja"),
    Story(PERMIT, "6", 88, "transferred", "Valtatie 5, liittymä"),
    Story(PERMIT, "y", 101, "closed", "Opintie 3, valokuitu"),
    Story(PERMIT, "10", 140, "closed", "Nuottakatu 9, viemäri"),
    Story(PERMIT, "y", 168, "closed", "Huuhkajankatu 1, kaukolämpö"),
    Story(PERMIT, "8", 12, "suspended", "Sissikatu 15, vesijohto"),
    Story(PERMIT, "veikko", 8, "hearing", "Linnankatu 1, sähkökaapeli"),
    Story(PERMIT, "veikko", 23, "contested", "Rantakatu 2, viemäri"),
    Story(PERMIT, "3", 18, "dismissed", "Mökkitie 40, valokuitu"),
    # --- grants
    Story(GRANT, "l", 2, "received", "2 400 €"),
    Story(GRANT, "2", 5, "received", "900 €"),
    Story(GRANT, "8", 9, "claimed", "1 500 €", talks=True),
    Story(GRANT, "l", 18, "asked", "3 200 €", talks=True),
    Story(GRANT, "4", 25, "in_progress", "700 €"),
    Story(GRANT, "0", 34, "answered", "4 800 €"),
    Story(GRANT, "10", 41, "decided", "1 200 €"),
    Story(GRANT, "6", 45, "partly", "6 000 €", talks=True),
    Story(GRANT, "1", 66, "in_progress", "1 000 €"),
    Story(GRANT, "l", 92, "closed", "2 000 €"),
    Story(GRANT, "5", 110, "refused", "3 000 €"),
    Story(GRANT, "3", 121, "withdrawn", "500 €"),
    Story(GRANT, "9", 150, "closed", "1 800 €"),
    # --- information requests
    Story(INFORMATION, "nameless", 1, "received", "Kadun kunnossapidon luokitus"),
    Story(INFORMATION, "7", 3, "received", "Valtuuston kokouksen tallenne"),
    Story(INFORMATION, "veikko", 6, "in_progress", "Oman tontin rajapiirros 1978", talks=True),
    Story(INFORMATION, "3", 9, "asked", "Vanha rakennuslupa"),
    Story(INFORMATION, "11", 17, "in_progress", "Päiväkodin ilmanvaihdon mittaukset"),
    Story(INFORMATION, "nameless", 21, "settled", "Uimarannan vesinäytteet"),
    Story(INFORMATION, "0", 30, "settled", "Koulukuljetusten hankintasopimus", talks=True),
    Story(INFORMATION, "9", 38, "refused", "Naapurin hoitosuunnitelma"),
    Story(INFORMATION, "y", 52, "settled", "Katusuunnitelma, Tehdaskatu"),
    Story(INFORMATION, "5", 71, "transferred", "Hoitotiedot terveyskeskuksesta"),
    Story(INFORMATION, "8", 96, "settled", "Kaavaselostus 1994"),
    Story(INFORMATION, "2", 126, "settled", "Hiekoitusreitit"),
    Story(INFORMATION, "nameless", 155, "settled", "Puiston puiden kuntoarvio"),
    # --- places in morning and afternoon activities
    Story(AFTERNOON, "4", 0, "received", "Aada Leinonen"),
    Story(AFTERNOON, "8", 2, "received", "Nikita Ivanov"),
    Story(AFTERNOON, "10", 4, "claimed", "Elis Granlund", talks=True),
    Story(AFTERNOON, "7", 8, "in_progress", "Amina Hassan"),
    Story(AFTERNOON, "0", 16, "asked_late", "Oona Tolonen"),
    Story(AFTERNOON, "1", 19, "answered", "Niilo Pulkkinen", talks=True),
    Story(AFTERNOON, "6", 33, "in_progress", "Veeti Härkönen"),
    Story(AFTERNOON, "9", 21, "served", "Iida Määttä"),
    Story(AFTERNOON, "2", 24, "refused", "Leevi Kyllönen", talks=True),
    Story(AFTERNOON, "5", 80, "closed", "Enni Karjalainen"),
    Story(AFTERNOON, "3", 115, "withdrawn", "Onni Leinonen"),
    Story(AFTERNOON, "11", 160, "closed", "Saga Juntunen"),
    # --- claims about parking fines
    Story(FINE, "4", 1, "received", "Kauppakatu 12, lupa"),
    Story(FINE, "veikko", 3, "received", "Sissikatu 4, merkki", talks=True),
    Story(FINE, "9", 7, "claimed", "Pohjolankatu 21, hajosi"),
    Story(FINE, "0", 12, "in_progress", "Linnankatu 18, kuorma", talks=True),
    Story(FINE, "7", 18, "asked", "Brahenkatu 7, lupa"),
    Story(FINE, "2", 26, "served", "Välikatu 9, lupa"),
    Story(FINE, "11", 33, "refused", "Kirkkokatu 2, merkki"),
    Story(FINE, "6", 95, "closed", "Lönnrotinkatu 3, lupa"),
    # --- parking permits of veterans: whether the badge is shown as a picture, or at the desk
    Story(VETERAN, "6", 3, "received", "show"),
    Story(VETERAN, "4", 30, "served", "attach"),
    Story(VETERAN, "11", 61, "closed", "attach"),
    Story(VETERAN, "3", 76, "closed", "show"),
    Story(VETERAN, "9", 90, "closed", "attach"),
    # --- opinions on plans
    Story(OPINION, "5", 2, "received", "petaisenniska, korkeus"),
    Story(OPINION, "veikko", 5, "received", "lehtikangas, liikenne"),
    Story(OPINION, "10", 13, "in_progress", "lehtikangas, metsä"),
    Story(OPINION, "3", 58, "settled", "otanmaki, kauppa"),
    # --- events: name, kind, area, people at the same time
    Story(EVENT, "l", 1, "received", "Koko kansan hiihtopäivä, sports, riverside, 150"),
    Story(EVENT, "y", 4, "in_progress", "Konepäivä, sale, square, 80", talks=True),
    Story(EVENT, "l", 8, "received", "Talven avajaiset, concert, square, 900"),
    Story(EVENT, "y", 19, "served", "Avoimet ovet, sale, street, 60"),
    Story(EVENT, "l", 84, "closed", "Elokuun kyläjuhla, gathering, riverside, 120"),
    # --- assessments of service need, handed over to the wellbeing services county
    Story(NEED, "1", 0, "received", "kaatuminen"),
    Story(NEED, "8", 3, "transferred", "perhe"),
    Story(NEED, "2", 21, "transferred", "muisti"),
)
