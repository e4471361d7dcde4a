# SPDX-License-Identifier: EUPL-1.2
"""Places that run out, and forms on a pause that tell why."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from cases.actions.handling import withdraw_case
from cases.models import Case
from portal.accounts.actors import Actor
from portal.common import clock
from services.eforms.actions.drafting import begin_draft
from services.eforms.actions.sending import submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, FormDefinition, Submission
from services.eforms.rules import FormRefused, Refusal
from services.eforms.workflow import Status
from tests.cast import Cast
from tests.factories.eforms import TWO_STEPS, DraftFactory, FormDefinitionFactory


def limited(quota: int) -> FormDefinition:
    return FormDefinitionFactory(content={**TWO_STEPS, "quota": quota})


def ready(definition: FormDefinition, cast_member: object) -> Draft:
    return DraftFactory(
        complete=True,
        version=definition.current_version,
        person=cast_member.person,  # type: ignore[attr-defined]
    )


def send(draft: Draft, actor: Actor) -> Submission:
    return submit(draft.key, actor=actor, shown_digest=digest_of(shown_content(draft, filling_of(draft))))


def test_last_place_goes_to_the_first_and_the_draft_of_the_second_stays(cast: Cast) -> None:
    definition = limited(1)
    first, second = ready(definition, cast.resident), ready(definition, cast.guardian)

    send(first, cast.resident.actor)
    with pytest.raises(FormRefused) as refused:
        send(second, cast.guardian.actor)

    assert refused.value.refusal == Refusal.FULL
    second.refresh_from_db()
    assert second.submitted_at is None


def test_full_form_is_not_begun(cast: Cast) -> None:
    with pytest.raises(FormRefused) as refused:
        begin_draft(limited(0), actor=cast.resident.actor)

    assert refused.value.refusal == Refusal.FULL


def test_withdrawn_one_gives_its_place_back(cast: Cast) -> None:
    definition = limited(1)
    case = send(ready(definition, cast.resident), cast.resident.actor).case
    withdraw_case(case.pk, actor=cast.resident.actor)

    assert send(ready(definition, cast.guardian), cast.guardian.actor).case != case


def test_places_of_last_round_are_not_counted(cast: Cast) -> None:
    definition = limited(1)
    send(ready(definition, cast.resident), cast.resident.actor)
    Submission.objects.update(sent_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    definition = FormDefinition.objects.get(pk=definition.pk)
    newer = {**TWO_STEPS, "quota": 1, "window": {"opens_at": "2021-01-01T08:00"}}
    version = definition.versions.create(number=2, content=newer, published_at=clock.now())

    draft = DraftFactory(complete=True, version=version, person=cast.guardian.person)

    assert send(draft, cast.guardian.actor)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_do_not_both_get_the_last_place(cast: Cast) -> None:
    definition = limited(1)
    senders = [(ready(definition, member), member.actor) for member in (cast.resident, cast.guardian)]
    digests = {draft.key: digest_of(shown_content(draft, filling_of(draft))) for draft, _actor in senders}
    barrier = Barrier(2)

    def race(draft: Draft, actor: Actor) -> str:
        try:
            barrier.wait()
            submit(draft.key, actor=actor, shown_digest=digests[draft.key])
        except FormRefused as refused:
            return str(refused.refusal)
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(2) as pool:
        ended = [future.result() for future in [pool.submit(race, *sender) for sender in senders]]

    assert sorted(ended) == ["full", "sent"]
    assert Case.objects.count() == 1


def test_paused_form_tells_why_and_until_when(cast: Cast) -> None:
    definition = FormDefinitionFactory(
        status=Status.PAUSED,
        pause_text={"fi": "Satamaa ruopataan.", "sv": "Hamnen muddras.", "en": "The harbour is being dredged."},
        paused_until=dt.date(2027, 5, 3),
    )
    url = reverse("eforms:start", args=[definition.slug])

    page = cast.resident.client().get(url).content.decode()

    assert "Satamaa ruopataan. Lomake avautuu arviolta ma 3.5.2027." in page
    assert "The harbour is being dredged." in cast.resident.client().get(f"/en{url}").content.decode()
