from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("installation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="installation",
            name="code",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="installation",
            name="level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("xa", "xã"),
                    ("phuong", "phường"),
                    ("dac-khu", "đặc khu"),
                    ("quan", "quận, huyện (trước ngày 01/7/2025)"),
                    ("so", "sở, ngành"),
                    ("tinh", "tỉnh, thành phố"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="installation",
            name="trial",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="installation",
            constraint=models.CheckConstraint(
                condition=models.Q(("trial", False), ("kind", "office"), _connector="OR"),
                name="only_an_office_is_tried_out",
            ),
        ),
    ]
