"""Plans whose tasks are more of a plan that was given before."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_what_is_typed")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="extends",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="plans.plan",
            ),
        ),
    ]
