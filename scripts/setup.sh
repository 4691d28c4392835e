#!/usr/bin/env bash
# Make .venv with the pinned packages and newsquote itself; does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3.11}
stamp=.venv/installed
wanted=$(cat requirements.txt pyproject.toml | sha256sum)

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing newsquote into .venv: about 3 GB, some minutes." >&2
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
    echo "$wanted" > "$stamp"
fi
