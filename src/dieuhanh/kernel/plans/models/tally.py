"""The counts of tasks, kept so that no page counts them again."""

from __future__ import annotations

from django.db import models

from dieuhanh.kernel.plans.models.plan import Plan
from dieuhanh.kernel.plans.models.states import Phase
from dieuhanh.kernel.units.models import Area, Unit


class Part(models.IntegerChoices):
    """Whose work a count is about. ONCE counts every task that is no part of another one time, at its first lead (none where a collective
    leads it); the others count leads beside the first, those who cooperate, and parts at the units that lead them."""

    ONCE = 0
    SHARED = 1
    COOP = 2
    PIECE = 3


class Tally(models.Model):
    """How many tasks there are of each kind, worked out from Task and Assignment and kept by the task actions (`counting.recount`).

    `due_day`: the first local day on which such an open task is late, so that what is overdue today is a sum over days and nothing moves at midnight.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.PositiveSmallIntegerField(choices=Part)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    phase = models.CharField(max_length=8, choices=Phase)
    due_day = models.DateField(null=True)
    n = models.PositiveIntegerField()

    class Meta:
        indexes = [  # each covers its question: by area, by unit, and which plans and units occur at all
            models.Index(fields=["part", "phase", "area", "due_day", "plan", "n"], name="tally_by_area"),
            models.Index(fields=["unit", "part", "phase", "due_day", "area", "plan", "n"], name="tally_by_unit"),
            models.Index(fields=["plan", "unit", "area"], name="tally_of_plan"),
        ]
