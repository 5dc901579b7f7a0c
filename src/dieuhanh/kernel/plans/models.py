"""Plans: what an office undertook, task by task, each task beside the words it came from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from dieuhanh.kernel.documents.models import Citation, Document
from dieuhanh.kernel.fields.order import LastWhenEmptyField
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

    def in_force_on(self, day: date) -> bool:
        """A plan whose time has passed is history; a direction that names no time stays."""
        return self.until_day is None or day < self.until_day

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
    `due_iso` is what the text says ("2021-11", "XXXX-XX-15"), `due_rule` how `due_at` was got from it
    ("before", "day"; "tail-before" where the report that closes the item sets it: `said_due`).
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
    due_order = LastWhenEmptyField(source="due_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_code_once")]
        indexes = [  # each order of the list, so that every page of it costs the same
            models.Index(fields=["area", "state", "due_order", "id"], name="task_area_state_due"),
            models.Index(fields=["lead", "due_order", "id"], name="task_lead_due"),
            models.Index(fields=["due_order", "id"], name="task_due"),
            models.Index(fields=["sort_key", "id"], name="task_title"),
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


class Part(models.IntegerChoices):
    """Whose work a count is about. ONCE counts every task one time, at its first lead (none where a collective leads it);
    the others count assignments: of leads beside that one, and of those who cooperate."""

    ONCE = 0
    SHARED = 1
    COOP = 2


class Tally(models.Model):
    """How many tasks there are of each kind, worked out from Task and Assignment and kept by the task actions (`counting.recount`).

    `due_day`: the first local day on which such a task is late, so that what is overdue today is a sum over days and nothing moves at midnight.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.PositiveSmallIntegerField(choices=Part)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State)
    due_day = models.DateField(null=True)
    n = models.PositiveIntegerField()

    class Meta:
        indexes = [  # each covers its question: by area, by unit, and which plans and units occur at all
            models.Index(fields=["part", "state", "area", "due_day", "plan", "n"], name="tally_by_area"),
            models.Index(fields=["unit", "part", "state", "due_day", "area", "plan", "n"], name="tally_by_unit"),
            models.Index(fields=["plan", "unit", "area"], name="tally_of_plan"),
        ]
