"""What the task tables of django-tasks-db do not say: who holds a job and until when, and when each duty was last done.

The machine's own notes, no acts: what a job or a duty decides is told by the actions that it calls.
"""

from __future__ import annotations

from django.db import models
from django_tasks_db.models import DBTaskResult

NAME = 40  # letters of a duty's name: with its day and a step it fits into a once-key


class Lease(models.Model):
    """A worker holds a job until a moment that it moves on while it lives. `fence` grows with every holder, so that one whose job was
    given away meanwhile changes nothing any more; `tries` counts holders since somebody last pressed «chạy lại»."""

    job = models.OneToOneField(DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease")
    worker = models.CharField(max_length=64)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)


class DutyRun(models.Model):
    """`day`: the product's day on which the duty was last done; `at`, `failed_at`: the real clock."""

    name = models.CharField(max_length=NAME, primary_key=True)
    day = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
