# SPDX-License-Identifier: EUPL-1.2
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection

from cases.models import Case
from portal.accounts.actors import Actor, Assurance, Channel
from portal.accounts.models import Mandate
from portal.common import clock
from services.eforms.actions.sending import ChangedSinceShown, NotComplete, submit
from services.eforms.engine.content import digest_of
from services.eforms.filling import filling_of, shown_content
from services.eforms.models import Draft, FormVersion, Submission, Upload
from services.eforms.rules import FormRefused, Refusal
from tests.cast import Cast
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF, TWO_STEPS, DraftFactory, FormDefinitionFactory, field, form_of


def shown(draft: Draft) -> str:
    return digest_of(shown_content(draft, filling_of(draft)))


def test_resident_sends_and_a_case_opens(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)

    submission = submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft))

    case = submission.case
    assert case.content == submission.content
    assert [row["value"] for part in case.content for row in part["rows"]][:2] == ["Aino Kemppainen", "040 123 4567"]
    assert case.contact_phone == "+358401234567"
    assert [(party.role, party.person) for party in case.parties.all()] == [("applicant", cast.resident.person)]
    draft.refresh_from_db()
    assert draft.submitted_at


def test_sending_again_gives_the_first_sending(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)

    first = submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft))
    second = submit(draft.key, actor=cast.resident.actor, shown_digest="whatever the other window showed")

    assert first == second
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_double_click_sends_once(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    actor, digest, barrier = cast.resident.actor, shown(draft), Barrier(2)

    def click() -> int:
        try:
            barrier.wait()
            return submit(draft.key, actor=actor, shown_digest=digest).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = [future.result() for future in [pool.submit(click) for _click in range(2)]]

    assert sent[0] == sent[1]
    assert (Case.objects.count(), Submission.objects.count()) == (1, 1)


def test_changed_answers_are_looked_over_again(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    digest = shown(draft)
    draft.answers = draft.answers | {"phone": "050 1111111"}
    draft.save()

    with pytest.raises(ChangedSinceShown):
        submit(draft.key, actor=cast.resident.actor, shown_digest=digest)

    assert not Case.objects.exists()


def test_the_whole_is_checked_again(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    draft.answers = draft.answers | {"starts_on": "1.1.2020"}
    draft.save()

    with pytest.raises(NotComplete):
        submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft))


def test_a_form_that_closed_while_it_was_filled_is_refused(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)
    closed = {"closes_at": f"{clock.now() - dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}+00:00"}
    FormVersion.objects.create(
        definition=draft.definition, number=2, content={**TWO_STEPS, "window": closed}, published_at=clock.now()
    )

    with pytest.raises(FormRefused) as refused:
        submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft))

    assert refused.value.refusal == Refusal.CLOSED


def test_stranger_cannot_send(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.resident.person)

    with pytest.raises(PermissionDenied):
        submit(draft.key, actor=cast.stranger.actor, shown_digest=shown(draft))


def test_agent_sends_for_the_association(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.agent.person, organisation=cast.association, right="company")

    case = submit(draft.key, actor=cast.agent.actor, shown_digest=shown(draft)).case

    assert case.for_name == "Kajaanin Latu-ukot ry"
    assert case.applicant_name == "Kajaanin Latu-ukot ry"
    assert [(party.role, party.person) for party in case.parties.exclude(person=None)] == [
        ("representative", cast.agent.person)
    ]


def test_an_ended_mandate_sends_nothing(cast: Cast) -> None:
    draft = DraftFactory(complete=True, person=cast.agent.person, organisation=cast.association, right="company")
    Mandate.objects.update(valid_until=clock.today())

    with pytest.raises(FormRefused) as refused:
        submit(draft.key, actor=cast.agent.actor, shown_digest=shown(draft))

    assert refused.value.refusal == Refusal.MANDATE_ENDED


