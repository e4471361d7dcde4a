# SPDX-License-Identifier: EUPL-1.2
import pytest

from cases.models import Case
from portal.accounts.actors import Channel
from portal.accounts.middleware import MANDATE_KEY
from portal.accounts.models import Mandate
from portal.frontdesk.models import ContactMoment
from portal.frontdesk.session import SESSION_KEY
from tests.cast import Cast
from tests.factories.cases import CaseFactory, CaseTypeFactory


@pytest.fixture
def waiting(cast: Cast) -> Case:
    case: Case = CaseFactory(case_type=CaseTypeFactory(unit=cast.unit), applicant=cast.resident.person, waiting=True)
    return case


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_what_waits_comes_first(cast: Cast, waiting: Case, language: str) -> None:
    text = cast.resident.client().get(f"{language}/oma/").content.decode()

    assert "Kartta kaivupaikasta" in text
    assert text.index("Kartta kaivupaikasta") < text.index('id="avoimet"')


def test_newcomer_is_shown_the_way(cast: Cast) -> None:
    text = cast.stranger.client().get("/oma/").content.decode()

    assert "Hei Outi!" in text
    assert "Sinulla ei ole avoimia asioita." in text


def test_page_shows_the_matters_of_whom_one_acts_for(cast: Cast) -> None:
    agent = cast.agent
    case = CaseFactory(applicant=cast.association)
    client = agent.client()
    own = client.get("/oma/").content.decode()
    session = client.session
    session[MANDATE_KEY] = Mandate.objects.get(organisation=cast.association).pk
    session.save()

    behalf = client.get("/oma/").content.decode()

    assert case.reference not in own
    assert case.reference in behalf


@pytest.mark.parametrize(
    ("role", "address"), [("clerk", "/neuvonta/"), ("handler", "/admin/"), ("visitor", "/kirjaudu/login/?next=/oma/")]
)
def test_others_are_led_where_they_belong(cast: Cast, role: str, address: str) -> None:
    page = cast.member(role).client().get("/oma/")

    assert page["Location"] == address


def test_clerk_at_the_desk_reads_the_status_of_the_customers_case_only(cast: Cast, waiting: Case) -> None:
    client = cast.clerk.client()
    assert cast.clerk.user
    moment = ContactMoment.objects.create(
        clerk=cast.clerk.user, person=cast.resident.person, channel=Channel.DESK, reason="Kysyy hakemuksestaan"
    )
    session = client.session
    session[SESSION_KEY] = moment.pk
    session.save()

    page = client.get(waiting.get_absolute_url())

    text = page.content.decode()
    assert page.status_code == 200
    assert "Odottaa" in text
    assert "Kauppakatu 1" not in text
    assert "Kartta kaivupaikasta" not in text
