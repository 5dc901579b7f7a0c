from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UnitsConfig(AppConfig):
    name = "dieuhanh.kernel.units"

    def ready(self) -> None:
        post_migrate.connect(hierarchies, sender=self)


def hierarchies(using: str, **_: Any) -> None:
    """Made after every migration and flush: rows of a data migration would be missing after a test's flush."""
    from dieuhanh.kernel.units.models import Hierarchy

    for code in Hierarchy.CODES:
        Hierarchy.objects.using(using).get_or_create(code=code)
