# SPDX-License-Identifier: EUPL-1.2
"""`python -m scripts.bench.forms`: processor time of one step with a hundred questions and a hundred rules."""

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

ROUNDS = 40
WIDTH = 100


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    content = large_step()
    for name, work in pieces(content).items():
        sys.stdout.write(f"{name:<28} {median_ms(work):6.1f} ms\n")
    return 0


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
