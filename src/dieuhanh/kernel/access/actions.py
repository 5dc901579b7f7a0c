"""Appointing people, granting and ending their rights."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.access.models import Grant, Holding, HoldingKind, Person, Post
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create, end
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.units.models import Area, Unit

NOT_ONESELF = "không ai tự bổ nhiệm hoặc cấp quyền cho chính mình"


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
        if not scope.reaches(unit.pk if unit else None):
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
