"""Files kept by the hash of their content: the same bytes lie once, whatever they were called."""

from __future__ import annotations

from django.db import models

from dieuhanh.kernel.journal.models import Recorded


class StoredFile(Recorded):
    """`sha256` hex of the content, which lies in `files/ab/<sha256>`; `media_type` found in the content, never taken from the name.

    `destroyed_on`: its content is no longer kept, by a decision that the journal names; the hash tells for ever what it was.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    destroyed_on = models.DateField(null=True)
