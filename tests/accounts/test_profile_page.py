# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.accounts.actions import update_contact
from portal.accounts.actors import VISITOR, Assurance
from portal.accounts.models import Person
from portal.audit.models import AuditEntry
from portal.common.phones import show_phone
from tests.cast import Cast

NEW = {"email": "uusi@esimerkki.example", "phone": "040 765 4321", "language": "sv", "appearance": "dark"}


def _person(cast: Cast) -> Person:
    assert cast.resident.person is not None
    return Person.objects.get(pk=cast.resident.person.pk)


def test_resident_changes_contact_data_and_choices(cast: Cast) -> None:
    client = cast.resident.client()

    answer = client.post(reverse("accounts:profile"), NEW)

    person = _person(cast)
    assert answer.status_code == 302
    assert (person.email, person.phone, person.language) == ("uusi@esimerkki.example", "+358407654321", "sv")
    assert not person.email_notices
    assert person.user is not None
    assert person.user.appearance == "dark"
    assert 'data-color-scheme="dark"' in client.get(reverse("accounts:profile")).content.decode()


def test_change_is_recorded_without_its_content(cast: Cast) -> None:
    cast.resident.client().post(reverse("accounts:profile"), NEW)

    entry = AuditEntry.objects.get(event="person.contact_changed")
    assert set(entry.facts["fields"]) == {"email", "phone", "language", "email_notices"}
    assert "uusi@" not in str(entry.facts)


@pytest.mark.parametrize("phone", ["12", "abc", "+358 40", "0401234567890123"])
def test_wrong_phone_is_told(cast: Cast, phone: str) -> None:
    answer = cast.resident.client().post(reverse("accounts:profile"), {**NEW, "phone": phone})

    assert answer.status_code == 200
    assert "Tarkista puhelinnumero" in answer.content.decode()
    assert _person(cast).phone == "+358401234567"


def test_register_data_cannot_be_changed(cast: Cast) -> None:
    cast.resident.client().post(reverse("accounts:profile"), {**NEW, "surname": "Muu", "street_address": "Muukatu 1"})

    assert (_person(cast).surname, _person(cast).street_address) == ("Kemppainen", "Kalliokatu 14 A 3")


def test_register_data_are_shown_masked_and_only_to_the_strongly_identified(cast: Cast) -> None:
    strong = cast.resident.client().get(reverse("accounts:profile")).content.decode()
    cast.resident.assurance = Assurance.WEAK
    weak = cast.resident.client().get(reverse("accounts:profile")).content.decode()

    assert "140891-****" in strong
    assert "Kalliokatu 14 A 3" in strong
    assert "140891" not in weak
    assert "Kalliokatu" not in weak
    assert reverse("accounts:identify") in weak


def test_weak_log_in_is_sent_to_identify_before_the_code_is_shown(cast: Cast) -> None:
    cast.resident.assurance = Assurance.WEAK

    answer = cast.resident.client().post(reverse("accounts:profile-hetu"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("accounts:identify"))


def test_page_of_identification_leads_back_but_not_outside(cast: Cast) -> None:
    client = cast.resident.client()

    assert client.get(reverse("accounts:identify"), {"next": "/oma/viestit/"}).headers["Location"] == "/oma/viestit/"
    outside = client.get(reverse("accounts:identify"), {"next": "https://elsewhere.example/"})
    assert outside.headers["Location"] == reverse("accounts:profile")


def test_page_is_never_kept_by_a_browser_or_a_proxy(cast: Cast) -> None:
    assert cast.resident.client().get(reverse("accounts:profile")).headers["Cache-Control"] == "no-store"


def test_visitor_is_asked_to_log_in(client: Client, cast: Cast) -> None:
    answer = client.get(reverse("accounts:profile"))

    assert answer.headers["Location"] == f"{reverse('account_login')}?next={reverse('accounts:profile')}"
    with pytest.raises(PermissionDenied):
        update_contact(actor=VISITOR, language="fi", appearance="auto")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("+358401234567", "040 123 4567"), ("+46701234567", "+46 70 123 45 67"), ("ei numero", "ei numero")],
)
def test_numbers_are_shown_the_finnish_way(kept: str, shown: str) -> None:
    assert show_phone(kept) == shown
