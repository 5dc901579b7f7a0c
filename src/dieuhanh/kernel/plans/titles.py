"""The short name of a task: its words from the verb on, without who does it and by when, which stand in columns of their own."""

from __future__ import annotations

import re

from dieuhanh.foundation.reading.model import Task

_DONE_BY = re.compile(
    r"(?:[,;]?\s*\(?(?:và\s+)?(?:phải\s+)?(?:hoàn thành|xong|thực hiện xong|kết thúc|(?:thực hiện )?(?:trong )?thời gian)|[,;])?\s*$",
    re.IGNORECASE,
)
FEWEST = 3  # words that must be left, else the whole clause is the name


def title_of(task: Task) -> str:
    """One line that begins with a capital. The whole clause stays marked in the document."""
    words = task.text[_verb(task) : _deadline(task)].strip(" ,;")
    if len(words.split()) < FEWEST:
        words = task.text
    line = " ".join(words.split())
    return line[:1].upper() + line[1:]


def _verb(task: Task) -> int:
    """Where the verb stands behind the units that the clause begins with (a unit's name may hold the same word)."""
    ends = [
        u.end - task.start
        for u in (*task.coop, *task.lead)
        if not u.inherited and task.start <= u.start and u.end <= task.end
    ]
    for begin in sorted({0, *ends}, reverse=True):
        at = task.text.find(task.head_verb, begin) if task.head_verb else -1
        if at >= 0:
            return at
    return 0


def _deadline(task: Task) -> int:
    """Where a deadline begins that ends the clause; the end of the clause where there is none."""
    due = task.deadline
    if due is None or due.start <= task.start or due.end < task.end - 1:
        return len(task.text)
    cut = due.start - task.start
    done_by = _DONE_BY.search(task.text[:cut])
    return done_by.start() if done_by else cut
