"""The office sets one of its numbers from a day on; the one before ends that day."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.models import OfficeRule, RuleName
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
    ground = said(ground, "hãy ghi văn bản hoặc quyết định làm căn cứ", "ground")
    if from_day < today():
        raise Invalid(f"ngày {from_day:%d/%m/%Y} đã qua; quy định có hiệu lực từ hôm nay hoặc sau đó", "from_day")
    for row in OfficeRule.objects.filter(name=name, unit=unit, until_day__gt=from_day):
        if row.from_day >= from_day:
            raise Invalid(f"đã có quy định từ ngày {row.from_day:%d/%m/%Y}; hãy chọn ngày sau đó", "from_day")
        end(row, from_day)
    return create(OfficeRule(name=name, unit=unit, value=value, ground=ground, from_day=from_day, until_day=OPEN_END))
