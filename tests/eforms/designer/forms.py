# SPDX-License-Identifier: EUPL-1.2
"""A form with something of everything that parts look at."""

from typing import Any

from tests.factories.eforms import field, step_of

YES_NO = [{"value": "a", "label": {"fi": "Ensin"}}, {"value": "b", "label": {"fi": "Sitten"}}]

RICH: dict[str, Any] = {
    "format": 1,
    "summary": {"fi": "{kind}, {starts_on}"},
    "steps": [
        step_of("hakija", field("name", prefill="person.name"), field("kind", "choice", options=YES_NO)),
        step_of(
            "asia",
            field("starts_on", "date"),
            field("ends_on", "date", min={"field": "starts_on"}, show_if={"field": "kind", "is": "a"}),
            field(
                "children",
                "group",
                fields=[field("age", "number"), field("school", show_if={"field": "age", "more": 6})],
            ),
            field("total", "calculated", formula={"sum_of": "children.age"}, **{"as": "number"}),
        ),
        step_of(
            "muut",
            field(
                "why",
                "long_text",
                show_if={"all": [{"field": "kind", "is": "b"}, {"field": "starts_on", "filled": True}]},
            ),
            field("more", optional=True, required_if={"field": "why", "filled": True}),
            show_if={"any": [{"field": "kind", "is": "b"}, {"field": "total", "more": 10}]},
        ),
    ],
    "tables": [
        {
            "key": "fee",
            "gives": "fee",
            "label": {"fi": "Maksu"},
            "rows": [{"if": {"field": "kind", "is": "a"}, "value": 90, "reason": {"fi": "Ensin"}}],
            "default": 0,
        }
    ],
}