def test_child_chosen_in_the_form_is_the_beneficiary(cast: Cast) -> None:
    form = FormDefinitionFactory(content=form_of(field("who", "child"), assurance="weak"))
    draft = DraftFactory(
        version=form.current_version, person=cast.guardian.person, answers={"who": str(cast.child.public_id)}
    )

    case = submit(draft.key, actor=cast.guardian.actor, shown_digest=shown(draft)).case

    assert {(party.role, party.person) for party in case.parties.all()} == {
        ("applicant", cast.guardian.person),
        ("beneficiary", cast.child),
    }


def desk(cast: Cast) -> Actor:
    assert cast.resident.person
    return cast.clerk.actor.at_desk_for(cast.resident.person, channel=Channel.DESK, assurance=Assurance.SEEN_ID)


def test_clerk_sends_for_the_customer_and_both_are_kept(cast: Cast) -> None:
    draft = DraftFactory(
        complete=True, clerk=cast.clerk.user, subject=cast.resident.person, right="desk", channel="desk"
    )

    case = submit(draft.key, actor=desk(cast), shown_digest=shown(draft)).case

    assert case.content[-1]["rows"][0]["value"] == "Kajaani Info täytti asiakkaan kanssa"
    assert (case.by_name, case.by_right, case.for_name) == ("Kiia Moilanen", "desk", "Aino Kemppainen")
    assert case.parties.get().person == cast.resident.person


def test_clerk_who_serves_somebody_else_cannot_send(cast: Cast) -> None:
    draft = DraftFactory(
        complete=True, clerk=cast.clerk.user, subject=cast.stranger.person, right="desk", channel="desk"
    )

    with pytest.raises(PermissionDenied):
        submit(draft.key, actor=desk(cast), shown_digest=shown(draft))


def test_visitor_sends_and_gets_a_tracking_code(cast: Cast) -> None:
    content = {**TWO_STEPS, "assurance": "none"}
    form = FormDefinitionFactory(content=content, case_type=CaseTypeFactory(anonymous=True))
    draft = DraftFactory(complete=True, version=form.current_version)

    submission = submit(draft.key, actor=cast.visitor.actor, shown_digest=shown(draft))

    assert submission.shows_tracking_code
    assert len(submission.tracking_code or "") == 14
    submission.sent_at -= dt.timedelta(hours=1)
    assert not submission.shows_tracking_code


def test_files_of_shown_questions_go_along(cast: Cast) -> None:
    form = FormDefinitionFactory(
        content=form_of(
            field("plan", "attachment"),
            field("more", "yes_no"),
            field("extra", "attachment", show_if={"field": "more", "is": "yes"}),
        )
    )
    draft = DraftFactory(version=form.current_version, person=cast.resident.person, answers={"more": "no"})
    for name in ("plan", "extra"):
        upload = Upload(draft=draft, field=name, name=f"{name}.pdf", size=len(PDF), content_type="application/pdf")
        upload.file.save(str(upload.key), ContentFile(PDF))

    case = submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft)).case

    assert [document.name for document in case.documents.all()] == ["plan.pdf"]


def test_changed_prefill_is_told_to_the_handler(cast: Cast) -> None:
    draft = DraftFactory(
        complete=True,
        person=cast.resident.person,
        provenance={"phone": {"source": "profile", "at": "", "original": "050 1111111", "locked": False}},
    )

    case = submit(draft.key, actor=cast.resident.actor, shown_digest=shown(draft)).case

    row = next(row for part in case.content for row in part["rows"] if row["key"] == "phone")
    assert (row["source"], row["changed_from"]) == ("profile", "050 1111111")


def test_too_weak_log_in_at_sending_is_refused(cast: Cast) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, "assurance": "strong"})
    draft = DraftFactory(complete=True, version=form.current_version, person=cast.resident.person)

    with pytest.raises(FormRefused, match="identify"):
        submit(draft.key, actor=replace(cast.resident.actor, assurance=Assurance.WEAK), shown_digest=shown(draft))
