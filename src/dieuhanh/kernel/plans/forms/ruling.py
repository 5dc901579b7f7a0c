"""What the office sets about its tasks: its numbers, its reminders, who takes which area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Holding, Post
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.assigning import give_area
from dieuhanh.kernel.plans.actions.ruling import set_reminder, set_rule
from dieuhanh.kernel.plans.forms.fields import IN, DayField, LineField, OneField
from dieuhanh.kernel.plans.forms.office import OfficeForm
from dieuhanh.kernel.plans.models import Charge, RemindTo, RuleName
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import names_on

FROM = gettext_lazy("Áp dụng từ ngày")
GROUND = gettext_lazy("Căn cứ (văn bản, quyết định)")


class NumberField(LineField):
    """A whole number of working days, times or months, as digits; its bounds are told by the action."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise forms.ValidationError(_("“%s” không phải số; hãy ghi số nguyên từ 0 trở lên") % text)
        return int(text)


def _select(label: object, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.Select(IN))  # type: ignore[arg-type]  # lazy text


class RuleForm(OfficeForm):
    key, label, capability = "rule", gettext_lazy("Lưu quy định"), "rule_tasks"

    name = _select(gettext_lazy("Quy định"), RuleName.choices)
    value = NumberField(gettext_lazy("Giá trị mới"), longest=4)
    unit = OneField(gettext_lazy("Áp dụng cho"), empty=gettext_lazy("Mọi đơn vị"))
    from_day = DayField(FROM)
    ground = LineField(GROUND)

    def prepare(self) -> None:
        self.offer("unit", {pk: name.name for pk, name in names_on(today()).items()})

    def act(self, by: By, said: dict[str, Any]) -> object:
        unit = Unit.objects.get(pk=said["unit"]) if said["unit"] else None
        name = RuleName(said["name"])
        return set_rule(by, name=name, value=said["value"], ground=said["ground"], from_day=said["from_day"], unit=unit)


class ReminderForm(OfficeForm):
    key, label, capability = "reminder", gettext_lazy("Lưu quy định nhắc việc"), "rule_tasks"

    to = _select(gettext_lazy("Nhắc ai"), RemindTo.choices)
    when = _select(
        gettext_lazy("Vào lúc"), [("before", gettext_lazy("trước thời hạn")), ("after", gettext_lazy("sau thời hạn"))]
    )
    days = NumberField(
        gettext_lazy("Số ngày làm việc"), longest=2, hint=gettext_lazy("Ghi 0 để nhắc đúng ngày đến hạn.")
    )
    on = _select(gettext_lazy("Quyết định"), [("1", gettext_lazy("nhắc")), ("0", gettext_lazy("không nhắc"))])
    from_day = DayField(FROM)
    ground = LineField(GROUND)

    def act(self, by: By, said: dict[str, Any]) -> object:
        days = -said["days"] if said["when"] == "before" else said["days"]
        to, on = RemindTo(said["to"]), said["on"] == "1"
        return set_reminder(by, to=to, days=days, on=on, ground=said["ground"], from_day=said["from_day"])


class AreaForm(OfficeForm):
    key, label, capability = "area", gettext_lazy("Giao lĩnh vực"), "rule_tasks"

    area = OneField(gettext_lazy("Lĩnh vực"))
    charge = _select(gettext_lazy("Vai trò"), [(c.value, c.label) for c in (Charge.LEADS, Charge.FOLLOWS)])
    post = OneField(gettext_lazy("Chức vụ"))
    from_day = DayField(FROM)

    def prepare(self) -> None:
        self.offer("area", {area.pk: str(area) for area in Area.objects.order_by("number")})
        self.offer("post", posts_of_office())

    def act(self, by: By, said: dict[str, Any]) -> object:
        area, post = row(Area, said["area"], "area"), row(Post, said["post"], "post")
        return give_area(by, area=area, post=post, charge=Charge(said["charge"]), from_day=said["from_day"])


def posts_of_office() -> dict[int, str]:
    """Posts of leaders and of the office, with who holds them today."""
    day = today()
    granted = {"post__grants__role__in": [Role.LEADER, Role.OFFICE]}
    held = Holding.objects.filter(valid_on(day), valid_on(day, "post__grants__"), **granted)
    return {h.post_id: f"{h.post.title} ({h.person.name})" for h in held.select_related("post", "person")}


def row(model: Any, pk: int | None, field: str) -> Any:
    """What was chosen, which the field has offered."""
    if pk is None:
        raise Invalid("hãy chọn trong danh sách", field)
    return model.objects.get(pk=pk)
