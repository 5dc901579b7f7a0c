"""A telephone call to a unit, noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.chasing import record_call
from dieuhanh.kernel.plans.forms.fields import DayField, LineField, OneField, WordsField
from dieuhanh.kernel.plans.forms.office import OfficeForm
from dieuhanh.kernel.plans.models import Task
from dieuhanh.kernel.units.models import Unit


class CallForm(OfficeForm):
    key, label, capability = "call", gettext_lazy("Ghi cuộc gọi"), "chase"

    spoken_to = LineField(gettext_lazy("Đã trao đổi với ai"))
    task = OneField(gettext_lazy("Về nhiệm vụ"), empty=gettext_lazy("Mọi nhiệm vụ của đơn vị"))
    words = WordsField(gettext_lazy("Nội dung trao đổi"))
    day = DayField(gettext_lazy("Ngày gọi"))

    def __init__(self, viewer: Viewer, unit: Unit, tasks: Mapping[int, str], data: QueryDict | None = None) -> None:
        self.unit, self.tasks = unit, tasks
        super().__init__(viewer, data)

    def prepare(self) -> None:
        self.offer("task", self.tasks)
        self.fields["day"].initial = today()

    def act(self, by: By, said: dict[str, Any]) -> object:
        task = Task.objects.get(pk=said["task"]) if said["task"] else None
        spoken_to, words, day = said["spoken_to"], said["words"], said["day"]
        return record_call(by, unit=self.unit, spoken_to=spoken_to, words=words, day=day, task=task)
