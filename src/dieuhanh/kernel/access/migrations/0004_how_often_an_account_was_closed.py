from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_who_has_chosen_a_password"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="times_closed",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
