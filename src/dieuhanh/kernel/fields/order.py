"""A moment to sort by, for rows that may have none: what has no moment stands last, and one index serves every page of a list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.db import models

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


class LastWhenEmptyField(models.DateTimeField):
    """The source, or NEVER where it is empty (never typed by anyone): NULLS LAST alone keeps SQLite from its index."""

    derived = True

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "source": self.source}

    def derive(self, row: models.Model) -> datetime:
        found: datetime | None = getattr(row, self.source)
        return NEVER if found is None else found

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime:
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value
