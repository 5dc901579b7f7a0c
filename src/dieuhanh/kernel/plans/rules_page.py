"""What the office has decided about its tasks, and what a unit's head has inside the unit, as their pages show it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dieuhanh.kernel.access.models import Holding, HoldingKind
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.actions.ruling import YES_NO
from dieuhanh.kernel.plans.models import AreaPost, Charge, OfficeRule, ReminderRule, RemindTo, RuleName
from dieuhanh.kernel.plans.reminders import rules_on
from dieuhanh.kernel.plans.rules import AT_FIRST
from dieuhanh.kernel.units.models import Area
from dieuhanh.kernel.units.queries import names_on


@dataclass(frozen=True, slots=True)
class Line:
    """`from_day` None: since the beginning, without a decision. `later`: holds from a day to come."""

    what: str
    of: str
    value: str
    from_day: date | None = None
    ground: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class AreaLine:
    """Who has an area: (post, holders, from day, whether only from a day to come)."""

    area: Area
    leads: list[tuple[str, str, date, bool]]
    follows: list[tuple[str, str, date, bool]]


def rules_page() -> dict[str, Any]:
    return {"rules": _numbers(), "reminders": _reminders(), "areas": _areas()}


def _numbers() -> list[Line]:
    rows = OfficeRule.objects.filter(until_day__gt=today()).order_by("from_day", "id")
    by_name: dict[str, list[OfficeRule]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    names = names_on(today(), {row.unit_id for row in rows if row.unit_id})
    found = []
    for name in RuleName:
        mine = by_name[name]
        if not any(row.unit_id is None and row.from_day <= today() for row in mine):
            found.append(Line(str(name.label), _("mọi đơn vị"), _value(name, AT_FIRST.get(name))))
        for row in mine:
            of = names[row.unit_id].name if row.unit_id in names else _("mọi đơn vị")
            later = row.from_day > today()
            found.append(Line(str(name.label), of, _value(name, row.value), row.from_day, row.ground, later))
    return found


def _value(name: str, value: int | None) -> str:
    if value is None:
        return _("không giới hạn")
    if name in YES_NO:
        return _("có") if value else _("không")
    return str(value)


def _reminders() -> list[Line]:
    found = [
        Line(
            str(RemindTo(when.to).label),
            _when(when.days),
            _on(when.on),
            when.row.from_day if when.row else None,
            when.row.ground if when.row else "",
        )
        for when in rules_on(today())
    ]
    coming = ReminderRule.objects.filter(from_day__gt=today()).order_by("from_day", "id")
    return found + [
        Line(str(RemindTo(r.to).label), _when(r.days), _on(r.on), r.from_day, r.ground, True) for r in coming
    ]


def _when(days: int) -> str:
    if days == 0:
        return _("đúng ngày đến hạn")
    words = _("trước thời hạn %d ngày làm việc") if days < 0 else _("sau thời hạn %d ngày làm việc")
    return words % abs(days)


def _on(on: bool) -> str:
    return _("nhắc") if on else _("không nhắc")


def _areas() -> list[AreaLine]:
    rows = AreaPost.objects.filter(until_day__gt=today(), charge__in=[Charge.LEADS, Charge.FOLLOWS])
    found: dict[tuple[int, str], list[tuple[str, str, date, bool]]] = defaultdict(list)
    listed = list(rows.select_related("post").order_by("from_day", "id"))
    holders = holders_of({row.post_id for row in listed})
    for row in listed:
        line = (row.post.title, holders.get(row.post_id, ""), row.from_day, row.from_day > today())
        found[row.area_id, row.charge].append(line)
    return [
        AreaLine(area, found[area.pk, Charge.LEADS], found[area.pk, Charge.FOLLOWS])
        for area in Area.objects.order_by("number")
    ]


def holders_of(post_ids: set[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    held = Holding.objects.valid_on(today()).filter(post__in=post_ids).order_by("person__sort_key")
    for post, name in held.values_list("post_id", "person__name"):
        found[post].append(name)
    return {post: ", ".join(names) for post, names in found.items()}


def inside_page(viewer: Viewer) -> dict[str, Any]:
    """Of the units that the viewer heads."""
    units = sorted(viewer.scope("assign_officer").units)
    areas = AreaPost.objects.filter(until_day__gt=today(), charge=Charge.HANDLES, post__unit__in=units)
    substitutes = Holding.objects.filter(
        until_day__gt=today(), kind=HoldingKind.DELEGATION, post__unit__in=units
    ).select_related("person", "post")
    listed = list(areas.select_related("area", "post").order_by("area__number", "from_day", "id"))
    return {
        "handled": listed,
        "holders": holders_of({row.post_id for row in listed}),
        "substitutes": substitutes.order_by("from_day", "id"),
        "names": {pk: name.name for pk, name in names_on(today(), units).items()},
    }
