# SPDX-License-Identifier: EUPL-1.2
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from feedback.models import Feedback
from tests.cast import Cast
from tests.factories.feedback import FeedbackFactory, RoutingFactory
from tests.queries import count_queries

URL = "/palaute/"
ORIENTATION, MODEL = 0x0112, 0x0110
GOOD = {
    "kind": "defect",
    "text": "Katuvalo ei pala.",
    "place": "Kalliokatu 14",
    "wants_answer": "yes",
    "contact": "040 123 4567",
    "may_publish": "on",
    "key": "11111111-1111-4111-8111-111111111111",
}


def test_visitor_sends_feedback_and_gets_reference_and_code(cast: Cast) -> None:
    client = Client()

    response = client.post(URL, GOOD, follow=True)

    feedback = Feedback.objects.get()
    assert response.redirect_chain == [(f"/palaute/{feedback.reference}/kiitos/", 302)]
    assert (feedback.contact_phone, feedback.may_publish) == ("+358401234567", True)
    assert feedback.reference in response.text
    assert "Seurantakoodi" in response.text


def test_the_same_form_sent_twice_is_one_feedback(cast: Cast) -> None:
    client = Client()

    first, second = client.post(URL, GOOD), client.post(URL, GOOD)

    assert first.headers["Location"] == second.headers["Location"]
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "", "Valitse, mistä on kyse."),
        ("text", "", "Kirjoita, mitä haluat kertoa."),
        ("text", "Tunnukseni on 131052-308T.", "näyttää olevan henkilötunnus"),
        ("place", "Luona asuu 131052A308T", "näyttää olevan henkilötunnus"),
        ("contact", "", "Kirjoita puhelinnumero tai sähköposti"),
        ("contact", "ei@ole", "Tarkista sähköposti"),
        ("contact", "soitelkaa", "Tarkista puhelinnumero"),
        ("website", "http://spam.example", "Jätä tämä kenttä tyhjäksi"),
    ],
)
def test_mistake_is_told_beside_the_field_and_the_text_is_kept(cast: Cast, field: str, value: str, words: str) -> None:
    response = Client().post(URL, GOOD | {field: value})

    assert response.status_code == 200
    assert words in response.text
    assert "Kalliokatu 14" in response.text or field == "place"
    assert not Feedback.objects.exists()


def test_wrong_kind_of_picture_is_refused(cast: Cast) -> None:
    picture = SimpleUploadedFile("kuva.jpg", b"MZ not a picture", content_type="image/jpeg")

    response = Client().post(URL, GOOD | {"photo": picture})

    assert "Tämä tiedostomuoto ei käy" in response.text


def photograph(**tags: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", **tags)
    return out.getvalue()


def test_picture_is_kept_upright_and_without_what_the_camera_wrote_into_it(cast: Cast) -> None:
    written = Image.Exif()
    written[ORIENTATION], written[MODEL] = 6, "Puhelin 7"
    picture = photograph(exif=written)

    Client().post(URL, GOOD | {"photo": SimpleUploadedFile("oma-nimi.jpg", picture)})

    kept = Feedback.objects.get().photo
    with Image.open(kept) as shown:
        assert shown.size == (20, 40)
        assert not shown.getexif()
    assert "oma-nimi" not in str(kept.name)


def test_broken_picture_is_refused_with_words(cast: Cast) -> None:
    broken = photograph()[:-200]

    response = Client().post(URL, GOOD | {"photo": SimpleUploadedFile("kuva.jpg", broken)})

    assert "Kuva on vioittunut" in response.text
    assert not Feedback.objects.exists()


def test_brake_stops_a_flood_from_one_address(cast: Cast) -> None:
    client = Client()

    for _try in range(20):
        client.post(URL, GOOD | {"text": ""})

    assert client.post(URL, GOOD).status_code == 429


def test_signed_in_residents_address_is_ready(cast: Cast) -> None:
    response = cast.resident.client().get(URL)

    assert 'value="aino@mail.example"' in response.text
    assert "omista tiedoistasi" in response.text


def test_feedback_from_a_page_tells_which_page(db: None) -> None:
    assert 'value="Palaute sivusta /palvelut/kaivulupa/"' in Client().get(URL, {"mista": "/palvelut/kaivulupa/"}).text
    assert "Palaute sivusta" not in Client().get(URL, {"mista": "https://evil.example/"}).text


def test_published_feedback_never_shows_the_giver(cast: Cast) -> None:
    FeedbackFactory(
        published=True, person=cast.resident.person, text="Minä Aino Kemppainen.", contact_email="aino@x.example"
    )
    FeedbackFactory(text="Salainen palaute.")

    page = Client().get(URL)

    assert "on pimeä" in page.text
    for secret in ("Aino", "aino@x.example", "Salainen palaute"):
        assert secret not in page.text


def test_filters_and_pages_of_published_feedback(cast: Cast) -> None:
    topic = RoutingFactory()
    FeedbackFactory(published=True, topic=topic, public_title="Lamppu rikki")
    FeedbackFactory(published=True, answered=True, public_title="Kiitos kentästä")
    FeedbackFactory.create_batch(9, published=True)

    assert "Kiitos kentästä" not in Client().get(URL, {"aihe": topic.pk}).text
    assert "Lamppu rikki" not in Client().get(URL, {"tila": "done"}).text
    assert "sivu=2" in Client().get(URL).text
    assert Client().get(URL, {"aihe": "x", "sivu": "99"}).status_code == 200


def test_page_asks_as_much_for_one_as_for_many(cast: Cast) -> None:
    FeedbackFactory(published=True)
    one = count_queries(lambda: Client().get(URL))
    FeedbackFactory.create_batch(19, published=True)

    # One more: the paginator that shows further pages.
    assert count_queries(lambda: Client().get(URL)) == one


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_page_is_shown_in_each_language(cast: Cast, language: str) -> None:
    assert Client().get(f"{language}{URL}").status_code == 200
