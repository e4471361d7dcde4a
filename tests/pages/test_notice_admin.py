# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.audit.models import AuditEntry
from portal.pages.actions import save_notice
from portal.pages.models import Notice
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_editor_publishes_a_notice(cast: Cast) -> None:
    data = {"kind": "news", "slug": "uusi", "title_fi": "Uusi", "text_fi": "**Heti**", "is_published": "on"}
    data |= {"starts_at_0": "1.1.2026", "starts_at_1": "12:00"}

    response = cast.editor.client().post(reverse("admin:pages_notice_add"), data)

    assert response.status_code == 302, response.context["errors"]
    assert Notice.objects.get().html["fi"] == '<p class="ds-paragraph"><strong>Heti</strong></p>'
    assert AuditEntry.objects.filter(event="notice.saved").count() == 1


def test_citizen_cannot_save_a_notice(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        save_notice(Notice(slug="x", title={"fi": "X"}), actor=cast.resident.actor)
