# SPDX-License-Identifier: EUPL-1.2
"""Where a protected person lives and how they are reached is told by no page, but through break-glass."""

import datetime as dt
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from cases.actions.disclosing import disclose_contacts
from cases.models import Case, CaseType, Disclosure
from feedback.models import Feedback
from portal.accounts.models import Person
from portal.audit.models import AccessEntry, AuditEntry
from portal.common import clock
from portal.common.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.cast import ROLES, Cast
from tests.factories.cases import CaseFactory, PartyFactory
from tests.permissions import posted, table, world

PHONE, STREET, PLACE, MAIL = "+358505550199", "Piilokuja 77 B", "88999 PIILOLA", "piilo@hidden.example"
# However it is written.
SECRETS = ("5550199", "555 0199", "0505550199", "Piilokuja", "88999", "PIILOLA", MAIL)
CONTENT: list[dict[str, Any]] = [
    {
        "title": {"fi": "Hakija"},
        "rows": [
            {"key": "home", "label": {"fi": "Osoite"}, "value": "Toinen piilo 5", "source": "", "is_contact": True},
            {"key": "way", "label": {"fi": "Mihin"}, "value": f"Tuo se: {STREET}", "source": ""},
            {"key": "phone", "label": {"fi": "Puhelin"}, "value": "050 5550199", "source": ""},
            {"key": "work", "label": {"fi": "Työ"}, "value": "Kaivetaan kaapelia", "source": ""},
        ],
    }
]


def protect(person: Person) -> Person:
    person.non_disclosure, person.phone, person.email = True, PHONE, MAIL
    person.street_address, person.postal_code, person.post_office = STREET, *PLACE.split()
    person.save()
    return person


@pytest.fixture
def protected(cast: Cast, case: Case) -> Case:
    """The resident's case in the handler's unit, and the resident is under an order."""
    protect(cast.resident.person)
    Case.objects.filter(pk=case.pk).update(content=CONTENT, contact_phone=PHONE, contact_email=MAIL)
    case.parties.update(phone=PHONE, email=MAIL)
    return case


def text_of(response: HttpResponseBase) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"%PDF"):
        made = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=False)
        return str(made.stdout.decode())
    return str(body.decode(errors="replace"))


def told(response: HttpResponseBase) -> list[str]:
    text = text_of(response).casefold()
    return [secret for secret in (*SECRETS, "Toinen piilo") if secret.casefold() in text]


def shown_pages() -> Iterator[tuple[str, str, str]]:
    """(role, method, page and objects) of every page that the table of permissions tells to open to somebody else."""
    for section in table.PAGES.values():
        for what, *letters in table.lines(section):
            for method, line in zip(("GET", "POST"), letters, strict=True):
                short = len(line) == 3
                for role, letter in zip(
                    ("visitor", "stranger", "handler") if short else ROLES, line.replace(" ", ""), strict=True
                ):
                    if letter == "o" and role != "resident":
                        yield role, method, what


def test_no_page_of_the_portal_tells_it_to_anybody_else(cast: Cast) -> None:
    words = world.build(cast)
    protect(cast.resident.person)
    Case.objects.filter(parties__person=cast.resident.person).update(
        content=CONTENT, contact_phone=PHONE, contact_email=MAIL
    )
    for case in Case.objects.filter(parties__person=cast.resident.person):
        case.parties.update(phone=PHONE, email=MAIL)
    Feedback.objects.filter(person=cast.resident.person).update(contact_phone=PHONE, contact_email=MAIL)
    clients = {role: member.client() for role, member in cast.everybody().items()}

    leaks, seen = [], 0
    for role, method, what in shown_pages():
        name, *objects = what.split()
        url = name if name.startswith("/") else reverse(name, args=[words[word] for word in objects])
        # The page of who fills the draft along shows the draft, which the resident has chosen to share.
        if "joined_draft" in what:
            continue
        cache.clear()
        with transaction.atomic():
            client = clients[role]
            response = client.get(url) if method == "GET" else client.post(url, posted.POSTED.get(what, {}))
            found = told(response)
            transaction.set_rollback(True)
        seen += 1
        if found:
            leaks.append(f"{role} {method} {what}: {found}")

    assert seen > 400
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize("query", ["q=Kemppainen", "q=KAJ", "nakyma=all"])
def test_queue_and_its_search_tell_nothing(cast: Cast, protected: Case, query: str) -> None:
    page = cast.handler.client().get(f"/admin/cases/case/?{query}")

    assert page.status_code == 200
    assert not told(page)


def test_protected_person_reads_their_own_case_whole(cast: Cast, protected: Case) -> None:
    page = cast.resident.client().get(protected.get_absolute_url())

    assert STREET in text_of(page)


