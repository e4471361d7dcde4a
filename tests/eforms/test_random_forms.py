# SPDX-License-Identifier: EUPL-1.2
"""Random forms through the whole way: published, filled page by page, sent, shown to both sides and typeset.

The draw is the same every time, so that what fails here fails for everybody.
"""

import html
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cases.models import Case
from portal.accounts.actors import SYSTEM_CLOCK
from services.eforms.actions.copying import keep_copy
from services.eforms.actions.publishing import publish_form
from services.eforms.engine.definition import Step
from services.eforms.engine.fields.base import Kind
from services.eforms.engine.fields.groups import Group
from services.eforms.engine.steps import Filling
from services.eforms.engine.validation import BadDefinition, problems_of
from services.eforms.filling import filling_of
from services.eforms.models import Draft, FormVersion
from tests.cast import Cast
from tests.eforms.strategies import definitions
from tests.eforms.test_schema import JUNK, places
from tests.factories.cases import CaseTypeFactory
from tests.factories.eforms import PDF, field

WHOLE = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to make a failure smaller would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
# What may be typed, and whether it comes back in the same words.
WORDS = ["Kalliokatu <14> & \"pihan\" 'kulma'", "Ääkkösiä: åäö ÅÄÖ € – „lainaus”", "#let x = *1* _a_ [b](c) $d$ \\e @f"]
GOOD: dict[str, list[str]] = {
    "text": WORDS,
    "long_text": [*WORDS, "Ensimmäinen rivi\nToinen rivi"],
    "location": WORDS,
    "email": ["aino@esimerkki.fi"],
    "number": ["12", "0", "7"],
    "money": ["1 200,50", "0", "6"],
    "date": ["1.12.2026", "24.11.2026", "1.3.2015"],
    "time": ["8.30", "23.59"],
    "phone": ["040 123 4567"],
    "hetu": ["131052-308T"],
    "business_id": ["2617416-4"],
    "iban": ["FI21 1234 5600 0007 85"],
    "vehicle": ["ABC-123"],
    "consent": ["on"],
    "yes_no": ["yes", "no"],
}
SAME_WORDS = ("text", "long_text", "location", "email")
ROUNDS_AT_MOST = 12


