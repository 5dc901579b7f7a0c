"""What the office notes of chasing: whom it called, and what was said."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.models import Assignment, Call, Task
from dieuhanh.kernel.units.models import Unit

LONGEST = 2000


@action("plans.record_call", may="chase", on="unit")
def record_call(by: By, *, unit: Unit, spoken_to: str, words: str, day: date, task: Task | None = None) -> Call:
    """A telephone call to a unit, about one task or about all it owes."""
    spoken_to = said(spoken_to, "hãy ghi đã trao đổi với ai", "spoken_to", 200)
    words = said(words, "hãy ghi nội dung trao đổi", "words", LONGEST)
    if day > today():
        raise Invalid(f"ngày {day:%d/%m/%Y} ở sau hôm nay", "day")
    if task is not None and not Assignment.objects.filter(task=task, unit=unit).exists():
        raise Invalid(f"nhiệm vụ {task.code} không giao cho đơn vị này", "task")
    row = Call(unit=unit, task=task, person=acting(by).person, spoken_to=spoken_to, words=words, day=day)
    return create(row)