def test_another_party_of_the_same_case_does_not_learn_it(cast: Cast, protected: Case) -> None:
    PartyFactory(case=protected, of=cast.stranger.person, role="other")

    page = cast.stranger.client().get(protected.get_absolute_url())

    assert "Kaivetaan kaapelia" in text_of(page)
    assert not told(page)


def test_desk_is_shown_the_order_and_not_the_address(cast: Cast, protected: Case) -> None:
    client = cast.clerk.client()
    customer = reverse("frontdesk:open", args=[cast.resident.person.public_id])
    given = {"channel": "visit", "identification": "passport", "topic": "Asia"}

    page = client.post(customer, given, follow=True)

    assert "Turvakielto" in text_of(page)
    assert not told(page)


def test_without_an_order_the_handler_sees_how_to_reach_the_customer(cast: Cast, protected: Case) -> None:
    Person.objects.filter(pk=cast.resident.person.pk).update(non_disclosure=False)

    page = text_of(cast.handler.client().get(f"/admin/cases/case/{protected.reference}/"))

    assert MAIL in page
    assert "Toinen piilo 5" in page


# ---- break-glass


def address(case: Case) -> str:
    return reverse("admin:cases_case_contacts", args=[case.reference])


def test_handler_opens_it_with_a_reason_for_half_an_hour(cast: Cast, protected: Case) -> None:
    client = cast.handler.client()
    assert not told(client.get(address(protected)))

    page = client.post(address(protected), {"reason": "Kirjattu kirje"}, follow=True)

    assert set(told(page)) >= {"Piilokuja", "88999", MAIL, "Toinen piilo"}
    # Open on this page alone, and to this handler alone.
    assert not told(client.get(f"/admin/cases/case/{protected.reference}/"))
    assert not told(cast.decision_maker.client().get(address(protected)))
    with time_machine.travel(clock.now() + dt.timedelta(minutes=30), tick=False):
        assert not told(cast.handler.client().get(address(protected)))


def test_opening_is_told_to_the_supervisor_and_to_the_person(cast: Cast, protected: Case) -> None:
    supervisor = cast.decision_maker.user
    assert supervisor

    disclose_contacts(protected.pk, actor=cast.handler.actor, reason="Kirjattu kirje")

    notice = Notification.objects.get(event="case.contacts_disclosed")
    assert notice.email == supervisor.email
    assert not any(secret in f"{notice.title}{notice.body}" for secret in SECRETS)
    assert AuditEntry.objects.get(event="case.contacts_disclosed").person_id == cast.resident.person.pk
    look = AccessEntry.objects.about(cast.resident.person).get()
    assert "Kirjattu kirje" in look.reason
    assert "Kirjattu kirje" in text_of(cast.resident.client().get(reverse("audit:access-log")))


def test_supervisor_who_opens_is_seen_by_the_main_user(cast: Cast, protected: Case) -> None:
    assert cast.main_user.user

    disclose_contacts(protected.pk, actor=cast.decision_maker.actor, reason="Kirje")

    assert Notification.objects.get(event="case.contacts_disclosed").email == cast.main_user.user.email


def test_opening_again_while_open_is_the_same(cast: Cast, protected: Case) -> None:
    first = disclose_contacts(protected.pk, actor=cast.handler.actor, reason="Kirje")

    assert disclose_contacts(protected.pk, actor=cast.handler.actor, reason="Taas") == first
    assert Disclosure.objects.count() == 1


def test_opening_needs_a_reason(cast: Cast, protected: Case) -> None:
    with pytest.raises(ValidationError):
        disclose_contacts(protected.pk, actor=cast.handler.actor, reason="  ")
    page = cast.handler.client().post(address(protected), {"reason": ""})

    assert page.status_code == 200
    assert not told(page)
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("role", ["resident", "clerk", "other_handler", "editor", "main_user", "auditor"])
def test_others_do_not_open_it(cast: Cast, protected: Case, role: str) -> None:
    with pytest.raises(PermissionDenied):
        disclose_contacts(protected.pk, actor=cast.member(role).actor, reason="Utelias")


def test_case_without_an_order_has_nothing_to_open(cast: Cast, case_type: CaseType) -> None:
    case = CaseFactory(case_type=case_type, applicant=cast.stranger.person)

    with pytest.raises(TransitionNotAllowed):
        disclose_contacts(case.pk, actor=cast.handler.actor, reason="Kirje")
    assert cast.handler.client().get(address(case)).status_code == 404


def test_visitor_is_sent_to_log_in(protected: Case) -> None:
    assert Client().get(address(protected)).status_code == 302
