# SPDX-License-Identifier: EUPL-1.2
"""The main user's pages: staff and their roles, units, organisations, mandates. Nobody gives roles to oneself."""

import pytest
from django.urls import reverse

from portal.accounts.models import Mandate, Organisation, Role, RoleGrant, Unit, User
from portal.audit.models import AccessEntry, AuditEntry
from tests.cast import Cast, Member
from tests.factories.accounts import PersonFactory

LISTS = ["user", "unit", "person", "organisation", "mandate"]


def _user_form(user: User | None, *grants: tuple[str, Unit | None]) -> dict[str, object]:
    form: dict[str, object] = {
        "username": user.username if user else "uusi",
        "first_name": "Uusi",
        "last_name": "Työntekijä",
        "language": "fi",
        "is_active": "on",
        "role_grants-TOTAL_FORMS": len(grants),
        "role_grants-INITIAL_FORMS": 0,
    }
    for index, (role, unit) in enumerate(grants):
        form |= {f"role_grants-{index}-role": role, f"role_grants-{index}-unit": unit.pk if unit else ""}
    return form


def _change(member: Member, user: User, *grants: tuple[str, Unit | None]) -> int:
    url = reverse("admin:accounts_user_change", args=[user.pk])
    return member.client().post(url, _user_form(user, *grants)).status_code


@pytest.mark.parametrize("name", LISTS)
def test_main_user_sees_every_page(cast: Cast, name: str) -> None:
    PersonFactory(identified=True)
    client = cast.main_user.client()

    assert client.get(reverse(f"admin:accounts_{name}_changelist")).status_code == 200
    if name != "person":
        assert client.get(reverse(f"admin:accounts_{name}_add")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["handler", "clerk", "decision_maker"])
def test_other_staff_see_none_of_them(cast: Cast, name: str, who: str) -> None:
    assert cast.member(who).client().get(reverse(f"admin:accounts_{name}_changelist")).status_code == 403


def test_main_user_adds_a_colleague_with_a_role(cast: Cast) -> None:
    unit = cast.unit

    answer = cast.main_user.client().post(reverse("admin:accounts_user_add"), _user_form(None, (Role.HANDLER, unit)))

    colleague = User.objects.get(username="uusi")
    assert answer.status_code == 302
    assert not colleague.has_usable_password()
    assert colleague.role_grants.get().unit == unit
    entry = AuditEntry.objects.get(event="role.granted")
    assert (entry.about_id, entry.facts) == (colleague.pk, {"role": "handler", "unit": unit.code})


def test_main_user_gives_a_role_to_another(cast: Cast) -> None:
    other = cast.clerk.user
    assert other is not None

    _change(cast.main_user, other, (Role.EDITOR, None))

    assert RoleGrant.objects.filter(user=other, role=Role.EDITOR).exists()


def test_main_user_cannot_give_a_role_to_oneself(cast: Cast) -> None:
    own = cast.main_user.user
    assert own is not None

    _change(cast.main_user, own, (Role.AUDITOR, None))

    assert list(own.role_grants.values_list("role", flat=True)) == [Role.MAIN_USER]


def test_auditor_reads_roles_and_changes_nothing(cast: Cast) -> None:
    other = cast.clerk.user
    assert other is not None
    client = cast.auditor.client()

    assert client.get(reverse("admin:accounts_user_change", args=[other.pk])).status_code == 200
    assert _change(cast.auditor, other, (Role.EDITOR, None)) == 403
    assert not RoleGrant.objects.filter(role=Role.EDITOR).exists()


def test_citizens_accounts_are_not_among_staff(cast: Cast) -> None:
    resident = cast.resident.user
    assert resident is not None
    client = cast.main_user.client()

    assert resident.username not in client.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert client.get(reverse("admin:accounts_user_change", args=[resident.pk])).status_code == 302


def test_person_is_found_by_name_not_by_code_and_looking_leaves_a_trace(cast: Cast) -> None:
    person = PersonFactory(hetu="131085-901E", surname="Etsittävä")
    client, url = cast.main_user.client(), reverse("admin:accounts_person_changelist")

    assert "Etsittävä" in client.get(url, {"q": "etsittävä"}).content.decode()
    assert "Etsittävä" not in client.get(url, {"q": "131085-901E"}).content.decode()
    page = client.get(reverse("admin:accounts_person_change", args=[person.pk])).content.decode()
    assert "131085" not in page
    assert AccessEntry.objects.filter(person_id=person.pk).exists()


def test_person_cannot_be_changed_here(cast: Cast) -> None:
    person = PersonFactory()

    url = reverse("admin:accounts_person_change", args=[person.pk])
    assert cast.main_user.client().post(url, {"surname": "Muu"}).status_code == 403
    assert cast.main_user.client().get(reverse("admin:accounts_person_add")).status_code == 403


def test_business_id_is_checked(cast: Cast) -> None:
    client, url = cast.main_user.client(), reverse("admin:accounts_organisation_add")
    form = {"name": "Yhdistys ry", "mandates-TOTAL_FORMS": 0, "mandates-INITIAL_FORMS": 0}

    wrong = client.post(url, {**form, "business_id": "0214958-8"})
    client.post(url, {**form, "business_id": "0214958 9"})

    assert "Tarkista Y-tunnus" in wrong.content.decode()
    assert Organisation.objects.get().business_id == "0214958-9"


def test_new_mandate_is_recorded(cast: Cast) -> None:
    delegate, principal = PersonFactory(), PersonFactory()
    form = {"delegate": delegate.pk, "person": principal.pk, "kind": Mandate.Kind.MANDATE}

    cast.main_user.client().post(reverse("admin:accounts_mandate_add"), form)

    assert Mandate.objects.get().delegate == delegate
    assert AuditEntry.objects.filter(event="mandate.added").exists()
