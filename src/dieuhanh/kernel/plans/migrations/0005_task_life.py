import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_language"),
        ("documents", "0001_initial"),
        ("files", "0001_initial"),
        ("journal", "0002_acts_by_verb"),
        ("plans", "0004_phases"),
        ("units", "0002_kinds_of_two_levels"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_day", models.DateField()),
                ("until_day", models.DateField(default=datetime.date(9999, 12, 31))),
                (
                    "charge",
                    models.CharField(
                        choices=[
                            ("leads", "lãnh đạo phụ trách"),
                            ("follows", "chuyên viên theo dõi"),
                            ("handles", "xử lý trong đơn vị"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=255)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("off_on", models.DateField(null=True)),
                ("off_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField()),
                ("was", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reason", models.TextField()),
                ("higher", models.BooleanField(default=False)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ quyết định"),
                            ("granted", "đồng ý"),
                            ("refused", "không đồng ý"),
                            ("taken_back", "đã rút"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("decided_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="OfficeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_day", models.DateField()),
                ("until_day", models.DateField(default=datetime.date(9999, 12, 31))),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("accept_days", "số ngày làm việc để đơn vị tiếp nhận hoặc trả lại"),
                            ("head_agrees", "trưởng đơn vị đồng ý trước khi gửi báo cáo hoàn thành (1 có, 0 không)"),
                            ("extensions", "số lần gia hạn tối đa của một nhiệm vụ"),
                            ("extension_days", "số ngày tối đa của một lần gia hạn"),
                            ("review_months", "số tháng giữa hai lần xem lại nhiệm vụ không có thời hạn"),
                            ("before_with_day", "«trước ngày D» tính cả ngày D (1 có, 0 không)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("value", models.PositiveIntegerField()),
                ("ground", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.CharField(max_length=200)),
                ("letter", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("resumed_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direction", "ý kiến chỉ đạo"),
                            ("difficulty", "xin ý kiến"),
                            ("part", "đề nghị phối hợp"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("due_day", models.DateField()),
                ("words", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("progress", "tiến độ"),
                            ("done", "báo cáo hoàn thành"),
                            ("note", "trao đổi trong đơn vị"),
                            ("reason", "lý do"),
                        ],
                        max_length=8,
                    ),
                ),
                ("day", models.DateField()),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("words", models.TextField()),
                ("result_symbol", models.CharField(blank=True, max_length=80)),
                ("result_day", models.DateField(null=True)),
                ("result_issuer", models.CharField(blank=True, max_length=200)),
                ("no_document", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                ("sent", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_day", models.DateField()),
                ("until_day", models.DateField()),
                (
                    "grade",
                    models.CharField(
                        choices=[("good", "tốt"), ("limited", "có hạn chế"), ("not_done", "chưa làm")], max_length=8
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.AddField(
            model_name="areapost",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="areapost",
            name="area",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.area"),
        ),
        migrations.AddField(
            model_name="areapost",
            name="post",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.post"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="officerule",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="officerule",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="pause",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="from_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="to_person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="to_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="plans.report"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="seen",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="seen",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"),
        ),
        migrations.AddField(
            model_name="seen",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddField(
            model_name="seen",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
        ),
        migrations.AddField(
            model_name="told",
            name="act",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
            ),
        ),
        migrations.AddField(
            model_name="told",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"),
        ),
        migrations.AddField(
            model_name="told",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="plans.task"
            ),
        ),
        migrations.AddConstraint(
            model_name="areapost",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_day__lt", models.F("until_day"))), name="area_post_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "waiting")), fields=("task",), name="extension_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("was"))), name="extension_is_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="officerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_day__lt", models.F("until_day"))), name="office_rule_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="officerule",
            constraint=models.UniqueConstraint(fields=("name", "unit", "from_day"), name="office_rule_once"),
        ),
        migrations.AddConstraint(
            model_name="officerule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit", None)), fields=("name", "from_day"), name="office_rule_of_all_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resumed_on", None)), fields=("task",), name="paused_once"
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("answered_on", None)), fields=["to_unit", "due_day"], name="question_open_of_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_unit__isnull", False), ("to_person__isnull", False), _connector="OR"),
                name="question_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__isnull", True), ("percent__lte", 100), _connector="OR"),
                name="report_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("file__isnull", False), models.Q(("link", ""), _negated=True), _connector="OR"),
                name="evidence_is_file_or_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("off_on__isnull", True), models.Q(("off_reason", ""), _negated=True), _connector="OR"
                ),
                name="evidence_off_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(fields=("task", "from_day"), name="reviewed_once"),
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.UniqueConstraint(fields=("task", "unit"), name="seen_once"),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.UniqueConstraint(fields=("task", "person"), name="told_once"),
        ),
    ]
