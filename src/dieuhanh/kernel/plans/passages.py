"""Words of a plan's document read by themselves, on the day of the document: what they say of a task, and what they leave as it was."""

from __future__ import annotations

from typing import Any

from dieuhanh.foundation.reading import model as reader
from dieuhanh.foundation.reading.dividing import divided
from dieuhanh.foundation.reading.model import Reading
from dieuhanh.foundation.reading.passage import read_passage
from dieuhanh.foundation.reading.targets import find_targets
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.drafted import Values, as_read, mentions_in, row_values, unit_roles
from dieuhanh.kernel.plans.drafting import assignments_of, kind_of, next_code
from dieuhanh.kernel.plans.models import Draft, Mention, Plan, PlanHeading, Role, RuleName, Task
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.said_due import said_of
from dieuhanh.kernel.plans.titles import title_of
from dieuhanh.kernel.units.queries import Resolver


class Reader:
    """Reads passages of the document of one plan."""

    def __init__(self, plan: Plan) -> None:
        if plan.document is None:
            raise Invalid("kế hoạch này không lập từ văn bản")
        self.document: Document = plan.document
        day = self.document.date or today()
        self.resolver = Resolver(day)
        self.year = day.year
        self.with_day = bool(Rules(day).number(RuleName.BEFORE_WITH_DAY))

    def passage(self, start: int, end: int) -> Passage:
        return Passage(self, read_passage(self.document.text, start, end, year=self.year))


class Passage:
    """One stretch of words as a task; `whole` in its methods: the values of the task that the words had or were part of."""

    def __init__(self, reader: Reader, read: reader.Task) -> None:
        self.start, self.end = read.start, read.end
        self._read, self._with_day = read, reader.with_day
        self._named, self._mentions = assignments_of(Task(), read, reader.resolver)
        self._targets = [t for t in find_targets(read.text) if t.layer == "target"]

    @property
    def as_read(self) -> dict[str, Any]:
        return as_read(self._read, Reading(reader.Meta()))

    def roles(self, whole: Values) -> dict[int, Role]:
        """Who the words name; a role that they name nobody for stays with whom it was."""
        named = {row.unit_id: Role(row.role) for row in self._named}
        kept = {
            unit: Role(role) for unit, role in unit_roles(whole).items() if not self._names(role) and unit not in named
        }
        return named | kept

    def _names(self, role: int) -> bool:
        return any(mention.role == role for mention in self._mentions)

    def mentions(self, task: Task, whole: Values) -> list[Mention]:
        own = [_of(task, mention) for mention in self._mentions]
        return own + [m for m in mentions_in(whole, task) if not self._names(m.role)]

    def over(self, whole: Values) -> dict[str, Any]:
        """The columns of the task."""
        read = self._read
        columns = row_values(whole) | {
            "title": title_of(read),
            "head_verb": read.head_verb[:64],
            "start": read.start,
            "end": read.end,
            "target": "; ".join(target.text for target in self._targets),
        }
        said = said_of(read, before_with_day=self._with_day)
        if said.words:
            columns |= {"due_at": said.due.at, "due_rule": said.due.rule, "due_text": said.words}
            columns |= {"due_type": said.type, "due_iso": said.iso[:24], "kind": kind_of(said, read.head_verb)}
        if read.product:
            columns["product"] = read.product
        return columns

    def task(self, plan: Plan, whole: Values) -> Task:
        """A new one, not yet stored, behind those that begin before it."""
        before = Task.objects.filter(plan=plan, start__lte=self.start).order_by("-start", "-ordinal").first()
        leads = [unit for unit, role in self.roles(whole).items() if role == Role.LEAD]
        columns = self.over(whole) | {"lead_id": leads[0] if len(leads) == 1 else None}
        code = next_code(plan.pk, columns["area_id"])
        return Task(plan=plan, code=code, ordinal=before.ordinal if before else 0, **columns)


def _of(task: Task, mention: Mention) -> Mention:
    mention.task = task
    return mention


def heading_over(plan: Plan, start: int) -> PlanHeading | None:
    """The last heading of the plan that begins before the words."""
    return PlanHeading.objects.filter(plan=plan, start__lte=start).order_by("-start").first()


def proposed_split(draft: Draft) -> list[tuple[int, int]]:
    """Where the words of a draft could be two tasks or more; nothing where they are one. To be given to `split_draft`."""
    task, document = draft.task, draft.plan.document
    if task is None or document is None or task.start is None or task.end is None:
        return []
    spans = divided(document.text, task.start, task.end)
    return spans if len(spans) > 1 else []