def asked_of(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """The questions of a page, those of rows in the place of their group."""
    found: dict[str, Kind] = {}
    for key, kind in kinds.items():
        rows = kind.kinds.values() if isinstance(kind, Group) else [{key: kind}]
        found |= {one.key: one for row in rows for one in row.values()}
    return found


class Filler:
    """Fills what each page asks, as somebody with a browser: what an answer brings is filled on the next round."""

    def __init__(self, client: Client, draft: Draft, data: st.DataObject) -> None:
        self.client, self.key, self.data = client, draft.pk, data
        self.typed: dict[str, list[str]] = {}

    @property
    def draft(self) -> Draft:
        draft: Draft = Draft.objects.select_related("version__definition").get(pk=self.key)
        return draft

    def fill(self) -> str:
        """From the first step to the review: the page of the review."""
        url = f"/luonnos/{self.draft.key}/"
        for _round in range(ROUNDS_AT_MOST):
            page = self.client.get(url, follow=True)
            assert page.status_code == 200
            url = page.redirect_chain[-1][0] if page.redirect_chain else url
            if url.endswith("/yhteenveto/"):
                return page.text
            step = self.draft.version.form.step(url.rstrip("/").rpartition("/")[2])
            assert step
            url = self._post(url, step)
        raise AssertionError(f"The form does not end: {url}")

    def _post(self, url: str, step: Step) -> str:
        """Where the step leads; itself when its answers brought more to ask."""
        answers = self._answers(step)
        page = self.client.post(url, {**answers, "window": "only"})
        assert page.status_code in (200, 302), page.text
        if page.status_code == 302:
            return str(page.headers["Location"])
        told = html.unescape(page.text)
        assert all(value in told for values in answers.values() for value in values if isinstance(value, str))
        return url

    def _answers(self, step: Step) -> dict[str, list[Any]]:
        draft = self.draft
        filling = filling_of(draft)
        rows = {
            kind.rows_name: self._rows(kind) for kind in filling.blank(step).kinds.values() if isinstance(kind, Group)
        }
        filling = Filling(filling.form, draft.answers | rows, filling.situation)
        page = filling.blank(step)
        answers: dict[str, list[Any]] = {name: [value] for name, value in rows.items()}
        for key, kind in asked_of(page.kinds).items():
            for name in page.inputs[key] if key in page.on_page else ():
                if kind.question.type == "attachment":
                    answers |= {} if draft.uploads.exists() else {name: [SimpleUploadedFile("liite.pdf", PDF)]}
                elif name not in self.typed:
                    self.typed[name] = self._good(kind.question.type, name, page.fields[name])
                answers |= {name: self.typed[name]} if name in self.typed else {}
        return answers

    def _rows(self, kind: Group) -> str:
        name = kind.rows_name
        if name not in self.typed:
            self.typed[name] = [",".join(map(str, range(self.data.draw(st.integers(1, 2)))))]
        return self.typed[name][0]

    def _good(self, kind: str, name: str, box: Any) -> list[str]:
        last = name.rpartition("__")[2]
        if kind == "address":
            return [{"street": "Kalliokatu 14", "code": "87100", "office": "Kajaani"}[last]]
        if kind == "date_range":
            return [{"start": "1.12.2026", "end": "5.12.2026"}[last]]
        if kind in ("choice", "multi_choice"):
            offered = [str(value) for value, _label in box.choices if value and str(value) != "a"]
            return [self.data.draw(st.sampled_from(offered))]
        return [self.data.draw(st.sampled_from(GOOD[kind]))]


def squeezed(text: str) -> str:
    """Without what a page may break or join as it likes."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", unicodedata.normalize("NFKC", text))


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def words_of(content: list[dict[str, Any]]) -> Iterator[str]:
    """Each line of each answer; of rows, each answer in them."""
    for row in (row for part in content for row in part["rows"]):
        values = [cell["value"] for cells in row["rows"] for cell in cells] if "rows" in row else [row["value"]]
        yield from (line for value in values for line in str(value).split("\n"))


def send(client: Client, draft: Draft, review: str) -> Case:
    digest = re.search(r'name="digest" value="(\w+)"', review)
    assert digest
    sent = client.post(f"/luonnos/{draft.key}/laheta/", {"digest": digest[1], "confirmed": "on"}, follow=True)
    assert sent.redirect_chain == [(f"/luonnos/{draft.key}/kuittaus/", 302)]
    draft.refresh_from_db()
    case: Case = draft.submission.case
    return case


@settings(WHOLE, max_examples=15)
@given(content=definitions(max_steps=2), data=st.data())
@pytest.mark.django_db
def test_any_form_goes_the_whole_way_and_no_answer_is_lost(
    cast: Cast, content: dict[str, Any], data: st.DataObject
) -> None:
    content = json.loads(json.dumps(content))
    content["steps"][0]["sections"][0]["fields"] += [field("liite", "attachment", optional=True), field("loppu")]
    case_type = CaseTypeFactory(unit=cast.unit)
    slug = f"mika-vain-{FormVersion.objects.count()}"
    publish_form(actor=cast.publisher.actor, slug=slug, name={"fi": "Mikä vain"}, case_type=case_type, content=content)
    resident, handler = cast.resident.client(), cast.handler.client()
    resident.post(f"/lomake/{slug}/aloita/")
    filler = Filler(resident, Draft.objects.latest("pk"), data)

    review = filler.fill()
    answered = {q.key: (kind, value) for _step, q, kind, value in filling_of(filler.draft).answered()}
    case = send(resident, filler.draft, review)
    keep_copy(filler.draft.submission.pk, actor=SYSTEM_CLOCK)

    rows = {row["key"]: row for part in case.content if part["key"] for row in part["rows"]}
    assert set(rows) == set(answered)
    for key, (kind, _value) in answered.items():
        if kind.question.type in SAME_WORDS:
            assert filler.typed[key][0] in rows[key]["value"]
    copy = resident.get(f"/luonnos/{filler.draft.key}/kopio.pdf").content
    letter = "".join(page.extract_text() for page in PdfReader(io.BytesIO(copy)).pages)
    seen = {
        "review": plain(review),
        "the citizen's page": plain(resident.get(case.get_absolute_url()).text),
        "the handler's page": plain(handler.get(reverse("admin:cases_case_change", args=[case.reference])).text),
        "the copy": letter,
    }
    for place, text in seen.items():
        shown = squeezed(text)
        assert [words for words in words_of(case.content) if squeezed(words) not in shown] == [], place


@settings(WHOLE, max_examples=60)
@given(content=definitions(max_steps=2), data=st.data())
@pytest.mark.django_db
def test_a_spoilt_form_is_never_published(cast: Cast, content: dict[str, Any], data: st.DataObject) -> None:
    """It is refused with a path and a reason for each place, or what it became is sound and can be begun."""
    spoilt = json.loads(json.dumps(content))
    holder, key = data.draw(st.sampled_from(list(places(spoilt))))
    holder[key] = data.draw(JUNK)
    before = FormVersion.objects.count()
    slug = f"rikki-{before}"

    problems = list(problems_of(spoilt))
    assert all(path and reason for path, reason in problems)
    with pytest.raises(BadDefinition) if problems else nullcontext():
        case_type = CaseTypeFactory(unit=cast.unit)
        publish_form(actor=cast.publisher.actor, slug=slug, name={"fi": "Rikki"}, case_type=case_type, content=spoilt)

    assert FormVersion.objects.count() == before + (not problems)
    assert cast.resident.client().get(f"/lomake/{slug}/").status_code == (404 if problems else 200)
