from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark_who_has(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Also those who hold a new code now: the journal knows that they had a password of their own."""
    chose = apps.get_model("journal", "Act").objects.filter(verb="access.change_password").values("actor_id")
    users = apps.get_model("access", "Person").objects.filter(pk__in=chose).values("user")
    apps.get_model("access", "User").objects.filter(pk__in=users).update(has_chosen=True)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_one_time_codes"),
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="has_chosen",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(mark_who_has, migrations.RunPython.noop),
    ]
