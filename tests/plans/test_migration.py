"""What the migration to phases makes of the rows that were there before it."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import connection

from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Plan, Tally, Task

from .scattered import scatter


def test_older_tasks_get_their_phase_their_place_and_their_counts(plan: Plan) -> None:
    scatter(By(channel="system"), plan=plan, count=80, seed=3)
    kept_phases = dict(Task.objects.values_list("pk", "phase"))
    Tally.objects.all().delete()
    Task.objects.exclude(state="draft").update(phase="draft", due_order=NEVER)
    migration: Any = import_module("dieuhanh.kernel.plans.migrations.0004_phases")
    migration.phases(apps, SimpleNamespace(connection=connection))
    assert dict(Task.objects.values_list("pk", "phase")) == kept_phases
    assert kept() == counted() != {}
    assert all(task.due_order == (task.order_at or NEVER) for task in Task.objects.all())
