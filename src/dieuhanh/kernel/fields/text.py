"""Columns built from another one, so that both databases search and sort Vietnamese alike (never typed by anyone)."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol, cast

from django.db import models

from dieuhanh.foundation.vietnamese.collation import person_sort_key, sort_key
from dieuhanh.foundation.vietnamese.text import fold


class Derived(Protocol):
    """A field whose value is worked out from `source`, an attribute or property of the same row."""

    source: str
    name: str
    attname: str

    def derive(self, row: models.Model) -> Any: ...


class FoldedField(models.TextField):
    """What a search compares: `fold` of the source. Search with `folded__contains=fold(words)`."""

    derived = True

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "source": self.source}

    def derive(self, row: models.Model) -> str:
        return fold(str(getattr(row, self.source) or ""))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class SortKeyField(models.BinaryField):
    """Bytes that sort as a Vietnamese dictionary does; with `person`, by given name first."""

    derived = True

    def __init__(self, *args: Any, source: str, person: bool = False, **kwargs: Any) -> None:
        self.source = source
        self.person = person
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "person": self.person}

    def derive(self, row: models.Model) -> bytes:
        key = person_sort_key if self.person else sort_key
        return key(str(getattr(row, self.source) or ""))

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


def derived_fields(model: type[models.Model]) -> list[Derived]:
    return [cast(Derived, f) for f in model._meta.concrete_fields if getattr(f, "derived", False)]


@cache
def sources_of_derived(model: type[models.Model]) -> frozenset[str]:
    """The attributes that derived columns are built from; of a property or method, the names that its code reads."""
    found: set[str] = set()
    waiting = [field.source for field in derived_fields(model)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            made = getattr(model, name, None)
            code = getattr(made.fget if isinstance(made, property) else made, "__code__", None)
            waiting += code.co_names if code else ()
    return frozenset(found)
