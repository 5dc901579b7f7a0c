import datetime

import django.db.models.deletion
from django.db import migrations, models

import dieuhanh.kernel.fields.personal


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0005_language"),
        ("journal", "0002_acts_by_verb"),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", dieuhanh.kernel.fields.personal.PersonalTextField(blank=True)),
                ("own", models.BooleanField()),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="address", to="access.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", dieuhanh.kernel.fields.personal.PersonalTextField()),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("key", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("urgent", models.BooleanField(default=False)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ gửi"),
                            ("claimed", "đang gửi"),
                            ("sent", "đã gửi"),
                            ("failed", "không gửi được"),
                            ("unknown", "không rõ đã đến hay chưa"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("next_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("tried", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "next_at"], name="message_by_state")],
                "constraints": [models.UniqueConstraint(fields=("person", "day", "key"), name="message_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("title", models.TextField()),
                ("url", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=120)),
                ("urgent", models.BooleanField(default=False)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
                (
                    "mailed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journal.act",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-id"], name="notice_of_person"),
                    models.Index(condition=models.Q(("seen_at", None)), fields=["person"], name="notice_unseen"),
                    models.Index(
                        condition=models.Q(("mailed_by__isnull", False)), fields=["mailed_by"], name="notice_by_mail"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "day", "key"), name="notice_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_day", models.DateField()),
                ("until_day", models.DateField(default=datetime.date(9999, 12, 31))),
                ("begins", models.PositiveSmallIntegerField()),
                ("ends", models.PositiveSmallIntegerField()),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.act"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_day__lt", models.F("until_day"))), name="quiet_hours_days"
                    ),
                    models.UniqueConstraint(fields=("from_day",), name="quiet_hours_from_once"),
                ],
            },
        ),
    ]
