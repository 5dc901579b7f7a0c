"""What happened to a task, in words: from the journal, who and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.queries import Entry, history
from dieuhanh.kernel.plans.models import Task

WHAT = {
    "plans.draft_plan": gettext_lazy("trích từ văn bản, lập nhiệm vụ dự kiến"),
    "plans.issue_plan": gettext_lazy("giao nhiệm vụ cùng kế hoạch"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A day of the product and what was done then, by whom."""

    day: date
    words: str


def history_lines(task: Task) -> list[HistoryLine]:
    """Newest first."""
    entries = history(task)
    names = dict(
        Person.objects.filter(pk__in={e.act.actor_id for e in entries if e.act.actor_id}).values_list("pk", "name")
    )
    return [HistoryLine(entry.act.day, f"{_who(entry, names)}: {_what(entry)}") for entry in entries]


def _who(entry: Entry, names: dict[int, str]) -> str:
    return names.get(entry.act.actor_id or 0, _("Hệ thống"))


def _what(entry: Entry) -> str:
    words = WHAT.get(entry.via or entry.act.verb)
    return str(words) if words else str(entry.kind.label)
