"""A task as one person stands to it: what the presses on it ask. Each thing is asked of the database at most once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from django.db.models import Max, Q

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import roles_with
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.actions.asking import is_asked
from dieuhanh.kernel.plans.models import (
    Assignment,
    Decision,
    Extension,
    Question,
    Report,
    ReportKind,
    Review,
    RuleName,
    State,
    Task,
)
from dieuhanh.kernel.plans.owing.periods import Period, period_of, unreviewed
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.units.queries import names_on


class Around:
    """`viewer` before `task`. A page that has read some of this already gives it: `around.extension = ...`."""

    def __init__(self, viewer: Viewer, task: Task) -> None:
        self.viewer = viewer
        self.task = task

    def may(self, capability: str) -> bool:
        """As the gate will answer when the action asks it."""
        scope = self.viewer.scope(capability)
        return scope.covers(frozenset(self.task.rights_units()), self.task.rights_area())

    @property
    def person(self) -> int:
        return self.viewer.person.pk if self.viewer.person else 0

    @cached_property
    def inside(self) -> frozenset[int]:
        """The units in which the viewer works."""
        return self.viewer.scope("see_inside").units

    @property
    def leads(self) -> bool:
        """Whether the viewer works in the unit that leads."""
        return self.task.lead_id in self.inside

    @cached_property
    def assignments(self) -> list[Assignment]:
        return list(Assignment.objects.filter(task=self.task).select_related("officer").order_by("role", "id"))

    @cached_property
    def extension(self) -> Extension | None:
        """The one that waits for its decision."""
        return Extension.objects.filter(task=self.task, decision=Decision.WAITING).first()

    @cached_property
    def questions(self) -> list[Question]:
        """Those that wait for an answer, a leader's line first."""
        found = Question.objects.filter(task=self.task, answered_on=None).order_by("due_day", "id")
        return sorted(found, key=lambda question: question.kind != "direction")

    @property
    def asked(self) -> list[Question]:
        """Those that the viewer may answer."""
        return [question for question in self.questions if is_asked(question, self.person, self.inside)]

    @cached_property
    def has_parts(self) -> bool:
        return self.task.parts.exists()

    @cached_property
    def reported_parts(self) -> int:
        """Parts that wait to be confirmed."""
        return self.task.parts.filter(state=State.REPORTED).count()

    @cached_property
    def report_before(self) -> Report | None:
        """The last report that the work is done, whatever became of it; of the unit that leads now."""
        found = Report.objects.filter(task=self.task, unit=self.task.lead_id, kind=ReportKind.DONE)
        return found.order_by("-id").first()

    @cached_property
    def came_back(self) -> Report | None:
        """Why it came back: the word of the office, or of the head, which only the unit reads."""
        before = self.report_before
        if before is None or self.task.state not in (State.RUNNING, State.ISSUED):
            return None
        verbs = ["plans.reopen_task", *(["plans.return_report"] if self.leads else [])]
        said = Report.objects.filter(task=self.task, pk__gt=before.pk, act__verb__in=verbs)
        return said.order_by("-id").first()

    @cached_property
    def period_owed(self) -> Period:
        """The period of standing work that a review is owed for, else the present one."""
        day = self.viewer.on
        months = Rules(day).number(RuleName.REVIEW_MONTHS, self.task.lead_id)
        last = Review.objects.filter(task=self.task).aggregate(last=Max("from_day"))["last"]
        given = self.task.direction.given_on if self.task.direction else self.task.plan.issued_on
        return unreviewed(day, months, given, last) or period_of(day, months)

    @cached_property
    def reporter(self) -> int | None:
        """Who wrote the report that the task's state stands on."""
        found = Report.objects.filter(task=self.task, kind=ReportKind.DONE).order_by("-id")
        return found.values_list("person_id", flat=True).first()

    @cached_property
    def concerned(self) -> Mapping[int, str]:
        """Leaders, the office, and the people of the units that have a part in the task, each with the post that one knows them by: all of
        them may open it."""
        day, units = self.viewer.on, {row.unit_id for row in self.assignments}
        above = Q(post__grants__role__in=roles_with("decide_extension"), post__grants__unit=None)
        above &= Q(post__grants__area=None) | Q(post__grants__area=self.task.area_id)
        above &= valid_on(day, "post__grants__")
        return holders(day, Q(post__unit__in=units) | above)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """All units of the day by name, in Vietnamese order; only forms that let one choose ask for it."""
        return {pk: name.name for pk, name in names_on(self.viewer.on).items()}


def holders(day: date, wanted: Q) -> Mapping[int, str]:
    """Who holds a post that is wanted on the day, in Vietnamese order, with the post."""
    held = Holding.objects.filter(valid_on(day), wanted).order_by("person__sort_key", "pk")
    found: dict[int, str] = {}
    for person, name, title in held.values_list("person_id", "person__name", "post__title"):
        found.setdefault(person, f"{name}, {title}")
    return found
