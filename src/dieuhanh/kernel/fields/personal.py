"""Fields that say something about a person: their values stay out of the journal's chain and can be erased."""

from __future__ import annotations

from django.db import models


class PersonalTextField(models.TextField):
    """A personal value. The journal keeps only its salted hash in the chain (Luật 91/2025/QH15; NĐ 13/2023/NĐ-CP)."""

    personal = True


def is_personal(field: object) -> bool:
    return bool(getattr(field, "personal", False))
