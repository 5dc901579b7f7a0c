"""Columns that nobody types: each is worked out from an attribute of the same row whenever the row is written."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models


class DerivedField(models.Field):
    """Comes before the kind of column in a field's bases. `source`: an attribute or property of the same row."""

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{**kwargs, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "source": self.source}

    def derive(self, row: models.Model) -> Any:
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


def derived_fields(model: type[models.Model]) -> list[DerivedField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, DerivedField)]


def derived_from(model: type[models.Model], field: models.Field) -> set[str]:
    """The names of the columns that are worked out from this one, itself not among them."""
    names = {field.name, field.attname}
    return {derived.name for derived in derived_fields(model) if names & _sources(model, derived.source)} - names


@cache
def _sources(model: type[models.Model], source: str) -> frozenset[str]:
    """The attributes that a derived column is built from; of a property or method, the names that its code reads."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            made = getattr(model, name, None)
            code = getattr(made.fget if isinstance(made, property) else made, "__code__", None)
            waiting += code.co_names if code else ()
    return frozenset(found)
