"""What a person may see and do on a day: two queries a request fetch it, the rest is set arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import F, Q

from dieuhanh.kernel.access.models import Holding, HoldingKind, Person
from dieuhanh.kernel.access.roles import OWN, WORDS, roles_with
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.current import writing
from dieuhanh.kernel.journal.errors import NotAllowed
from dieuhanh.kernel.units.models import Hierarchy, UnitAncestor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """What one capability reaches. `everything`: no filter at all; `areas`: whole areas; `units`: units in every area; `by_area`: in one."""

    everything: bool = False
    areas: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    by_area: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.everything or self.areas or self.units or self.by_area)

    @property
    def key(self) -> Hashable:
        """What two viewers who see the same have in common."""
        by_area = frozenset(self.by_area.items())
        return self.everything, self.areas, self.units, by_area

    def covers(self, unit_ids: frozenset[int], area_id: int | None) -> bool:
        """Whether every one of the units is reached, in the area where one is asked. What names no unit is the whole installation's."""
        if self.everything or area_id in self.areas:
            return True
        return bool(unit_ids) and unit_ids <= self.units | self.by_area.get(area_id or 0, frozenset())

    def reaches(self, unit_id: int | None) -> bool:
        """Whether the unit is reached in every area; None is the whole installation."""
        return self.everything or unit_id in self.units

    def holds(self, other: Scope) -> bool:
        """Whether everything that the other reaches is reached."""
        if self.everything or other.everything:
            return self.everything
        here = other.areas <= self.areas and other.units <= self.units
        return here and all(
            area in self.areas or units <= self.units | self.by_area.get(area, frozenset())
            for area, units in other.by_area.items()
        )


@dataclass(frozen=True, slots=True)
class _Granted:
    role: str
    unit_id: int | None
    area_id: int | None


class Viewer:
    """A person with the posts they hold on a day; None is a stranger, who may see nothing."""

    def __init__(self, person: Person | None, on: date) -> None:
        self.person = person
        self.on = on
        self._scopes: dict[str, Scope] = {}
        self._kept: dict[str, Any] = {}

    def _counts(self, prefix: str = "") -> Q:
        """The filter for posts, grants and places in the tree that count for this viewer."""
        return valid_on(self.on, prefix)

    def _posts(self) -> Q:
        """The filter for posts that count."""
        return self._counts()

    @cached_property
    def _grants(self) -> list[tuple[_Granted, Holding]]:
        """Query 1: what the person's posts and delegations give on the day."""
        if self.person is None:
            return []
        held = Holding.objects.filter(
            self._posts(), self._counts("post__grants__"), person=self.person, post__grants__isnull=False
        )
        found = held.annotate(role=F("post__grants__role"), unit=F("post__grants__unit"), area=F("post__grants__area"))
        return [(_Granted(h.role, h.unit, h.area), h) for h in found.order_by("post__grants__id", "-kind", "id")]

    @cached_property
    def _below(self) -> dict[int, frozenset[int]]:
        """Query 2: the units below each granted unit on the day, itself among them."""
        roots = {granted.unit_id for granted, _ in self._grants if granted.unit_id is not None}
        rows = UnitAncestor.objects.filter(self._counts(), hierarchy__code=Hierarchy.TERRITORIAL, ancestor__in=roots)
        below: dict[int, set[int]] = {}
        for ancestor_id, unit_id in rows.values_list("ancestor_id", "unit_id"):
            below.setdefault(ancestor_id, set()).add(unit_id)
        return {root: frozenset(units) for root, units in below.items()}

    def scope(self, capability: str) -> Scope:
        """What the capability reaches; worked out once, however often a page asks."""
        if capability not in self._scopes:
            self._scopes[capability] = self._scope(capability)
        return self._scopes[capability]

    def _scope(self, capability: str) -> Scope:
        roles = roles_with(capability)
        whole = {granted.area_id for granted, _ in self._grants if granted.role in roles and granted.unit_id is None}
        if None in whole:
            return Scope(everything=True)
        units: set[int] = set()
        by_area: dict[int, set[int]] = {}
        for granted, _ in self._grants:
            if granted.role in roles and granted.unit_id is not None:
                into = units if granted.area_id is None else by_area.setdefault(granted.area_id, set())
                into |= self._below.get(granted.unit_id, frozenset())
        areas = frozenset(area for area in whole if area is not None)
        return Scope(areas=areas, units=frozenset(units), by_area={a: frozenset(u) for a, u in by_area.items()})

    def once(self, what: str, make: Callable[[], T]) -> T:
        """What is worked out once for this viewer. Pages keep a viewer until the next act, so it may be anything that only acts change."""
        if what not in self._kept:
            self._kept[what] = make()
        return self._kept[what]

    def can(self, capability: str) -> bool:
        """Whether the person may do this somewhere."""
        if capability in OWN:
            return self.person is not None
        roles = roles_with(capability)
        return any(granted.role in roles for granted, _ in self._grants)

    def by(self, channel: str = "web", *, capability: str = "", **more: object) -> By:
        """Who acts, in which post: the one that gives the capability, a post of one's own before a delegated one."""
        if self.person is None:
            return By(channel=channel, **more)  # type: ignore[arg-type]  # the caller names By's own fields
        roles = roles_with(capability)
        holdings = [holding for granted, holding in self._grants if not capability or granted.role in roles]
        holding = min(holdings, key=lambda h: h.kind == HoldingKind.DELEGATION, default=None)
        behalf = _delegator(holding, self.on) if holding else None
        post = holding.post_id if holding else None
        return By(actor=self.person.pk, post=post, behalf=behalf, channel=channel, **more)  # type: ignore[arg-type]  # as above


