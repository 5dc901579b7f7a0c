"""Code a newcomer can read: files and functions stay short, tests lie in their room, and gathering rooms have no name here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES = 400, 40
VAGUE = {"utils", "helpers", "common", "misc", "manager", "managers", "service", "services"}
pytestmark = pytest.mark.once


def sources() -> list[Path]:
    folders = ("src", "bench", "scripts", "tests")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert [f"{path.relative_to(ROOT)}: {count}" for path, count in lengths.items() if count > FILE_LINES] == []


def test_functions_are_short() -> None:
    long = []
    for path in sources():
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > FUNCTION_LINES:
                long.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {lines}")
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in sources() if VAGUE & {path.stem, *path.relative_to(ROOT).parts}
    ] == []
