# SPDX-License-Identifier: EUPL-1.2
"""The four real forms of the demo town, from portal/demo/forms/*.json, and the kinds of case that they open."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from cases.models import CaseType
from cases.remedies import RemedyKind
from portal.accounts.actors import SYSTEM_DEMO, Assurance, actor_for
from portal.accounts.models import Unit, User
from portal.common import clock
from services.catalogue.models import Service
from services.eforms.actions.drafting import Page, begin_draft, save_answers
from services.eforms.actions.publishing import publish_form
from services.eforms.models import Draft, FormDefinition

FOLDER = Path(__file__).with_suffix("")
GRANT = "jarjestojen-toiminta-avustus"

# slug: (names, unit, what else is particular of the case type)
FORMS: dict[str, tuple[dict[str, str], str, dict[str, Any]]] = {
    GRANT: (
        {
            "fi": "Järjestöjen toiminta-avustus",
            "sv": "Verksamhetsbidrag för föreningar",
            "en": "Grant for associations",
        },
        "osallisuus",
        {"promise_days": 60},
    ),
    "kaivulupa": (
        {"fi": "Kaivulupa yleisellä alueella", "sv": "Grävtillstånd på allmänt område", "en": "Digging permit"},
        "kunnallistekniikka",
        {"promise_days": 21},
    ),
    "tietopyynto": (
        {"fi": "Tietopyyntö", "sv": "Begäran om uppgifter", "en": "Request for information"},
        "kirjaamo",
        {
            "promise_days": 14,
            "remedy_kind": RemedyKind.ADMINISTRATIVE_APPEAL,
            "allows_anonymous": True,
            "may_close_as_answered": True,
        },
    ),
    "aamu-ja-iltapaivatoiminta": (
        {
            "fi": "Aamu- ja iltapäivätoiminnan paikka",
            "sv": "Plats i morgon- och eftermiddagsverksamhet",
            "en": "Place in morning and afternoon activities",
        },
        "perusopetus",
        {"promise_days": 30},
    ),
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
    published = set(FormDefinition.objects.open_to_all().values_list("slug", flat=True))
    services = {service.slug: service for service in Service.objects.filter(slug__in=FORMS)}
    for slug, (names, unit_code, facts) in FORMS.items():
        if slug not in published:
            case_type, _created = CaseType.objects.get_or_create(
                code=slug, defaults={"name": names, "unit": Unit.objects.get(code=unit_code), **facts}
            )
            publish_form(
                actor=SYSTEM_DEMO,
                slug=slug,
                name=names,
                case_type=case_type,
                content=read_content(slug),
                service=services.get(slug),
            )
    _begin_drafts()


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
    """The definition; the window of the grant is open whenever the demo is filled."""
    content: dict[str, Any] = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    if slug == GRANT:
        opened = clock.today() - dt.timedelta(days=14)
        closes = opened + dt.timedelta(days=60)
        content["window"] = {"opens_at": f"{opened}T08:00", "closes_at": f"{closes}T15:00"}
    return content
