"""What of an office is public, since an act of a leader said so; and the number that tells caches when any of it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dieuhanh.kernel.journal.models import Recorded


class Generation(models.Model):
    """One row, raised inside every act that changes something public: a page rendered under a lower number is old."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="generation_is_one_row")]


class Publication(Recorded):
    """A row of a higher room (`model`, `row`) that is or was public, at the address `slug`. `areas`: of a plan, the areas whose tasks are
    shown (their ids; 0: tasks of no area)."""

    model = models.CharField(max_length=64)
    row = models.BigIntegerField()
    slug = models.SlugField(max_length=96)
    areas = models.JSONField(default=list)
    public = models.BooleanField(default=True)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "row"], name="publication_once"),
            models.UniqueConstraint(fields=["model", "slug"], name="publication_slug_once"),
        ]

    def rights_units(self) -> list[int]:
        """No unit: what the public may read is for those to say who answer for the whole office."""
        return []


class PublicFace(Recorded):
    """What the office says of itself on its public pages. One row, made by the first act that says something."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    slogan = models.CharField(max_length=120, blank=True)
    motto = models.CharField(max_length=400, blank=True)
    responsible = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="public_face_is_one_row")]

    def rights_units(self) -> list[int]:
        """No unit: see Publication."""
        return []
