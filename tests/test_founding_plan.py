"""The founding plan is loaded through the reader: against its own list of items the reader finds tasks, leads and deadlines.

If the reader breaks, the plan on the screen is visibly worse, and this test says by how much.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.model import Reading
from dieuhanh.foundation.vietnamese.text import fold

FLOOR = 0.95
QUARTER = ("2021-10", "2021-11", "2021-12", "2021-Q4", "2021")


@cache
def text() -> str:
    return files("dieuhanh.demo").joinpath("plan.txt").read_text(encoding="utf-8")


@cache
def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        files("dieuhanh.demo").joinpath("plan_items.json").read_text(encoding="utf-8")
    )
    begin = 0
    for item in found:
        item["start"] = text().index(item["task"], begin)
        item["end"] = item["start"] + len(item["task"])
        begin = item["start"] + 1
    return found


@cache
def reading() -> Reading:
    return read(text())


@cache
def pairs() -> list[tuple[int, int]]:
    """Items and tasks that share at least half of their words' union, one to one."""
    found = []
    taken: set[int] = set()
    for i, item in enumerate(items()):
        for j, task in enumerate(reading().tasks):
            shared = min(item["end"], task.end) - max(item["start"], task.start)
            union = max(item["end"], task.end) - min(item["start"], task.start)
            if j not in taken and shared * 2 >= union:
                found.append((i, j))
                taken.add(j)
                break
    return found


def f1(hit: int, missed: int, false: int) -> float:
    return 2 * hit / (2 * hit + missed + false)


def test_at_least_150_tasks_in_eight_areas() -> None:
    assert len(items()) >= 150
    assert {item["area"] for item in items()} == set(range(1, 9))


def test_tasks() -> None:
    hit = len(pairs())
    score = f1(hit, len(items()) - hit, len(reading().tasks) - hit)
    missed = [items()[i]["task"][:60] for i in range(len(items())) if i not in {i for i, _ in pairs()}]
    false = [reading().tasks[j].text[:60] for j in range(len(reading().tasks)) if j not in {j for _, j in pairs()}]
    assert score >= FLOOR, (score, missed, false)


@pytest.mark.parametrize("role", ["lead", "coop"])
def test_units(role: str) -> None:
    hit = missed = false = 0
    wrong = []
    for i, j in pairs():
        want = {fold(u) for u in items()[i][role]}
        got = {fold(u.text) for u in getattr(reading().tasks[j], role)}
        hit, missed, false = hit + len(want & got), missed + len(want - got), false + len(got - want)
        if want != got:
            wrong.append((items()[i]["task"][:50], want, got))
    assert f1(hit, missed, false) >= FLOOR, wrong


def test_deadlines() -> None:
    hit = missed = false = 0
    wrong = []
    for i, j in pairs():
        want, deadline = items()[i]["deadline"], reading().tasks[j].deadline
        got = deadline.iso if deadline else None
        hit += bool(want) and want == got
        missed += bool(want) and want != got
        false += bool(got) and want != got
        if want != got:
            wrong.append((items()[i]["task"][:50], want, got))
    assert f1(hit, missed, false) >= FLOOR, wrong


def test_every_dated_item_is_due_in_the_quarter() -> None:
    outside = [
        i["task"]
        for i in items()
        if i["deadline"]
        and not i["deadline"].startswith((*QUARTER, "XXXX", "monthly", "weekly", "quarterly", "daily", "periodic"))
    ]
    assert not outside
    assert any(
        i["deadline"] and i["deadline"] < date(2021, 11, 24).isoformat()
        for i in items()
        if len(i["deadline"] or "") == 10
    )


def test_the_letterhead() -> None:
    meta = reading().meta
    assert (meta.symbol, meta.date, meta.kind) == ("00/KH-UBND", "2021-10-01", "kế hoạch")
    assert meta.title is not None
    assert meta.title.startswith("Thực hiện nhiệm vụ kinh tế - xã hội")
