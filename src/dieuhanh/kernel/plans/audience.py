"""The people around some tasks, by group: a fixed number of questions, however many the tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.answerable import Answerable, People
from dieuhanh.kernel.plans.models import Assignment, Role, Task
from dieuhanh.kernel.plans.told import To


class Audience:
    """`more_units`: asked for as well."""

    def __init__(self, tasks: Sequence[Task], more_units: Iterable[int] = ()) -> None:
        self.assignments: dict[int, list[Assignment]] = defaultdict(list)
        for row in Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("task", "role", "id"):
            self.assignments[row.task_id].append(row)
        units = {row.unit_id for rows in self.assignments.values() for row in rows} | set(more_units)
        units |= {task.owner_post.unit_id for task in tasks if task.owner_post is not None}
        self.answerable = Answerable(today(), units)

    def of(self, task: Task, groups: Iterable[To]) -> People:
        return frozenset().union(*(self._group(task, group) for group in groups))

    def _group(self, task: Task, group: To) -> People:
        found = self.answerable
        if group is To.OFFICE:
            return frozenset({task.follower_id}) if task.follower_id else found.followers(task.area_id)
        if group is To.LEADERS:
            return found.leaders(task.area_id)
        if group is To.HEADS:
            return found.heads(task.lead_id)
        if group is To.LEAD:
            leading = (self.in_unit(task, row) for row in self.rows(task, Role.LEAD))
            return found.holders(task.owner_post_id).union(*leading)
        return frozenset().union(*(self.in_unit(task, row) for row in self.rows(task, Role.COOP)))

    def rows(self, task: Task, role: Role) -> Iterator[Assignment]:
        return (row for row in self.assignments[task.pk] if row.role == role)

    def in_unit(self, task: Task, row: Assignment) -> People:
        """The unit's heads, and who does its share."""
        unit, area = row.unit_id, task.area_id
        return self.answerable.heads(unit) | self.answerable.officer(unit, area, row.officer_id)
