"""What the office did to hurry a unit, beyond what the machine does."""

from __future__ import annotations

from django.db import models

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.plans.models.task import Task
from dieuhanh.kernel.units.models import Unit


class Call(Recorded):
    """A telephone call to a unit: who spoke to whom, when, what was said. `task`: the one it was about, null where it was about all."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="calls")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    spoken_to = models.CharField(max_length=200)
    words = models.TextField()
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-day"], name="call_of_unit")]

    def rights_units(self) -> list[int]:
        return [self.unit_id]
