"""Some words of a text read by themselves: what a person marked as one task."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from .model import Deadline, Task, UnitMention
from .reader import read

_ENDS: Final = " \t\r\n.;,:/"
_MARKER: Final = re.compile(r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVXivx]{1,5}|[a-zđ])[.)]|\(\d{1,2}\)|[-+*•–])\s+")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the list marker before the words and the punctuation behind them.

    >>> text = "a) Rà soát hộ nghèo;"
    >>> [text[slice(*trim(text, 0, len(text)))]]
    ['Rà soát hộ nghèo']
    """
    start, end = max(start, 0), min(end, len(text))
    marker = _MARKER.match(text, start, end)
    if marker and (start == 0 or text[start - 1] == "\n"):
        start = marker.end()
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end


def read_passage(text: str, start: int, end: int, *, year: int | None = None) -> Task:
    """The words from `start` to `end` as one task: its verb, and every unit, deadline and product that they name themselves."""
    start, end = trim(text, start, end)
    words = text[start:end]
    tasks = read(words, year=year).tasks
    whole = Task(start, end, words, tasks[0].head_verb if tasks else "")
    if not tasks:
        return whole
    lead = {unit.text: _shifted(unit, start) for task in tasks for unit in task.lead}
    coop = {unit.text: _shifted(unit, start) for task in tasks for unit in task.coop if unit.text not in lead}
    due = next((task.deadline for task in tasks if task.deadline), None)
    return replace(
        whole,
        lead=tuple(lead.values()),
        coop=tuple(coop.values()),
        deadline=None if due is None else _due(due, start),
        product=next((task.product for task in tasks if task.product), None),
    )


def _shifted(unit: UnitMention, by: int) -> UnitMention:
    return replace(unit, start=unit.start + by, end=unit.end + by, inherited=False)


def _due(due: Deadline, by: int) -> Deadline:
    return replace(due, start=due.start + by, end=due.end + by)
