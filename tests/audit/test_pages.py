# SPDX-License-Identifier: EUPL-1.2
"""The citizen reads who has looked, in plain words; the auditor reads the logs; nobody writes them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.actors import Assurance, Channel
from portal.audit.log import record, viewed
from portal.audit.models import AccessEntry, AuditEntry
from tests.cast import Cast
from tests.factories.accounts import PersonFactory

LISTS = ["admin:audit_auditentry_changelist", "admin:audit_accessentry_changelist"]


def _look(cast: Cast, reason: str = "kysyy lupaansa") -> None:
    assert cast.resident.person is not None
    actor = cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)
    viewed(cast.resident.person, by=actor, reason=reason)


def test_resident_reads_the_role_and_the_reason_not_the_officials_name(cast: Cast) -> None:
    _look(cast)

    page = cast.resident.client().get(reverse("audit:access-log")).content.decode()

    assert "palveluneuvoja, palvelupisteessä" in page
    assert "kysyy lupaansa" in page
    assert "Kiia" not in page


def test_resident_does_not_see_looks_at_others(cast: Cast) -> None:
    viewed(PersonFactory(), by=cast.handler.actor, reason="toisen asia")

    page = cast.resident.client().get(reverse("audit:access-log")).content.decode()

    assert "toisen asia" not in page
    assert "Kukaan muu ei ole katsonut" in page


def test_long_log_asks_the_database_the_same_number_of_times(cast: Cast) -> None:
    client = cast.resident.client()
    _look(cast)
    client.get(reverse("audit:access-log"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("audit:access-log"))
    for _number in range(20):
        _look(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("audit:access-log"))

    assert len(many) == len(one)


@pytest.mark.parametrize("url", LISTS)
def test_auditor_reads_the_logs(cast: Cast, url: str) -> None:
    _look(cast)
    record("person.registered", about=PersonFactory(), by=cast.handler.actor)

    assert cast.auditor.client().get(reverse(url)).status_code == 200


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize("who", ["main_user", "handler", "clerk", "editor"])
def test_others_do_not(cast: Cast, url: str, who: str) -> None:
    assert cast.member(who).client().get(reverse(url)).status_code == 403


@pytest.mark.parametrize("model", [AuditEntry, AccessEntry])
def test_auditor_cannot_write(cast: Cast, model: type[AuditEntry | AccessEntry]) -> None:
    _look(cast)
    entry = record("person.registered", about=PersonFactory(), by=cast.handler.actor)
    name, pk = model._meta.model_name, entry.pk if model is AuditEntry else AccessEntry.objects.get().pk
    client = cast.auditor.client()

    assert client.get(reverse(f"admin:audit_{name}_add")).status_code == 403
    assert client.get(reverse(f"admin:audit_{name}_change", args=[pk])).status_code == 200
    assert client.post(reverse(f"admin:audit_{name}_change", args=[pk]), {"by_name": "x"}).status_code == 403
    assert client.post(reverse(f"admin:audit_{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403


def test_auditor_reads_rights_channels_and_kinds_in_words(cast: Cast) -> None:
    _look(cast)

    page = cast.auditor.client().get(reverse("admin:audit_accessentry_changelist")).content.decode()

    assert "palvelupisteessä" in page
    assert "henkilö" in page
    assert "accounts.person" not in page


def test_log_is_read_after_a_model_has_gone(cast: Cast) -> None:
    entry = AccessEntry(about_type="bygone.thing")

    assert entry.about_kind == "bygone.thing"
