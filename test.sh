#!/usr/bin/env bash
# Everything a change must pass: lint, types, generated files, tests. Needs: pip install -e '.[dev]'
set -euo pipefail
cd "$(dirname "$0")"
ruff check .
ruff format --check .
mypy
python tools/generate.py --check
PYTHONWARNDEFAULTENCODING=1 python -m pytest -n 4 --dist worksteal # many tests wait for a process or a server
