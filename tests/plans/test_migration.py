"""What the second migration makes of the rows that were there before it."""

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


def test_the_counts_and_the_order_of_older_rows_are_filled_in(plan: Plan) -> None:
    scatter(By(channel="system"), plan=plan, count=80, seed=3)
    Tally.objects.all().delete()
    Task.objects.update(due_order=NEVER)
    migration: Any = import_module("dieuhanh.kernel.plans.migrations.0002_tally")
    migration.order_and_count(apps, SimpleNamespace(connection=connection))
    assert kept() == counted() != {}
    assert all(task.due_order == (task.due_at or NEVER) for task in Task.objects.all())
