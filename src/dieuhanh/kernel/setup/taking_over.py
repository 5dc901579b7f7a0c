"""Starting for real: units, areas, people, rights and settings of a trial go into a fresh database; what was tried out does not.

Two databases, so two processes: the trial is told as plain rows (JSON), which the fresh one takes in acts of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, QuerySet

from dieuhanh.config import commands
from dieuhanh.kernel.access.models import Grant, Holding, Person, Post, User
from dieuhanh.kernel.access.people import take_over_people
from dieuhanh.kernel.fields.derived import DerivedField
from dieuhanh.kernel.fields.validity import Validity, valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.installation.models import Installation, Kind
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.journal.models import Act, Recorded
from dieuhanh.kernel.units.actions import define_areas, found_units
from dieuhanh.kernel.units.models import Area, CommitteeMember, Unit, UnitAlias, UnitParent
from dieuhanh.kernel.units.queries import names_on

Told = dict[str, Any]
Kept = dict[type[Model], Mapping[Any, Model]]
OF_THE_DATABASE = {"id", "kind", "day", "trial", "name"}

_settings: list[type[Recorded]] = []


def carries(model: type[Recorded]) -> None:
    """A higher room's settings go along: rows that point to nothing, or to units, areas, posts and people. The room says so when the
    program starts."""
    if model not in _settings:
        _settings.append(model)


def refuse_what_is_no_trial(installation: Installation | None) -> Installation:
    """Nothing turns a demo into an office, and an office starts for real once."""
    if installation is None:
        raise Invalid(f"hệ thống chưa được thiết lập; hãy chạy «{commands.dieuhanh('setup')}»")
    if installation.is_demo:
        raise Invalid("đây là bản minh họa; bản minh họa không bao giờ thành cơ sở dữ liệu của cơ quan")
    if not installation.trial:
        raise Invalid(f"{installation.name} đã dùng thật, không còn ở chế độ chạy thử")
    return installation


def told(installation: Installation) -> str:
    """The trial's lasting part as it stands today."""
    found = {
        "name": installation.name,
        "more": _columns(installation, OF_THE_DATABASE),
        "settings": {m._meta.label: [_columns(r, {"id"}) | _pointing(r) for r in _lasting(m)] for m in _settings},
        "units": _units(),
        "areas": [_columns(area, {"id"}) for area in Area.objects.order_by("number")],
        "people": [_columns(p, {"id"}) | {"key": p.pk, "user": p.user_id} for p in Person.objects.order_by("pk")],
        "users": [_columns(user, {"id"}) | {"key": user.pk} for user in User.objects.order_by("pk")],
        "posts": [{"key": p.pk, "unit": str(p.unit_id), "title": p.title} for p in Post.objects.order_by("pk")],
        "holdings": [_columns(h, {"id"}) | {"person": h.person_id, "post": h.post_id} for h in _open(Holding)],
        "grants": [
            _columns(g, {"id"})
            | {"post": g.post_id, "unit": str(g.unit_id or ""), "area": g.area.code if g.area else ""}
            for g in _open(Grant)
        ],
    }
    return json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False)


@action("setup.start_for_real", may=None)
def start_for_real(by: By, *, told: Mapping[str, Any]) -> None:
    """The first act of the fresh database. People keep their names, passwords, posts and rights; nobody stays signed in."""
    if Act.objects.exclude(verb="setup.start_for_real").exists():
        raise Invalid("cơ sở dữ liệu mới không trống")
    more = _typed(Installation, told["more"]) | {"trial": False}
    found_installation(by, kind=Kind.OFFICE, name=told["name"], day=None, more=more)
    units = found_units(by, rows=told["units"])
    define_areas(by, rows=told["areas"])
    areas = {area.code: area for area in Area.objects.all()}
    rows = {
        name: [row | _typed(model, row) for row in told[name]]
        for name, model in (("users", User), ("people", Person), ("holdings", Holding), ("grants", Grant))
    }
    taken = take_over_people(by, rows=rows | {"posts": told["posts"]}, units=units, areas=areas)
    kept: Kept = {Unit: units, Area: areas, Person: taken.people, Post: taken.posts}
    for model in _settings:
        for row in told["settings"].get(model._meta.label, []):
            if (pointed := _pointed(model, row, kept)) is not None:
                create(model(**_typed(model, row), **pointed))


