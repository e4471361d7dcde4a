# SPDX-License-Identifier: EUPL-1.2
"""The tests that keep the house in order. Each message says what to do instead."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = ("portal", "services", "cases", "feedback")


def python_files(pattern: str = "**/*.py") -> Iterator[Path]:
    for package in OURS:
        yield from (path for path in (ROOT / package).glob(pattern) if "migrations" not in path.parts)


def our_apps() -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in OURS]


def view_modules() -> list[Path]:
    return [path for path in python_files() if path.name == "views.py" or path.parent.name == "views"]


def action_modules() -> list[str]:
    files = [path for path in python_files() if path.name == "actions.py" or path.parent.name == "actions"]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files if path.name != "__init__.py"]


def test_views_read_through_visible_to_or_a_named_query() -> None:
    raw = re.compile(r"\.objects\.(get|filter|all|create|exclude|update|first)\(")

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in view_modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if raw.search(line)
    ]

    assert not found, f"Name the query in querysets.py and start from visible_to: {found}"


def test_only_the_workflow_assigns_a_status() -> None:
    assigns = re.compile(r"\.status\s*(,.*)?=[^=]")
    allowed = {"portal/common/workflow.py"}

    found = [
        f"{name}:{number}"
        for path in python_files()
        if (name := str(path.relative_to(ROOT))) not in allowed and not name.startswith("portal/demo/")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if assigns.search(line) and "response" not in line
    ]

    assert not found, f"Add a row to workflow.py and call move(): {found}"


@pytest.mark.parametrize("module", action_modules())
def test_actions_take_the_actor_as_a_keyword(module: str) -> None:
    functions = [
        function
        for name, function in inspect.getmembers(import_module(module), inspect.isfunction)
        if function.__module__ == module and not name.startswith("_")
    ]

    wrong = [
        function.__name__
        for function in functions
        if (actor := inspect.signature(function).parameters.get("actor")) is None
        or actor.kind is not inspect.Parameter.KEYWORD_ONLY
        or actor.default is not inspect.Parameter.empty
    ]

    assert not wrong, f"{module}: give these `*, actor: Actor` without a default, or a leading underscore: {wrong}"


def test_no_import_hides_in_a_function_to_dodge_the_layers() -> None:
    layers = ["portal.common", "portal.accounts", "portal.audit", "portal.notifications", "services.catalogue", "cases"]
    layers += ["feedback", "services.eforms", "portal.pages", "portal.frontdesk", "portal.demo"]

    def level(module: str) -> int:
        return max((i for i, layer in enumerate(layers) if f"{module}.".startswith(f"{layer}.")), default=-1)

    found = []
    for path in python_files():
        here = level(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner = [node.module or "" for node in ast.walk(function) if isinstance(node, ast.ImportFrom)]
                found += [f"{path.relative_to(ROOT)}: {name}" for name in inner if level(name) > here]

    assert not found, f"Turn the dependency round with a registration point: {found}"


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")|\son\w+=\"|\sstyle=\"", re.I)

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if inline.search(line) and path.name != "500.html"
    ]

    assert not found, f"Use a class, a data attribute or a module in static/js: {found}"


def test_tests_make_no_bare_counts_and_skip_nothing() -> None:
    forbidden = re.compile(
        r"assertNumQueries\(|assertTemplateUsed\(\"|mark\.skip\b|mark\.xfail|pytest\.skip\(|time\.sleep\(|reruns"
    )

    exempt = {Path(__file__), ROOT / "tests" / "conftest.py"}  # which alone says what a machine without Chromium skips

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "tests").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line) and path not in exempt
    ]

    assert not found, f"Compare 1 row with 20, wait for a condition, fail instead of skipping: {found}"


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    models = [model.__name__ for name in our_apps() for model in apps.get_app_config(name.split(".")[-1]).get_models()]

    missing = [name for name in models if f"`{name}`" not in glossary]

    assert not missing, f"Add to docs/glossary.md, with the Finnish and Swedish word: {missing}"


def test_functions_named_in_paths_exist() -> None:
    text = (ROOT / "docs" / "paths.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:portal|services|cases|feedback)\.[\w.]+)`", text)

    missing = [name for name in named if not _exists(name)]

    assert named
    assert not missing, f"docs/paths.md names what is not there: {missing}"


def _exists(name: str) -> bool:
    parts = name.split(".")
    for split in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[split:]:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False
