import time
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PublicationConfig(AppConfig):
    name = "dieuhanh.kernel.publication"

    def ready(self) -> None:
        from dieuhanh.kernel.journal.followers import follow
        from dieuhanh.kernel.publication.generation import raise_if_public
        from dieuhanh.kernel.publication.models import PublicFace
        from dieuhanh.kernel.setup.taking_over import carries

        carries(PublicFace)
        post_migrate.connect(first_generation, sender=self)
        follow(raise_if_public)


def first_generation(using: str, **_: Any) -> None:
    """Made after every migration and flush, like every row that must always be there. It begins with the clock, so that a server which
    finds another database in the place of the one before does not take its kept pages for this one's."""
    from dieuhanh.kernel.publication.models import Generation

    Generation.objects.using(using).get_or_create(id=1, defaults={"number": time.time_ns() // 1_000_000})
