"""How the commands that our messages name are called here, so that a person can type them as they stand.

From the root of a checkout `.venv/bin/dieuhanh` and `make start`; installed as a wheel `dieuhanh`. Where the shell has set
DIEUHANH_HOME the line says it: the next window, or the technician of a service, would otherwise mean another data folder.
"""

from __future__ import annotations

import os
import shlex

from dieuhanh.config import places


def dieuhanh(words: str) -> str:
    return f"{_place()}{called(words)}"


def called(words: str) -> str:
    """Without the data folder, for a page that strangers may see."""
    return f"{'.venv/bin/dieuhanh' if places.checkout() else 'dieuhanh'} {words}"


def start(*, office: bool, port: int | None = None) -> str:
    variables = ["DEMO=no"] * office + ([f"PORT={port}"] if port else [])
    if places.checkout():
        return _place() + " ".join(["make start", *variables])
    return _place() + " ".join([*variables, "dieuhanh start"])


def install() -> str:
    return "make install" if places.checkout() else "pip install --upgrade --force-reinstall dieuhanh"


def _place() -> str:
    return f"DIEUHANH_HOME={shlex.quote(str(places.home()))} " if os.environ.get("DIEUHANH_HOME") else ""
