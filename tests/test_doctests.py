"""The examples in the foundation's docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import dieuhanh.foundation

MODULES = [
    found.name
    for found in pkgutil.walk_packages(dieuhanh.foundation.__path__, "dieuhanh.foundation.")
    if not found.ispkg and ".tests." not in found.name and not found.name.endswith("__main__")
]


@pytest.mark.once
@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    count = sum(len(test.examples) for name in MODULES for test in finder.find(importlib.import_module(name)))
    assert count > 30
