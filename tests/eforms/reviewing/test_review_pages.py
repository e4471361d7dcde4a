# SPDX-License-Identifier: EUPL-1.2
from typing import Any

import pytest
from django.urls import reverse

from portal.audit.models import AuditEntry
from portal.notifications.models import Notification
from services.eforms.actions.designing import change_version, start_version
from services.eforms.models import Comment, FormVersion
from services.eforms.reviewing.gate import findings
from tests.cast import Cast
from tests.eforms.reviewing.test_publishing import TEXTS, clean
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import FormDefinitionFactory, FormVersionFactory, field
from tests.queries import count_queries


@pytest.fixture
def working(cast: Cast) -> FormVersion:
    definition = FormDefinitionFactory(slug="kaivulupa", case_type=CaseTypeFactory(unit=cast.unit))
    return start_version(definition.pk, actor=cast.editor.actor, content=clean())


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:eforms_formdefinition_{name}", args=["kaivulupa", *args])


def finnish_only(cast: Cast, version: FormVersion) -> FormVersion:
    content = clean(field("purpose", label={"fi": "Mitä varten kaivat?"}))
    return change_version(version.pk, actor=cast.editor.actor, revision=version.revision, change=lambda _old: content)


def test_review_page_tells_what_is_wrong_and_what_changes(cast: Cast, working: FormVersion) -> None:
    finnish_only(cast, working)

    page = cast.editor.client().get(url("review")).content.decode()

    assert "Puuttuu ruotsiksi ja englanniksi: nimi." in page
    assert "Uusi kysymys ”Mitä varten kaivat?” (pakollinen)." in page
    assert "?osa=purpose" in page
    assert "Lähetä pyyntö" in page
    assert "Julkaise versio" not in page


def test_publisher_sees_the_button_and_no_links_to_the_designer(cast: Cast, working: FormVersion) -> None:
    page = cast.publisher.client().get(url("review")).content.decode()

    assert "Julkaise versio 2" in page
    assert "Lähetä pyyntö" not in page
    assert url("design") not in page


def test_editor_asks_from_the_page(cast: Cast, working: FormVersion) -> None:
    assert cast.publisher

    answer = cast.editor.client().post(url("ask"), {"revision": 0, "message": "Katso tämä."}, follow=True)

    assert "Pyyntö lähti 1 julkaisijalle." in answer.content.decode()
    assert "Katso tämä." in Notification.objects.get().body


def test_publisher_publishes_from_the_page(cast: Cast, working: FormVersion) -> None:
    answer = cast.publisher.client().post(url("publish"), {"revision": 0}, follow=True)

    assert "Versio 2 on julkaistu." in answer.content.decode()
    working.refresh_from_db()
    assert working.published_at


def test_warnings_need_the_tick_and_the_reason(cast: Cast, working: FormVersion) -> None:
    version, client = finnish_only(cast, working), cast.publisher.client()
    answers = {"revision": version.revision}

    without_tick = client.post(url("publish"), answers | {"accepted": "Kiire."}).content.decode()
    without_reason = client.post(url("publish"), answers | {"known": "on"}).content.decode()
    client.post(url("publish"), answers | {"known": "on", "accepted": "Kiire."})

    assert "Rastita ruutu" in without_tick
    assert "Kirjoita syy." in without_reason
    assert AuditEntry.objects.get(event="form.version_published").facts["accepted"] == "Kiire."


def test_what_is_blocked_is_told_and_not_published(cast: Cast, working: FormVersion) -> None:
    twins = clean(field("a", label=TEXTS), field("b", label=TEXTS))
    change_version(working.pk, actor=cast.editor.actor, revision=0, change=lambda _old: twins)
    answers = {"revision": 1, "known": "on", "accepted": "Kiire."}

    answer = cast.publisher.client().post(url("publish"), answers)

    assert answer.status_code == 409
    assert "samanniminen kysymys" in answer.content.decode()


def test_a_page_that_is_old_publishes_nothing(cast: Cast, working: FormVersion) -> None:
    change_version(working.pk, actor=cast.editor.actor, revision=0, change=lambda old: old | {"minutes": 5})

    answer = cast.publisher.client().post(url("publish"), {"revision": 0})

    assert answer.status_code == 409
    assert "Lomake on muuttunut" in answer.content.decode()


