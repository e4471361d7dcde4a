# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from feedback.admin.buttons import BUTTONS
from feedback.models import Feedback
from portal.audit.models import AccessEntry
from tests.cast import Cast
from tests.factories.feedback import FeedbackFactory
from tests.queries import count_queries

URL = "/admin/feedback/feedback/"


def press(client: Client, feedback: Feedback, path: str, verb: str, version: int = 0, **fields: str) -> int:
    data = {f"{verb}-{name}": value for name, value in fields.items()} | {f"{verb}-expected_version": str(version)}
    return client.post(f"{URL}{feedback.reference}/{path}/", data).status_code


def test_handler_sees_the_own_units_and_the_unrouted(cast: Cast) -> None:
    FeedbackFactory(unit=cast.unit, text="Oman yksikön palaute")
    FeedbackFactory(unit=None, text="Ohjaamaton palaute")
    FeedbackFactory(unit=cast.other_unit, text="Toisen yksikön palaute")

    page = cast.handler.client().get(URL)

    assert "Oman yksikön palaute" in page.text
    assert "Ohjaamaton palaute" in page.text
    assert "Toisen yksikön palaute" not in page.text


@pytest.mark.parametrize("role", ["resident", "editor", "main_user", "auditor"])
def test_others_have_no_inbox(cast: Cast, role: str) -> None:
    feedback = FeedbackFactory(unit=None)
    client = cast.member(role).client()

    assert client.get(URL).status_code in (302, 403)
    assert client.get(f"{URL}{feedback.reference}/").status_code in (302, 403, 404)


def test_views_and_filters_of_the_inbox(cast: Cast) -> None:
    FeedbackFactory(unit=None, text="Ohjaamaton")
    FeedbackFactory(unit=cast.unit, text="Minulla", status="in_progress", handler=cast.handler.user)
    FeedbackFactory(unit=cast.unit, text="Valmis asia", closed=True, kind="thanks")
    client = cast.handler.client()

    assert "Valmis asia" not in client.get(URL).text
    assert "Valmis asia" in client.get(URL, {"nakyma": "done"}).text
    assert "Ohjaamaton" not in client.get(URL, {"nakyma": "mine"}).text
    assert "Minulla" not in client.get(URL, {"nakyma": "unrouted", "kind__exact": "defect"}).text.split("<table")[1]
    assert client.get(URL, {"q": "Ohjaamaton", "kind__exact": ""}).headers["Location"] == f"{URL}?q=Ohjaamaton"


def test_inbox_asks_as_much_for_one_as_for_many(cast: Cast) -> None:
    FeedbackFactory(unit=cast.unit, of_person=True)
    client = cast.handler.client()
    client.get(URL)  # the session's own first queries
    one = count_queries(lambda: client.get(URL))
    FeedbackFactory.create_batch(19, unit=cast.unit, of_person=True)

    assert count_queries(lambda: client.get(URL)) == one


def test_opening_is_in_the_access_log_of_the_giver(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, person=cast.resident.person)

    page = cast.handler.client().get(f"{URL}{feedback.reference}/")

    assert page.status_code == 200
    assert AccessEntry.objects.visible_to(cast.resident.actor).get().by_name == "Kari Huotari"


def test_handler_works_through_one_piece_of_feedback(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, may_publish=True)
    client = cast.handler.client()

    assert press(client, feedback, "ota-kasittelyyn", "take_up") == 302
    assert press(client, feedback, "muistiinpano", "note", text="Soitettu.") == 302
    assert press(client, feedback, "vastaa", "answer", 1, text="Korjattu.", is_public="on") == 302
    assert press(client, feedback, "julkaise", "publish", 2, title="Katuvalo", text="Ei pala.") == 302
    assert press(client, feedback, "valmis", "close", 3, text="Valmis.") == 302
    feedback.refresh_from_db()
    assert (feedback.status, feedback.is_published) == ("closed", True)
    assert "Korjattu." in Client().get(f"/palaute/{feedback.reference}/").text


def test_routed_feedback_leaves_the_inbox(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)
    client = cast.handler.client()

    assert press(client, feedback, "siirra", "route", unit=str(cast.other_unit.pk)) == 302
    assert client.get(f"{URL}{feedback.reference}/").status_code == 404


def test_who_was_slower_sees_the_change_and_keeps_the_text(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)
    press(cast.decision_maker.client(), feedback, "vastaa", "answer", text="Nopeampi vastaus.")
    data = {"answer-text": "Hitaampi vastaus.", "answer-expected_version": "0"}

    page = cast.handler.client().post(f"{URL}{feedback.reference}/vastaa/", data)

    assert page.status_code == 409
    assert "Joku muu ehti ensin" in page.text
    assert "Nopeampi vastaus." in page.text
    assert "Hitaampi vastaus." in page.text
    assert 'value="1"' in page.text


def test_empty_answer_is_told_beside_the_field(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    page = cast.handler.client().post(f"{URL}{feedback.reference}/vastaa/", {"answer-expected_version": "0"})

    assert "Kirjoita vastaus." in page.text


def test_button_that_is_not_possible_now_is_refused(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit, closed=True)

    assert press(cast.handler.client(), feedback, "ota-kasittelyyn", "take_up") == 409


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.path)
def test_handler_of_another_unit_cannot_press(cast: Cast, button: object) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    assert press(cast.other_handler.client(), feedback, button.path, button.verb) == 404  # type: ignore[attr-defined]


def test_address_of_a_button_leads_to_the_feedback(cast: Cast) -> None:
    feedback = FeedbackFactory(unit=cast.unit)

    response = cast.handler.client().get(f"{URL}{feedback.reference}/vastaa/")

    assert response.headers["Location"] == f"{URL}{feedback.reference}/"
