"""Tasks that were given before they had a life: their phase, what is standing among them, from when they are late, and the counts anew."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import migrations
from django.db.models import Count, F
from django.utils.timezone import localdate

from dieuhanh.foundation.calendar import Calendar, overdue_from

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def phases(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    tasks = apps.get_model("plans", "Task").objects.using(using)
    standing = tasks.filter(due_type__in=["recurring", "ongoing"], due_at=None)
    standing.update(kind="standing")
    tasks.filter(state="issued").update(phase="open")
    standing.filter(state="issued").update(phase="standing")
    for due_at in list(tasks.filter(due_at__isnull=False).order_by().values_list("due_at", flat=True).distinct()):
        tasks.filter(due_at=due_at).update(due_order=overdue_from(due_at, Calendar.of_vietnam()))
    _count(apps, using)


def _count(apps: Any, using: str) -> None:
    """As `counting.counted`: once at the lead; beside it; cooperating."""
    tasks = apps.get_model("plans", "Task").objects.using(using)
    assignments = apps.get_model("plans", "Assignment").objects.using(using)
    tally = apps.get_model("plans", "Tally")
    tally.objects.using(using).all().delete()
    found: Counter[tuple] = Counter()
    parts = (
        (0, tasks.all(), "", "lead_id"),
        (1, assignments.filter(role=0).exclude(unit=F("task__lead")), "task__", "unit_id"),
        (2, assignments.filter(role=1), "task__", "unit_id"),
    )
    for part, rows, to_task, unit in parts:
        columns = [f"{to_task}{name}" for name in ("plan_id", "area_id", "phase", "due_order")]
        for plan, area, phase, due, unit_id, n in rows.order_by().values_list(*columns, unit).annotate(n=Count("pk")):
            dated = phase == "open" and due < NEVER
            day = localdate(due - timedelta(microseconds=1)) + timedelta(days=1) if dated else None
            found[(plan, part, unit_id, area, phase, day)] += n
    rows = [
        tally(plan_id=plan, part=part, unit_id=unit, area_id=area, phase=phase, due_day=day, n=n)
        for (plan, part, unit, area, phase, day), n in found.items()
    ]
    tally.objects.using(using).bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_task_states")]

    operations = [migrations.RunPython(phases, migrations.RunPython.noop)]
