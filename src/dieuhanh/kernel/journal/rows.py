"""Writing rows inside an action: each function writes and tells the journal in one breath."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Model, QuerySet

from dieuhanh.kernel.fields.derived import derived_fields, derived_from
from dieuhanh.kernel.fields.personal import is_personal
from dieuhanh.kernel.journal.canonical import canonical, pack_members, plain, sha256
from dieuhanh.kernel.journal.current import Pending, current
from dieuhanh.kernel.journal.errors import Conflict, Invalid
from dieuhanh.kernel.journal.models import Event, EventKind, PersonalValue, Recorded

M = TypeVar("M", bound=Model)
CHUNK = 5000  # keys in one statement


def create(row: M) -> M:
    """Save a new row; its event holds every column."""
    if isinstance(row, Recorded):
        row.act_id = current().act.pk
    row.save(force_insert=True)
    _tell_created(row)
    return row


def create_many(rows: Sequence[M]) -> list[M]:
    """Save many new rows of one model in one event with their count and digest; they come back with their keys.

    Rows with personal fields are told one by one: an unsalted digest of a telephone number is as good as the number.
    """
    if not rows:
        return []
    act_id = current().act.pk
    for row in rows:
        row.act_id = act_id  # type: ignore[attr-defined]  # Recorded
    saved: list[M] = type(rows[0])._base_manager.bulk_create(list(rows), batch_size=500)
    fields = _told(rows[0])
    ordered = sorted(saved, key=lambda row: row.pk)
    if any(map(is_personal, fields)):
        for row in ordered:
            _tell_created(row)
        return saved
    digest = sha256("\n".join(canonical([row.pk, *(_value(row, f) for f in fields)]) for row in ordered))
    _tell_set(EventKind.CREATE, type(rows[0]), [row.pk for row in ordered], {"rows": digest.hex()})
    return saved


def change(row: M, *, seen: int | None = None, **values: Any) -> M:
    """Give fields of a row new values. Conflict if the row was written since it was read (or since act `seen`)."""
    return _update(EventKind.CHANGE, row, seen, values)


def end(row: M, until_day: date) -> M:
    """Close a dated row on the day, which must lie after its first."""
    if until_day <= row.from_day:  # type: ignore[attr-defined]  # Validity
        raise Invalid(f"ngày kết thúc {until_day:%d/%m/%Y} phải sau ngày bắt đầu {row.from_day:%d/%m/%Y}", "day")  # type: ignore[attr-defined]  # as above
    return _update(EventKind.END, row, None, {"until_day": until_day})


def _update(kind: EventKind, row: M, seen: int | None, values: dict[str, Any]) -> M:
    """What stood before is read from the database: a form may have put the new values into `row` already."""
    version = row.act_id  # type: ignore[attr-defined]  # Recorded
    stored = _locked(row, act_id=version)
    if stored is None or (seen is not None and seen != version):
        raise Conflict(row, version if seen is None else seen)
    fields: list[Any] = [row._meta.get_field(name) for name in values]
    before = {f.attname: _value(stored, f) for f in fields}
    _write(stored, row, values)
    after = {f.attname: _value(row, f) for f in fields}
    _tell(
        kind, row, {name: (before[name], after[name]) for name in before if plain(before[name]) != plain(after[name])}
    )
    return row


def _locked(row: M, **version: int) -> M | None:
    """The row as it stands, held until the act ends; None where it has another version."""
    found = type(row)._base_manager.filter(pk=row.pk, **version)
    if connection.vendor == "postgresql":
        found = found.select_for_update(no_key=True, of=("self",))
    return found.first()


def _write(stored: M, row: M, values: dict[str, Any]) -> None:
    """Write the values, and the columns derived from them, into the database and into `row`."""
    for name, value in values.items():
        setattr(stored, name, value)
        setattr(row, name, value)
    fields: list[Any] = [row._meta.get_field(name) for name in values]
    columns = {field.attname: getattr(stored, field.attname) for field in fields}
    columns |= {d.attname: d.derive(stored) for d in derived_fields(type(row))}
    columns["act_id"] = current().act.pk
    type(row)._base_manager.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)


def update_set(rows: QuerySet[M], rule: str, *, leaves: Sequence[str] = (), **values: Any) -> int:
    """Give the same new values to a set of rows: one event with their count, keys and a digest of what was before. Returns the count.

    Not for personal fields (the event would hold them) nor for what derived columns are built from (each row has its own), unless
    every column derived from it is given too, or named in `leaves`: those that these values leave as they are in every row of the set.
    """
    fields: list[Any] = [rows.model._meta.get_field(name) for name in values]
    settled = {*values, *leaves}
    refused = [f.name for f in fields if is_personal(f) or derived_from(rows.model, f) - settled]
    if refused:
        raise TypeError(f"{', '.join(refused)} of {rows.model._meta.label} are changed row by row")
    attnames = [field.attname for field in fields]
    locked = rows.order_by("pk")
    if connection.vendor == "postgresql":
        locked = locked.select_for_update(no_key=True, of=("self",))
    before = list(locked.values_list("pk", *attnames))
    if not before:
        return 0
    pks = [line[0] for line in before]
    for begin in range(0, len(pks), CHUNK):
        rows.model._base_manager.filter(pk__in=pks[begin : begin + CHUNK]).update(**values, act_id=current().act.pk)
    digest = sha256("\n".join(canonical(line) for line in before))
    told = {"rule": rule, "values": plain({n: getattr(v, "pk", v) for n, v in values.items()}), "before": digest.hex()}
    _tell_set(EventKind.SET, rows.model, pks, told)
    return len(pks)


def remove(row: M) -> M:
    """Take a row that no longer holds out of its table; its event keeps every column it had."""
    if _locked(row, act_id=row.act_id) is None:  # type: ignore[attr-defined]  # Recorded
        raise Conflict(row, row.act_id)  # type: ignore[attr-defined]  # as above
    _tell(EventKind.END, row, {field.attname: (_value(row, field), None) for field in _told(row)})
    type(row)._base_manager.filter(pk=row.pk).delete()
    return row


def remove_set(rows: QuerySet[M], rule: str) -> int:
    """Take a set of rows out of their table: one event with their count, keys and a digest of every column they had. Returns the count.

    Not for rows with personal fields, which are told one by one.
    """
    fields = _told_of(rows.model)
    if any(map(is_personal, fields)):
        raise TypeError(f"{rows.model._meta.label} is removed row by row")
    before = list(rows.order_by("pk").values_list("pk", *(field.attname for field in fields)))
    if not before:
        return 0
    pks = [line[0] for line in before]
    for begin in range(0, len(pks), CHUNK):
        rows.model._base_manager.filter(pk__in=pks[begin : begin + CHUNK]).delete()
    digest = sha256("\n".join(canonical(line) for line in before))
    _tell_set(EventKind.END, rows.model, pks, {"rule": rule, "before": digest.hex()})
    return len(pks)


def erase_personal(row: M, *names: str) -> M:
    """Empty personal fields of a row, what is derived from them, and every copy of their values in the journal, this act's too.

    The chain still verifies. Whoever edits the row meanwhile is told; an erasure waits for nobody's version.
    """
    stored = _locked(row)
    if stored is None or not all(is_personal(row._meta.get_field(name)) for name in names):
        raise TypeError("erase_personal takes a kept row and its personal fields")
    model = row._meta.label_lower
    _write(stored, row, {name: None if row._meta.get_field(name).null else "" for name in names})
    PersonalValue.objects.filter(event__model=model, event__row=row.pk, field__in=names).update(value="", salt=b"")
    for pending in current().pending:
        if (pending.event.model, pending.event.row) == (model, row.pk):
            pending.personal = [_emptied(value) if value.field in names else value for value in pending.personal]
    _append(Event(kind=EventKind.ERASE, model=model, row=row.pk, changes=canonical({"fields": sorted(names)})), [])
    return row


def _emptied(value: PersonalValue) -> PersonalValue:
    return PersonalValue(field=value.field, side=value.side, salt=b"", value="")


def _tell_created(row: Model) -> None:
    _tell(EventKind.CREATE, row, {field.attname: (None, _value(row, field)) for field in _told(row)})


def _told(row: Model) -> list[models.Field]:
    return _told_of(type(row))


def _told_of(model: type[Model]) -> list[models.Field]:
    """The columns an event tells: not the key, not the version, not what is derived from others."""
    left_out = {model._meta.pk.attname, "act_id", *(d.attname for d in derived_fields(model))}
    return [f for f in model._meta.concrete_fields if f.attname not in left_out]


def _value(row: Model, field: Any) -> Any:
    """As the database gets it: a scaled number as its integer."""
    return field.get_prep_value(getattr(row, field.attname))


def _tell(kind: EventKind, row: Model, changes: dict[str, tuple[Any, Any]]) -> None:
    told: dict[str, Any] = {}
    personal: list[PersonalValue] = []
    for name, (before, after) in changes.items():
        if is_personal(row._meta.get_field(name)):
            sides = [_hidden(name, side, value, personal) for side, value in (("b", before), ("a", after))]
            told[name] = sides
        else:
            told[name] = [before, after]
    _append(Event(kind=kind, model=row._meta.label_lower, row=row.pk, changes=canonical(told)), personal)


def _hidden(name: str, side: str, value: Any, personal: list[PersonalValue]) -> dict[str, str] | None:
    """A ten-digit telephone number is guessed in seconds from a plain hash: hence a salt, which goes when the value goes."""
    if value is None or value == "":
        return None
    salt = secrets.token_bytes(16)
    personal.append(PersonalValue(field=name, side=side, salt=salt, value=str(value)))
    return {"sha256": personal_hash(salt, str(value))}


def personal_hash(salt: bytes, value: str) -> str:
    return sha256(bytes(salt) + value.encode()).hex()


def _tell_set(kind: EventKind, model: type[Model], pks: Iterable[int], changes: dict[str, Any]) -> None:
    keys = list(pks)
    event = Event(
        kind=kind,
        model=model._meta.label_lower,
        count=len(keys),
        members=pack_members(keys),
        changes=canonical(changes),
    )
    _append(event, [])


def _append(event: Event, personal: list[PersonalValue]) -> None:
    writing = current()
    event.ordinal = len(writing.pending)
    event.via = writing.via[-1] if writing.via else ""
    writing.pending.append(Pending(event, personal))
