"""Appointing people, granting and ending their rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dieuhanh.kernel.access.models import Grant, Holding, HoldingKind, Person, Post, User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create, create_many, end
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.resolving import Resolver

Row = Mapping[str, Any]
NOT_ONESELF = "không ai tự bổ nhiệm hoặc cấp quyền cho chính mình"


@action("access.load_people", may=None)
def load_people(by: By, *, rows: Sequence[Row], password_hash: str, from_day: date) -> None:
    """Make people, users, posts, holdings and grants from rows, set-wise: name, username, post, unit (a unit's name), roles
    [{role, unit (a name, or null for the whole installation), area (a code or null)}]."""
    resolver = Resolver(from_day)
    areas = {area.code: area for area in Area.objects.all()}
    users = User.objects.bulk_create([User(username=row["username"], password=password_hash) for row in rows])
    people = create_many([Person(user=user, name=row["name"]) for user, row in zip(users, rows, strict=True)])
    posts = create_many([Post(unit=_unit(resolver, row["unit"]), title=row["post"]) for row in rows])
    create_many([Holding(person=p, post=post, from_day=from_day) for p, post in zip(people, posts, strict=True)])
    create_many(
        [
            Grant(
                post=post,
                role=Role(given["role"]),
                unit=_unit(resolver, given["unit"]) if given["unit"] else None,
                area=areas[given["area"]] if given["area"] else None,
                from_day=from_day,
            )
            for row, post in zip(rows, posts, strict=True)
            for given in row["roles"]
        ]
    )


def _unit(resolver: Resolver, name: str) -> Unit:
    found = resolver.resolve(name).unit_ids
    if len(found) != 1:
        raise Invalid(f"không tìm thấy đúng một đơn vị tên «{name}»")
    return Unit.objects.get(pk=found[0])


@action("access.appoint", may="manage_people", on="post")
def appoint(
    by: By,
    *,
    person: Person,
    post: Post,
    from_day: date,
    until_day: date = OPEN_END,
    kind: str = HoldingKind.OWN,
    ground: str = "",
) -> Holding:
    """The person holds the post between the days. A delegation names its ground (the letter) and its end."""
    if by.actor == person.pk:
        raise NotAllowed(NOT_ONESELF)
    if kind == HoldingKind.DELEGATION and not ground.strip():
        raise Invalid("ủy quyền phải ghi văn bản ủy quyền", "ground")
    if kind == HoldingKind.DELEGATION and until_day == OPEN_END:
        raise Invalid("ủy quyền phải ghi ngày hết hạn", "until_day")
    if from_day >= until_day:
        raise Invalid("ngày kết thúc phải sau ngày bắt đầu", "until_day")
    held = Holding.objects.filter(person=person, post=post, from_day__lt=until_day, until_day__gt=from_day)
    if held.exists():
        raise Invalid("người này đã giữ chức vụ đó trong thời gian này", "post")
    return create(
        Holding(person=person, post=post, from_day=from_day, until_day=until_day, kind=kind, ground=ground.strip())
    )


@action("access.end_holding", may="manage_people", on="holding")
def end_holding(by: By, *, holding: Holding, day: date) -> Holding:
    """The person holds the post until the day, excluded. Nobody ends their own: the last technician would lock the office out."""
    if by.actor == holding.person_id:
        raise NotAllowed("không tự thôi giữ chức vụ của mình; hãy nhờ người quản trị khác")
    _within(day, holding.from_day, holding.until_day)
    return end(holding, day)


@action("access.grant_role", may="manage_people", on="post")
def grant_role(by: By, *, post: Post, role: str, unit: Unit | None, from_day: date, area: Area | None = None) -> Grant:
    """The post has the role from the day. Nobody gives more than they may manage, nor anything to a post of their own."""
    if role not in Role.values:
        raise Invalid(f"vai trò «{role}»; chỉ nhận {', '.join(Role.values)}", "role")
    if by.actor is not None:
        if Holding.objects.filter(post=post, person=by.actor, until_day__gt=from_day).exists():
            raise NotAllowed(NOT_ONESELF)
        scope = Viewer(Person.objects.get(pk=by.actor), today()).scope("manage_people")
        if not (scope.everything or (unit is not None and scope.covers(frozenset({unit.pk}), None))):
            raise NotAllowed("không cấp được quyền rộng hơn phạm vi mình quản lý")
    return create(Grant(post=post, role=role, unit=unit, area=area, from_day=from_day))


@action("access.revoke_grant", may="manage_people", on="grant")
def revoke_grant(by: By, *, grant: Grant, day: date) -> Grant:
    _within(day, grant.from_day, grant.until_day)
    return end(grant, day)


def _within(day: date, first: date, until: date) -> None:
    if not first < day < until:
        raise Invalid(f"ngày {day:%d/%m/%Y} phải sau {first:%d/%m/%Y} và trước ngày kết thúc", "day")


@action("access.sign_in", may="sign_in")
def record_sign_in(by: By) -> None:
    """Writes no row: the act itself says who signed in and when."""


@action("access.sign_out", may="sign_in")
def record_sign_out(by: By) -> None:
    """Writes no row: the act itself says who signed out and when."""


@action("access.lock_out", may=None)
def record_lock_out(by: By) -> None:
    """A name was closed after too many wrong tries; `by.reason` names it."""
