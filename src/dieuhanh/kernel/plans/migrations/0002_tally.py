"""The order of the list that an index serves, and the counts of tasks, both worked out for the rows that are there."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, F
from django.utils.timezone import localdate

import dieuhanh.kernel.fields.order

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def order_and_count(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    tasks = apps.get_model("plans", "Task").objects.using(using)
    assignments = apps.get_model("plans", "Assignment").objects.using(using)
    tasks.filter(due_at__isnull=False).update(due_order=F("due_at"))
    found: Counter[tuple] = Counter()
    parts = (  # counted once at the lead; one of several leads; cooperating
        (0, tasks.all(), "", "lead_id"),
        (1, assignments.filter(role=0).exclude(unit=F("task__lead")), "task__", "unit_id"),
        (2, assignments.filter(role=1), "task__", "unit_id"),
    )
    for part, rows, to_task, unit in parts:
        columns = [f"{to_task}{name}" for name in ("plan_id", "area_id", "state", "due_at")]
        grouped = rows.order_by().values_list(*columns, unit).annotate(n=Count("pk"))
        for plan, area, state, due_at, unit_id, n in grouped:
            found[(plan, part, unit_id, area, state, _late_day(due_at))] += n
    tally = apps.get_model("plans", "Tally")
    tally.objects.using(using).bulk_create(
        [
            tally(plan_id=plan, part=part, unit_id=unit, area_id=area, state=state, due_day=day, n=n)
            for (plan, part, unit, area, state, day), n in found.items()
        ],
        batch_size=500,
    )


def _late_day(due_at: datetime | None) -> date | None:
    return None if due_at is None else localdate(due_at - timedelta(microseconds=1)) + timedelta(days=1)


def hanging_on(model: str) -> dict[str, Any]:
    return {"db_index": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": model}


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("units", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="due_order",
            field=dieuhanh.kernel.fields.order.LastWhenEmptyField(default=NEVER, source="due_at"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.PositiveSmallIntegerField(choices=[(0, "Once"), (1, "Shared"), (2, "Coop")])),
                (
                    "state",
                    models.CharField(choices=[("draft", "dự kiến"), ("issued", "đã giao")], max_length=8),
                ),
                ("due_day", models.DateField(null=True)),
                ("n", models.PositiveIntegerField()),
                ("area", models.ForeignKey(null=True, **hanging_on("units.area"))),
                ("plan", models.ForeignKey(**hanging_on("plans.plan"))),
                ("unit", models.ForeignKey(null=True, **hanging_on("units.unit"))),
            ],
        ),
        migrations.RemoveIndex(model_name="task", name="task_area_state_due"),
        migrations.RemoveIndex(model_name="task", name="task_lead_due"),
        migrations.RemoveIndex(model_name="task", name="task_due"),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["area", "state", "due_order", "id"], name="task_area_state_due"),
        ),
        migrations.AddIndex(
            model_name="task", index=models.Index(fields=["lead", "due_order", "id"], name="task_lead_due")
        ),
        migrations.AddIndex(model_name="task", index=models.Index(fields=["due_order", "id"], name="task_due")),
        migrations.AddIndex(model_name="task", index=models.Index(fields=["sort_key", "id"], name="task_title")),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["part", "state", "area", "due_day", "plan", "n"], name="tally_by_area"),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["unit", "part", "state", "due_day", "area", "plan", "n"], name="tally_by_unit"),
        ),
        migrations.AddIndex(
            model_name="tally", index=models.Index(fields=["plan", "unit", "area"], name="tally_of_plan")
        ),
        # Last: PostgreSQL makes no index on a table whose new rows wait for their foreign keys to be checked.
        migrations.RunPython(order_and_count, migrations.RunPython.noop),
    ]
