# SPDX-License-Identifier: EUPL-1.2
"""Views of the work queue that are kept under a name: filters, order and columns, one's own or the unit's."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.actions.arranging import MOST_VIEWS, keep_view, remove_view
from cases.models import Case, CaseType, QueueView
from portal.accounts.actors import Assurance, Channel
from tests.cast import Cast
from tests.factories.cases import CaseFactory, MessageFactory
from tests.factories.work import QueueViewFactory
from tests.queries import count_queries

QUEUE = "/admin/cases/case/"


def page(client: Any, query: str = "") -> Any:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return answer


def lines(answer: Any) -> list[tuple[str, int, bool]]:
    return [(line.view.name, line.size, line.is_own) for line in answer.context["kept_views"]]


def keep(client: Any, **answers: Any) -> Any:
    return client.post(f"{QUEUE}views/keep/", {f"view-{name}": value for name, value in answers.items()})


def test_a_kept_view_brings_back_filters_order_and_columns(cast: Cast, case_type: CaseType) -> None:
    swedish = CaseFactory(case_type=case_type, language="sv", applicant_name="Sven")
    CaseFactory(case_type=case_type, language="fi")
    client = cast.handler.client()
    asked = "?nakyma=unit&kieli=sv&o=-2&sarake=received&sarake=customer&q=Sven"

    query = page(client, asked).context["keep_form"].initial["query"]
    answer = client.get(keep(client, name="Ruotsiksi", query=query).headers["Location"])

    view = QueueView.objects.get()
    assert view.query == "nakyma=unit&kieli=sv&o=-2&sarake=received&sarake=customer"
    assert [row.case for row in answer.context["rows"]] == [swedish]
    assert [header["text"] for header in answer.context["headers"]] == ["Asia", "Asiakas", "Saapui"]
    assert (answer.context["kept"].view, lines(answer)) == (view, [("Ruotsiksi", 1, True)])


def test_what_is_no_part_of_a_view_is_not_kept(cast: Cast) -> None:
    keep(cast.handler.client(), name="Oma", query="nakyma=unit&q=Aino&p=3&_facets=1&oma=x")

    assert QueueView.objects.get().query == "nakyma=unit"


def test_a_label_is_part_of_a_view(cast: Cast) -> None:
    keep(cast.handler.client(), name="Kiireiset", query="nakyma=unit&tunniste=kiireinen")

    assert QueueView.objects.get().query == "nakyma=unit&tunniste=kiireinen"


def test_the_same_name_again_changes_the_view(cast: Cast) -> None:
    for query in ("nakyma=unit", "nakyma=new"):
        keep_view(actor=cast.handler.actor, name="Oma", query=query)

    assert QueueView.objects.get().query == "nakyma=new"


def test_the_day_starts_from_one_view_only(cast: Cast, case: Case) -> None:
    client, actor = cast.handler.client(), cast.handler.actor
    keep_view(actor=actor, name="Eka", query="nakyma=new", is_start=True)
    second = keep_view(actor=actor, name="Toka", query="nakyma=unit", is_start=True)

    assert client.get(QUEUE).headers["Location"] == f"{QUEUE}?nakyma=unit&oma={second.key}"
    assert QueueView.objects.get(is_start=True) == second
    assert cast.decision_maker.client().get(QUEUE).status_code == 200


def test_a_shared_view_is_seen_by_the_unit_and_counts_their_own(cast: Cast, in_progress: Case) -> None:
    keep_view(actor=cast.handler.actor, name="Kesken", query="nakyma=mine&tila=in_progress", unit=cast.unit)
    keep_view(actor=cast.handler.actor, name="Vain minun", query="nakyma=mine")

    assert lines(page(cast.handler.client(), "?nakyma=all")) == [("Kesken", 1, True), ("Vain minun", 1, True)]
    assert lines(page(cast.decision_maker.client())) == [("Kesken", 0, False)]
    assert lines(page(cast.other_handler.client())) == []


def test_a_shared_start_is_the_start_of_its_owner_alone(cast: Cast) -> None:
    keep_view(actor=cast.handler.actor, name="Alku", query="nakyma=unit", unit=cast.unit, is_start=True)

    assert cast.decision_maker.client().get(QUEUE).status_code == 200


@pytest.mark.parametrize("role", ["clerk", "editor", "main_user", "auditor"])
def test_who_handles_nothing_keeps_nothing(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        keep_view(actor=cast.member(role).actor, name="Oma", query="")


def test_at_the_desk_nothing_is_kept(cast: Cast) -> None:
    desk = cast.handler.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)

    with pytest.raises(PermissionDenied):
        keep_view(actor=desk, name="Oma", query="")


def test_a_view_is_not_shared_with_another_unit(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        keep_view(actor=cast.handler.actor, name="Oma", query="", unit=cast.other_unit)

    keep(cast.handler.client(), name="Oma", query="", unit=cast.other_unit.pk)
    assert not QueueView.objects.exists()


def test_there_is_an_end_to_views(cast: Cast) -> None:
    QueueViewFactory.create_batch(MOST_VIEWS, owner=cast.handler.user)
    name = QueueView.objects.latest("pk").name

    with pytest.raises(ValidationError, match="30 näkymää"):
        keep_view(actor=cast.handler.actor, name="Vielä yksi", query="")
    assert keep_view(actor=cast.handler.actor, name=name, query="nakyma=new").query == "nakyma=new"


def test_only_the_owner_removes(cast: Cast) -> None:
    view = keep_view(actor=cast.handler.actor, name="Oma", query="", unit=cast.unit)

    with pytest.raises(PermissionDenied):
        remove_view(view.key, actor=cast.decision_maker.actor)
    for _time in range(2):
        remove_view(view.key, actor=cast.handler.actor)

    assert not QueueView.objects.exists()


def test_removing_leads_back_to_the_queue(cast: Cast) -> None:
    view = QueueViewFactory(owner=cast.handler.user, is_start=True)

    answer = cast.handler.client().post(f"{QUEUE}views/{view.key}/remove/", follow=True)

    assert "Näkymä on poistettu" in answer.content.decode()


@pytest.mark.parametrize("column", ["received", "unit_name", "spoken", "who"])
def test_each_column_asks_as_much_for_twenty_as_for_one(cast: Cast, case_type: CaseType, column: str) -> None:
    client = cast.handler.client()
    url = f"{QUEUE}?nakyma=unit&sarake={column}"
    CaseFactory(case_type=case_type)
    client.get(url)
    one = count_queries(lambda: client.get(url))
    CaseFactory.create_batch(19, case_type=case_type)

    assert count_queries(lambda: client.get(url)) == one


def test_a_column_that_is_not_there_is_left_out(cast: Cast, case: Case) -> None:
    assert page(cast.handler.client(), "?nakyma=unit&sarake=tracking_hash").context["columns"] == (
        "customer",
        "state",
        "deadline",
        "latest",
        "who",
    )


@pytest.mark.parametrize(
    "query",
    [
        "nakyma=unit&kieli=sv",
        "nakyma=unit&tila=in_progress&maara=late",
        "nakyma=unit&tyyppi={code}",
        "nakyma=unit&tyyppi=muu",
        "nakyma=messages&kieli=fi",
    ],
)
def test_number_beside_a_view_is_that_of_its_rows(cast: Cast, case_type: CaseType, query: str) -> None:
    for language in ("fi", "sv"):
        CaseFactory(case_type=case_type, language=language, in_progress=True, overdue=True)
        MessageFactory(case=CaseFactory(case_type=case_type, language=language))
    QueueViewFactory(owner=cast.handler.user, query=query.format(code=case_type.code))

    answer = page(cast.handler.client(), f"?{query.format(code=case_type.code)}")

    assert answer.context["kept_views"][0].size == len(answer.context["rows"])
