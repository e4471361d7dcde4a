# SPDX-License-Identifier: EUPL-1.2
"""A session that ends while a form is open: what was typed is kept, for the one who typed it alone."""

import re
from dataclasses import replace

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from portal.accounts.actors import Right
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.models import Draft
from services.eforms.rules import Refusal, form_refusal
from services.eforms.views.kept import MOST_CHARACTERS
from tests.cast import Cast, Member
from tests.factories.eforms import TWO_STEPS, FormDefinitionFactory, field, form_of

TYPED = "Putki vuotaa pihalla"


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return begin_draft(FormDefinitionFactory(slug="kaivulupa"), actor=cast.resident.actor)


def url(draft: Draft, name: str = "step") -> str:
    return reverse(f"eforms:{name}", args=[draft.key, "asia"])


def page_of(client: Client, draft: Draft) -> dict[str, str]:
    """The hidden inputs of the page, as a browser would send them."""
    shown = client.get(url(draft)).text
    return {name: re.search(f'name="{name}" value="([^"]*)"', shown)[1] for name in ("window", "revision", "filler")}  # type: ignore[index]


def end_session(client: Client) -> None:
    session = client.session
    session.flush()
    session.save()
    client.cookies.pop("sessionid", None)


def log_in(client: Client, who: Member) -> None:
    """As the log-in does it: what the session of the visitor holds stays."""
    session = client.session
    session.update({name: value for name, value in who.client().session.items() if name != "eforms_kept"})
    assert SESSION_KEY in session
    session.save()


def test_typed_text_is_in_the_draft_after_the_log_in(cast: Cast, draft: Draft) -> None:
    client = cast.resident.client()
    page = page_of(client, draft)
    end_session(client)

    told = client.post(url(draft), {**page, "reason": TYPED})
    log_in(client, cast.resident)
    back = client.get(url(draft))

    assert told.status_code == 403
    assert TYPED in told.text
    assert f"?next={url(draft)}".replace("/", "%2F") in told.text
    assert TYPED in back.text
    assert "ennen kuin istunto päättyi" in back.text
    draft.refresh_from_db()
    assert draft.answers["reason"] == TYPED
    assert "ennen kuin istunto päättyi" not in client.get(url(draft)).text


def test_another_who_logs_in_gets_nothing(cast: Cast, draft: Draft) -> None:
    client = cast.resident.client()
    page = page_of(client, draft)
    end_session(client)
    client.post(url(draft), {**page, "reason": TYPED})
    log_in(client, cast.stranger)

    shown = client.get(url(draft))

    assert shown.status_code == 404
    assert TYPED not in shown.text
    draft.refresh_from_db()
    assert "reason" not in draft.answers


def test_page_of_another_person_is_not_put_into_the_draft(cast: Cast, draft: Draft) -> None:
    """Whoever may open the draft still gets only what they typed themselves."""
    client = cast.visitor.client()
    client.post(url(draft), {"reason": TYPED, "filler": "0" * 64, "window": "a", "revision": "0"})
    log_in(client, cast.resident)

    assert TYPED not in client.get(url(draft)).text
    draft.refresh_from_db()
    assert "reason" not in draft.answers


def test_what_another_window_saved_meanwhile_is_shown_beside_it(cast: Cast, draft: Draft) -> None:
    client = cast.resident.client()
    page = page_of(client, draft)
    end_session(client)
    client.post(url(draft), {**page, "reason": TYPED})
    step = draft.version.form.step("asia")
    assert step
    save_answers(draft.key, actor=cast.resident.actor, step=step, typed={"reason": "Toinen syy"}, page=Page("b", 0))
    log_in(client, cast.resident)

    shown = client.get(url(draft))

    assert shown.status_code == 409
    assert TYPED in shown.text
    assert "Toinen syy" in shown.text
    draft.refresh_from_db()
    assert draft.answers["reason"] == "Toinen syy"


def test_text_beyond_the_limit_is_shown_but_not_kept(cast: Cast, draft: Draft) -> None:
    client = cast.visitor.client()

    told = client.post(url(draft), {"reason": "x" * MOST_CHARACTERS})

    assert "xxx" in told.text
    assert "eforms_kept" not in client.session


def test_kept_text_is_not_readable_in_the_session(cast: Cast, draft: Draft) -> None:
    client = cast.visitor.client()

    client.post(url(draft), {"reason": TYPED})

    assert "Putki" not in str(dict(client.session))
    assert client.session["eforms_kept"]


def test_old_token_offers_the_same_once_more(cast: Cast, draft: Draft) -> None:
    client = cast.resident.client()
    page = page_of(client, draft)
    client.handler.enforce_csrf_checks = True

    told = client.post(url(draft), {**page, "reason": TYPED})
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', told.text)[1]  # type: ignore[index]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', told.text))
    draft.refresh_from_db()

    assert told.status_code == 403
    assert "reason" not in draft.answers
    client.post(url(draft), {**sent, "csrfmiddlewaretoken": token})
    draft.refresh_from_db()
    assert draft.answers["reason"] == TYPED


def test_page_that_another_person_sends_keeps_its_text_on_the_page(cast: Cast, draft: Draft) -> None:
    page = page_of(cast.resident.client(), draft)

    told = cast.stranger.client().post(url(draft), {**page, "reason": TYPED})

    assert told.status_code == 403
    assert TYPED in told.text
    assert "toisen henkilön" in told.text
    draft.refresh_from_db()
    assert "reason" not in draft.answers


def test_sendings_of_one_network_are_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.eforms.views.sending.SENDINGS_AN_HOUR", 1)
    content = form_of(field("reason", "text"))
    definition = FormDefinitionFactory(slug="avoin", content={**content, "assurance": "none"})
    client = cast.visitor.client()
    client.post(f"/lomake/{definition.slug}/aloita/")
    draft = Draft.objects.get()

    codes = [client.post(reverse("eforms:send", args=[draft.key])).status_code for _try in range(2)]

    assert codes[1] == 429
    assert codes[0] != 429
    assert Draft.objects.get().submitted_at is None


def test_errand_of_another_adult_needs_a_form_that_allows_it(cast: Cast) -> None:
    own = FormDefinitionFactory(slug="oma")
    both = FormDefinitionFactory(slug="molemmat", content={**TWO_STEPS, "who": ["self", "person"]})
    actor = replace(cast.resident.actor, right=Right.MANDATE, subject=cast.stranger.person)

    assert form_refusal(own, own.current_version.form, actor=actor) == Refusal.NOT_FOR_PERSON
    assert form_refusal(both, both.current_version.form, actor=actor) is None
