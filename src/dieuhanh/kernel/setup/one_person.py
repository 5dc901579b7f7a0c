"""One person at a time, as a list of people does it for many: taken on, moved to another post, gone, or called by the right name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.access.actions import appoint, end_holding, grant_role
from dieuhanh.kernel.access.models import Holding, Person, Post, User
from dieuhanh.kernel.access.people import OVER_ALL, NewPerson, add_people
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Conflict, Invalid
from dieuhanh.kernel.setup.usernames import NAMESAKE, username_fault, username_from
from dieuhanh.kernel.units.models import Area, Unit, UnitName

AHEAD = timedelta(days=366)  # a decision names a day within the year; a later one is a slip of the hand


@action("setup.add_person", may="manage_people")
def add_person(
    by: By, *, name: str, username: str, title: str, unit: Unit, role: str, areas: Sequence[Area], from_day: date
) -> Person:
    """With account, post and rights; nobody signs in before a code is issued. `username` "": made from the name."""
    _stands(unit, from_day)
    taken = set(User.objects.values_list("username", flat=True))
    if username and (fault := username_fault(username, taken)):
        raise Invalid(fault, "username")
    here = Holding.objects.valid_on(from_day).filter(post__unit=unit).values_list("person__name", flat=True)
    if not username and fold(name) in map(fold, here):
        raise Invalid(NAMESAKE.format(name=name), "name")
    new = NewPerson(name, username or username_from(name, taken), title, unit, role, tuple(areas))
    (made,) = add_people(by, people=[new], from_day=from_day)
    return made


@action("setup.change_post", may="manage_people")
def change_post(
    by: By,
    *,
    person: Person,
    leaving: Holding | None,
    seen: int | None,
    title: str,
    unit: Unit,
    role: str,
    areas: Sequence[Area],
    from_day: date,
) -> Holding:
    """A new post from the day; the one left ends with the day before. `leaving` None: the post comes beside those held.

    `seen`: the act that had last written the holding when the form was opened.
    """
    _stands(unit, from_day)
    if leaving is not None:
        if leaving.act_id != seen:
            raise Conflict(leaving, seen or 0)
        end_holding(by, holding=leaving, day=from_day)
    post = create(Post(unit=unit, title=title))
    held = appoint(by, person=person, post=post, from_day=from_day)
    for area in areas or (None,):
        grant_role(by, post=post, role=role, unit=None if role in OVER_ALL else unit, area=area, from_day=from_day)
    return held


@action("setup.leave", may="manage_people", on="person")
def leave(by: By, *, person: Person, day: date) -> Person:
    """Retired, or gone to another office: every post of the person ends, the day excluded. The account stays."""
    _near(day)
    held = list(Holding.objects.filter(person=person, until_day__gt=day).order_by("pk"))
    if not held:
        raise Invalid(f"từ ngày {format_day(day)} {person.name} không giữ chức vụ nào", "day")
    for holding in held:
        end_holding(by, holding=holding, day=day)
    return person


@action("setup.correct_name", may="manage_people", on="person")
def correct_name(by: By, *, person: Person, name: str, seen: int) -> Person:
    """The name as it should have been written, or as it is from now on; the sign-in name stays."""
    if name == person.name:
        raise Invalid("họ tên chưa thay đổi", "name")
    return change(person, seen=seen, name=name)


def _stands(unit: Unit, day: date) -> None:
    """Is there such a unit on the day?"""
    _near(day)
    if not UnitName.objects.valid_on(day).filter(unit=unit).exists():
        raise Invalid(f"ngày {format_day(day)} đơn vị này chưa có hoặc không còn; chọn ngày khác", "from_day")


def _near(day: date) -> None:
    latest = today() + AHEAD
    if day > latest:
        raise Invalid(f"ngày {format_day(day)} quá xa; chỉ nhận đến {format_day(latest)}", "from_day")
