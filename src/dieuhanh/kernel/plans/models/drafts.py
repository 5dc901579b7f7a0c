"""What a machine drafted and a person settles, before anything is given and counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.plans.models.plan import Plan
from dieuhanh.kernel.plans.models.task import Task


class Settled(models.TextChoices):
    OPEN = "open", _("cần xem lại")
    ACCEPTED = "accepted", _("đã chấp nhận")
    REJECTED = "rejected", _("không phải nhiệm vụ")


class Origin(models.TextChoices):
    READ = "read", _("đọc từ văn bản")
    ADDED = "added", _("người lập thêm")
    SPLIT = "split", _("tách từ nhiệm vụ khác")


class Draft(Recorded):
    """One for each task that a text drafted: settled by a person, and kept with what was read when the task is given or dropped.

    `task`: null once a rejected one was dropped. `read`: the task as the reader gave it, in the shape of its gold; null where a person added
    it. `began`: the values of the task's row, its units and how the text names them as they were drafted, to which `restore_draft` goes back.
    `of`: what it was split from, or was merged into; then `joined` are the values that the other one had before.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="drafts", db_index=False)
    task = models.OneToOneField(Task, null=True, on_delete=models.PROTECT, related_name="draft")
    settled = models.CharField(max_length=8, choices=Settled, default=Settled.OPEN)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.READ)
    read = models.JSONField(null=True)
    began = models.JSONField()
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="pieces")
    joined = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False) | Q(settled="rejected"), name="draft_without_task_was_rejected"
            )
        ]
        indexes = [models.Index(fields=["plan", "settled"], name="draft_to_settle")]

    def rights_units(self) -> list[int]:
        return self.plan.rights_units()
