# SPDX-License-Identifier: EUPL-1.2
"""How many pages a PDF has, counted in a process of its own: a file made for that can keep any reader busy for long."""

import resource
import subprocess
import sys
from io import BytesIO

SECONDS = 10
MEMORY_BYTES = 1024 * 1024 * 1024


def count_pages(content: bytes) -> int | None:
    """The count, or None when the file cannot be counted within ten seconds and a gigabyte of memory."""
    command = [sys.executable, "-I", __file__]
    try:
        counted = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False, env={})
    except subprocess.TimeoutExpired:
        return None
    text = counted.stdout.strip()
    return int(text) if counted.returncode == 0 and text.isdigit() else None


def main() -> int:
    # Only the process that counts needs the library; in a web worker it is 5 MB.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        pages = len(PdfReader(BytesIO(sys.stdin.buffer.read())).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return 1
    sys.stdout.write(str(pages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
