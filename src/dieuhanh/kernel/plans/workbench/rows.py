"""A plan's drafts as its workbench shows them: each with its words, its units, its deadline and what is doubtful. A fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dieuhanh.foundation.reading.dividing import divided
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.plans.due import HOUR
from dieuhanh.kernel.plans.models import Assignment, Draft, Kind, Mention, Plan, Role, Settled, Task
from dieuhanh.kernel.plans.queries import due_words, is_no_day, last_day, tasks_visible_to
from dieuhanh.kernel.plans.workbench.doubles import Double, doubles_of
from dieuhanh.kernel.plans.workbench.doubts import Doubt, Facts, Name, Twin, doubts_of
from dieuhanh.kernel.plans.workbench.units import BenchUnits

LONGEST = 160  # letters of a title in a closed row
TWINS_SHOWN = 3
DOUBTS_SHOWN = 2  # in a closed row


@dataclass(frozen=True, slots=True)
class DraftRow:
    """`quote`: the words of the text by their place in it, never typed. `values`: what stands in each field, as one would type it."""

    draft: Draft
    task: Task
    quote: str
    who: str
    due: str
    doubts: list[Doubt]
    values: dict[str, str]

    @property
    def pk(self) -> int:
        return self.draft.pk

    @property
    def title(self) -> str:
        return self.task.title if len(self.task.title) <= LONGEST else f"{self.task.title[:LONGEST]}…"

    @property
    def is_open(self) -> bool:
        return self.draft.settled == Settled.OPEN

    @property
    def is_sure(self) -> bool:
        return self.is_open and not self.doubts

    @property
    def shown_doubts(self) -> list[Doubt]:
        return self.doubts[:DOUBTS_SHOWN] if self.is_open else []

    @property
    def merged(self) -> bool:
        return self.draft.settled == Settled.REJECTED and self.draft.joined is not None


class Bench:
    """The drafts of one plan that the viewer sees; `only`: of them, these."""

    def __init__(self, viewer: Viewer, plan: Plan, only: Iterable[int] | None = None) -> None:
        assert plan.document is not None  # `checkable_by` gives no other
        self.viewer, self.plan, self.document = viewer, plan, plan.document
        self.only = None if only is None else list(only)

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def units(self) -> BenchUnits:
        return BenchUnits.of(self.document.date or today())

    @cached_property
    def drafts(self) -> list[Draft]:
        """In the order of the text."""
        found = drafts_visible_to(self.viewer, self.plan).select_related("task", "task__area")
        if self.only is not None:
            found = found.filter(pk__in=self.only)
        return list(found.defer("read", "began").order_by("task__start", "pk"))

    @cached_property
    def rows(self) -> list[DraftRow]:
        """All of them are kept until somebody writes."""
        if self.only is not None:
            return self._made()
        return kept_until_written(("workbench rows", *self.kept_under), self._made)

    @property
    def kept_under(self) -> tuple[object, ...]:
        """What the page of all drafts hangs on beside what acts write."""
        return self.plan.pk, self.viewer.scope("see_tasks").key, today()

    def _made(self) -> list[DraftRow]:
        return [self._row(draft, draft.task) for draft in self.drafts if draft.task is not None]

    @cached_property
    def _tasks(self) -> list[int]:
        return [draft.task_id for draft in self.drafts if draft.task_id is not None]

    @cached_property
    def _assigned(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """Units by task and role, in the order of the text."""
        found: dict[int, dict[int, tuple[int, ...]]] = defaultdict(lambda: {Role.LEAD: (), Role.COOP: ()})
        rows = Assignment.objects.filter(task__in=self._tasks).order_by("pk")
        for task_id, role, unit_id in rows.values_list("task_id", "role", "unit_id"):
            found[task_id][role] += (unit_id,)
        return found

    @cached_property
    def _unclear(self) -> dict[int, list[Name]]:
        found: dict[int, list[Name]] = defaultdict(list)
        known: dict[tuple[str, int], Name] = {}
        for mention in Mention.objects.filter(task__in=self._tasks, resolved=False).order_by("pk"):
            key = (mention.text, mention.role)
            if key not in known:
                known[key] = self.units.unclear(mention)
            if known[key] not in found[mention.task_id]:
                found[mention.task_id].append(known[key])
        return found

    @cached_property
    def _twins(self) -> dict[int, list[Double]]:
        return doubles_of(self.viewer, self.plan)

    @cached_property
    def _ended(self) -> dict[int, tuple[str, date]]:
        units = {pk for roles in self._assigned.values() for ids in roles.values() for pk in ids}
        return self.units.ended(units)

    def _row(self, draft: Draft, task: Task) -> DraftRow:
        leads, coop = self._assigned[task.pk][Role.LEAD], self._assigned[task.pk][Role.COOP]
        names = self.units.written(leads)
        return DraftRow(
            draft=draft,
            task=task,
            quote=" ".join(self.text[task.start or 0 : task.end or 0].split()),
            who=names,
            due=due_words(task) or (_("Thường xuyên") if task.kind == Kind.STANDING else ""),
            doubts=doubts_of(self._facts(task, leads, coop)) if draft.settled == Settled.OPEN else [],
            values=_values(task, names, self.units.written(coop)),
        )

    def _facts(self, task: Task, leads: tuple[int, ...], coop: tuple[int, ...]) -> Facts:
        return Facts(
            has_lead=bool(leads),
            names=tuple(self._unclear.get(task.pk, ())),
            ended=tuple(self._ended[pk] for pk in (*leads, *coop) if pk in self._ended),
            standing=task.kind == Kind.STANDING,
            due_text=task.due_text,
            day=last_day(task),
            no_day=is_no_day(task),
            doings=len(divided(self.text, task.start or 0, task.end or 0)),
            past=task.due_at is not None and task.due_at <= now(),
            twins=tuple(_twin(double) for double in self._twins.get(task.pk, ())[:TWINS_SHOWN]),
        )


def _twin(double: Double) -> Twin:
    return Twin(double.code, double.title[:LONGEST], reverse("plans:task", args=[double.task_id]))


def _values(task: Task, leads: str, coop: str) -> dict[str, str]:
    day = last_day(task)
    at_hour = task.due_at is not None and task.due_rule.endswith(HOUR)
    return {
        "title": task.title,
        "leads": leads,
        "coop": coop,
        "last_day": format_day(day) if day else "",
        "hour": localtime(task.due_at).strftime("%H:%M") if at_hour else "",
        "standing": "1" if task.kind == Kind.STANDING else "",
        "area": str(task.area_id or ""),
        "product": task.product,
        "target": task.target,
    }


def drafts_visible_to(viewer: Viewer, plan: Plan) -> QuerySet[Draft]:
    """Of the tasks that the viewer sees."""
    return Draft.objects.filter(plan=plan, task__in=tasks_visible_to(viewer).filter(plan=plan))
