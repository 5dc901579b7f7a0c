"""Who answers for units, areas and the whole office on a day: three questions, then look-ups, however many the tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from dieuhanh.kernel.access.models import Holding, HoldingKind
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.models import AreaPost, Charge

People = frozenset[int]
NOBODY: People = frozenset()


class Answerable:
    """Ids of people with an open account who hold their post that day, delegated posts among them. `unit_ids` None: of all units."""

    def __init__(self, day: date, unit_ids: Collection[int] | None = None) -> None:
        self._heads: dict[int, set[int]] = defaultdict(set)
        self._leaders: dict[int | None, set[int]] = defaultdict(set)
        self._office: set[int] = set()
        self._charges: dict[tuple[str, int, int | None], set[int]] = defaultdict(set)
        self._units: dict[int, set[int]] = defaultdict(set)
        self._posts: dict[int, set[int]] = defaultdict(set)
        self._own: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._substitutes: dict[int, set[int]] = defaultdict(set)
        wanted = None if unit_ids is None else sorted(set(unit_ids))
        self._ask_roles(day, wanted)
        self._ask_areas(day)
        self._ask_workers(day, wanted)

    def _ask_roles(self, day: date, units: list[int] | None) -> None:
        head = Q(post__grants__role=Role.UNIT_HEAD, post__grants__area=None)
        if units is not None:
            head &= Q(post__grants__unit__in=units)
        above = Q(post__grants__role__in=[Role.OFFICE, Role.LEADER], post__grants__unit=None)
        rows = _held(day).filter(head | above, valid_on(day, "post__grants__"))
        for person, role, unit, area in rows.values_list(
            "person_id", "post__grants__role", "post__grants__unit_id", "post__grants__area_id"
        ):
            if role == Role.UNIT_HEAD:
                self._heads[unit].add(person)
            elif role == Role.LEADER:
                self._leaders[area].add(person)
            elif area is None:
                self._office.add(person)

    def _ask_areas(self, day: date) -> None:
        """A unit is asked for only where the charge is one inside a unit."""
        held = Q(post__holdings__person__user__is_active=True) & valid_on(day, "post__holdings__")
        rows = AreaPost.objects.filter(valid_on(day), held)
        for charge, area, unit, person in rows.values_list(
            "charge", "area_id", "post__unit_id", "post__holdings__person_id"
        ):
            self._charges[charge, area, unit if charge == Charge.HANDLES else None].add(person)

    def _ask_workers(self, day: date, units: list[int] | None) -> None:
        rows = _held(day) if units is None else _held(day).filter(post__unit__in=units)
        for person, unit, post, kind in rows.values_list("person_id", "post__unit_id", "post_id", "kind"):
            self._units[unit].add(person)
            self._posts[post].add(person)
            if kind == HoldingKind.DELEGATION:
                self._substitutes[post].add(person)
            else:
                self._own[person, unit].add(post)

    @property
    def office(self) -> People:
        return frozenset(self._office)

    @property
    def chairmen(self) -> People:
        return frozenset(self._leaders[None])

    def heads(self, unit_id: int | None) -> People:
        """Of the unit; the office where it has none with an account."""
        return frozenset(self._heads.get(unit_id or 0, ())) or self.office

    def leaders(self, area_id: int | None) -> People:
        """The leader who has the area by the office's own list, else by right; else the chairman."""
        if area_id is None:
            return self.chairmen
        named = self._charges.get((Charge.LEADS, area_id, None)) or self._leaders.get(area_id)
        return frozenset(named or ()) or self.chairmen

    def followers(self, area_id: int | None) -> People:
        """The specialists of the office who follow the area; the whole office where nobody does."""
        return self.named_followers(area_id) or self.office

    def named_followers(self, area_id: int | None) -> People:
        return frozenset(self._charges.get((Charge.FOLLOWS, area_id or 0, None), ()))

    def handlers(self, unit_id: int | None, area_id: int | None) -> People:
        """Who takes the unit's tasks of the area; often nobody."""
        return frozenset(self._charges.get((Charge.HANDLES, area_id or 0, unit_id), ()))

    def officer(self, unit_id: int | None, area_id: int | None, assigned: int | None) -> People:
        """Who does it inside the unit: the officer it was given to while they work there, with who stands in for them; who takes the
        area; else the unit's head."""
        if assigned is not None and self.works_in(assigned, unit_id):
            posts = self._own.get((assigned, unit_id or 0), ())
            return frozenset({assigned}).union(*(self._substitutes.get(post, ()) for post in posts))
        return self.handlers(unit_id, area_id) or self.heads(unit_id)

    def works_in(self, person_id: int, unit_id: int | None) -> bool:
        return person_id in self._units.get(unit_id or 0, ())

    def holders(self, post_id: int | None) -> People:
        return frozenset(self._posts.get(post_id or 0, ()))


def _held(day: date) -> QuerySet[Holding]:
    return Holding.objects.filter(valid_on(day), person__user__is_active=True)
