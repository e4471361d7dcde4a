# SPDX-License-Identifier: EUPL-1.2
"""Any sound definition, and anything that a browser could send to its pages, for hypothesis."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from services.eforms.engine.fields import KINDS
from services.eforms.engine.fields.groups import NOT_IN_ROWS
from tests.factories.eforms import field, step_of

OPTIONS = [{"value": value, "label": {"fi": value.upper()}} for value in ("a", "b", "c")]
# Their answers are made elsewhere: rows of the database, other people, files.
NOT_TYPED = {"service_point", "attachment", "signature", "child", "organisation", "principal"}
PLAIN = sorted(set(KINDS) - NOT_TYPED - {"group", "calculated", "stop"})
IN_ROWS = sorted(set(PLAIN) - NOT_IN_ROWS)
NUMBERS = ("number", "money")

TESTS: list[tuple[str, Any]] = [
    *(("is", "a"), ("is_not", "yes"), ("in", ["a", "no"]), ("filled", True), ("more", 5), ("less", 5)),
    *(("after", {"today": 0}), ("before", "2027-01-01"), ("age_less", 18)),
]

TYPED = st.sampled_from(
    [
        *("yes", "no", "a", "b", "1.12.2026", "24.11.2026", "2015-03-01", "12", "1 200,50", "0", "-3", "", " "),
        *("ö<&\"'", "\x00", "FI2112345600000785", "8.30", "aino@esimerkki.fi", "040 123 4567", "140891-912C"),
        *("87100", "ABC-123", "1234567-1", "Kalliokatu 1"),
    ]
)


@st.composite
def definitions(draw: st.DrawFn, *, max_steps: int = 3) -> dict[str, Any]:
    """A whole definition that validation accepts."""
    maker = Maker(draw)
    steps = [maker.step(number) for number in range(draw(st.integers(1, max_steps)))]
    content: dict[str, Any] = {"format": 1, "steps": steps, "summary": {"fi": "{q0}"}}
    if tables := maker.tables():
        content["tables"] = tables
    return content


class Maker:
    """Makes fields one after another and remembers what may be looked at."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0
        self.asked: dict[str, dict[str, Any]] = {}

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def one_of(self, items: Any) -> Any:
        return self.draw(st.sampled_from(sorted(items)))

    def of_type(self, *types: str) -> list[str]:
        return sorted(key for key, one in self.asked.items() if one["type"] in types)

    def step(self, number: int) -> dict[str, Any]:
        shown = {"show_if": self.condition()} if self.asked and self.chance() else {}
        return step_of(f"vaihe-{number}", *(self.field() for _one in range(self.draw(st.integers(1, 5)))), **shown)

    def field(self) -> dict[str, Any]:
        make: Callable[[], dict[str, Any]] = self.draw(
            st.sampled_from([self.plain, self.plain, self.plain, *self.rich()])
        )
        made = make()
        if self.asked and self.chance():
            made["show_if"] = self.condition()
        if made["type"] in PLAIN and self.asked and self.chance():
            made |= {"optional": True, "required_if": self.condition()}
        self.asked[made["key"]] = made
        return made

    def rich(self) -> list[Callable[[], dict[str, Any]]]:
        return [self.group, self.stop, *([self.calculated] if self.of_type(*NUMBERS, "group") else [])]

    def key(self) -> str:
        self.count += 1
        return f"q{self.count - 1}"

    def plain(self, types: list[str] = PLAIN) -> dict[str, Any]:
        kind = self.draw(st.sampled_from(types))
        rules: dict[str, Any] = {}
        if KINDS[kind].has_options:
            rules["options"] = [dict(option) for option in OPTIONS]
            if self.asked and self.chance():
                rules["options"][0]["show_if"] = self.condition()
        return field(self.key(), kind, optional=self.chance(), **rules)

    def group(self) -> dict[str, Any]:
        key, outer = self.key(), dict(self.asked)
        inner = []
        for _one in range(self.draw(st.integers(1, 3))):
            made = self.plain(IN_ROWS)
            if self.asked and self.chance():
                made["show_if"] = self.condition()
            inner.append(made)
            self.asked[made["key"]] = made
        self.asked = outer
        look = self.draw(st.sampled_from(["cards", "table"]))
        return field(key, "group", optional=self.chance(), fields=inner, look=look, max=self.draw(st.integers(2, 5)))

    def stop(self) -> dict[str, Any]:
        link = {"href": "/palvelut/", "label": {"fi": "Muu palvelu"}}
        never: dict[str, Any] = {
            "all": [{"field": key, "is": "never"} for key in self.asked] or [{"known": "person.age", "less": 0}]
        }
        return field(self.key(), "stop", link=link, show_if=never)

    def calculated(self) -> dict[str, Any]:
        made = field(self.key(), "calculated", formula=self.number(), decimals=1)
        return made | {"as": self.draw(st.sampled_from(["number", "money"]))}

    def number(self, depth: int = 2) -> Any:
        """An expression over what has been asked."""
        leaves: list[Any] = [2, 0, 10.5, *({"field": key} for key in self.of_type(*NUMBERS, "calculated"))]
        leaves += [{"count_of": key} for key in self.of_type("group", "multi_choice")]
        leaves += [{"days": [{"field": key}, {"today": 7}]} for key in self.of_type("date")]
        for key in self.of_type("group"):
            numbers = [one["key"] for one in self.asked[key]["fields"] if one["type"] in NUMBERS]
            leaves += [{"sum_of": f"{key}.{column}"} for column in numbers]
        if not depth or self.chance():
            return self.draw(st.sampled_from(leaves))
        name = self.draw(st.sampled_from(["add", "multiply", "min", "max", "subtract", "divide", "round"]))
        if name == "round":
            return {"round": self.number(depth - 1), "decimals": 1}
        return {name: [self.number(depth - 1), self.number(depth - 1)]}

    def condition(self, depth: int = 1) -> dict[str, Any]:
        if depth and self.chance():
            name = self.draw(st.sampled_from(["all", "any", "not"]))
            return {name: self.condition(0) if name == "not" else [self.condition(0), self.condition(0)]}
        kind = self.draw(st.sampled_from(["field", "value", "known", "rows"]))
        if kind == "value":
            return {"value": self.number(1), self.draw(st.sampled_from(["more", "less"])): 5}
        if kind == "known":
            return {"known": "person.municipality", "is": "205"}
        if kind == "rows" and (counted := self.of_type("group", "multi_choice")):
            return {"field": self.one_of(counted), "count_more": 1}
        name, wanted = self.draw(st.sampled_from(TESTS))
        return {"field": self.one_of(self.asked), name: wanted}

    def tables(self) -> list[dict[str, Any]]:
        made = []
        for gives, values in (("fee", [0, 12.5, self.number()]), ("priority", ["normal", "urgent"]), ("text", ["x"])):
            if self.chance():
                rows = [
                    {"if": self.condition(), "value": self.draw(st.sampled_from(values)), "reason": {"fi": "Syy"}}
                    for _one in range(self.draw(st.integers(1, 3)))
                ]
                made.append({"key": gives, "gives": gives, "label": {"fi": gives}, "rows": rows})
        return made


def posted(draw: st.DrawFn, names: list[str]) -> dict[str, list[str]]:
    """What a browser could send for these inputs; hidden lists of rows stay as the page has them."""
    return {name: [draw(TYPED)] for name in names if not name.endswith("__rows")}
