"""The office sets one of its numbers, or a reminder, from a day on; what held before ends that day."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.models import OfficeRule, ReminderRule, RemindTo, RuleName
from dieuhanh.kernel.plans.reminders import FURTHEST
from dieuhanh.kernel.units.models import Unit

YES_NO = (RuleName.HEAD_AGREES, RuleName.BEFORE_WITH_DAY)
MOST = 366


@action("plans.set_rule", may="rule_tasks")
def set_rule(
    by: By, *, name: RuleName, value: int, ground: str, from_day: date, unit: Unit | None = None
) -> OfficeRule:
    """For the whole office, or for one unit."""
    if name in YES_NO and value not in (0, 1):
        raise Invalid(f"giá trị {value} không dùng được; chỉ ghi 1 (có) hoặc 0 (không)", "value")
    if not 0 <= value <= MOST:
        raise Invalid(f"giá trị {value} không dùng được; hãy ghi từ 0 đến {MOST}", "value")
    ground = _grounded(ground, from_day)
    for row in OfficeRule.objects.filter(name=name, unit=unit, until_day__gt=from_day):
        if row.from_day >= from_day:
            raise Invalid(f"đã có quy định từ ngày {row.from_day:%d/%m/%Y}; hãy chọn ngày sau đó", "from_day")
        end(row, from_day)
    return create(
        OfficeRule(name=name, unit=unit, value=value, ground=ground.strip(), from_day=from_day, until_day=OPEN_END)
    )


@action("plans.set_reminder", may="rule_tasks")
def set_reminder(by: By, *, to: RemindTo, days: int, on: bool, ground: str, from_day: date) -> ReminderRule:
    """Whether they are reminded so many working days before (negative), on or after the due day; what held before ends that day."""
    if abs(days) > FURTHEST:
        raise Invalid(f"{days} ngày không dùng được; chỉ nhắc trong {FURTHEST} ngày làm việc trước hoặc sau", "days")
    ground = _grounded(ground, from_day)
    for row in ReminderRule.objects.filter(to=to, days=days, until_day__gt=from_day):
        if row.from_day >= from_day:
            raise Invalid(f"đã có quy định từ ngày {row.from_day:%d/%m/%Y}; hãy chọn ngày sau đó", "from_day")
        end(row, from_day)
    return create(ReminderRule(to=to, days=days, on=on, ground=ground, from_day=from_day, until_day=OPEN_END))


def _grounded(ground: str, from_day: date) -> str:
    ground = said(ground, "hãy ghi văn bản hoặc quyết định làm căn cứ", "ground")
    if from_day < today():
        raise Invalid(f"ngày {from_day:%d/%m/%Y} đã qua; quy định có hiệu lực từ hôm nay hoặc sau đó", "from_day")
    return ground
