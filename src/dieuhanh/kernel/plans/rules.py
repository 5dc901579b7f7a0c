"""What the office has decided about its tasks on a day; where it has decided nothing, the numbers it begins with."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.models import OfficeRule, RuleName

# No limit on extensions until the office sets one: `extensions`, `extension_days` have no value to begin with.
AT_FIRST: dict[str, int] = {
    RuleName.ACCEPT_DAYS: 3,
    RuleName.HEAD_AGREES: 1,
    RuleName.REVIEW_MONTHS: 1,
    RuleName.BEFORE_WITH_DAY: 0,
}


class Rules:
    """The rules of one day: one query, then look-ups. A unit's own row goes before the office's."""

    def __init__(self, day: date) -> None:
        rows = OfficeRule.objects.filter(valid_on(day)).values_list("name", "unit_id", "value")
        self._values = {(name, unit_id): value for name, unit_id, value in rows}

    def value(self, name: str, unit_id: int | None = None) -> int | None:
        for key in ((name, unit_id), (name, None)):
            if key in self._values:
                return self._values[key]
        return AT_FIRST.get(name)

    def number(self, name: str, unit_id: int | None = None) -> int:
        """Of a rule that always has one."""
        return self.value(name, unit_id) or 0

    def head_agrees(self, unit_id: int | None) -> bool:
        return bool(self.number(RuleName.HEAD_AGREES, unit_id))
