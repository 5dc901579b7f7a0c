"""What this database is: an office or a demo. One row, made with the first unit, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    OFFICE = "office", "cơ quan"
    DEMO = "demo", "minh họa"


class Installation(models.Model):
    """An office lives by the clock and has no day; a demo has a day of its own that moves only when told. The database holds both."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=200)
    day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=Q(kind="office", day__isnull=True) | Q(kind="demo", day__isnull=False),
                name="only_a_demo_has_a_day",
            ),
        ]

    @property
    def is_demo(self) -> bool:
        return self.kind == Kind.DEMO