def _lasting(model: type[Recorded]) -> QuerySet[Any]:
    """What holds today or later."""
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    return rows.filter(until_day__gt=today()) if issubclass(model, Validity) else rows


def _pointers(model: type[Model]) -> list[tuple[str, type[Model]]]:
    fields = [f for f in model._meta.concrete_fields if f.is_relation and f.name != "act"]
    return [(f.name, f.related_model) for f in fields if f.related_model is not None]


def _pointing(row: Model) -> Told:
    """What the row points to, by the keys under which units, areas, posts and people are told."""
    return {name: _key_of(getattr(row, name)) for name, _ in _pointers(type(row))}


def _key_of(row: Model | None) -> str | int | None:
    if isinstance(row, Area):
        return row.code
    if row is None:
        return None
    return str(row.pk) if isinstance(row, Unit) else int(row.pk)


def _pointed(model: type[Model], row: Mapping[str, Any], kept: Kept) -> dict[str, Model | None] | None:
    """The same rows of the fresh database; None where one of them was left behind, as a unit that no longer stands."""
    found: dict[str, Model | None] = {}
    for name, of in _pointers(model):
        key = row[name]
        found[name] = None if key is None else kept[of].get(key)
        if key is not None and found[name] is None:
            return None
    return found


def _open(model: type[Holding] | type[Grant]) -> Any:
    return model._default_manager.filter(until_day__gt=today()).order_by("pk")


def _columns(row: Model, left_out: set[str]) -> Told:
    """The row's own values: not its key, not what it points to, not what is derived."""
    return {f.attname: f.value_from_object(row) for f in _own(type(row)) if f.attname not in left_out}


def _own(model: type[Model]) -> list[Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if not f.is_relation and not isinstance(f, DerivedField)]


def _typed(model: type[Model], row: Mapping[str, Any]) -> Told:
    """Values out of JSON as the columns take them."""
    return {f.attname: f.to_python(row[f.attname]) for f in _own(model) if f.attname in row}


def _units() -> list[Told]:
    """Units of today in rows as `found_units` takes them, with today's names and places in each tree."""
    day = today()
    names, units = names_on(day), {unit.pk: unit for unit in Unit.objects.filter(valid_on(day))}
    parents: dict[int, dict[str, str | None]] = {pk: {} for pk in units}
    for link in UnitParent.objects.valid_on(day).select_related("hierarchy"):
        parents[link.unit_id][link.hierarchy.code] = str(link.parent_id) if link.parent_id else None
    aliases: dict[int, list[str]] = {}
    for unit, alias in UnitAlias.objects.valid_on(day).order_by("pk").values_list("unit", "alias"):
        aliases.setdefault(unit, []).append(alias)
    seats: dict[int, list[CommitteeMember]] = {}
    for seat in CommitteeMember.objects.valid_on(day).order_by("pk"):
        seats.setdefault(seat.committee_id, []).append(seat)
    return [
        {
            "key": str(pk),
            "name": names[pk].name,
            "short_name": names[pk].short_name,
            "kind": names[pk].kind,
            "code": names[pk].code,
            "commands": names[pk].commanded,
            "aliases": aliases.get(pk, []),
            "from_day": unit.from_day.isoformat(),
            "parents": parents[pk],
            "members": [str(seat.unit_id) for seat in seats.get(pk, []) if not seat.standing],
            "standing": next((str(seat.unit_id) for seat in seats.get(pk, []) if seat.standing), None),
        }
        for pk, unit in sorted(units.items())
    ]
