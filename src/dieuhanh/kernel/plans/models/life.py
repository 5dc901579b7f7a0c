"""What happens to a task after it was given: reports, files, extensions, questions, pauses, reviews. Rows are added; a decision closes one."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.plans.models.task import Task
from dieuhanh.kernel.units.models import Unit


class OfTask(Recorded):
    """A row of a task: whoever may act on the task may act on it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    def rights_units(self) -> list[int]:
        return self.task.rights_units()

    def rights_area(self) -> int | None:
        return self.task.area_id


class ReportKind(models.TextChoices):
    PROGRESS = "progress", _("tiến độ")
    DONE = "done", _("báo cáo hoàn thành")
    NOTE = "note", _("trao đổi trong đơn vị")
    REASON = "reason", _("lý do")


class Report(OfTask):
    """A short word on a task: how far it is, or that it is done and by which document.

    `percent` after it (None: not said). `result_*`: the document that ends the work, or `no_document` says why there is none.
    `source`: by which letter or call the office writes for a unit that has no account. `sent`: False while it waits for the unit's head;
    a note inside a unit is never sent.
    """

    kind = models.CharField(max_length=8, choices=ReportKind)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    percent = models.PositiveSmallIntegerField(null=True)
    words = models.TextField()
    result_symbol = models.CharField(max_length=80, blank=True)
    result_day = models.DateField(null=True)
    result_issuer = models.CharField(max_length=200, blank=True)
    no_document = models.TextField(blank=True)
    source = models.TextField(blank=True)
    sent = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__isnull=True) | Q(percent__lte=100), name="report_percent")
        ]


class Evidence(OfTask):
    """A file or a link that a report stands on. What is taken off keeps its reason; what is destroyed keeps its hash as well."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    link = models.URLField(max_length=500, blank=True)
    off_on = models.DateField(null=True)
    off_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(link=""), name="evidence_is_file_or_link"),
            models.CheckConstraint(
                condition=Q(off_on__isnull=True) | ~Q(off_reason=""), name="evidence_off_with_reason"
            ),
        ]

    @property
    def destruction(self) -> Destruction | None:
        """The last that was asked."""
        return max(self.destructions.all(), key=lambda row: row.pk, default=None)


class Decision(models.TextChoices):
    WAITING = "waiting", _("chờ quyết định")
    GRANTED = "granted", _("đồng ý")
    REFUSED = "refused", _("không đồng ý")
    TAKEN_BACK = "taken_back", _("đã rút")


class Destruction(OfTask):
    """That the content of a wrong file is to go for good: asked in one post, decided in another. `still_used`: it stayed, since another
    row has the same bytes."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="destructions")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    reason = models.TextField()
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    still_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(decision="waiting"), name="destruction_waits_once"
            ),
        ]


class Extension(OfTask):
    """A later deadline asked for. `until` and `was` are exclusive instants, as `Task.due_at`; `higher`: beyond the office's limit, a leader decides."""

    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    was = models.DateTimeField()
    until = models.DateTimeField()
    asked_until = models.DateTimeField(null=True)  # kept by the decision, which may grant another day
    reason = models.TextField()
    higher = models.BooleanField(default=False)
    decision = models.CharField(max_length=12, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(decision="waiting"), name="extension_waits_once"),
            models.CheckConstraint(condition=Q(until__gt=models.F("was")), name="extension_is_later"),
        ]

    @property
    def last_day(self) -> date:
        """The last day in time, as asked or as granted."""
        return localdate(self.until - timedelta(microseconds=1))

    @property
    def was_day(self) -> date:
        return localdate(self.was - timedelta(microseconds=1))

    @property
    def asked_day(self) -> date | None:
        """The last day that was asked for, where another was granted."""
        other = self.asked_until is not None and self.asked_until != self.until
        return localdate(self.asked_until - timedelta(microseconds=1)) if other and self.asked_until else None


class QuestionKind(models.TextChoices):
    DIRECTION = "direction", _("ý kiến chỉ đạo")
    DIFFICULTY = "difficulty", _("xin ý kiến")
    PART = "part", _("đề nghị phối hợp")


class Question(OfTask):
    """Something said on a task that somebody must answer by a day: a leader's line, a difficulty, or the lead asking a cooperating unit."""

    kind = models.CharField(max_length=12, choices=QuestionKind)
    from_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_day = models.DateField()
    words = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "due_day"], condition=Q(answered_on=None), name="question_open_of_unit")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_unit__isnull=False) | Q(to_person__isnull=False), name="question_to_somebody"
            )
        ]


class Pause(OfTask):
    """A task that waits for a named body: since when, by which letter."""

    body = models.CharField(max_length=200)
    letter = models.CharField(max_length=200)
    since = models.DateField()
    resumed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(resumed_on=None), name="paused_once"),
        ]


class Grade(models.TextChoices):
    GOOD = "good", _("tốt")
    LIMITED = "limited", _("có hạn chế")
    NOT_DONE = "not_done", _("chưa làm")


class Review(OfTask):
    """How a standing task went in one period: its first day and the day after its last."""

    from_day = models.DateField()
    until_day = models.DateField()
    grade = models.CharField(max_length=8, choices=Grade)
    words = models.TextField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "from_day"], name="reviewed_once")]

    @property
    def last_day(self) -> date:
        return self.until_day - timedelta(days=1)


class Seen(OfTask):
    """Who of the assigned units opened the task first, and when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="seen_once")]


class Told(OfTask):
    """Who is to know of a task without having to do anything (để biết)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "person"], name="told_once")]
