"""What is settled about each drafted task; the tasks of plans that were drafted before wait for a person, with the values they have."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = (
    "title",
    "head_verb",
    "kind",
    "due_rule",
    "due_text",
    "due_type",
    "due_iso",
    "product",
    "target",
    "start",
    "end",
    "lead_id",
    "area_id",
    "heading_id",
)


def drafts(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    tasks = apps.get_model("plans", "Task").objects.using(using).filter(state="draft", plan__state="draft")
    units, mentions = defaultdict(list), defaultdict(list)
    assignments = apps.get_model("plans", "Assignment").objects.using(using).filter(task__in=tasks).order_by("pk")
    for task, unit, role in assignments.values_list("task_id", "unit_id", "role"):
        units[task].append([unit, role])
    named = apps.get_model("plans", "Mention").objects.using(using).filter(task__in=tasks).order_by("pk")
    for task, *values in named.values_list("task_id", "role", "text", "start", "end", "inherited", "resolved"):
        mentions[task].append(values)
    draft = apps.get_model("plans", "Draft")
    rows = [
        draft(plan_id=task.plan_id, task_id=task.pk, act_id=task.act_id, began=_values(task, units, mentions))
        for task in tasks.order_by("pk")
    ]
    draft.objects.using(using).bulk_create(rows, batch_size=500)


def _values(task: Any, units: dict[int, list], mentions: dict[int, list]) -> dict[str, Any]:
    """As `drafted.values_of`."""
    row = {name: getattr(task, name) for name in COLUMNS}
    row["due_at"] = task.due_at.isoformat() if task.due_at else None
    return {"task": row, "units": units[task.pk], "mentions": mentions[task.pk]}


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_acts_by_verb"),
        ("plans", "0008_destruction_of_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "settled",
                    models.CharField(
                        choices=[
                            ("open", "cần xem lại"),
                            ("accepted", "đã chấp nhận"),
                            ("rejected", "không phải nhiệm vụ"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("read", "đọc từ văn bản"),
                            ("added", "người lập thêm"),
                            ("split", "tách từ nhiệm vụ khác"),
                        ],
                        default="read",
                        max_length=8,
                    ),
                ),
                ("read", models.JSONField(null=True)),
                ("began", models.JSONField()),
                ("joined", models.JSONField(null=True)),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="plans.draft",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="plans.plan",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="plans.task",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["plan", "settled"], name="draft_to_settle")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("task__isnull", False), ("settled", "rejected"), _connector="OR"),
                        name="draft_without_task_was_rejected",
                    )
                ],
            },
        ),
        migrations.RunPython(drafts, migrations.RunPython.noop),
    ]
