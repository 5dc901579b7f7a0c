"""What this database is: an office or a demo. One row, made with the first unit, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    OFFICE = "office", "cơ quan"
    DEMO = "demo", "minh họa"


class Level(models.TextChoices):
    """What kind of office it is: two-level government since 2025-07-01 (Luật 72/2025/QH15), the district of before, a department."""

    COMMUNE = "xa", _("xã")
    WARD = "phuong", _("phường")
    SPECIAL_ZONE = "dac-khu", _("đặc khu")
    DISTRICT = "quan", _("quận, huyện (trước ngày 01/7/2025)")
    DEPARTMENT = "so", _("sở, ngành")
    PROVINCE = "tinh", _("tỉnh, thành phố")


class Installation(models.Model):
    """An office lives by the clock and has no day; a demo has a day of its own that moves only when told. The database holds both.

    `trial`: an office that is tried out says so on every page. The flag never changes: who starts for real gets a fresh database.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=200)
    day = models.DateField(null=True)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    code = models.CharField(max_length=16, blank=True)  # of the territory in the official list, where it has one
    trial = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=Q(kind="office", day__isnull=True) | Q(kind="demo", day__isnull=False),
                name="only_a_demo_has_a_day",
            ),
            models.CheckConstraint(condition=Q(trial=False) | Q(kind="office"), name="only_an_office_is_tried_out"),
        ]

    @property
    def is_demo(self) -> bool:
        return self.kind == Kind.DEMO
