"""The fields of one draft: what a person corrects before it is accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.plans.actions.drafts import DraftValues
from dieuhanh.kernel.plans.forms.fields import DayField, LineField, OneField, WordsField
from dieuhanh.kernel.plans.workbench.rows import DraftRow
from dieuhanh.kernel.plans.workbench.units import BenchUnits
from dieuhanh.kernel.units.models import Area, Unit

FIELDS = ("title", "leads", "coop", "last_day", "hour", "standing", "area", "product", "target")
LONGEST = 2000  # letters of one field of units
_HOUR = re.compile(r"([01]?\d|2[0-3])\s*(?:giờ|g|h|:)\s*([0-5]\d)?", re.ASCII)


class UnitsField(LineField):
    """Units by name, parted by ";"; the cleaned value is the list of their keys."""

    units: BenchUnits

    def clean(self, value: Any) -> Any:
        typed = self.units.typed(super().clean(value))
        if typed.problems:
            raise ValidationError([words[:1].upper() + words[1:] for words in typed.problems])
        return list(typed.unit_ids)


class HourField(LineField):
    """17:00, 17 giờ, 17h30; the cleaned value is a time or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).lower()
        if not text:
            return None
        match = _HOUR.fullmatch(text)
        if match is None:
            raise ValidationError(_("“%s” không phải giờ hợp lệ; viết như 17:00 hoặc 17 giờ") % text)
        return time(int(match[1]), int(match[2] or 0))


class DraftForm(forms.Form):
    """Bound where something was pressed; else it shows what stands in the draft, or what its viewer was typing."""

    title = WordsField(gettext_lazy("Nội dung nhiệm vụ"), rows=2)
    leads = UnitsField(
        gettext_lazy("Chủ trì"), must=False, longest=LONGEST, hint=gettext_lazy("Nhiều đơn vị thì cách nhau bằng “;”.")
    )
    coop = UnitsField(gettext_lazy("Phối hợp"), must=False, longest=LONGEST)
    last_day = DayField(gettext_lazy("Ngày cuối cùng"), must=False, hint="")
    hour = HourField(gettext_lazy("Giờ (nếu có)"), must=False, longest=12)
    standing = forms.BooleanField(label=gettext_lazy("Nhiệm vụ thường xuyên, không có ngày đến hạn"), required=False)
    area = OneField(gettext_lazy("Lĩnh vực"), empty=gettext_lazy("Chưa xếp lĩnh vực"))
    product = LineField(gettext_lazy("Sản phẩm"), must=False, longest=LONGEST)
    target = LineField(gettext_lazy("Chỉ tiêu"), must=False, longest=LONGEST)

    def __init__(
        self, row: DraftRow, units: BenchUnits, *, data: QueryDict | None = None, typed: Mapping[str, str] | None = None
    ) -> None:
        self.row = row
        super().__init__(data, initial=dict(typed or row.values), auto_id=f"d{row.pk}-%s")
        for name in ("leads", "coop"):
            field = self.fields[name]
            assert isinstance(field, UnitsField)
            field.units = units
            field.widget.attrs["list"] = "unit-names"
        area = self.fields["area"]
        assert isinstance(area, OneField)
        area.offer({found.pk: str(found) for found in Area.objects.order_by("number")})

    def values(self) -> DraftValues:
        said = self.cleaned_data
        ids = [*said["leads"], *said["coop"]]
        units = Unit.objects.in_bulk(ids)
        return DraftValues(
            title=" ".join(said["title"].split()),
            leads=[units[pk] for pk in said["leads"]],
            coop=[units[pk] for pk in said["coop"] if pk not in said["leads"]],
            last_day=said["last_day"],
            hour=said["hour"],
            standing=said["standing"],
            area=Area.objects.get(pk=said["area"]) if said["area"] else None,
            product=said["product"],
            target=said["target"],
        )

    @property
    def as_typed(self) -> dict[str, str]:
        """The fields as they were sent."""
        return {name: str(self.data.get(name, "")).strip() for name in FIELDS}

    @property
    def untouched(self) -> bool:
        """What was sent says the same as what stands."""
        return self.as_typed == self.row.values

    def lines(self) -> dict[str, list[forms.BoundField]]:
        """The fields as the card lays them out."""
        groups = {"who": ("leads", "coop"), "when": ("last_day", "hour"), "more": ("area", "product", "target")}
        return {key: [self[name] for name in names] for key, names in groups.items()}