def test_editor_comments_and_publisher_resolves(cast: Cast, working: FormVersion) -> None:
    cast.editor.client().post(url("comment"), {"text": "Onko tämä selvä?", "place": "purpose"})
    comment = Comment.objects.get()
    cast.publisher.client().post(url("comment_resolve", comment.pk))

    comment.refresh_from_db()
    page = cast.editor.client().get(url("review")).content.decode()
    assert (comment.place, comment.resolved_by) == ("purpose", cast.publisher.user)
    assert "Käsitelty: Juha Julkaisija" in page


def test_an_empty_comment_is_not_kept(cast: Cast, working: FormVersion) -> None:
    answer = cast.editor.client().post(url("comment"), {"text": " "})

    assert "Kirjoita kommentti." in answer.content.decode()
    assert not Comment.objects.exists()


def test_comment_from_the_designer_comes_back_to_the_question(cast: Cast, working: FormVersion) -> None:
    answer = cast.editor.client().post(url("comment"), {"text": "Lyhyemmin.", "place": "purpose", "osa": "purpose"})

    assert answer.headers["Location"] == f"{url('design')}?osa=purpose"


def test_open_comments_are_counted_by_question(cast: Cast, working: FormVersion) -> None:
    for place in ("purpose", "purpose", ""):
        cast.editor.client().post(url("comment"), {"text": "Hei", "place": place})

    assert working.definition.comments.counts() == {"purpose": 2, "": 1}


def test_versions_are_listed_and_compared(cast: Cast, working: FormVersion) -> None:
    page = cast.auditor.client().get(url("versions")).content.decode()

    assert "Versiosta 1 versioon 2" in page
    assert "Kysymys ”Name” on poistettu." in page


def test_versions_page_asks_as_much_for_many_as_for_one(cast: Cast, working: FormVersion) -> None:
    client = cast.editor.client()
    client.get(url("versions"))
    few = count_queries(lambda: client.get(url("versions")))
    for number in range(3, 20):
        FormVersionFactory(definition=working.definition, number=number)

    assert count_queries(lambda: client.get(url("versions"))) == few


def test_review_page_asks_as_much_for_many_comments_as_for_one(cast: Cast, working: FormVersion) -> None:
    client = cast.editor.client()
    client.post(url("comment"), {"text": "Hei"})
    client.get(url("review"))
    few = count_queries(lambda: client.get(url("review")))
    for _number in range(20):
        client.post(url("comment"), {"text": "Hei", "place": "purpose"})
    client.get(url("review"))  # shows the messages of the twenty

    assert count_queries(lambda: client.get(url("review"))) == few


def test_reading_level_is_told_under_the_box(cast: Cast) -> None:
    told = cast.editor.client().post(
        reverse("admin:eforms_formdefinition_reading"), {"help-fi": "Kerro, missä kaivat. Kirjoita katu ja numero."}
    )

    assert "Luettavuus: Helppo" in told.content.decode()


def test_head_of_the_designer_leads_an_editor_to_ask_and_tells_what_was_found(cast: Cast, working: FormVersion) -> None:
    finnish_only(cast, working)

    page = cast.editor.client().get(url("design")).content.decode()

    assert f'href="{url("review")}#pyynto"' in page
    assert "Julkaise versio" not in page
    assert f'href="{url("review")}">Tarkistus: {len(findings(FormVersion.objects.get(pk=working.pk)))} huomio' in page


def test_head_of_the_designer_leads_a_main_user_to_publish(cast: Cast, working: FormVersion) -> None:
    page = cast.main_user.client().get(url("design")).content.decode()

    assert f'href="{url("review")}#julkaisu">Julkaise versio 2<' in page


@pytest.mark.parametrize(("role", "page"), [("editor", "design"), ("publisher", "review")])
def test_list_of_forms_leads_where_one_works(cast: Cast, working: FormVersion, role: str, page: str) -> None:
    listed = cast.member(role).client().get("/admin/eforms/formdefinition/").content.decode()

    assert f'href="{url(page)}"' in listed
    assert (url("design") in listed) == (page == "design")
