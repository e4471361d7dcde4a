# SPDX-License-Identifier: EUPL-1.2
"""What the city knows, from where, since when; and which of it a session may show."""

import datetime as dt

import pytest

from portal.accounts.models import Person
from portal.common import clock
from services.eforms.actions.drafting import begin_draft
from services.eforms.engine.prefill import LINK, PROFILE, REGISTER, Sources, known_values, prefill, source_text
from services.eforms.engine.validation import problems_of
from services.eforms.filling import filling_of
from tests.cast import Cast
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.catalogue import ServiceFactory
from tests.factories.eforms import FormDefinitionFactory, field, form_of, read


@pytest.fixture
def person(db: None) -> Person:
    found: Person = PersonFactory(identified=True, born=dt.date(2000, 3, 9))
    return found


def test_each_source_fills_its_question(person: Person) -> None:
    sources = Sources(
        applicant=person,
        organisation=OrganisationFactory(phone="+358401112222"),
        service=ServiceFactory(name={"fi": "Venepaikat"}),
        is_identified=True,
    )
    form = read(
        field("home", prefill="person.municipality"),
        field("call", "phone", prefill="organisation.phone"),
        field("service", prefill="service.name"),
    )

    answers, provenance = prefill(form, sources)

    assert answers == {"home": "205", "call": "040 111 2222", "service": "Venepaikat"}
    assert [provenance[key]["source"] for key in answers] == ["register", "organisation", "service"]


def test_register_data_tells_when_it_was_read_from_the_register(person: Person) -> None:
    person.register_checked_at = clock.now() - dt.timedelta(days=40)

    _answers, provenance = prefill(read(field("name", prefill="person.name")), Sources(applicant=person))

    assert provenance["name"]["at"] == person.register_checked_at.isoformat(timespec="seconds")


def test_only_register_data_of_a_person_or_a_company_is_locked(person: Person) -> None:
    form = read(
        field("name", prefill="person.name", locked=True),
        field("phone", "phone", prefill="person.phone", locked=True),
        field("company", prefill="organisation.name", locked=True),
        field("mail", "email", prefill="organisation.email", locked=True),
    )

    _answers, provenance = prefill(form, Sources(applicant=person, organisation=OrganisationFactory()))

    locked = {key: entry["locked"] for key, entry in provenance.items()}
    assert locked == {"name": True, "phone": False, "company": True, "mail": False}


def test_conditions_may_ask_what_is_known(person: Person) -> None:
    known = known_values(Sources(applicant=person, is_identified=True))

    assert known["person.municipality"] == "205"
    assert known["person.age"] == clock.today().year - 2000 - ((clock.today().month, clock.today().day) < (3, 9))
    assert "person.hetu" not in known


@pytest.mark.parametrize(
    ("protected", "identified"), [(True, True), (False, False)], ids=["under non-disclosure", "known by a password"]
)
def test_municipality_is_not_told(person: Person, protected: bool, identified: bool) -> None:
    person.non_disclosure = protected

    assert "person.municipality" not in known_values(Sources(applicant=person, is_identified=identified))


def test_draft_asks_by_what_is_known_of_its_applicant(cast: Cast) -> None:
    cast.resident.person.municipality_code = "205"
    cast.resident.person.save()
    here = {"known": "person.municipality", "is": "205"}
    form = form_of(field("always"), field("here", show_if=here), field("elsewhere", show_if={"not": here}))

    draft = begin_draft(FormDefinitionFactory(content=form), actor=cast.resident.actor)

    filling = filling_of(draft)
    assert filling.read(filling.steps[0]).shown == {"always", "here"}


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        (field("a", show_if={"known": "person.hetu", "filled": True}), "show_if"),
        (field("a", show_if={"known": "person.shoe_size", "is": "42"}), "show_if"),
        (field("a", "consent", prefill="earlier.a"), "prefill"),
        (field("a", prefill="person.age"), "prefill"),
    ],
    ids=["identity code in a condition", "unknown name in a condition", "consent beforehand", "age as an answer"],
)
def test_definition_with_a_wrong_source_is_refused(wrong: dict[str, object], path: str) -> None:
    found = [where for where, _reason in problems_of(form_of(wrong))]

    assert found == [f"steps[0].sections[0].fields[0].{path}"]


def test_source_is_told_with_its_day() -> None:
    form = read(field("a"), kind="notice")
    at = "2026-02-03T23:30:00+00:00"

    assert source_text(REGISTER, at, form) == "väestötietojärjestelmästä 4.2.2026"
    assert source_text("earlier", at, form) == "viime ilmoituksestasi 4.2.2026"
    assert source_text(PROFILE, "", form) == "omista tiedoistasi"
    assert source_text(LINK, at, form) == "linkistä"
