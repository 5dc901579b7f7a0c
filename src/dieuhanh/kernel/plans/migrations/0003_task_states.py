import django.db.models.deletion
from django.db import migrations, models

import dieuhanh.kernel.fields.order
import dieuhanh.kernel.plans.models.task


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_language"),
        ("documents", "0001_initial"),
        ("files", "0001_initial"),
        ("journal", "0002_acts_by_verb"),
        ("plans", "0002_tally"),
        ("units", "0002_kinds_of_two_levels"),
    ]

    operations = [
        migrations.CreateModel(
            name="Direction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_on", models.DateField()),
                ("words", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="tally",
            name="tally_by_area",
        ),
        migrations.RemoveIndex(
            model_name="tally",
            name="tally_by_unit",
        ),
        migrations.RemoveIndex(
            model_name="task",
            name="task_area_state_due",
        ),
        migrations.RemoveField(
            model_name="tally",
            name="state",
        ),
        migrations.AddField(
            model_name="assignment",
            name="officer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="year",
            field=models.PositiveSmallIntegerField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="tally",
            name="phase",
            field=models.CharField(
                choices=[
                    ("draft", "dự kiến, chưa giao"),
                    ("open", "đang thực hiện"),
                    ("standing", "thường xuyên"),
                    ("reported", "chờ xác nhận hoàn thành"),
                    ("paused", "tạm dừng"),
                    ("on_time", "hoàn thành đúng hạn"),
                    ("late", "hoàn thành quá hạn"),
                    ("off", "không còn theo dõi"),
                ],
                default="draft",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="task",
            name="done_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="first_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="follower",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="heir",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[("task", "nhiệm vụ có thời hạn"), ("standing", "nhiệm vụ thường xuyên")],
                default="task",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="lapse_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="owner_post",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.post"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="parent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="plans.task",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="percent",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="task",
            name="phase",
            field=dieuhanh.kernel.plans.models.task.PhaseField(
                choices=[
                    ("draft", "dự kiến, chưa giao"),
                    ("open", "đang thực hiện"),
                    ("standing", "thường xuyên"),
                    ("reported", "chờ xác nhận hoàn thành"),
                    ("paused", "tạm dừng"),
                    ("on_time", "hoàn thành đúng hạn"),
                    ("late", "hoàn thành quá hạn"),
                    ("off", "không còn theo dõi"),
                ],
                default="draft",
                max_length=8,
                source="phase_now",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="task",
            name="set_by",
            field=models.CharField(
                choices=[("superior", "cấp trên giao"), ("office", "UBND giao"), ("direct", "chỉ đạo trực tiếp")],
                default="office",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="state_since",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="superior_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="times_moved",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="task",
            name="urgency",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "thường"), (1, "khẩn"), (2, "thượng khẩn"), (3, "hỏa tốc")], default=0
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="weight",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="plan",
            name="document",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="documents.document"
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="due_order",
            field=dieuhanh.kernel.fields.order.LastWhenEmptyField(source="order_at"),
        ),
        migrations.AlterField(
            model_name="task",
            name="end",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="task",
            name="start",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "dự kiến"),
                    ("issued", "đã giao, chờ tiếp nhận"),
                    ("refused", "đơn vị trả lại"),
                    ("running", "đang thực hiện"),
                    ("submitted", "chờ trưởng đơn vị đồng ý"),
                    ("reported", "đã báo cáo hoàn thành, chờ xác nhận"),
                    ("paused", "tạm dừng"),
                    ("done", "hoàn thành"),
                    ("cancelled", "đã hủy"),
                    ("recalled", "đã thu hồi"),
                    ("merged", "đã gộp"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["part", "phase", "area", "due_day", "plan", "n"], name="tally_by_area"),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["unit", "part", "phase", "due_day", "area", "plan", "n"], name="tally_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", True), ("year__isnull", False)),
                    models.Q(("document__isnull", False), ("year__isnull", True)),
                    _connector="OR",
                ),
                name="plan_of_document_or_year",
            ),
        ),
        migrations.AddField(
            model_name="direction",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="direction",
            name="given_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"),
        ),
        migrations.AddField(
            model_name="task",
            name="direction",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="plans.direction"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["area", "phase", "due_order", "id"], name="task_area_phase_due"),
        ),
        migrations.AlterField(
            model_name="tally",
            name="part",
            field=models.PositiveSmallIntegerField(choices=[(0, "Once"), (1, "Shared"), (2, "Coop"), (3, "Piece")]),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("parent__isnull", False)), fields=["parent"], name="task_part_of"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("state", "issued")), fields=["lapse_at"], name="task_unanswered"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end__isnull", False), ("start__isnull", False)),
                    ("direction__isnull", False),
                    _connector="OR",
                ),
                name="task_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="task_percent_to_100"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__isnull", False), ("kind", "standing"), _negated=True),
                name="standing_without_end",
            ),
        ),
    ]
