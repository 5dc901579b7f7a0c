"""Rows that are true from one day (included) until another (excluded)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q

OPEN_END: Final = date(9999, 12, 31)


def valid_on(day: date, prefix: str = "") -> Q:
    """The filter for rows that are true on the day; `prefix` reaches through a relation ("unit__")."""
    return Q(**{f"{prefix}from_day__lte": day, f"{prefix}until_day__gt": day})


def from_before_until(name: str) -> models.CheckConstraint:
    """The check that every dated table carries."""
    return models.CheckConstraint(condition=Q(from_day__lt=F("until_day")), name=name)


class ValidityQuerySet(models.QuerySet[Any]):
    def valid_on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class Validity(models.Model):
    from_day = models.DateField()
    until_day = models.DateField(default=OPEN_END)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        abstract = True
