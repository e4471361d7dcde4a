#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every test, on the embedded servers or on DATABASE_URL and REDIS_URL. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_clamd() { command -v clamd || [ -x /usr/sbin/clamd ]; }
has_pdfsig() { command -v pdfsig; }
has_voikko() { .venv/bin/python -c 'from libvoikko import Voikko; Voikko("fi")'; }

missing=""
has_chromium >/dev/null || missing="$missing chromium"
has_voikko 2>/dev/null || missing="$missing libvoikko1 voikko-fi"
has_clamd >/dev/null || missing="$missing clamav-daemon"
has_pdfsig >/dev/null || missing="$missing poppler-utils"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing with apt-get"
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $missing >/dev/null 2>&1 || true
fi

has_chromium >/dev/null || echo "Chromium is missing, so the browser tests are not run. Install it: apt install chromium"
has_voikko 2>/dev/null || echo "Voikko is missing, so its tests are not run. Install it: apt install libvoikko1 voikko-fi"
has_clamd >/dev/null || echo "clamd is missing, so the tests of the virus scanner are not run. Install it: apt install clamav-daemon"
has_pdfsig >/dev/null || echo "pdfsig is missing, so signatures are not verified by poppler. Install it: apt install poppler-utils"
if [ "${CI:-}" = true ] && ! { has_chromium && has_voikko && has_clamd && has_pdfsig; } >/dev/null 2>&1; then
    echo "CI runs every test or fails: the programs above are needed." >&2
    exit 1
fi

# DEBUG gives the tests the insecure keys of a developer's machine; Django itself turns DEBUG off in tests.
export DEBUG=1 TESTING=1
exec .venv/bin/python -m portal.local run -- .venv/bin/pytest -n 2 "$@"
