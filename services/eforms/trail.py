# SPDX-License-Identifier: EUPL-1.2
"""How long each step takes and where people stop: kept with the draft, and as figures without the draft after it.

A draft's trail: {step: {"seconds": 75, "last": "phone", "saving": 3}}, where `saving` is the revision of the draft that
was the last one of the step. Time runs from one saving to the next; a pause is no filling time.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from portal.common import clock
from services.eforms.engine.definition import Step
from services.eforms.models import Draft, FillingStep

LONGEST_PAUSE = dt.timedelta(minutes=10)


def stepped(draft: Draft, step: Step, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The draft's trail after this saving. To be called before the answers and the time of saving change."""
    so_far = draft.trail.get(step.key, {})
    passed = clock.now() - draft.saved_at
    seconds = int(passed.total_seconds()) if passed <= LONGEST_PAUSE else 0
    changed = [name for name, value in typed.items() if (draft.answers.get(name) or "") != (value or "")]
    last = changed[-1].partition("__")[0] if changed else so_far.get("last", "")
    entry = {"seconds": so_far.get("seconds", 0) + seconds, "last": last, "saving": draft.revision + 1}
    trail: dict[str, Any] = draft.trail | {step.key: entry}
    return trail


def keep_figures(draft: Draft, *, sent: bool) -> None:
    """The trail of an ended draft as rows that tell nobody whose they were. Part of an action, never one alone."""
    filling, last = uuid.uuid4(), max(draft.trail, key=lambda key: draft.trail[key]["saving"], default="")
    FillingStep.objects.bulk_create(
        FillingStep(
            version_id=draft.version_id,
            filling=filling,
            step=key,
            seconds=entry["seconds"],
            last_field=entry["last"],
            is_last=key == last,
            sent=sent,
        )
        for key, entry in draft.trail.items()
    )
