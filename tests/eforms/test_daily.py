# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.accounts.actors import SYSTEM_CLOCK
from portal.common import clock
from portal.notifications.models import Notification
from services.eforms.actions.ending import expire_draft
from services.eforms.models import Draft, Upload
from services.eforms.tasks import run_daily
from tests.cast import Cast
from tests.factories.eforms import PDF, DraftFactory


def in_days(days: float) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def test_reminder_comes_once_before_the_end(cast: Cast) -> None:
    DraftFactory(person=cast.resident.person, expires_at=in_days(4))
    DraftFactory(person=cast.resident.person, expires_at=in_days(20))
    DraftFactory(expires_at=in_days(4))

    first, second = run_daily(), run_daily()

    assert (first["reminded"], second["reminded"]) == (1, 0)
    told = Notification.objects.get()
    assert told.title == "Luonnoksesi vanhenee pian: Kaivulupa"
    assert told.url.startswith("/luonnos/")
    assert mail.outbox == []


def test_expired_draft_and_its_files_are_gone(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    draft = DraftFactory(person=cast.resident.person, expires_at=in_days(-1))
    upload = Upload(draft=draft, field="plan", name="a.pdf", size=len(PDF), content_type="application/pdf")
    upload.file.save(str(upload.key), ContentFile(PDF))

    with django_capture_on_commit_callbacks(execute=True):
        assert run_daily()["expired"] == 1

    assert not Draft.objects.exists()
    assert not default_storage.exists(str(upload.file.name))


def test_a_draft_that_was_saved_meanwhile_stays(cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person, expires_at=in_days(1))

    assert expire_draft(draft.key, actor=SYSTEM_CLOCK) is False


def test_sent_draft_is_emptied_after_its_time(cast: Cast) -> None:
    draft = DraftFactory(
        complete=True, submitted_at=in_days(-31), expires_at=in_days(-1), remarks={"name": "Vaihtunut."}
    )

    assert (run_daily()["forgotten"], run_daily()["forgotten"]) == (1, 0)
    assert Draft.objects.get(pk=draft.pk).remarks == {}

    draft.refresh_from_db()
    assert draft.answers == {}
