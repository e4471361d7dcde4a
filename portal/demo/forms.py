# SPDX-License-Identifier: EUPL-1.2
"""The forms of the demo town and the kinds of case that they open.

A form is its definition, portal/demo/forms/<slug>.json, and beside it the facts of its case type,
portal/demo/data/case_types/<slug>.json. Prices, days and names of plans in them are values of the demo.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from cases.models import CaseType
from portal.accounts.actors import SYSTEM_DEMO, Assurance, actor_for
from portal.accounts.models import Unit, User
from portal.common import clock
from portal.demo import lists
from services.catalogue.models import Service
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.publishing import publish_form
from services.eforms.models import Draft, FormDefinition

FOLDER = Path(__file__).with_suffix("")
CASE_TYPES = FOLDER.parent / "data" / "case_types"
GRANT = "jarjestojen-toiminta-avustus"


class Facts(TypedDict):
    """`service` is the slug of the service that offers the form; a form without one is found by its address alone.

    `window_days` opens the form for so many days, always around the day when the demo is filled.
    """

    name: dict[str, str]
    unit: str
    service: NotRequired[str]
    window_days: NotRequired[int]
    case_type: dict[str, Any]


FORMS: dict[str, Facts] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASE_TYPES.glob("*.json"))
}

DRAFTS: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "aino",
        "aamu-ja-iltapaivatoiminta",
        "lapsi",
        {"school": "lehtikangas", "grade": "1", "phone": "040 123 4567", "email": "aino@esimerkki.example"},
    ),
    (
        "yritys",
        GRANT,
        "avustus",
        {"purpose": "Hoidamme latuja ja pidämme hiihtokouluja lapsille.", "requested": "4 500"},
    ),
]


def fill() -> None:
    """Safe to run twice: a form that is published stays as it is."""
    lists.fill()
    published = set(FormDefinition.objects.open_to_all().values_list("slug", flat=True))
    slugs = [facts["service"] for facts in FORMS.values() if "service" in facts]
    services = {service.slug: service for service in Service.objects.filter(slug__in=slugs)}
    for slug, facts in FORMS.items():
        if slug not in published:
            publish_form(
                actor=SYSTEM_DEMO,
                slug=slug,
                name=facts["name"],
                case_type=_case_type(slug, facts),
                content=read_content(slug),
                service=services.get(facts.get("service", "")),
            )
    _begin_drafts()


def _case_type(slug: str, facts: Facts) -> CaseType:
    defaults = {"name": facts["name"], "unit": Unit.objects.get(code=facts["unit"]), **facts["case_type"]}
    return CaseType.objects.get_or_create(code=slug, defaults=defaults)[0]


def _begin_drafts() -> None:
    """What Aino and Petri have left unfinished."""
    for username, slug, step_key, typed in DRAFTS:
        actor = actor_for(User.objects.get(username=username), assurance=Assurance.STRONG)
        if not Draft.objects.visible_to(actor).filter(version__definition__slug=slug).exists():
            draft = begin_draft(FormDefinition.objects.get(slug=slug), actor=actor)
            step = draft.version.form.step(step_key)
            assert step
            save_answers(draft.key, actor=actor, step=step, typed=typed, page=Page(window="demo", revision=0))


def read_content(slug: str) -> dict[str, Any]:
    """The definition; the window of a grant is open whenever the demo is filled."""
    content: dict[str, Any] = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    if days := FORMS[slug].get("window_days"):
        opened = clock.today() - dt.timedelta(days=14)
        content["window"] = {"opens_at": f"{opened}T08:00", "closes_at": f"{opened + dt.timedelta(days=days)}T15:00"}
    return content
