# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from feedback.models import Feedback
from feedback.tracking import follow_url, tracking_code
from portal.audit.models import AccessEntry
from tests.cast import Cast
from tests.factories.feedback import FeedbackFactory


def url(feedback: Feedback, rest: str = "") -> str:
    return f"/palaute/{feedback.reference}/{rest}"


def test_giver_reads_own_text_and_answer(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, answered=True)
    feedback.updates.create(verb="answer", status="answered", text="Lamppu vaihdettu.", audience="giver")
    feedback.updates.create(verb="note", status="answered", text="Sisäinen asia.", audience="staff")

    page = cast.resident.client().get(url(feedback))

    assert feedback.text in page.text
    assert "Lamppu vaihdettu." in page.text
    assert "Sisäinen asia." not in page.text


@pytest.mark.parametrize("role", ["visitor", "stranger", "other_handler", "editor", "main_user", "auditor"])
def test_others_do_not_learn_that_it_exists(cast: Cast, role: str) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, unit=cast.unit, photo=ContentFile(b"x", "x.jpg"))
    client = cast.member(role).client()

    for rest in ("", "kiitos/", "kuva/"):
        assert client.get(url(feedback, rest)).status_code == 404
    assert client.post(url(feedback, "avaa-uudelleen/"), {"reason": "Ei."}).status_code == 404


def test_published_feedback_shows_only_published_words(cast: Cast) -> None:
    feedback = FeedbackFactory(published=True, text="Minä Aino kerron.", answered=True)
    feedback.updates.create(verb="answer", status="answered", text="Hei Aino!", audience="giver")

    page = Client().get(url(feedback))

    assert page.status_code == 200
    assert "Aino" not in page.text
    assert Client().post(url(feedback, "avaa-uudelleen/"), {"reason": "Ei."}).status_code == 403


def test_handler_who_opens_it_is_in_the_access_log(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, unit=cast.unit)

    cast.handler.client().get(url(feedback))

    assert AccessEntry.objects.get().about_label == feedback.reference


def test_giver_without_account_comes_back_by_code(db: None) -> None:
    feedback, client = FeedbackFactory(answered=True), Client()

    response = client.post("/palaute/seuraa/", {"reference": feedback.reference, "code": tracking_code(feedback)})

    assert response.headers["Location"] == url(feedback)
    assert feedback.text in client.get(url(feedback)).text


@pytest.mark.parametrize("code", ["ABCD-2345-EFHJ", "x"], ids=["another code", "no code at all"])
def test_wrong_code_opens_nothing(db: None, code: str) -> None:
    feedback, client = FeedbackFactory(), Client()

    page = client.post("/palaute/seuraa/", {"reference": feedback.reference, "code": code})

    assert "Emme löydä palautetta" in page.text
    assert client.get(url(feedback)).status_code == 404


def test_tries_are_limited_whatever_is_sent(db: None) -> None:
    client = Client()

    codes = [client.post("/palaute/seuraa/").status_code for _ in range(21)]

    assert codes == [200] * 20 + [429]


def test_link_of_the_email_opens_and_leaves_no_key_in_the_address(db: None) -> None:
    feedback, client = FeedbackFactory(), Client()

    assert client.get(follow_url(feedback)).headers["Location"] == url(feedback)
    assert client.get(url(feedback)).status_code == 200
    assert Client().get(url(feedback) + "?avain=vaara").status_code == 404


def test_giver_asks_for_another_look(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, answered=True)
    client = cast.resident.client()

    assert "Kerro, mikä on vielä pielessä." in client.post(url(feedback, "avaa-uudelleen/"), {"reason": ""}).text
    response = client.post(url(feedback, "avaa-uudelleen/"), {"reason": "Valo sammui taas."})

    feedback.refresh_from_db()
    assert response.status_code == 302
    assert feedback.status == "in_progress"
    assert client.post(url(feedback, "avaa-uudelleen/"), {"reason": "Taas."}).status_code == 409


def test_picture_is_served_safely(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person, photo=ContentFile(b"\xff\xd8x", "x.jpg"))

    response = cast.resident.client().get(url(feedback, "kuva/"))

    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_own_feedback_is_on_the_own_page(cast: Cast) -> None:
    feedback = FeedbackFactory(person=cast.resident.person)
    FeedbackFactory(person=cast.stranger.person, text="Muiden palaute")

    page = cast.resident.client().get("/oma/")

    assert url(feedback) in page.text
    assert "Muiden palaute" not in page.text
