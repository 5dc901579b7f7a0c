"""What somebody is typing into a draft and has not saved."""

from __future__ import annotations

from django.db import models

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.plans.models.drafts import Draft


class Typed(models.Model):
    """The fields as they stand, so that a closed browser loses nothing. No act: it is nobody's decision yet, and the act that decides removes
    it. `seen`: the act at which its writer read the draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="typed", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField()
    seen = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "person"], name="typed_once")]
