"""The people around some tasks, by group: a fixed number of questions, however many the tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.db.models import Q, QuerySet

from dieuhanh.kernel.access.models import Post
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.answerable import Answerable, People
from dieuhanh.kernel.plans.models import Assignment, Direction, Role, Task
from dieuhanh.kernel.plans.told import To


class Audience:
    """`more_units`: asked for as well. `rows`: the same tasks as a query, where they are too many to be named one by one."""

    def __init__(
        self, tasks: Sequence[Task], more_units: Iterable[int] = (), rows: QuerySet[Task] | None = None
    ) -> None:
        self.tasks = tasks
        self.assignments: dict[int, list[Assignment]] = defaultdict(list)
        these = Q(task__in=[task.pk for task in tasks]) if rows is None else Q(task__in=rows.order_by().values("pk"))
        for row in Assignment.objects.filter(these).order_by("task", "role", "id"):
            self.assignments[row.task_id].append(row)
        if rows is not None:
            self.answerable = Answerable(today())
            return
        units = {row.unit_id for rows in self.assignments.values() for row in rows} | set(more_units)
        if posts := {task.owner_post_id for task in tasks if task.owner_post_id}:
            units |= set(Post.objects.filter(pk__in=posts).values_list("unit_id", flat=True))
        self.answerable = Answerable(today(), units)

    def of(self, task: Task, groups: Iterable[To]) -> People:
        return frozenset().union(*(self._group(task, group) for group in groups))

    def _group(self, task: Task, group: To) -> People:
        found = self.answerable
        if group is To.OFFICE:
            return frozenset({task.follower_id}) if task.follower_id else found.followers(task.area_id)
        if group is To.FOLLOWS:
            return frozenset({task.follower_id}) if task.follower_id else found.named_followers(task.area_id)
        if group is To.GIVER:
            return self._givers.get(task.direction_id or 0, frozenset())
        if group is To.LEADERS:
            return found.leaders(task.area_id)
        if group is To.HEADS:
            return found.heads(task.lead_id)
        if group is To.LEAD:
            leading = (self.in_unit(task, row) for row in self.rows(task, Role.LEAD))
            return found.holders(task.owner_post_id).union(*leading)
        return frozenset().union(*(self.in_unit(task, row) for row in self.rows(task, Role.COOP)))

    def doing(self, task: Task) -> People:
        """Who does the lead's share: the officer, who takes the area there, the unit's head; or who holds the post that owns it."""
        held = self.answerable.holders(task.owner_post_id)
        given = (row.officer_id for row in self.rows(task, Role.LEAD) if row.unit_id == task.lead_id)
        return held or self.answerable.officer(task.lead_id, task.area_id, next(given, None))

    @cached_property
    def _givers(self) -> dict[int, People]:
        """Of each direction who said it."""
        wanted = {task.direction_id for task in self.tasks if task.direction_id}
        rows = Direction.objects.filter(pk__in=wanted).values_list("pk", "given_by_id")
        return {pk: frozenset({person}) for pk, person in rows}

    def rows(self, task: Task, role: Role) -> Iterator[Assignment]:
        return (row for row in self.assignments[task.pk] if row.role == role)

    def in_unit(self, task: Task, row: Assignment) -> People:
        """The unit's heads, and who does its share."""
        unit, area = row.unit_id, task.area_id
        return self.answerable.heads(unit) | self.answerable.officer(unit, area, row.officer_id)
