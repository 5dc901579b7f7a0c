"""A direction in one line, as a leader says it ("giao Phòng TC-KH rà soát nợ thuế trước 15/12"), and the task it proposes.

Nothing here is decided: whoever gives the task sees what was understood, from which words, and corrects it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from dieuhanh.foundation import reading
from dieuhanh.foundation.calendar import due_day
from dieuhanh.foundation.reading.model import Task, UnitMention
from dieuhanh.foundation.vietnamese.text import fold, nfc
from dieuhanh.kernel.plans.drafting import STANDING_TYPES, kind_of
from dieuhanh.kernel.plans.due import HOUR
from dieuhanh.kernel.plans.models import Kind, Urgency
from dieuhanh.kernel.plans.said_due import SaidDue, said_dues
from dieuhanh.kernel.plans.spoken_days import SpokenDay, spoken_day
from dieuhanh.kernel.plans.titles import title_of
from dieuhanh.kernel.units.queries import Resolution, Resolver

LONGEST_NAME = 9  # words of a unit's name
NEXT_YEAR_WITHIN = (
    270  # days: "trước 15/1" said in November means the coming January, "trước 20/11" said on 24/11 is a slip
)
_URGENT = (
    (Urgency.EXPRESS, re.compile(r"(?<!\w)hoa toc(?!\w)[\s:,.-]*")),
    (Urgency.VERY_URGENT, re.compile(r"(?<!\w)thuong khan(?!\w)[\s:,.-]*")),
    (Urgency.URGENT, re.compile(r"(?<!\w)khan(?! truong)(?!\w)[\s:,.-]*")),
)
_GIVE = re.compile(r"^(?:giao|de nghi|yeu cau|chi dao)\s+(?:cho\s+)?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`due_text`: the words that the last day was got from; `unknown`: names of units that fit none or several of the day."""

    title: str
    leads: tuple[int, ...] = ()
    coop: tuple[int, ...] = ()
    last_day: date | None = None
    hour: time | None = None
    due_text: str = ""
    standing: bool = False
    urgency: Urgency = Urgency.NORMAL
    product: str = ""
    unknown: tuple[str, ...] = ()


def proposed(line: str, day: date, resolver: Resolver, *, before_with_day: bool = False) -> Proposal:
    """What the line gives, said on the day; units by their names of the day. `before_with_day`: see `due_of`."""
    words = " ".join(nfc(line).split())
    urgency, words = _urgency(words)
    tasks, dues = _read(words, day, before_with_day)
    due = _last_day(dues) or spoken_day(words, day, before_with_day=before_with_day) or _undated(dues)
    leads, unknown = _units((unit for task in tasks for unit in task.lead), resolver)
    coop, also_unknown = _units((unit for task in tasks for unit in task.coop), resolver)
    begins = ""
    if not leads:
        begins, leads = _named_first(words, resolver)
    return Proposal(
        title=_title(words, tasks, begins, due.words),
        leads=leads,
        coop=tuple(unit for unit in coop if unit not in leads),
        last_day=due.day,
        hour=due.hour,
        due_text=due.words,
        standing=due.day is None and _is_standing(tasks, dues),
        urgency=urgency,
        product=next((task.product for task in tasks if task.product), ""),
        unknown=tuple(dict.fromkeys((*unknown, *also_unknown))) if not begins else (),
    )


def _urgency(words: str) -> tuple[Urgency, str]:
    """The mark, and the words without it."""
    folded = fold(words)
    for urgency, pattern in _URGENT:
        if match := pattern.search(folded):
            return urgency, f"{words[: match.start()]}{words[match.end() :]}".strip(" :,.-")
    return Urgency.NORMAL, words


def _read(words: str, day: date, before_with_day: bool) -> tuple[Sequence[Task], list[SaidDue]]:
    """A day without a year is the next such day."""
    found = _read_in(words, day.year, before_with_day)
    last = _last_day(found[1])
    if last and last.day and last.day < day and not re.search(r"\d{4}", last.words):
        later = _read_in(words, day.year + 1, before_with_day)
        moved = _last_day(later[1])
        if moved and moved.day and (moved.day - day).days <= NEXT_YEAR_WITHIN:
            return later
    return found


def _read_in(words: str, year: int, before_with_day: bool) -> tuple[Sequence[Task], list[SaidDue]]:
    tasks = reading.read(words, year=year).tasks
    return tasks, said_dues(words, tasks, before_with_day=before_with_day)


def _last_day(dues: Iterable[SaidDue]) -> SpokenDay | None:
    dated = [(said.due.at, said) for said in dues if said.due.at]
    if not dated:
        return None
    at, said = max(dated, key=lambda pair: pair[0])
    last = due_day(at)
    return SpokenDay(last, at.time() if said.due.rule.endswith(HOUR) else None, said.words)


def _undated(dues: Iterable[SaidDue]) -> SpokenDay:
    """Words that set no day, or one that no calendar has: somebody must say what was meant."""
    words = next((said.words for said in dues if said.words and said.type not in STANDING_TYPES), "")
    return SpokenDay(None, None, words)


def _is_standing(tasks: Sequence[Task], dues: list[SaidDue]) -> bool:
    kinds = [kind_of(said, task.head_verb) for task, said in zip(tasks, dues, strict=True)]
    return bool(kinds) and all(kind == Kind.STANDING for kind in kinds)


def _units(named: Iterable[UnitMention], resolver: Resolver) -> tuple[tuple[int, ...], list[str]]:
    """The units, each once in the order of the line; and the names that say none, or leave open which."""
    found: dict[int, None] = {}
    unknown = []
    for unit in named:
        ids = resolver.resolve(unit.text).unit_ids
        found.update(dict.fromkeys(ids))
        if not ids:
            unknown.append(unit.text)
    return tuple(found), unknown


def _named_first(words: str, resolver: Resolver) -> tuple[str, tuple[int, ...]]:
    """A line typed without accents, or begun with a short name: the longest name that it begins with."""
    give = _GIVE.match(fold(words))
    begin = give.end() if give else 0
    parts = words[begin:].split()
    for count in range(min(LONGEST_NAME, len(parts)), 0, -1):
        name = " ".join(parts[:count])
        found: Resolution = resolver.resolve(name.strip(" ,;:"))
        if found.unit_ids:
            return f"{words[:begin]}{name}", found.unit_ids
    return "", ()


def _title(words: str, tasks: Sequence[Task], begins: str, due_words: str) -> str:
    """Short, from the verb on; of several things in one line, all of them."""
    if len(tasks) == 1 and not begins:
        line = title_of(tasks[0])
    else:
        line = words[len(begins) :] if begins else words
        line = _GIVE.sub("", line) if not begins else line
    if due_words and line.endswith(due_words):
        line = line.removesuffix(due_words)
    line = re.sub(r"[,;]?\s*(?:hoàn thành|xong|hạn)?\s*$", "", line.strip(" ,;.:-")).strip(" ,;.:-")
    return line[:1].upper() + line[1:]