class FromNowOn(Viewer):
    """With every right that begins on a later day: who becomes a leader next month is judged as one today."""

    def _counts(self, prefix: str = "") -> Q:
        return Q(**{f"{prefix}until_day__gt": self.on})


class OwnPosts(Viewer):
    """Without what is only delegated: who stands in for a day hands nothing on."""

    def _posts(self) -> Q:
        return super()._posts() & ~Q(kind=HoldingKind.DELEGATION)


def _delegator(holding: Holding, on: date) -> int | None:
    """On whose behalf a delegated post acts: the person whose own post it is that day."""
    if holding.kind != HoldingKind.DELEGATION:
        return None
    own = Holding.objects.valid_on(on).filter(post=holding.post_id, kind=HoldingKind.OWN)
    found: int | None = own.values_list("person_id", flat=True).first()
    return found


def viewer_for(username: str, on: date) -> Viewer:
    """The viewer of a person by the name they sign in with. Raises NotAllowed where nobody active has it."""
    person = Person.objects.filter(user__username=username, user__is_active=True).first()
    if person is None:
        raise NotAllowed(f"không có người dùng «{username}» đang hoạt động")
    return Viewer(person, on)


def gate(by: By, capability: str, subject: object) -> None:
    """Asked by every action: may this person do this to this subject?

    The machine itself (set-up, `dieuhanh load` at the keyboard of the server) has no person and may act; its acts say so.
    """
    if by.actor is None:
        if by.channel == "system":
            return
        raise NotAllowed("hãy đăng nhập trước")
    viewer = acting(by)
    if not viewer.can(capability):
        raise NotAllowed(f"{_who(viewer)} không có quyền {WORDS[capability]}")
    units = getattr(subject, "rights_units", None)
    if units is None:
        return
    area = getattr(subject, "rights_area", None)
    if not viewer.scope(capability).covers(frozenset(units()), area() if area else None):
        raise NotAllowed(f"{_who(viewer)} không có quyền {WORDS[capability]} với mọi đơn vị, lĩnh vực liên quan")


def _who(viewer: Viewer) -> str:
    """The person and the posts held that day, as a refusal names them."""
    if viewer.person is None:
        return "tài khoản này"
    held = Holding.objects.filter(valid_on(viewer.on), person=viewer.person).order_by("id")
    posts = ", ".join(held.values_list("post__title", flat=True))
    return f"{viewer.person.name} ({posts or 'không giữ chức vụ nào'})"


def acting(by: By) -> Viewer:
    """Within one act asked once, unless the act itself changes who has which right."""
    day, found = by.day or today(), writing()
    if found is None or any(p.event.model.startswith(("access.", "units.")) for p in found.pending):
        return _viewer_of(by.actor, day)
    key = ("acting", by.actor, day)
    if key not in found.kept:
        found.kept[key] = _viewer_of(by.actor, day)
    viewer: Viewer = found.kept[key]
    return viewer


def _viewer_of(actor: int | None, day: date) -> Viewer:
    return Viewer(Person.objects.filter(pk=actor or 0, user__is_active=True).first(), day)
