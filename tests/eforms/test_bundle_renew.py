# SPDX-License-Identifier: EUPL-1.2
"""Several matters begun with last time's answers, and taken over to newer versions of their forms."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import AuditEntry
from portal.common import clock
from services.eforms.actions.attaching import add_upload
from services.eforms.actions.bundling import begin_bundle
from services.eforms.actions.updating import take_new_version
from services.eforms.drafts import AlreadySent
from services.eforms.models import Bundle, Draft, FormDefinition, FormVersion, Submission
from tests.cast import Cast
from tests.eforms.test_bundle_send import BERTH, CONTACT, PERSON, TYPED, begin, bundle_of, filled, send
from tests.factories.eforms import PDF, field, form_of

LEVY = form_of(*PERSON, field("boat"), field("sum", "number", optional=True, renew=False), renew=True)
NOTE = form_of(*PERSON, field("note"))
IMPORTANT = {"fi": "Kysymme nyt laiturin."}


def renew(bundle: Bundle, cast: Cast) -> Draft:
    slugs = [one.slug for one in bundle.definitions]
    return begin_bundle(bundle.pk, slugs, actor=cast.resident.actor, renews=True)


def sent_once(bundle: Bundle, cast: Cast) -> list[Submission]:
    send(filled(bundle, cast.resident.actor, f1_sum="7", f2_note="Moi"), cast.resident.actor)
    return list(Submission.objects.order_by("draft__version__definition__slug"))


def newer(slug: str, *questions: dict[str, Any], **facts: Any) -> FormVersion:
    definition = FormDefinition.objects.get(slug=slug)
    version: FormVersion = definition.versions.create(
        number=2, content=form_of(*questions, **facts), published_at=clock.now()
    )
    return version


# ---- last time's answers


def test_forms_that_allow_it_begin_with_last_times_answers(cast: Cast) -> None:
    bundle = bundle_of(LEVY, NOTE)
    levy, _note = sent_once(bundle, cast)

    draft = renew(bundle, cast)

    assert draft.answers["f1_boat"] == "Terhi 400"
    assert draft.provenance["f1_boat"]["source"] == "earlier"
    assert not {"f1_sum", "f2_note"} & set(draft.answers)
    assert draft.renewed_from == levy


def test_what_is_known_now_goes_before_last_time(cast: Cast) -> None:
    bundle = bundle_of(LEVY, NOTE)
    sent_once(bundle, cast)

    draft = renew(bundle, cast)

    assert draft.answers["s1_mail"] == cast.resident.person.email
    assert draft.provenance["s1_mail"]["source"] == "profile"


@pytest.mark.parametrize("asks_anew", [True, False])
def test_a_shared_question_is_asked_anew_if_one_form_wants_that(cast: Cast, asks_anew: bool) -> None:
    bundle = bundle_of(
        form_of(*PERSON, field("colour"), renew=True),
        form_of(*PERSON, field("colour", renew=not asks_anew), field("boat"), renew=True),
    )
    send(filled(bundle, cast.resident.actor, s1_colour="sininen", f2_boat="Terhi"), cast.resident.actor)

    assert ("s1_colour" in renew(bundle, cast).answers) is not asks_anew


def test_renewing_twice_is_one_draft_and_beginning_empty_another(cast: Cast) -> None:
    bundle = bundle_of(LEVY, NOTE)
    sent_once(bundle, cast)

    first, again, empty = renew(bundle, cast), renew(bundle, cast), begin(bundle, cast.resident.actor)

    assert first == again
    assert empty != first
    assert "f1_boat" not in empty.answers


def test_the_new_cases_point_to_last_times_cases(cast: Cast) -> None:
    bundle = bundle_of(LEVY, NOTE)
    levy, _note = sent_once(bundle, cast)
    draft = renew(bundle, cast)
    Draft.objects.filter(pk=draft.pk).update(answers=draft.answers | {"f2_note": "Uusi"})

    send(Draft.objects.get(pk=draft.pk), cast.resident.actor)

    members = draft.members.order_by("version__definition__slug")
    assert [member.renewed_from for member in members] == [levy, None]


def test_the_start_page_offers_it_only_to_who_has_sent(cast: Cast) -> None:
    bundle = bundle_of(LEVY, NOTE)
    sent_once(bundle, cast)
    page = reverse("eforms:bundle", args=[bundle.slug])

    assert "Aloita viime kerran tiedoilla" in cast.resident.client().get(page).text
    assert "Aloita viime kerran tiedoilla" not in cast.stranger.client().get(page).text
    begun = cast.resident.client().post(
        reverse("eforms:bundle-begin", args=[bundle.slug]), {"asia": ["asia-1", "asia-2"], "viimeksi": "1"}
    )
    step = reverse("eforms:step", args=[Draft.objects.get(submitted_at=None).key, "f1-eka"])
    assert begun.headers["Location"] == step.replace("f1-eka", "yhteiset")
    assert "viime hakemuksestasi" in cast.resident.client().get(step).text


# ---- a newer version


def test_answers_go_along_and_what_is_not_asked_is_told(cast: Cast) -> None:
    draft = filled(bundle_of(BERTH, NOTE), cast.resident.actor, f2_note="Moi")
    newer("asia-1", *PERSON, field("berth"), important=IMPORTANT)

    taken = take_new_version(draft.key, actor=cast.resident.actor)
    again = take_new_version(draft.key, actor=cast.resident.actor)

    assert "f1_berth" in taken.version.form.questions
    assert (taken.answers["s1_mail"], taken.answers["f2_note"]) == (TYPED["s1_mail"], "Moi")
    assert taken.provenance["s1_name"]["locked"]
    assert taken.left_behind == [["Boat", "Terhi 400"]]
    assert again.version == taken.version
    assert AuditEntry.objects.filter(event="draft.version_taken").count() == 1


def test_a_question_that_is_no_longer_shared_keeps_its_answer_in_each_form(cast: Cast) -> None:
    shared = field("map", "attachment")
    draft = filled(bundle_of(form_of(*PERSON, field("boat"), shared), form_of(*PERSON, shared)), cast.resident.actor)
    add_upload(draft.key, actor=cast.resident.actor, field="s1_map", file=SimpleUploadedFile("kartta.pdf", PDF))
    newer("asia-2", field("mail", "email", label={"fi": "Meili"}), {**shared, "label": {"fi": "Toinen kartta"}})

    taken = take_new_version(draft.key, actor=cast.resident.actor)

    assert taken.answers["f1_mail"] == taken.answers["f2_mail"] == TYPED["s1_mail"]
    assert sorted(taken.uploads.values_list("field", "name")) == [("f1_map", "kartta.pdf"), ("f2_map", "kartta.pdf")]
    assert len(set(taken.uploads.values_list("file", flat=True))) == 2


def test_questions_that_become_shared_keep_the_first_answer(cast: Cast) -> None:
    one, other = field("colour", label={"fi": "Väri"}), field("colour", label={"fi": "Sävy"})
    bundle = bundle_of(form_of(*PERSON, field("boat"), one), form_of(*PERSON, other))
    draft = filled(bundle, cast.resident.actor, f1_colour="", f2_colour="sininen")
    newer("asia-2", *PERSON, one)

    assert take_new_version(draft.key, actor=cast.resident.actor).answers["s1_colour"] == "sininen"


def test_a_form_that_cannot_be_filled_with_others_any_more_keeps_its_version(cast: Cast) -> None:
    draft = filled(bundle_of(BERTH, CONTACT), cast.resident.actor)
    looks = field("free", show_if={"not": {"known": "service.charge", "is": "free"}})
    newer("asia-1", *PERSON, looks, important=IMPORTANT)
    step = reverse("eforms:step", args=[draft.key, "f1-eka"])

    assert take_new_version(draft.key, actor=cast.resident.actor).version == draft.version
    assert IMPORTANT["fi"] not in cast.resident.client().get(step).text


def test_somebody_elses_and_a_sent_draft_stay(cast: Cast) -> None:
    draft = filled(bundle_of(BERTH, CONTACT), cast.resident.actor)
    newer("asia-1", *PERSON, field("berth"))

    with pytest.raises(PermissionDenied):
        take_new_version(draft.key, actor=cast.stranger.actor)
    send(draft, cast.resident.actor)
    with pytest.raises(AlreadySent):
        take_new_version(draft.key, actor=cast.resident.actor)


def test_the_pages_offer_the_version_that_matters_by_the_name_of_its_form(cast: Cast) -> None:
    draft, client = filled(bundle_of(BERTH, CONTACT), cast.resident.actor), cast.resident.client()
    newest = newer("asia-1", *PERSON, field("boat"), important=IMPORTANT)
    offer = re.compile(rf"{newest.definition}:</strong> Kysymme nyt laiturin\.")
    pages = [reverse("eforms:step", args=[draft.key, "f1-eka"]), reverse("eforms:review", args=[draft.key])]

    assert all(offer.search(client.get(page).text) for page in pages)
    client.post(reverse("eforms:new-version", args=[draft.key]))
    assert not any(offer.search(client.get(page).text) for page in pages)


# ---- looking over


def test_the_review_leads_back_to_each_answer(cast: Cast) -> None:
    draft = filled(bundle_of(BERTH, CONTACT), cast.resident.actor)

    first, second = cast.resident.client().get(reverse("eforms:review", args=[draft.key])).text.split("Asia 2/2")

    common, own = (reverse("eforms:step", args=[draft.key, step]) for step in ("yhteiset", "f1-eka"))
    main = first.partition("Asia 1/2")[2]
    assert f'href="{common}"' in main
    assert f'href="{own}"' in main
    assert f'href="{common}"' in second
    assert f'href="{own}"' not in second
