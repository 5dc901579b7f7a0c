"""Columns built from words, so that both databases search and sort Vietnamese alike."""

from __future__ import annotations

from typing import Any

from django.db import models

from dieuhanh.foundation.vietnamese.collation import person_sort_key, sort_key
from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.fields.derived import DerivedField


class FoldedField(DerivedField, models.TextField):
    """What a search compares: `fold` of the source. Search with `folded__contains=fold(words)`."""

    def derive(self, row: models.Model) -> str:
        return fold(str(getattr(row, self.source) or ""))


class SortKeyField(DerivedField, models.BinaryField):
    """Bytes that sort as a Vietnamese dictionary does; with `person`, by given name first."""

    def __init__(self, *args: Any, person: bool = False, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "person": self.person}

    def derive(self, row: models.Model) -> bytes:
        key = person_sort_key if self.person else sort_key
        return key(str(getattr(row, self.source) or ""))
