"""Who plays: the head and the officer of each unit, the office's two clerks, and the leader of each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dieuhanh.kernel.access.models import Holding, Person, Post
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.units.models import Area

CLERK, CHIEF, CHAIRMAN = "tonghop", "chanhvanphong", "chutich"


@dataclass(slots=True)
class Cast:
    """By the unit's key in the database; a unit without an account is written for by the office."""

    heads: dict[int, str] = field(default_factory=dict)
    officers: dict[int, str] = field(default_factory=dict)
    leaders: dict[int, str] = field(default_factory=dict)

    def unit_of(self, head: str) -> int:
        return next(unit for unit, name in self.heads.items() if name == head)

    def leader(self, area_id: int | None) -> str:
        return self.leaders.get(area_id or 0, CHAIRMAN)


def cast_of(people: Sequence[dict[str, Any]]) -> Cast:
    """From the demo's own list of people, as they were made."""
    units = dict(Person.objects.values_list("user__username", "holdings__post__unit"))
    areas = dict(Area.objects.values_list("code", "pk"))
    cast = Cast()
    for row in people:
        name = row["username"]
        for role in row["roles"]:
            if role["role"] == "unit_head":
                cast.heads[units[name]] = name
            elif role["role"] == "unit_officer":
                cast.officers[units[name]] = name
            elif role["role"] == "leader" and role["area"]:
                cast.leaders[areas[role["area"]]] = name
    return cast


def by(username: str) -> By:
    """Who acts, as at a screen. Nobody of the demo changes post within the quarter."""
    holding = Holding.objects.select_related("person__user").get(person__user__username=username)
    return By(actor=holding.person_id, post=holding.post_id)


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def post_of(username: str) -> Post:
    return Post.objects.filter(holdings__person__user__username=username).order_by("pk")[0]
