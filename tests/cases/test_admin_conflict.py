# SPDX-License-Identifier: EUPL-1.2
"""Two handlers at once: the second reads what the first did, nothing is overwritten, and nothing typed is lost."""

from typing import Any

import pytest
from django.urls import reverse

from cases.actions.handling import close_case, set_estimate, take_up_case
from cases.actions.messaging import send_message
from cases.models import Case
from portal.common import clock
from tests.cases.test_admin_workspace import DECISION, url
from tests.cast import Cast


def post(cast: Cast, case: Case, slug: str, version: int, **answers: Any) -> Any:
    return cast.decision_maker.client().post(url(case, slug), {"version": version, **answers})


def test_second_handler_reads_what_the_first_one_did(cast: Cast, case: Case) -> None:
    opened = case.version
    take_up_case(case.pk, actor=cast.handler.actor)

    answer = post(cast, case, "take-up", opened)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Joku muu ehti ensin" in page
    assert "Otettu käsittelyyn" in page
    assert "Kari Huotari" in page


def test_what_was_typed_is_there_and_can_be_sent_to_the_case_as_it_is_now(cast: Cast, in_progress: Case) -> None:
    opened = in_progress.version
    send_message(in_progress.pk, actor=cast.resident.actor, text="Työ siirtyy viikolla.")

    answer = post(cast, in_progress, "decide", opened, **DECISION)

    form = answer.context["form"]
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Uusi viesti" in page
    assert "Aino Kemppainen" in page
    assert "Saat luvan kaivaa.</textarea>" in page
    assert int(form["version"].value()) == opened + 1
    assert not in_progress.decisions.exists()


def test_typed_text_is_kept_for_reading_when_it_cannot_be_sent_any_more(cast: Cast, in_progress: Case) -> None:
    in_progress.case_type.may_close_as_answered = True
    in_progress.case_type.save()
    opened = in_progress.version
    close_case(in_progress.pk, actor=cast.handler.actor, reason="Vastattu")

    answer = post(cast, in_progress, "decide", opened, **DECISION)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "readonly>Saat luvan kaivaa.</textarea>" in page
    assert url(in_progress, "decide_check") not in page


@pytest.mark.parametrize("slug", ["transfer", "hand-over", "assign", "estimate"])
def test_no_button_acts_on_an_old_page(cast: Cast, in_progress: Case, slug: str) -> None:
    opened = in_progress.version
    set_estimate(in_progress.pk, actor=cast.handler.actor, ready_on=clock.today())
    answers: dict[str, dict[str, Any]] = {
        "transfer": {"authority": "Valtio", "reason": "Kuuluu sinne"},
        "hand-over": {"unit": cast.other_unit.pk, "reason": "Kuuluu sinne"},
        "assign": {"handler": cast.decision_maker.user and cast.decision_maker.user.pk},
        "estimate": {"ready_on": "1.1.2099"},
    }

    answer = post(cast, in_progress, slug, opened, **answers[slug])

    in_progress.refresh_from_db()
    assert answer.status_code == 409
    assert (in_progress.status, in_progress.unit, in_progress.handler) == (
        "in_progress",
        cast.unit,
        cast.handler.user,
    )


def test_button_without_a_version_changes_nothing(cast: Cast, case: Case) -> None:
    answer = cast.handler.client().post(reverse("admin:cases_case_take-up", args=[case.reference]), {})

    case.refresh_from_db()
    assert answer.status_code == 200
    assert case.status == "received"
