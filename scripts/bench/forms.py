# SPDX-License-Identifier: EUPL-1.2
"""`python -m scripts.bench.forms`: processor time of one step with a hundred questions and a hundred rules, piece by
piece and as a whole page, and of saving one of its questions in the designer. Works in a database of its own."""

import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.urls import reverse

from scripts.bench.servers import environment

ROUNDS = 40
WIDTH = 100


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    with tempfile.TemporaryDirectory() as folder, environment(Path(folder)) as env:
        os.environ.update(env)
        django.setup()
        measure()
    return 0


def measure() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)  # a line for each request
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    content = large_step()
    for name, work in (pieces(content) | visits(content)).items():
        told(name, work)
    connections.close_all()


def told(name: str, work: Callable[[], Any]) -> None:
    sys.stdout.write(f"{name:<32} {median_ms(work):6.1f} ms\n")


def large_step() -> dict[str, Any]:
    """Kinds in turn, each question but the first with a rule of its own that looks at earlier ones."""
    kinds = ("text", "number", "yes_no", "date", "choice", "money", "long_text", "phone", "multi_choice", "address")
    fields = [question(number, kinds[number % len(kinds)]) for number in range(WIDTH)]
    return {"format": 1, "steps": [{"key": "iso", "title": {"fi": "Iso"}, "sections": [{"fields": fields}]}]}


def question(number: int, kind: str) -> dict[str, Any]:
    one: dict[str, Any] = {"key": f"q{number}", "type": kind, "label": {"fi": f"Kysymys {number}"}, "optional": True}
    if kind in ("choice", "multi_choice"):
        one["options"] = [{"value": value, "label": {"fi": value.upper()}} for value in ("a", "b", "c")]
    if number:
        before = [{"field": f"q{number - 1}", "is_not": "x"}, {"not": {"field": f"q{number // 2}", "more": 9000}}]
        one["show_if"] = {"all": before}
    return one


def pieces(content: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What a page is made of, by name. Imported here: Django is set up first."""
    from crispy_forms.utils import render_crispy_form

    from services.eforms.engine.definition import read_form
    from services.eforms.engine.situation import Situation
    from services.eforms.engine.steps import Filling
    from services.eforms.layout import lay_out
    from services.eforms.models import Draft, FormDefinition, FormVersion

    draft = Draft(version=FormVersion(content=content, definition=FormDefinition(slug="iso")))

    def read() -> Any:
        form = read_form(content)
        return Filling(form, draft.answers, Situation()).blank(form.steps[0])

    def page() -> Any:
        form = read()
        return render_crispy_form(form, lay_out(form, draft))

    return {"the version as objects": lambda: read_form(content), "… and its answers read": read, "… and drawn": page}


def visits(content: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Whole pages through the client, of a form in the database that is gone afterwards."""
    from portal.accounts.actors import SYSTEM_DEMO, Assurance
    from portal.accounts.middleware import ASSURANCE_KEY
    from portal.accounts.models import Person, Role, RoleGrant, Unit, User
    from services.eforms.actions.designing import start_version
    from services.eforms.models import Draft

    unit = Unit.objects.create(code="mittaus", name={"fi": "Mittaus"})
    user = User.objects.create(username="mittaaja")
    RoleGrant.objects.create(user=user, role=Role.MAIN_USER)
    person = Person.objects.create(user=user, surname="Mittaaja")
    published = publish(content, unit)
    draft = Draft.objects.create(version=published, person=person, assurance=Assurance.STRONG)
    start_version(published.definition_id, actor=SYSTEM_DEMO)
    client = signed_in(user, ASSURANCE_KEY, int(Assurance.STRONG))
    step = reverse("eforms:step", args=[draft.key, "iso"])
    change = reverse("admin:eforms_formdefinition_design_change", args=["mittauslomake"])
    question = {"osa": "field:q50", "label-fi": "Kysymys", "type": "text", "key": "q50", "renew": "on"}

    def save() -> None:
        version = published.definition.versions.get(published_at=None)
        typed = question | {"revision": version.revision, "label-fi": f"Kysymys {version.revision}"}
        response = client.post(change, typed, headers={"HX-Request": "true"})
        if response.headers["X-Saved"] != "yes":
            raise SystemExit("The change was not saved.")

    def visit() -> None:
        if client.get(step).status_code != 200:
            raise SystemExit("The step was not shown.")

    return {"the whole page of the step": visit, "saving a question in the designer": save}


def publish(content: dict[str, Any], unit: Any) -> Any:
    from cases.models import CaseType
    from portal.accounts.actors import SYSTEM_DEMO
    from services.eforms.actions.publishing import publish_form

    case_type = CaseType.objects.create(code="mittaus", name={"fi": "Mittaus"}, unit=unit)
    return publish_form(
        actor=SYSTEM_DEMO, slug="mittauslomake", name={"fi": "Mittaus"}, case_type=case_type, content=content
    )


def signed_in(user: Any, level: str, assurance: int) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="portal.accounts.backends.UsernameBackend")
    session = client.session
    session[level] = assurance
    session.save()
    return client


def median_ms(work: Callable[[], Any]) -> float:
    work()
    times = []
    for _round in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    sys.exit(main())
