"""A drafted plan before it is issued: what its tasks lack, names that fit no unit, deadlines that cannot be meant, doubles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.pages.options import Options
from dieuhanh.kernel.pages.pager import Page, page_of
from dieuhanh.kernel.plans.actions.loading import add_to_plan, issue_plan
from dieuhanh.kernel.plans.clearness import ANY, LACKING, Clear, ClearCounts, counted_by, marks_of, unclear
from dieuhanh.kernel.plans.models import Draft, Mention, Plan, PlanState, Settled, State, Task
from dieuhanh.kernel.plans.queries import (
    TaskRow,
    for_rows,
    is_no_day,
    last_day,
    plans_visible_to,
    rows_of,
    tasks_visible_to,
)
from dieuhanh.kernel.plans.workbench.doubles import doubles_of

NOT_REJECTED = ~Q(draft__settled=Settled.REJECTED)
SHOWN = 50  # of each kind of doubt; the office mends these first


@dataclass(frozen=True, slots=True)
class Unclear:
    """A task with the marks it lacks."""

    row: TaskRow
    marks: list[Clear]

    @property
    def missing(self) -> list[Clear]:
        return [mark for mark in self.marks if mark.missing]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One kind of thing that may be wrong, with the tasks; `more`: how many are not shown."""

    key: str
    word: str
    rows: list[tuple[TaskRow, str]]
    more: int = 0


def checkable_by(viewer: Viewer) -> QuerySet[Plan]:
    """Plans of documents in which the viewer, who may draft, sees a task."""
    seen = tasks_visible_to(viewer).filter(plan=OuterRef("pk"))
    plans = Plan.objects.filter(Exists(seen), document__isnull=False).exclude(state=PlanState.DROPPED)
    return plans.select_related("document")


class CheckPage:
    """`error`: why the plan could not be issued."""

    def __init__(self, viewer: Viewer, plan: Plan, wanted: Mapping[str, str]) -> None:
        self.viewer, self.plan, self.wanted = viewer, plan, wanted
        self.error = ""

    @property
    def tasks(self) -> QuerySet[Task]:
        return tasks_visible_to(self.viewer).filter(NOT_REJECTED, plan=self.plan, parent=None)

    @property
    def drafted(self) -> bool:
        return self.plan.state == PlanState.DRAFT

    @cached_property
    def counts(self) -> ClearCounts:
        found = counted_by(self.tasks, today(), "plan_id")
        return found[0][1] if found else ClearCounts()

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(mark, how many tasks lack it)."""
        return [(str(word), self.counts.missing[key]) for key, word in LACKING.items()]

    @cached_property
    def page(self) -> Page:
        """The tasks that lack something, in the order of the text."""
        lacking = for_rows(unclear(self.tasks, ANY, today())).order_by("ordinal", "pk")
        return page_of(lacking, self.wanted, rows=self._unclear)

    def _unclear(self, found: QuerySet[Task]) -> list[Unclear]:
        rows = rows_of(list(found))
        marks = marks_of([row.pk for row in rows], today())
        return [Unclear(row, marks[row.pk]) for row in rows]

    @cached_property
    def unknown_units(self) -> list[tuple[str, int]]:
        """Names of the text that fit no unit of its day, and how often they stand there."""
        mentions = Mention.objects.filter(task__in=self.tasks, resolved=False).order_by()
        counted = mentions.values_list("text").annotate(n=Count("pk")).order_by("-n", "text")
        return [(text, n) for text, n in counted[:SHOWN]]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """In one question for the days, one for the doubles."""
        dated = self.tasks.filter(Q(due_at__isnull=False) | ~Q(due_iso="")).order_by("ordinal", "pk")
        tasks = [(task, self._doubt_of(task)) for task in for_rows(dated)]
        twins = self._twins()
        doubles = list(for_rows(self.tasks.filter(pk__in=twins)).order_by("ordinal", "pk"))
        words = {
            "past": _("Thời hạn đã qua"),
            "no_day": _("Ngày không có trong lịch"),
            "off": _("Thời hạn vào ngày nghỉ"),
            "double": _("Trùng với nhiệm vụ đã giao"),
        }
        found = {key: [task for task, doubt in tasks if doubt == key] for key in ("past", "no_day", "off")}
        return [self._doubt(key, words[key], of, twins) for key, of in {**found, "double": doubles}.items() if of]

    def _doubt(self, key: str, word: str, tasks: list[Task], twins: dict[int, str]) -> Doubt:
        shown = tasks[:SHOWN]
        rows = [(row, twins.get(row.pk, "") if key == "double" else row.due_text) for row in rows_of(shown)]
        return Doubt(key, word, rows, len(tasks) - len(shown))

    @staticmethod
    def _doubt_of(task: Task) -> str:
        day = last_day(task)
        if day is None:
            return "no_day" if is_no_day(task) else ""
        if task.due_at is not None and task.due_at <= now():
            return "past"
        return "" if Calendar.of_vietnam().is_working(day) else "off"

    def _twins(self) -> dict[int, str]:
        """By the task: the one that asks the same of its unit already, in words, as its code repeats in other plans."""
        return {pk: f"{rows[0].code} {rows[0].title}" for pk, rows in doubles_of(self.viewer, self.plan).items()}

    @property
    def whole(self) -> bool:
        """Whether the viewer sees all of the plan."""
        return self.viewer.scope("see_tasks").everything

    @cached_property
    def may_issue(self) -> bool:
        scope = self.viewer.scope("issue_plan")
        return self.drafted and scope.covers(frozenset(self.plan.rights_units()), None)

    @cached_property
    def to_give(self) -> int:
        return Task.objects.filter(NOT_REJECTED, plan=self.plan, state=State.DRAFT).count() if self.drafted else 0

    @cached_property
    def waiting(self) -> int:
        """Drafted tasks that nobody has accepted or rejected yet."""
        return Draft.objects.filter(plan=self.plan, settled=Settled.OPEN).count() if self.drafted else 0

    @cached_property
    def into(self) -> list[Plan]:
        """Plans given before that the tasks may be added to."""
        plans = plans_visible_to(self.viewer).filter(document__isnull=False, extends=None).select_related("document")
        return [plan for plan in plans if plan.in_force_on(today())] if self.drafted else []

    @property
    def into_options(self) -> Options:
        return Options([("", _("Giao thành kế hoạch riêng")), *((str(p.pk), p.name[:80]) for p in self.into)])

    def issue(self, into: str) -> bool:
        """`into`: the plan chosen to be added to, nothing for a plan of its own."""
        by, chosen = self.viewer.by(capability="issue_plan"), next((p for p in self.into if str(p.pk) == into), None)
        if into and chosen is None:
            self.error = _("Không có kế hoạch đó để bổ sung; hãy chọn trong danh sách.")
            return False
        try:
            if chosen is None:
                issue_plan(by, plan=self.plan)
            else:
                add_to_plan(by, plan=self.plan, into=chosen)
        except ActionError as error:
            self.error = str(error)
            return False
        return True
