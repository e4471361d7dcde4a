# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from portal.common import clock
from services.eforms.actions.drafting import (
    EditedElsewhere,
    Page,
    begin_draft,
    cancel_draft,
    claim_draft,
    save_answers,
)
from services.eforms.drafts import AlreadySent
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import TWO_STEPS, DraftFactory, FormDefinitionFactory

FIRST = Page(window="first", revision=0)


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return begin_draft(FormDefinitionFactory(), actor=cast.resident.actor)


def save(draft: Draft, cast: Cast, step: str, typed: dict[str, object], page: Page = FIRST) -> Draft:
    found = draft.version.form.step(step)
    assert found
    return save_answers(draft.key, actor=cast.resident.actor, step=found, typed=typed, page=page)


def test_wrong_answers_are_kept_as_typed(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "asia", {"urgent": "yes", "starts_on": "ensi viikolla"})

    draft.refresh_from_db()
    assert draft.answers["starts_on"] == "ensi viikolla"
    assert draft.revision == 1


def test_answers_are_ciphertext_in_the_database(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "asia", {"reason": "salainen syy"})

    with connection.cursor() as cursor:
        cursor.execute("select answers from eforms_draft")
        assert b"salainen" not in bytes(cursor.fetchone()[0])


def test_saving_moves_the_end_of_the_draft(cast: Cast, draft: Draft) -> None:
    Draft.objects.update(expires_at=clock.now() + dt.timedelta(days=1), reminded_at=clock.now())

    saved = save(draft, cast, "asia", {"urgent": "no"})

    assert saved.expires_at - clock.now() > dt.timedelta(days=29)
    assert saved.reminded_at is None


def test_register_data_cannot_be_changed(cast: Cast, draft: Draft) -> None:
    saved = save(draft, cast, "hakija", {"name": "Kuningas", "phone": "050 7654321"})

    assert saved.answers == {"name": "Aino Kemppainen", "phone": "050 7654321"}


def test_two_windows_on_one_step_do_not_overwrite_each_other(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "hakija", {"phone": "050 1111111"}, Page("first", 0))

    with pytest.raises(EditedElsewhere) as conflict:
        save(draft, cast, "hakija", {"phone": "050 2222222"}, Page("second", 0))

    assert conflict.value.differing == {"phone": "050 1111111"}
    draft.refresh_from_db()
    assert draft.answers["phone"] == "050 1111111"


def test_a_window_goes_on_after_its_own_autosaves(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "hakija", {"phone": "050 1111111"}, Page("first", 0))

    saved = save(draft, cast, "hakija", {"phone": "050 2222222"}, Page("first", 0))

    assert saved.answers["phone"] == "050 2222222"


def test_two_windows_on_two_steps_do_not_disturb_each_other(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "hakija", {"phone": "050 1111111"}, Page("first", 0))

    saved = save(draft, cast, "asia", {"urgent": "no"}, Page("second", 0))

    assert saved.answers["phone"] == "050 1111111"


def test_the_second_window_saves_after_it_has_seen_the_first(cast: Cast, draft: Draft) -> None:
    save(draft, cast, "hakija", {"phone": "050 1111111"}, Page("first", 0))

    saved = save(draft, cast, "hakija", {"phone": "050 2222222"}, Page("second", 1))

    assert saved.answers["phone"] == "050 2222222"


def test_stranger_cannot_save(cast: Cast, draft: Draft) -> None:
    step = draft.version.form.steps[0]

    with pytest.raises(PermissionDenied):
        save_answers(draft.key, actor=cast.stranger.actor, step=step, typed={}, page=FIRST)


def test_a_sent_draft_does_not_change(cast: Cast, draft: Draft) -> None:
    Draft.objects.update(submitted_at=clock.now())

    with pytest.raises(AlreadySent):
        save(draft, cast, "asia", {"urgent": "no"})


def test_resident_claims_what_was_begun_without_signing_in(cast: Cast) -> None:
    form = FormDefinitionFactory(content={**TWO_STEPS, "assurance": "none"})
    draft = begin_draft(form, actor=cast.visitor.actor)
    Draft.objects.update(answers={"phone": "050 1111111"})

    claimed = claim_draft(draft.key, actor=cast.resident.actor)

    assert claimed.person == cast.resident.person
    assert claimed.answers == {"phone": "050 1111111", "name": "Aino Kemppainen"}


def test_nobody_claims_anothers_draft(cast: Cast, draft: Draft) -> None:
    with pytest.raises(PermissionDenied):
        claim_draft(draft.key, actor=cast.stranger.actor)


def test_resident_throws_a_draft_away(cast: Cast, draft: Draft) -> None:
    cancel_draft(draft.key, actor=cast.resident.actor)

    assert not Draft.objects.exists()


def test_stranger_cannot_throw_a_draft_away(cast: Cast) -> None:
    draft = DraftFactory(person=cast.resident.person)

    with pytest.raises(PermissionDenied):
        cancel_draft(draft.key, actor=cast.stranger.actor)
