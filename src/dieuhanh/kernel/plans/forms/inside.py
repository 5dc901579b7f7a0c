"""What a unit's head sets inside the unit: which post takes which area, and who stands in for somebody who is away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Holding, Person, Post
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.assigning import give_area_inside, name_substitute
from dieuhanh.kernel.plans.forms.fields import DayField, LineField, OneField
from dieuhanh.kernel.plans.forms.office import OfficeForm
from dieuhanh.kernel.plans.forms.ruling import FROM, row
from dieuhanh.kernel.units.models import Area


class InsideForm(OfficeForm):
    key, label, capability = "inside", gettext_lazy("Giao lĩnh vực"), "assign_officer"

    area = OneField(gettext_lazy("Lĩnh vực"))
    post = OneField(gettext_lazy("Chức vụ xử lý"))
    from_day = DayField(FROM)

    def prepare(self) -> None:
        self.offer("area", {area.pk: str(area) for area in Area.objects.order_by("number")})
        self.offer("post", {h.post_id: f"{h.post.title} ({h.person.name})" for h in held_inside(self.viewer)})

    def act(self, by: By, said: dict[str, Any]) -> object:
        area, post = row(Area, said["area"], "area"), row(Post, said["post"], "post")
        return give_area_inside(by, area=area, post=post, from_day=said["from_day"])


class SubstituteForm(OfficeForm):
    key, label, capability = "substitute", gettext_lazy("Cử người thay"), "assign_officer"

    post = OneField(gettext_lazy("Thay chức vụ"))
    person = OneField(gettext_lazy("Người thay"))
    from_day = DayField(gettext_lazy("Từ ngày"))
    last_day = DayField(gettext_lazy("Đến hết ngày"))
    ground = LineField(gettext_lazy("Lý do"), hint=gettext_lazy("Ví dụ: nghỉ ốm theo đơn ngày 20/11/2021."))

    def prepare(self) -> None:
        held = held_inside(self.viewer)
        self.offer("post", {h.post_id: f"{h.post.title} ({h.person.name})" for h in held})
        self.offer("person", {h.person_id: f"{h.person.name} ({h.post.title})" for h in held})

    def act(self, by: By, said: dict[str, Any]) -> object:
        post, person = row(Post, said["post"], "post"), row(Person, said["person"], "person")
        days = {"from_day": said["from_day"], "last_day": said["last_day"]}
        return name_substitute(by, post=post, person=person, ground=said["ground"], **days)


def held_inside(viewer: Viewer) -> list[Holding]:
    """Who holds which post today in the units that the viewer heads."""
    units = sorted(viewer.scope("assign_officer").units)
    held = Holding.objects.filter(valid_on(today()), post__unit__in=units)
    return list(held.select_related("post", "person").order_by("post__unit", "person__sort_key", "id"))
