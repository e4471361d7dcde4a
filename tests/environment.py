# SPDX-License-Identifier: EUPL-1.2
"""The environment of the tests, set before Django reads its settings (a pytest plugin named in pyproject.toml)."""

import os

# The keys of a developer's machine, quick hashing, files in memory. Django itself turns DEBUG off while tests run.
os.environ["DEBUG"] = os.environ["TESTING"] = "1"
