# SPDX-License-Identifier: EUPL-1.2
"""A person with a keyboard alone: Tab, arrows, Space and Enter. Whatever has the focus must be seen to have it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

STOPS_AT_MOST = 250
# Where the focus is, in a frame too: its words, those of the other choices of its group, and whether it is seen.
STOP = """(() => {
    let e = document.activeElement;
    while (e.contentDocument?.activeElement) e = e.contentDocument.activeElement;
    const words = (input) => [...(input.labels ?? [])].map((label) => label.innerText).join(" ");
    const own = e.matches("select, textarea") ? "" : e.innerText;
    const group = e.type === "radio" ? [...e.form.elements].filter((one) => one.name === e.name) : [];
    return {
        nowhere: e.matches("body, iframe"),
        words: [words(e), own, e.getAttribute("aria-label"), e.title].join(" ").trim(),
        choices: group.map(words),
        checked: e.checked ?? false,
        kind: e.matches("a, button") ? "way" : e.type,
        seen: [e, e.closest(".ds-field")].some((part) => part && getComputedStyle(part).outlineStyle !== "none"),
    };
})()"""


@dataclass
class Keyboard:
    page: Page

    def __post_init__(self) -> None:
        # Somebody listens from the beginning: a listener that comes with the key may come after the chooser opened.
        self.page.on("filechooser", lambda _chooser: None)

    def here(self) -> dict[str, Any]:
        stop: dict[str, Any] = self.page.evaluate(STOP)
        return stop

    def tab(self, wanted: str, *, whole: bool = False, kind: str = "") -> None:
        """Press Tab until what has the focus says these words, or is a choice of a group that says them.

        `whole`: says nothing else; `kind`: is a "radio", or a link or a button ("way").
        """
        passed: list[str] = []
        for _press in range(STOPS_AT_MOST):
            self.page.keyboard.press("Tab")
            stop = self.here()
            if stop["nowhere"]:
                continue
            assert stop["seen"], f"No visible focus on {stop['words']!r}."
            said = [stop["words"], *stop["choices"]]
            if kind in ("", stop["kind"]) and any(words == wanted if whole else wanted in words for words in said):
                return
            passed.append(stop["words"][:40])
        raise AssertionError(f"Tab does not reach {wanted!r}, but {list(dict.fromkeys(passed))}.")

    def write(self, label: str, text: str) -> None:
        self.tab(label)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def tick(self, label: str) -> None:
        self.tab(label)
        self.page.keyboard.press("Space")

    def choose(self, label: str) -> None:
        """A radio button: Tab to its group, arrows to the one that is meant."""
        self.tab(label, kind="radio")
        for _press in range(len(self.here()["choices"]) + 1):
            stop = self.here()
            if label in stop["words"]:
                if not stop["checked"]:
                    self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {label!r}.")

    def press(self, words: str, *, whole: bool = False) -> None:
        """A link or a button that leads to another page."""
        self.tab(words, whole=whole, kind="way")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def attach(self, label: str, file: Any) -> None:
        self.tab(label)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)
        expect(self.page.get_by_text(file["name"]).first).to_be_visible()
