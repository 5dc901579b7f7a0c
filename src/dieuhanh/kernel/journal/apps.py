from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "dieuhanh.kernel.journal"

    def ready(self) -> None:
        from dieuhanh.kernel.journal.checks import triggers_are_laid

        post_migrate.connect(ground, sender=self)
        register(Tags.database)(triggers_are_laid)


def ground(using: str, **_: Any) -> None:
    """After every migration and flush: the head of the chain and the triggers (a rebuilt table loses its own)."""
    from dieuhanh.kernel.journal import triggers
    from dieuhanh.kernel.journal.chain import GENESIS
    from dieuhanh.kernel.journal.models import Head

    Head.objects.using(using).get_or_create(id=1, defaults={"seq": 0, "hash": GENESIS})
    triggers.lay(using)
