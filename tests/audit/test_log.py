# SPDX-License-Identifier: EUPL-1.2
"""Two logs: who changed, who looked. Nobody rewrites them."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from portal.accounts import journal
from portal.accounts.actors import SYSTEM_IMPORT, Assurance, Channel, Right
from portal.audit.log import record, viewed
from portal.audit.models import AccessEntry, AuditEntry
from tests.cast import Cast
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_change_tells_who_by_which_right_through_what(cast: Cast) -> None:
    person = PersonFactory()

    entry = record("person.contact_changed", about=person, by=cast.handler.actor, fields=["email"])

    assert (entry.event, entry.by_name, entry.right) == ("person.contact_changed", "Kari Huotari", Right.OFFICIAL)
    assert (entry.person_id, entry.about_type, entry.about_id) == (person.pk, "accounts.person", person.pk)
    assert entry.facts == {"fields": ["email"]}


def test_change_on_behalf_names_both(cast: Cast) -> None:
    mandate = cast.guardian.person.mandates.get()

    entry = record("case.opened", about=cast.child, by=cast.guardian.actor.on_behalf_of(mandate))

    assert entry.by_person_id == cast.guardian.person.pk
    assert (entry.right, entry.facts) == (Right.GUARDIAN, {"on_behalf_of": cast.child.pk})


def test_machinery_is_named_too() -> None:
    assert record("person.imported", about=PersonFactory(), by=SYSTEM_IMPORT).by_name == "import"


def test_look_at_somebody_leaves_a_line_with_its_reason(cast: Cast) -> None:
    customer = PersonFactory()
    actor = cast.clerk.actor.at_desk_for(customer, channel=Channel.PHONE, assurance=Assurance.SEEN_ID)

    entry = viewed(customer, by=actor, reason="kysyy hakemuksestaan")

    assert entry is not None
    assert (entry.person_id, entry.channel, entry.reason) == (customer.pk, Channel.PHONE, "kysyy hakemuksestaan")


def test_look_at_oneself_is_nobodys_business(cast: Cast) -> None:
    assert cast.resident.person is not None
    assert viewed(cast.resident.person, by=cast.resident.actor) is None


def test_room_below_reaches_the_log(cast: Cast) -> None:
    person = PersonFactory()

    journal.record("person.registered", about=person, by=cast.handler.actor)
    journal.viewed(person, by=cast.handler.actor, reason="tarkistus")

    assert AuditEntry.objects.get().event == "person.registered"
    assert AccessEntry.objects.get().reason == "tarkistus"


@pytest.mark.parametrize("model", [AuditEntry, AccessEntry])
@pytest.mark.parametrize("write", ["UPDATE {} SET by_name = 'x'", "DELETE FROM {}"])
def test_log_cannot_be_rewritten(cast: Cast, model: type[AuditEntry | AccessEntry], write: str) -> None:
    record("person.registered", about=PersonFactory(), by=cast.handler.actor)
    viewed(PersonFactory(), by=cast.handler.actor)

    with (
        pytest.raises((InternalError, ProgrammingError), match=r"[Cc]annot (update|delete)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(write.format(model._meta.db_table))

    assert model.objects.count() == 1


def test_log_cannot_be_rewritten_by_the_models_either(cast: Cast) -> None:
    entry = record("person.registered", about=PersonFactory(), by=cast.handler.actor)

    for attempt in (entry.save, entry.delete):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            attempt()
