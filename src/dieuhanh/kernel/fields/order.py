"""A moment to sort by, for rows that may have none: what has no moment stands last, and one index serves every page of a list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import models

from dieuhanh.kernel.fields.derived import DerivedField

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


class LastWhenEmptyField(DerivedField, models.DateTimeField):
    """The source, or NEVER where it is empty: NULLS LAST alone keeps SQLite from its index."""

    def derive(self, row: models.Model) -> datetime:
        found: datetime | None = getattr(row, self.source)
        return NEVER if found is None else found
