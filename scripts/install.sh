#!/bin/sh
# Prepares .venv from the lock, with hashes; does nothing where that is already done.
# `scripts/install.sh test` adds the development tools.
set -eu
cd "$(dirname "$0")/.."

lock=requirements/lock.txt
kind=run
if [ "${1:-}" = test ]; then
    lock=requirements/test.txt
    kind=test
fi
stamp=.venv/installed-$kind
# The folder's own path belongs to it: an environment that was moved points to where it was.
wanted=$({
    pwd
    cat requirements/lock.txt "$lock" pyproject.toml hatch_build.py
    find src/dieuhanh/locale -name '*.po' -exec cat {} + 2>/dev/null || true
} | sha256sum)
here=$(pwd)

if [ -x .venv/bin/python ] && [ -f .venv/made-in ] && [ "$(cat .venv/made-in)" = "$here" ]; then
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        exit 0
    fi
    # The test lock holds all of the run lock.
    if [ $kind = run ] && [ -f .venv/installed-test ]; then
        exec sh scripts/install.sh test
    fi
else
    python=${PYTHON:-python3}
    if ! command -v "$python" >/dev/null; then
        echo "Thiếu Python: sudo apt install python3 python3-venv" >&2
        exit 2
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        echo "Cần Python 3.11 trở lên; máy này có $("$python" --version). Chỉ bản khác bằng PYTHON=/đường/dẫn" >&2
        exit 2
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "Thiếu python3-venv: sudo apt install python3-venv" >&2
        exit 2
    fi
    echo "Đang tạo môi trường Python .venv…"
    "$python" -m venv --clear .venv
    printf '%s' "$here" >.venv/made-in
fi

echo "Đang cài các gói đã khóa phiên bản ($lock)…"
rm -f "$stamp"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
printf '%s' "$wanted" >"$stamp"
