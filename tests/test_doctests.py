"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import dieuhanh


def _has_examples(name: str) -> bool:
    path = Path(dieuhanh.__file__).parent.joinpath(*name.split(".")[1:]).with_suffix(".py")
    return path.exists() and ">>> " in path.read_text(encoding="utf-8")


MODULES = [
    found.name
    for found in pkgutil.walk_packages(dieuhanh.__path__, "dieuhanh.")
    if not found.ispkg and ".tests." not in found.name and _has_examples(found.name)
]


@pytest.mark.once
@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert {name.split(".")[1] for name in MODULES} >= {"foundation", "kernel"}
    assert len(MODULES) > 30
