# SPDX-License-Identifier: EUPL-1.2
"""Texts in Swedish and English. `make messages` collects and compiles; `--check` refuses what is missing or stale.

Finnish is the language of the source, so it has no catalogue. No gettext tools are needed: Django turns a template
into something that reads as Python, and Babel reads Python.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("sv", "en")
SOURCES = ("portal", "services", "cases", "feedback", "templates")
# babel's way to say which argument is what: (1, 2) singular and plural, ((1, "c"), 2) context and text
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


def source_files() -> Iterator[Path]:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *SOURCES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    wanted = {".py", ".html", ".txt"}
    yield from (ROOT / name for name in sorted(names) if Path(name).suffix in wanted and (ROOT / name).exists())


def as_python(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation means nothing in a template and everything to the tokenizer.
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    return text.encode()


def collect() -> Catalog:
    found = Catalog(project="OmaKajaani", fuzzy=False)
    for path in source_files():
        place = [(str(path.relative_to(ROOT)), 1)]
        extracted = extract("python", BytesIO(as_python(path)), KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in extracted:
            found.add(message, locations=place, context=context)
    return found


def catalogue_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="OmaKajaani", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def texts_of(message: Message) -> tuple[list[str], list[str]]:
    ids = list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
    return ids, [string or "" for string in strings]


def faults(language: str, found: Catalog) -> Iterator[str]:
    catalogue = read(language)
    for message in found:
        known = catalogue.get(message.id, message.context) if message.id else None
        if not message.id:
            continue
        if known is None or known.fuzzy or not all(texts_of(known)[1]):
            yield f"{language}: not translated: {message.id!r} ({message.locations[0][0]})"
            continue
        ids, strings = texts_of(known)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        if any(set(PLACEHOLDER.findall(string)) != wanted for string in strings[-1:]):
            yield f"{language}: other placeholders than the source: {message.id!r}"
    yield from (
        f"{language}: nobody uses: {message.id!r}"
        for message in catalogue
        if message.id and found.get(message.id, message.context) is None
    )


def update(language: str, found: Catalog) -> None:
    catalogue = read(language)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)


def compile_catalogues() -> None:
    """Every catalogue of the house, also the words that unfold lacks in our languages (portal/staff/locale)."""
    for path in [*(ROOT / "locale").rglob("django.po"), *(ROOT / "portal/staff/locale").rglob("django.po")]:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def main() -> int:
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    found = collect()
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            update(language, found)
        compile_catalogues()
    wrong = [fault for language in LANGUAGES for fault in faults(language, found)]
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    sys.stdout.write(f"{len(found)} texts, {len(wrong)} to be put right\n")
    return 1 if wrong and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
