"""When each task of a text is due: by its own words, else by the report that closes the same item, else without end.

The rules of reading make "rà soát hộ nghèo; báo cáo kết quả trước ngày 28/11" two tasks, of which only the second has a deadline of its own;
but who must report a work by a day must have done it by then. They give "thường xuyên" inside a sentence no deadline either;
but it is no task that somebody forgot to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dieuhanh.foundation.reading.model import Task
from dieuhanh.foundation.vietnamese.text import nfc
from dieuhanh.kernel.plans.due import Due, due_of

_TO = r"(?:về|cho|gửi|đến|với|lên|qua|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|đảng ủy|đảng uỷ|chủ tịch|lãnh đạo|sở|phòng|văn phòng|thường trực)"
_WHEN = r"(?:trước|chậm nhất|muộn nhất|xong|trong|vào|ngày|hoàn thành)"
_REPORT = (
    r"(?:tổng hợp,?\s+|lập\s+|gửi\s+)?(?:báo cáo|kết quả)(?:\s+bằng văn bản)?"
    rf"(?:\s+(?:kết quả|tình hình)(?:\s+(?:thực hiện|triển khai|VERB))?)?(?:,?\s+(?:{_TO}|{_WHEN})(?!\w)|\s*$)"
)
_SAME_ITEM = re.compile(r"\s*[;,]\s*(?:đồng thời\s*)?", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"\.[ \t]*")
_ALWAYS = re.compile(r"(?<!\w)thường\s+xuyên(?:,?\s+liên\s+tục)?(?!\w)", re.IGNORECASE)
# "chi thường xuyên", "Trung tâm Giáo dục thường xuyên": a name of a thing.
_NAMES = re.compile(
    r"(?:chi|giáo dục|dạy nghề|đào tạo|bồi dưỡng|kinh phí|nhiệm vụ|vốn|nguồn|hoạt động|chế độ)\s+$", re.IGNORECASE
)
_MANNER = re.compile(r"(?:[,;(]|thực hiện|tiến hành|triển khai|duy trì)\s*$", re.IGNORECASE)


TAIL = "tail-"  # before the rule of a deadline that a task has from the report behind it


@dataclass(frozen=True, slots=True)
class SaidDue:
    """The words of a deadline, their type and iso form, and the instant with its rule, as a task keeps them."""

    due: Due
    words: str = ""
    type: str = ""
    iso: str = ""


def said_dues(text: str, tasks: Sequence[Task], *, before_with_day: bool = False) -> list[SaidDue]:
    """One for each task, in their order; `text` is the text they were read from. `before_with_day`: see `due_of`."""
    said = [said_of(task, before_with_day=before_with_day) for task in tasks]
    for n, report in enumerate(tasks):
        if n == 0 or said[n].due.at is None or report.deadline is None:
            continue
        words = text[report.start : max(report.deadline.end, report.start)]
        passed = SaidDue(Due(said[n].due.at, TAIL + said[n].due.rule), words, said[n].type, said[n].iso)
        for k in _reported(text, tasks, n):
            if said[k].words:
                break
            said[k] = passed
    return said


def said_of(task: Task, *, before_with_day: bool = False) -> SaidDue:
    """By the task's own words."""
    if task.deadline is not None:
        due = due_of(task.deadline, before_with_day=before_with_day)
        return SaidDue(due, task.deadline.text, task.deadline.type, task.deadline.iso or "")
    always = _always(nfc(task.text), nfc(task.head_verb))
    return SaidDue(due_of(None), always, "ongoing" if always else "")


def _always(words: str, verb: str) -> str:
    """“thường xuyên” where it says how the work is done: before the verb, right behind it, or in a phrase of its own; else ""."""
    at = words.find(verb)
    for match in _ALWAYS.finditer(words):
        before = words[: match.start()]
        if _NAMES.search(before):
            continue
        own = not words[match.end() :].strip(" .,;)") or _MANNER.search(before)
        if match.end() <= at or own or before.rstrip().endswith(verb):
            return match[0]
    return ""


def _reported(text: str, tasks: Sequence[Task], n: int) -> Iterator[int]:
    """The tasks of the same item and unit, from the last back, whose work the report `n` tells of."""
    lead = {unit.text for unit in tasks[n].lead}
    for k in range(n - 1, -1, -1):
        gap = text[tasks[k].end : tasks[k + 1].start]
        if not (_SAME_ITEM.fullmatch(gap) or (k == n - 1 and _NEXT_SENTENCE.fullmatch(gap))):
            return
        told = {unit.text for unit in tasks[k].lead}
        if (lead and lead != told) or not _reports(nfc(tasks[n].text), nfc(tasks[k].head_verb), k == n - 1):
            return
        yield k


def _reports(words: str, verb: str, nearest: bool) -> bool:
    """Whether the words report a work and nothing else; naming its verb ("báo cáo kết quả rà soát") they report that work alone."""
    pattern = _REPORT.replace("VERB", re.escape(verb) if nearest else "thực hiện")
    return re.match(pattern, words, re.IGNORECASE) is not None
