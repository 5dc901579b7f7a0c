"""Who inside a unit does what: the head gives a task to an officer, names a substitute, sets which post takes which area; who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Grant, Holding, HoldingKind, Person, Post
from dieuhanh.kernel.access.rights import OwnPosts, acting
from dieuhanh.kernel.access.roles import Role as Rights
from dieuhanh.kernel.fields.validity import OPEN_END, valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create, create_many, end
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.receiving import must_be
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.days import refuse_past
from dieuhanh.kernel.plans.models import TAKEN_OUT, AreaPost, Assignment, Charge, State, Task, Told
from dieuhanh.kernel.plans.moves import move
from dieuhanh.kernel.plans.telling import say, say_person
from dieuhanh.kernel.units.models import Area

UNIT_ROLES = (Rights.UNIT_HEAD, Rights.UNIT_OFFICER)


@action("plans.assign_officer", may="assign_officer", on="assignment")
def assign_officer(by: By, *, assignment: Assignment, officer: Person | None, seen: int | None = None) -> Assignment:
    """The officer of the unit who does the unit's share; None: nobody in particular."""
    if officer is not None and not _works_in(officer, assignment.unit_id):
        raise Invalid(f"{officer.name} hiện không giữ chức vụ nào ở đơn vị này", "officer")
    if officer is not None:
        say("assigned", assignment.task, people=[officer.pk])
    return change(assignment, seen=seen, officer=officer)


@action("plans.name_substitute", may="assign_officer", on="post")
def name_substitute(by: By, *, post: Post, person: Person, from_day: date, last_day: date, ground: str) -> Holding:
    """“Thay ...”: somebody of the same unit holds the post for a time, beside the one who is away."""
    if last_day < from_day:
        raise Invalid(f"ngày cuối {last_day:%d/%m/%Y} trước ngày đầu {from_day:%d/%m/%Y}", "last_day")
    if from_day < today():
        raise Invalid(f"ngày {from_day:%d/%m/%Y} đã qua; việc thay bắt đầu từ hôm nay hoặc sau đó", "from_day")
    if not _works_in(person, post.unit_id):
        raise Invalid(f"{person.name} hiện không giữ chức vụ nào ở đơn vị này", "person")
    _in_own_name(by, post)
    # The post's row is held until the act ends: of two substitutes named at once the second is seen to be one too many.
    list(Post.objects.select_for_update(no_key=True).filter(pk=post.pk).values_list("pk"))
    ground = said(ground, "hãy ghi lý do thay", "ground")
    refuse_past(last_day, today(), "last_day")
    until = last_day + timedelta(days=1)
    say_person("stands_in", person, post=post.title, first=format_day(from_day), last=format_day(last_day))
    if Holding.objects.filter(person=person, post=post, from_day__lt=until, until_day__gt=from_day).exists():
        raise Invalid(f"{person.name} đã giữ chức vụ này trong thời gian đó", "person")
    return create(
        Holding(
            person=person,
            post=post,
            kind=HoldingKind.DELEGATION,
            from_day=from_day,
            until_day=until,
            ground=ground,
        )
    )


def _in_own_name(by: By, post: Post) -> None:
    """Who only stands in for the head names nobody, least of all themselves for longer. And a post that gives rights beyond the work of the
    head's units (a leader's, the office's, the technician's) is filled by who appoints people."""
    reach: frozenset[int] | None = None
    if by.actor is not None:
        reach = OwnPosts(acting(by).person, today()).scope("assign_officer").units
        if post.unit_id not in reach:
            raise NotAllowed("người đang thay không cử người thay; thủ trưởng đơn vị cử")
    for role, unit in Grant.objects.filter(valid_on(today()), post=post).values_list("role", "unit"):
        if role not in UNIT_ROLES or (reach is not None and unit not in reach):
            raise NotAllowed(f"chức vụ {post.title} có quyền ngoài đơn vị; người quản trị cử người thay")


@action("plans.give_area", may="rule_tasks")
def give_area(
    by: By, *, area: Area, post: Post, charge: Charge, from_day: date, until_day: date = OPEN_END
) -> AreaPost:
    """A whole area to a leader's post or to a specialist who follows it; who had it before no longer has it."""
    return _give(area, post, charge, from_day, until_day, AreaPost.objects.filter(area=area, charge=charge))


@action("plans.give_area_inside", may="assign_officer", on="post")
def give_area_inside(by: By, *, area: Area, post: Post, from_day: date, until_day: date = OPEN_END) -> AreaPost:
    """Inside a unit: which post takes the unit's tasks of an area."""
    before = AreaPost.objects.filter(area=area, charge=Charge.HANDLES, post__unit=post.unit_id)
    return _give(area, post, Charge.HANDLES, from_day, until_day, before)


def _give(
    area: Area, post: Post, charge: Charge, from_day: date, until_day: date, before: QuerySet[AreaPost]
) -> AreaPost:
    if until_day <= from_day:
        raise Invalid(f"ngày kết thúc {until_day:%d/%m/%Y} không sau ngày bắt đầu {from_day:%d/%m/%Y}", "until_day")
    for row in before.filter(until_day__gt=from_day).order_by("-from_day"):
        if row.from_day >= from_day:
            raise Invalid(f"đã có phân công từ ngày {row.from_day:%d/%m/%Y}; hãy chọn ngày sau đó", "from_day")
        end(row, from_day)
    return create(AreaPost(area=area, post=post, charge=charge, from_day=from_day, until_day=until_day))


@action("plans.set_follower", may="change_task", on="task")
def set_follower(by: By, *, task: Task, follower: Person | None, seen: int | None = None) -> Task:
    must_be(task, *(state for state in State if state not in (State.DRAFT, State.DONE, *TAKEN_OUT)))
    if follower is not None:
        say("follows", task, people=[follower.pk])
    return move(task, seen=seen, follower=follower)


@action("plans.tell_people", may="change_task", on="task")
def tell_people(by: By, *, task: Task, people: Sequence[Person]) -> None:
    """Để biết: they are told and owe nothing."""
    must_be(task, *(state for state in State if state not in (State.DRAFT, *TAKEN_OUT)))
    known = set(Told.objects.filter(task=task).values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known]
    create_many([Told(task=task, person=person) for person in new])
    say("to_know", task, people=[person.pk for person in new])


def _works_in(person: Person, unit_id: int) -> bool:
    return Holding.objects.valid_on(today()).filter(person=person, post__unit=unit_id).exists()
