"""The page on which a task gets parts: lines with what, who, by when and how much it weighs."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.dates import DateError, parse_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.actions.changing import Portion, split_task
from dieuhanh.kernel.plans.giving_page import LONGEST_ONCE
from dieuhanh.kernel.plans.models import TAKEN_OUT, Task
from dieuhanh.kernel.plans.queries import TaskRow, task_rows
from dieuhanh.kernel.plans.unit_names import UnitNames
from dieuhanh.kernel.units.models import Unit

COLUMNS = ("title", "units", "last_day", "weight")
FIRST, MORE, MOST = 3, 3, 40  # lines of the form
HEAVIEST = 100
LONGEST = 500


@dataclass(slots=True)
class Line:
    """One part as it was typed; several units mean the same part for each. `errors` by column."""

    number: int
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not any(self.typed[name] for name in ("title", "units", "last_day"))

    @property
    def fields(self) -> list[tuple[str, str, str, str]]:
        """(name, label, as typed, what is wrong) of each column."""
        labels = (_("Nội dung"), _("Đơn vị"), _("Ngày cuối cùng"), _("Trọng số"))
        return [(n, label, self.typed[n], self.errors.get(n, "")) for n, label in zip(COLUMNS, labels, strict=True)]


class PartsPage:
    """`errors`: of the whole form; each line has its own."""

    def __init__(self, viewer: Viewer, task: Task, wanted: Mapping[str, str]) -> None:
        self.viewer = viewer
        self.task = task
        self.units = UnitNames()
        self.reason = wanted.get("reason", "").strip()[:LONGEST]
        self.once = wanted.get("once", "")[:LONGEST_ONCE] or secrets.token_hex(16)
        asked = whole_number(wanted.get("lines", ""), 3) or FIRST
        count = min(asked + MORE if wanted.get("do") == "more" else asked, MOST)
        self.lines = [self._line(number, wanted) for number in range(1, count + 1)]
        self.errors: dict[str, str] = {}

    def _line(self, number: int, wanted: Mapping[str, str]) -> Line:
        typed = {name: wanted.get(f"{name}-{number}", "").strip()[:LONGEST] for name in COLUMNS}
        return Line(number, {**typed, "weight": typed["weight"] or "1"})

    @property
    def parts(self) -> list[TaskRow]:
        """What it has already."""
        return task_rows(Task.objects.filter(parent=self.task).exclude(state__in=TAKEN_OUT).order_by("pk"))

    def split(self) -> bool:
        portions = [portion for line in self.lines if not line.empty for portion in self._portions(line)]
        if any(line.errors for line in self.lines):
            self.errors[""] = _("Chưa chia được; hãy sửa các ô được đánh dấu.")
            return False
        by = replace(self.viewer.by(capability="change_task"), once_key=f"parts:{self.once}")
        try:
            split_task(by, task=self.task, portions=portions, reason=self.reason)
        except ActionError as error:
            self.errors[error.field if isinstance(error, Invalid) else ""] = str(error)
            return False
        return True

    def _portions(self, line: Line) -> list[Portion]:
        """The same part for each unit of the line."""
        found = self.units.typed(line.typed["units"])
        title = line.typed["title"] or self.task.title
        if found.problems:
            line.errors["units"] = "; ".join(found.problems)
        elif not found.unit_ids:
            line.errors["units"] = _("hãy chọn đơn vị thực hiện")
        day, weight = self._day(line), self._weight(line)
        units = Unit.objects.in_bulk(found.unit_ids)
        return [Portion(title, units[pk], day, weight) for pk in found.unit_ids if pk in units]

    def _day(self, line: Line) -> date | None:
        if not line.typed["last_day"]:
            return None
        try:
            return parse_day(line.typed["last_day"])
        except (DateError, OverflowError) as error:
            line.errors["last_day"] = str(error)
            return None

    def _weight(self, line: Line) -> int:
        weight = whole_number(line.typed["weight"], 3)
        if weight is None or not 1 <= weight <= HEAVIEST:
            line.errors["weight"] = _("“%(found)s” không dùng được; hãy ghi số từ 1 đến %(most)d") % {
                "found": line.typed["weight"],
                "most": HEAVIEST,
            }
            return 1
        return weight
