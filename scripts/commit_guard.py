# SPDX-License-Identifier: EUPL-1.2
"""Refuse what must not get into the history: private keys and large files. Called by pre-commit with file names."""

import re
import sys
from pathlib import Path

MAX_BYTES = 500 * 1024
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|^(SECRET_KEY|HETU_\w+)=\S+", re.MULTILINE
)


def fault(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        return f"{path}: larger than {MAX_BYTES // 1024} kB"
    if path.suffix != ".py" and path.name != "Dockerfile" and SECRET.search(content):
        return f"{path}: looks like a secret"
    return ""


if __name__ == "__main__":
    faults = [told for name in sys.argv[1:] if (told := fault(Path(name)))]
    sys.stderr.writelines(f"{told}\n" for told in faults)
    sys.exit(bool(faults))
