"""How well the reader does against texts marked by hand; floors a little under what it reaches, never under what was asked."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dieuhanh.foundation.reading import read, to_json

pytestmark = pytest.mark.needs("shared")
FOUNDING = "seed-thanh-xuan-2021-q4"
FLOORS = {
    "headings": 0.97,
    "heading levels": 0.97,
    "tasks": 0.97,
    "head verb (matched tasks)": 0.97,
    "lead units (matched tasks)": 0.96,
    "cooperating units (matched tasks)": 0.96,
    "deadlines (matched tasks)": 0.95,
}
FOUNDING_FLOORS = {"headings": 1.0, "tasks": 0.97, "head verb (matched tasks)": 0.97}


@cache
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reading", shared / "tools" / "score_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rows(shared: Path, only: str) -> tuple[dict[str, Any], list[Any]]:
    score = scorer(shared).Score()
    for path in sorted((shared / "reading" / "gold").glob(f"{only}.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "tasks" in gold:
            with (shared / "reading" / "texts" / gold["doc"]).open(encoding="utf-8", newline="") as file:
                text = file.read()
            scorer(shared).score_document(score, gold, json.loads(json.dumps(to_json(read(text)))), text)
    return dict(score.rows()), score.errors


@pytest.mark.parametrize("measure", FLOORS)
def test_whole_gold(shared: Path, measure: str) -> None:
    found, errors = rows(shared, "*")
    assert found[measure]["f1"] >= FLOORS[measure], errors


@pytest.mark.parametrize("measure", FOUNDING_FLOORS)
def test_founding_text(shared: Path, measure: str) -> None:
    found, errors = rows(shared, FOUNDING)
    assert found[measure]["f1"] >= FOUNDING_FLOORS[measure], errors


def test_founding_text_has_eight_areas_and_no_clutter(shared: Path) -> None:
    text = (shared / "reading" / "texts" / f"{FOUNDING}.txt").read_text(encoding="utf-8")
    reading = read(text)
    assert [h.marker for h in reading.headings] == [f"({n})" for n in range(1, 9)]
    first_area = reading.headings[0].start
    assert all(task.start > first_area for task in reading.tasks)  # counter, slogan and title give none
    assert not any(task.text.endswith(("/", "./.")) for task in reading.tasks)
