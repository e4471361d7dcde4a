# SPDX-License-Identifier: EUPL-1.2
from django.utils.translation import override

from portal.common.readability import EASY, HARD, reading_of

PLAIN = "Kerro, missä kaivat. Kirjoita katu ja numero. Voit myös näyttää paikan kartalla."
HEAVY = (
    "Yleisten alueiden kunnossapitovelvollisuudesta vastaavan viranomaisen edellyttämien selvitysten toimittaminen "
    "hakemuksen vireilletulon yhteydessä edistää asianmukaista käsittelyä ja mahdollistaa ratkaisun valmistelun "
    "kohtuullisessa määräajassa sekä vähentää täydennyspyyntömenettelyn tarvetta."
)


def test_short_sentences_are_easy() -> None:
    reading = reading_of(PLAIN)

    assert reading
    assert (reading.level, reading.words) == (EASY, "Helppo")


def test_officialese_is_hard_and_told_how_to_mend() -> None:
    reading = reading_of(HEAVY)

    assert reading
    assert reading.level == HARD
    assert reading.words == "Vaikea: lyhennä lauseita"
    assert reading.long_words == ("kunnossapitovelvollisuudesta", "täydennyspyyntömenettelyn")
    assert len(reading.long_sentences) == 1


def test_long_words_alone_ask_for_shorter_words() -> None:
    reading = reading_of(
        "Täydennyspyyntömenettely edellyttää asianomistajan kuulemista. Kuulemismenettely järjestetään."
    )

    assert reading
    assert reading.words == "Vaikea: käytä lyhyempiä sanoja"


def test_a_label_is_too_short_to_judge() -> None:
    assert reading_of("Kiinteistötunnus") is None


def test_a_date_or_a_link_does_not_break_the_sentence() -> None:
    reading = reading_of("Hae viimeistään 31.1.2027 [täältä](https://kajaani.example/osoite). Sitten on myöhäistä.")

    assert reading
    assert reading.lix == 3 + 33


def test_english_has_limits_of_its_own() -> None:
    text = "Municipal authorities require additional documentation regarding excavation."

    with override("fi"):
        english, finnish = reading_of(text, "en"), reading_of(text, "fi")

    assert english
    assert english.level == HARD
    assert finnish
