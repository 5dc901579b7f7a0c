"""Tasks, who has a part in them, and how the text names them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.documents.models import Citation
from dieuhanh.kernel.fields.derived import DerivedField
from dieuhanh.kernel.fields.order import LastWhenEmptyField
from dieuhanh.kernel.fields.text import FoldedField, SortKeyField
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.plans.days import late_from
from dieuhanh.kernel.plans.models.plan import Direction, Plan, PlanHeading
from dieuhanh.kernel.plans.models.states import Kind, Phase, Role, SetBy, State, Urgency, phase_of
from dieuhanh.kernel.units.models import Area, Unit


class PhaseField(DerivedField, models.CharField):
    """What is counted apart, from the state, the kind and the days."""

    def derive(self, row: models.Model) -> Any:
        return getattr(row, self.source)


class Task(Recorded):
    """One thing units can be asked about and that can be reported done.

    Its source: `start`, `end`, its words in the plan's document; or the `direction` that was noted. `due_at` is an exclusive instant: a deadline by day is the start of the next day.
    `due_iso` is what the text says ("2021-11", "XXXX-XX-15"), `due_rule` how `due_at` was got from it
    ("before", "day"; "tail-before" where the report that closes the item sets it: `said_due`). `due_order` is from when it counts as late
    (`days.late_from`: a deadline on a day off waits for the next working day) and what has no place among the open ones stands behind all.

    `lapse_at`: until when silence is no answer; then it counts as received. `done_at`: when the report that was confirmed was made.
    `parent`: of a part; a part counts at its unit, its parent in the areas. `heir`: what a merged task lives on in.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    heading = models.ForeignKey(PlanHeading, null=True, on_delete=models.PROTECT, related_name="tasks")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=16)
    ordinal = models.PositiveIntegerField()
    title = models.TextField()
    head_verb = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TASK)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    phase = PhaseField(max_length=8, choices=Phase, source="phase_now")
    state_since = models.DateField(null=True)
    lapse_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)
    set_by = models.CharField(max_length=8, choices=SetBy, default=SetBy.OFFICE)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.NORMAL)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts", db_index=False)
    weight = models.PositiveSmallIntegerField(default=1)
    heir = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    direction = models.ForeignKey(Direction, null=True, on_delete=models.PROTECT, related_name="tasks")
    owner_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    follower = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    times_moved = models.PositiveSmallIntegerField(default=0)
    superior_due_at = models.DateTimeField(null=True)
    due_text = models.TextField(blank=True)
    due_type = models.CharField(max_length=12, blank=True)
    due_iso = models.CharField(max_length=24, blank=True)
    due_rule = models.CharField(max_length=24, blank=True)
    product = models.TextField(blank=True)
    target = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    folded = FoldedField(source="search_words")
    sort_key = SortKeyField(source="title")
    due_order = LastWhenEmptyField(source="order_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="task_code_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=False, end__isnull=False) | Q(direction__isnull=False),
                name="task_has_a_source",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent_to_100"),
            models.CheckConstraint(condition=~Q(kind="standing", due_at__isnull=False), name="standing_without_end"),
        ]
        indexes = [  # each order of the list, so that every page of it costs the same
            models.Index(fields=["area", "phase", "due_order", "id"], name="task_area_phase_due"),
            models.Index(fields=["lead", "due_order", "id"], name="task_lead_due"),
            models.Index(fields=["due_order", "id"], name="task_due"),
            models.Index(fields=["sort_key", "id"], name="task_title"),
            # Of parts alone: an index of all would be taken for "no parent", which nearly every task has.
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="task_part_of"),
            models.Index(fields=["lapse_at"], condition=Q(state="issued"), name="task_unanswered"),
        ]

    @property
    def search_words(self) -> str:
        return f"{self.code} {self.title} {self.product}"

    @property
    def late_from(self) -> datetime | None:
        return late_from(self.due_at)

    @property
    def phase_now(self) -> Phase:
        return phase_of(self.state, self.kind, self.done_at, self.late_from)

    @property
    def order_at(self) -> datetime | None:
        """Only what is open or may become so has a place by its deadline."""
        return self.late_from if self.phase_now in (Phase.OPEN, Phase.DRAFT) else None

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def rights_units(self) -> list[int]:
        """Who answers for it; what no single unit leads belongs to the office."""
        return [self.lead_id] if self.lead_id else []

    def rights_area(self) -> int | None:
        return self.area_id


class Assignment(Recorded):
    """A unit that leads (role 0) or cooperates (role 1) in a task; the lead stands here too, so that rights ask one table.

    `officer`: whom the unit's head gave it to.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.PositiveSmallIntegerField(choices=Role)
    officer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="assignment_once")]
        indexes = [models.Index(fields=["unit", "task"], name="assignment_unit_task")]

    def rights_units(self) -> list[int]:
        return [self.unit_id]

    def rights_area(self) -> int | None:
        return self.task.area_id


class Mention(Recorded):
    """How the text names the units of a task: what was resolved, and what was not and waits for a person."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="mentions")
    role = models.PositiveSmallIntegerField(choices=Role)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    inherited = models.BooleanField()
    resolved = models.BooleanField()


class TaskBasis(Recorded):
    """A document that the words of a task name as its ground."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="bases")
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "citation"], name="task_basis_once")]
