"""Plans: what an office undertook, task by task, each task beside the words it came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dieuhanh.kernel.documents.models import Citation, Document
from dieuhanh.kernel.fields.text import FoldedField, SortKeyField
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.units.models import Area, Unit, UnitName


class State(models.TextChoices):
    """A machine drafts; a person issues."""

    DRAFT = "draft", "dự kiến"
    ISSUED = "issued", "đã giao"


class Plan(Recorded):
    """The tasks of one document. `from_day`, `until_day`: the time it covers, last day exclusive, where the title says so."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plan")
    title = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    from_day = models.DateField(null=True)
    until_day = models.DateField(null=True)
    issued_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(state="issued"), name="plan_issued_on_when_issued"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def rights_units(self) -> list[int]:
        """Who issues a plan needs the right over every unit that it commands; units that are only asked need none."""
        day = today()
        commanded = UnitName.objects.valid_on(day).filter(commanded=True).values("unit_id")
        leads = Assignment.objects.filter(task__plan=self, role=Role.LEAD, unit_id__in=commanded)
        return sorted(set(leads.values_list("unit_id", flat=True)))


class PlanHeading(Recorded):
    """A heading of the plan's own text under which tasks stand; `area` is matched by words, null where none fits."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="headings")
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=32, blank=True)
    title = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_heading_once")]


class Role(models.IntegerChoices):
    LEAD = 0, "chủ trì"
    COOP = 1, "phối hợp"


class Task(Recorded):
    """One thing units can be asked about and that can be reported done.

    `start`, `end`: its words in the plan's document. `due_at` is an exclusive instant: a deadline by day is the start of the next day.
    `due_iso` is what the text says ("2021-11", "XXXX-XX-15"), `due_rule` how `due_at` was got from it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    heading = models.ForeignKey(PlanHeading, null=True, on_delete=models.PROTECT, related_name="tasks")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=16)
    ordinal = models.PositiveIntegerField()
    title = models.TextField()
    head_verb = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    lead = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    due_text = models.TextField(blank=True)
    due_type = models.CharField(max_length=12, blank=True)
    due_iso = models.CharField(max_length=24, blank=True)
    due_rule = models.CharField(max_length=24, blank=True)
    product = models.TextField(blank=True)
    target = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    folded = FoldedField(source="search_words")
    sort_key = SortKeyField(source="title")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_code_once")]
        indexes = [  # kernel.md d
            models.Index(fields=["area", "state", "due_at", "id"], name="task_area_state_due"),
            models.Index(fields=["lead", "due_at", "id"], name="task_lead_due"),
            models.Index(fields=["due_at", "id"], name="task_due"),
        ]

    @property
    def search_words(self) -> str:
        return f"{self.code} {self.title} {self.product}"

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Assignment(Recorded):
    """A unit that leads (role 0) or cooperates (role 1) in a task; the lead stands here too, so that rights ask one table."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.PositiveSmallIntegerField(choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="assignment_once")]
        indexes = [models.Index(fields=["unit", "task"], name="assignment_unit_task")]


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
