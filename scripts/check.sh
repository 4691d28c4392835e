#!/usr/bin/env bash
# Set up, and run all checks: style, types, tests. The same here and in CI.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh

if ! command -v chromium chromium-browser google-chrome >/dev/null; then
    if [ "$(id -u)" != 0 ]; then
        echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium)." >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
fi

.venv/bin/ruff format --check .
.venv/bin/ruff check .
.venv/bin/mypy corpus index qa page commands app.py cli.py benchmarks tests
# Workers share the cores; a file's tests stay together, for what they set up once.
.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist loadfile "$@"
