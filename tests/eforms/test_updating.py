# SPDX-License-Identifier: EUPL-1.2
"""A draft stays in the version that it began with, unless the one who fills takes the newest."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.audit.models import AuditEntry
from portal.common import clock
from services.eforms.actions.updating import take_new_version
from services.eforms.drafts import AlreadySent
from services.eforms.models import Draft
from tests.cast import Cast
from tests.factories.eforms import DraftFactory, FormDefinitionFactory, field, form_of

OLD = form_of(field("name"), field("boat"), field("length"), field("colour", "text"))
NEW = form_of(field("name"), field("length", "number"), field("berth"), important={"fi": "Kysymme nyt laiturin."})
TYPED = {"name": "Aino", "boat": "Veneeni", "length": "noin viisi", "colour": ""}


def older_draft(cast: Cast, newest: dict[str, object] | None = None) -> Draft:
    definition = FormDefinitionFactory(content=OLD)
    draft = DraftFactory(version=definition.current_version, person=cast.resident.person, answers=TYPED, revision=1)
    definition.versions.create(number=2, content=newest or NEW, published_at=clock.now())
    return Draft.objects.get(pk=draft.pk)


def test_answers_go_along_and_what_does_not_is_kept(cast: Cast) -> None:
    draft = older_draft(cast)

    taken = take_new_version(draft.key, actor=cast.resident.actor)

    assert taken.version.number == 2
    assert taken.answers == {"name": "Aino"}
    assert taken.left_behind == [["Boat", "Veneeni"], ["Length", "noin viisi"]]
    assert AuditEntry.objects.filter(event="draft.version_taken").count() == 1


def test_taking_twice_is_taking_once(cast: Cast) -> None:
    draft = older_draft(cast)

    take_new_version(draft.key, actor=cast.resident.actor)
    again = take_new_version(draft.key, actor=cast.resident.actor)

    assert (again.revision, len(again.left_behind)) == (2, 2)


def test_somebody_elses_draft_is_not_taken(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        take_new_version(older_draft(cast).key, actor=cast.stranger.actor)


def test_sent_draft_stays_as_it_was_sent(cast: Cast) -> None:
    draft = older_draft(cast)
    draft.submitted_at = clock.now()
    draft.save()

    with pytest.raises(AlreadySent):
        take_new_version(draft.key, actor=cast.resident.actor)


def test_page_offers_the_version_that_matters_and_shows_what_was_left(cast: Cast) -> None:
    draft, client = older_draft(cast), cast.resident.client()
    step = reverse("eforms:step", args=[draft.key, "eka"])

    assert "Kysymme nyt laiturin." in client.get(step).content.decode()
    client.post(reverse("eforms:new-version", args=[draft.key]))
    page = client.get(step).content.decode()

    assert "Kysymme nyt laiturin." not in page
    assert "noin viisi" in page


def test_version_that_does_not_matter_is_not_offered(cast: Cast) -> None:
    draft = older_draft(cast, newest={name: value for name, value in NEW.items() if name != "important"})

    page = cast.resident.client().get(reverse("eforms:step", args=[draft.key, "eka"])).content.decode()

    assert "uusi versio" not in page


def test_offer_stays_when_a_step_comes_back_with_mistakes(cast: Cast) -> None:
    draft = older_draft(cast)

    page = cast.resident.client().post(reverse("eforms:step", args=[draft.key, "eka"]), {"name": "Aino"})

    assert "Kysymme nyt laiturin." in page.content.decode()
