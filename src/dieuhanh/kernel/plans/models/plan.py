"""Plans: what an office undertook, task by task, each task beside the words it came from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.plans.models.states import PlanState, Role
from dieuhanh.kernel.units.models import Area, UnitName


class Plan(Recorded):
    """The tasks of one document, or of the directions of one year (`year`, no document).

    `from_day`, `until_day`: the time it covers, last day exclusive, where the title says so. `extends`: the plan that its document adds tasks
    to; it covers the same time, and whoever asks for that plan is shown both.
    """

    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="plan")
    year = models.PositiveSmallIntegerField(null=True, unique=True)
    title = models.TextField()
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.DRAFT)
    from_day = models.DateField(null=True)
    until_day = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    extends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="extensions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(state="issued"), name="plan_issued_on_when_issued"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True, year__isnull=False) | Q(document__isnull=False, year__isnull=True),
                name="plan_of_document_or_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """How lists call it: by the number of its document where it has one."""
        return self.document.name if self.document else self.title

    @property
    def symbol(self) -> str:
        return (self.document.symbol or self.title) if self.document else self.title

    def in_force_on(self, day: date) -> bool:
        """A plan whose time has passed is history; a direction that names no time stays."""
        return self.until_day is None or day < self.until_day

    def rights_units(self) -> list[int]:
        """Who issues a plan needs the right over every unit that it commands; units that are only asked need none."""
        day = today()
        commanded = UnitName.objects.valid_on(day).filter(commanded=True).values("unit_id")
        led = {"tasks__assignments__role": Role.LEAD, "tasks__assignments__unit__in": commanded}
        leads = Plan.objects.filter(pk=self.pk, **led).values_list("tasks__assignments__unit", flat=True)
        return sorted(set(leads.distinct()))


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


class Direction(Recorded):
    """What a leader said outside any document, as it was noted: the source of a task made by hand."""

    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    words = models.TextField()

    def __str__(self) -> str:
        return self.words
