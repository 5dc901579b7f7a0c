"""What the journal's acts say of rights and accounts, one fact for each person concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Grant, Holding, Person
from dieuhanh.kernel.access.people import OVER_ALL
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.journal.canonical import unpack_members
from dieuhanh.kernel.journal.models import Act, Event, EventKind
from dieuhanh.kernel.setup.people import people_visible_to
from dieuhanh.kernel.units.queries import names_on

# The closed list. Acts that give rights to many tell them by their events, the others by what came of them.
GIVE = ("access.add_people", "access.grant_role", "setup.founding", "setup.add_person")
CODE, CLOSE, OPEN = "access.issue_code", "access.close_account", "access.open_account"
APPOINT, END_POST, REVOKE = "access.appoint", "access.end_holding", "access.revoke_grant"
MOVE, LEAVE = "setup.change_post", "setup.leave"
VERBS = (*GIVE, CODE, CLOSE, OPEN, APPOINT, END_POST, REVOKE, MOVE, LEAVE)
ROLES = list(Role.values)


class Kind(Enum):
    RIGHT, CODE, END, ACCOUNT = range(4)


@dataclass(frozen=True, slots=True)
class Fact:
    """`wide`: it is about rights over the whole office. `person`: None where the viewer may not open the page, or a post stands empty."""

    day: date
    who: str
    what: str
    kind: Kind
    name: str
    person: int | None
    wide: bool


@dataclass(frozen=True, slots=True)
class _Target:
    person: int | None
    unit: int | None
    title: str = ""


def facts_since(viewer: Viewer, day: date) -> list[Fact]:
    """Of the people whom the viewer sees, and of posts in units that they see; newest first."""
    acts = list(Act.objects.filter(verb__in=VERBS, day__gte=day).select_related("seal").order_by("-seal__seq"))
    return list(_Reading(viewer, day, acts).facts()) if acts else []


class _Reading:
    """Each kind of row fetched once for all acts."""

    def __init__(self, viewer: Viewer, day: date, acts: list[Act]) -> None:
        self.viewer, self.day, self.acts = viewer, day, acts
        self.about = {act.pk: int(act.seal.outcome.rpartition(":")[2] or 0) for act in acts if act.verb not in GIVE}
        self.given = self._given()
        revoked = self._keys(REVOKE)
        self.grants: dict[int, Grant] = Grant.objects.select_related("post", "area").in_bulk(
            [*revoked, *(pk for pks in self.given.values() for pk in pks)]
        )
        self.holdings: dict[int, Holding] = Holding.objects.select_related("post").in_bulk(
            self._keys(APPOINT, END_POST, MOVE)
        )
        self.units = names_on(viewer.on)

    def _keys(self, *verbs: str) -> list[int]:
        return [self.about[act.pk] for act in self.acts if act.verb in verbs]

    def _given(self) -> dict[int, list[int]]:
        """The grants that each act made."""
        made = Event.objects.filter(
            model=Grant._meta.label_lower, kind=EventKind.CREATE, act__verb__in=GIVE, act__day__gte=self.day
        )
        found: dict[int, list[int]] = defaultdict(list)
        for act, row, members in made.order_by("act", "ordinal").values_list("act", "row", "members"):
            found[act] += [row] if row is not None else unpack_members(bytes(members or b""))
        return found

    @cached_property
    def _holders(self) -> dict[int, list[Holding]]:
        """Who holds, or will hold, the posts that were given rights in this time or lost them."""
        held: dict[int, list[Holding]] = defaultdict(list)
        for holding in Holding.objects.filter(until_day__gt=self.day).order_by("pk"):
            held[holding.post_id].append(holding)
        return held

    @cached_property
    def _roles(self) -> dict[int, list[Grant]]:
        """What the posts give to which somebody was appointed."""
        posts = {holding.post_id for holding in self.holdings.values()}
        found: dict[int, list[Grant]] = defaultdict(list)
        for grant in Grant.objects.filter(post__in=posts, until_day__gt=self.viewer.on).order_by("pk"):
            found[grant.post_id].append(grant)
        return found

    @cached_property
    def _wide(self) -> set[int]:
        """Who has, or will have, rights over the whole office: a code for one of them is never lost among others."""
        after = {"until_day__gt": self.viewer.on, "post__grants__until_day__gt": self.viewer.on}
        held = Holding.objects.filter(**after, post__grants__role__in=OVER_ALL, post__grants__unit=None)
        return set(held.values_list("person", flat=True))

    @cached_property
    def _people(self) -> dict[int, str]:
        return dict(Person.objects.values_list("pk", "name"))

    @cached_property
    def _visible(self) -> set[int]:
        return set(people_visible_to(self.viewer).values_list("pk", flat=True))

    def facts(self) -> Iterator[Fact]:
        everything, units = self.viewer.scope("see_people").everything, self.viewer.scope("see_people").units
        for act in self.acts:
            who = self._people.get(act.actor_id or 0, _("Máy chủ (dòng lệnh)"))
            for kind, what, wide, target in self._of(act):
                seen = everything or target.person in self._visible
                if seen or target.unit in units:
                    name = self._people.get(target.person or 0, target.title)
                    yield Fact(act.day, who, what, kind, name, target.person if seen else None, wide)

    def _of(self, act: Act) -> Iterator[tuple[Kind, str, bool, _Target]]:
        if act.verb in GIVE:
            for grant in sorted((self.grants[pk] for pk in self.given.get(act.pk, ())), key=_widest_first):
                for target in self._holders_of(grant):
                    yield Kind.RIGHT, _("Quyền %s") % self._role(grant), _is_wide(grant), target
        elif act.verb == REVOKE:
            grant = self.grants[self.about[act.pk]]
            words = _("Hết quyền %(role)s từ ngày %(day)s") % {
                "role": self._role(grant),
                "day": format_day(grant.until_day),
            }
            for target in self._holders_of(grant):
                yield Kind.END, words, _is_wide(grant), target
        elif act.verb in {APPOINT, END_POST, MOVE}:
            yield self._of_post(act)
        else:
            yield self._of_account(act)

    def _of_post(self, act: Act) -> tuple[Kind, str, bool, _Target]:
        holding = self.holdings[self.about[act.pk]]
        target = _Target(holding.person_id, holding.post.unit_id)
        given = self._roles[holding.post_id]
        wide = any(map(_is_wide, given))
        if act.verb == END_POST:
            words = _("Thôi giữ chức vụ %(title)s từ ngày %(day)s")
            told = {"title": holding.post.title, "day": format_day(holding.until_day)}
            return Kind.END, words % told, wide, target
        roles = ", ".join(dict.fromkeys(self._role(grant) for grant in given)) or _("không có quyền")
        words = _("Giao chức vụ %(title)s (%(roles)s)") % {"title": holding.post.title, "roles": roles}
        return Kind.RIGHT, words, wide, target

    def _of_account(self, act: Act) -> tuple[Kind, str, bool, _Target]:
        target = _Target(self.about[act.pk], None)
        wide = target.person in self._wide
        if act.verb == CODE:
            plain = _("Mã đăng nhập")
            return Kind.CODE, _("Mã đăng nhập vào tài khoản có quyền toàn cơ quan") if wide else plain, wide, target
        if act.verb == LEAVE:
            return Kind.END, _("Nghỉ, chuyển công tác: thôi mọi chức vụ"), wide, target
        words = _("Khóa tài khoản: %s") if act.verb == CLOSE else _("Mở lại tài khoản: %s")
        return Kind.ACCOUNT, words % act.reason, wide, target

    def _holders_of(self, grant: Grant) -> list[_Target]:
        held = [h for h in self._holders[grant.post_id] if h.until_day > grant.from_day]
        unit, title = grant.post.unit_id, grant.post.title
        return [_Target(h.person_id, unit) for h in held] or [_Target(None, unit, title)]

    def _role(self, grant: Grant) -> str:
        if grant.unit_id is None:
            reach = str(grant.area) if grant.area else _("toàn cơ quan")
        elif grant.unit_id == grant.post.unit_id:
            reach = str(grant.area) if grant.area else _("ở đơn vị mình")
        else:
            reach = self.units[grant.unit_id].name if grant.unit_id in self.units else _("ở đơn vị khác")
        return f"{Role(grant.role).label}, {reach}"


def _widest_first(grant: Grant) -> tuple[bool, int]:
    return not _is_wide(grant), ROLES.index(grant.role)


def _is_wide(grant: Grant) -> bool:
    return grant.unit_id is None
