#!/usr/bin/env bash
# Set up, and open the page on the built-in sample archive (or on an index: scripts/serve.sh DIR).
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
exec .venv/bin/newsquote serve "$@"
