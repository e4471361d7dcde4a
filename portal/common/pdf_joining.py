# SPDX-License-Identifier: EUPL-1.2
"""PDF files one after another, joined in a process of its own: a file made for it keeps any reader busy for long."""

import json
import resource
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from io import BytesIO
from typing import Any

SECONDS = 30
MEMORY_BYTES = 1536 * 1024 * 1024


def join_pdfs(first: bytes, others: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """The first with its tags, language and title, then the pages of the others. The list tells the places in `others`
    of those that could not be read and are left out; all of them when the joining takes too long."""
    if not others:
        return first, []
    command = [sys.executable, "-I", __file__]
    given = json.dumps([b64encode(content).decode() for content in (first, *others)]).encode()
    try:
        joined = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=False, env={})
    except subprocess.TimeoutExpired:
        return first, list(range(len(others)))
    if joined.returncode:
        return first, list(range(len(others)))
    answer: dict[str, Any] = json.loads(joined.stdout)
    return b64decode(answer["pdf"]), list(answer["left_out"])


def main() -> int:
    # Only the process that joins needs the library; in a web worker it is 5 MB.
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    first, *others = (b64decode(content) for content in json.load(sys.stdin))
    writer, left_out = PdfWriter(clone_from=BytesIO(first)), []
    for place, content in enumerate(others):
        try:
            pages = list(PdfReader(BytesIO(content)).pages)
            for page in pages:
                writer.add_page(page)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            left_out.append(place)
    out = BytesIO()
    writer.write(out)
    sys.stdout.write(json.dumps({"pdf": b64encode(out.getvalue()).decode(), "left_out": left_out}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
