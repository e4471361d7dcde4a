#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Make .venv, install the pinned requirements when they have changed, compile translations. Quick when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."

fail() { echo "$*" >&2; exit 1; }
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }

if ! fits .venv/bin/python; then
    for python in ${PYTHON:-python3.13 python3.14 python3.12 python3 python none}; do
        fits "$python" && break
    done
    fits "$python" || {
        [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is not Python 3.12 or newer."
        fail "Python 3.12 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3"
    }
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv >/dev/null || {
        rm -rf .venv
        fail "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"
    }
fi

# The installed list is kept beside the packages: comparing texts is surer than comparing times.
if ! cmp -s requirements-dev.txt .venv/requirements.txt; then
    total=$(grep -c '==' requirements-dev.txt)
    log=.venv/install.log
    .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off -r requirements-dev.txt >$log 2>&1 &
    pip=$!
    trap 'kill $pip 2>/dev/null; exit 130' INT TERM
    while kill -0 $pip 2>/dev/null; do
        done=$(grep -c '^Collecting\|^Requirement already' $log || true)
        [ -t 1 ] && printf '\rInstalling packages: %s of %s ' "$done" "$total"
        sleep 1
    done
    wait $pip || fail "Installing failed: $(grep -m 1 '^ERROR' $log || tail -n 1 $log) (all of it: $log)"
    [ -t 1 ] && printf '\r'
    cp requirements-dev.txt .venv/requirements.txt
    echo "Installed $total packages into .venv"
fi

for texts in locale/*/LC_MESSAGES/django.po portal/staff/locale/*/LC_MESSAGES/django.po; do
    compiled="${texts%.po}.mo"
    [ -f "$texts" ] && [ ! "$compiled" -nt "$texts" ] || continue
    .venv/bin/pybabel --quiet compile --input-file "$texts" --output-file "$compiled"
done
