"""The same asked of the same unit twice: tasks in force whose words overlap with those of a draft.

Tasks of one unit are compared through their rarest words alone (prefix filtering): two sets of which `ALIKE` of all words are shared must
share one of these, so that hardly any pair is looked at which is no double.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from django.db.models import QuerySet

from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.plans.models import UNFINISHED_PHASES, Assignment, Plan, Role, Settled
from dieuhanh.kernel.plans.queries import tasks_visible_to

ALIKE = 0.6  # of all words of two tasks, how many both have
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    [
        "va",
        "cac",
        "cua",
        "cho",
        "theo",
        "tren",
        "dia",
        "ban",
        "trong",
        "cong",
        "tac",
        "thuc",
        "hien",
        "to",
        "chuc",
        "nhung",
        "mot",
        "so",
        "ve",
        "tai",
        "den",
        "nam",
    ]
)


@dataclass(frozen=True, slots=True)
class Double:
    """A task in force that asks of `unit_id` what a draft asks; `alike`: the share of their words, 1 where they are the same."""

    task_id: int
    code: str
    title: str
    unit_id: int
    alike: float


def doubles_of(viewer: Viewer, plan: Plan) -> dict[int, list[Double]]:
    """By the task of each draft, the most alike first. Only tasks that the viewer sees. Two questions, however many there are."""
    drafted = _asked(plan.tasks.exclude(draft__settled=Settled.REJECTED))
    units = {unit for _task, unit, _code, _title in drafted}
    seen = tasks_visible_to(viewer).filter(phase__in=UNFINISHED_PHASES, assignments__unit__in=units).exclude(plan=plan)
    in_force = _asked(seen)
    named = {task: (code, title) for task, _unit, code, title in in_force}
    theirs = _by_unit(in_force)
    found: dict[int, list[Double]] = defaultdict(list)
    for unit, ours in _by_unit(drafted).items():
        for mine, other, alike in pairs(ours, theirs.get(unit, {})):
            found[mine].append(Double(other, *named[other], unit, alike))
    return {task: sorted(rows, key=lambda row: (-row.alike, row.task_id)) for task, rows in found.items()}


def words_of(title: str) -> frozenset[str]:
    """What two tasks are compared by: their words without accents, without those that every task has."""
    return frozenset(_WORD.findall(fold(title))) - _SMALL


def _asked(tasks: QuerySet) -> list[tuple[int, int, str, str]]:
    """Task, unit that leads it, code and words."""
    rows = Assignment.objects.filter(task__in=tasks.values("pk"), role=Role.LEAD)
    return list(rows.order_by("pk").values_list("task_id", "unit_id", "task__code", "task__title"))


def _by_unit(rows: Iterable[tuple[int, int, str, str]]) -> dict[int, dict[int, frozenset[str]]]:
    found: dict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    for task, unit, _code, title in rows:
        found[unit][task] = words_of(title)
    return found


def pairs(ours: Mapping[int, frozenset[str]], theirs: Mapping[int, frozenset[str]]) -> Iterable[tuple[int, int, float]]:
    """(ours, theirs, how alike) of all that are alike enough."""
    often = Counter(word for words in (*ours.values(), *theirs.values()) for word in words)
    index: dict[str, list[int]] = defaultdict(list)
    for task, words in theirs.items():
        for word in _rarest(words, often):
            index[word].append(task)
    for mine, words in ours.items():
        for other in {task for word in _rarest(words, often) for task in index[word]}:
            alike = len(words & theirs[other]) / len(words | theirs[other])
            if alike >= ALIKE:
                yield mine, other, round(alike, 2)


def _rarest(words: frozenset[str], often: Counter[str]) -> list[str]:
    """So many that two sets alike enough have one of them in common."""
    ordered = sorted(words, key=lambda word: (often[word], word))
    return ordered[: len(ordered) - ceil(ALIKE * len(ordered)) + 1]
