#!/bin/sh
# Locks every version with the hashes of all platforms' files; no index address enters the lock.
set -eu
cd "$(dirname "$0")/.."
lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command 'make lock' "$@"
}
lock -o requirements/lock.txt pyproject.toml requirements/build.in
lock --extra dev -c requirements/lock.txt -o requirements/test.txt pyproject.toml requirements/build.in
