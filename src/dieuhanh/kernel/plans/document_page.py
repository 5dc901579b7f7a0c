"""The page of a document with everything understood marked, and the lines that one task stands on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.models import Document, Mark, MarkKind
from dieuhanh.kernel.plans.marked_text import CSS, Marked, Paragraph, TaskLink, around, paragraphs
from dieuhanh.kernel.plans.models import Plan, PlanState, Task
from dieuhanh.kernel.plans.queries import TaskRow, rows_of, tasks_visible_to, without_parts


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`lines`: each paragraph with the tasks that begin in it; `legend`: (css, word, how many) of each kind of mark that occurs."""

    document: Document
    plan: Plan | None
    lines: list[tuple[Paragraph, list[TaskRow]]]
    legend: list[tuple[str, str, int]]
    tasks: list[TaskRow]
    cited: int

    @property
    def overdue(self) -> int:
        return sum(row.state_key == "over" for row in self.tasks)

    @property
    def without_lead(self) -> int:
        return sum(not row.lead for row in self.tasks)


def document_page(viewer: Viewer, document: Document) -> DocumentPage:
    plan = Plan.objects.filter(document=document).first()
    dropped = plan is not None and plan.state == PlanState.DROPPED
    found = list(_tasks_of(viewer, plan)) if plan and not dropped else []
    links = {(t.start or 0, t.end or 0): TaskLink(t.code, reverse("plans:task", args=[t.pk])) for t in found}
    marks = marks_of(document.marks.order_by("start", "-end"))
    rows = rows_of(found)
    by_code = {row.code: row for row in rows}
    text = paragraphs(document.text, marks, document.clauses.values_list("start", "level"), links)
    counts = Counter(MarkKind(m.kind) for m in marks)
    return DocumentPage(
        document=document,
        plan=plan,
        lines=[(paragraph, [by_code[p.number] for p in paragraph.pieces if p.number]) for paragraph in text],
        legend=[(CSS[kind], str(kind.label), counts[kind]) for kind in MarkKind if counts[kind]],
        tasks=rows,
        cited=document.citations.values("kind", "symbol").distinct().count(),
    )


def _tasks_of(viewer: Viewer, plan: Plan) -> QuerySet[Task]:
    """What a row and its place in the text need; the rest stays in the database."""
    tasks = without_parts(tasks_visible_to(viewer), viewer).filter(plan=plan, start__isnull=False).order_by("ordinal")
    due = ("due_at", "due_order", "due_rule", "due_text", "due_type", "due_iso", "first_due_at", "times_moved")
    own = ("code", "title", "state", "phase", "urgency", "lead", "percent", "plan", "product", "start", "end")
    return tasks.only(*own, *due)


def marks_of(found: QuerySet[Mark]) -> list[Marked]:
    return [Marked(*row) for row in found.values_list("kind", "start", "end", "value")]


def source_of(task: Task) -> list[Paragraph]:
    """The lines that the task's words stand on; none where it was made by hand."""
    document = task.plan.document
    if document is None or task.start is None or task.end is None:
        return []
    first, last = around(document.text, task.start, task.end)
    marks = marks_of(document.marks.filter(start__lt=last, end__gt=first))
    link = {(task.start, task.end): TaskLink(task.code, "")}
    shown = [m for m in marks if m.kind != MarkKind.TASK or (m.start, m.end) == (task.start, task.end)]
    return [p for p in paragraphs(document.text, shown, [], link) if first <= p.start < last]
