"""The journal: acts, their events, and the seals that chain them. Nothing is updated except Head, nothing is deleted.

No foreign keys upward: the journal lies below people and units, so it holds plain ids. Columns and reasons: ARCHITECTURE.md, "A write".
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Act(models.Model):
    """Who did which verb, in which post, on whose behalf, when. `at` is the real clock (UTC), `day` the product's day."""

    verb = models.CharField(max_length=48)
    actor_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    behalf_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    day = models.DateField()
    channel = models.CharField(max_length=8)
    reason = models.TextField(blank=True)
    once_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null: most acts have no key, and keys are unique
    once_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["verb", "day"], name="act_of_verb")]


class EventKind(models.TextChoices):
    CREATE = "create", "tạo"
    CHANGE = "change", "sửa"
    END = "end", "kết thúc"
    SET = "set", "sửa nhiều dòng"
    ERASE = "erase", "xóa dữ liệu cá nhân"


class Event(models.Model):
    """What an act did to a row, or to a set of rows. `changes` is canonical JSON text, hashed as it stands."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="events", db_index=False)
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=EventKind)
    model = models.CharField(max_length=64)
    row = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(default=1)
    via = models.CharField(max_length=48, blank=True)
    changes = models.TextField()
    members = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "ordinal"], name="event_once")]
        indexes = [models.Index(fields=["model", "row", "act"], name="event_of_row")]


class Seal(models.Model):
    """Closes an act: its number in the chain, without gaps, and the hash that binds it to the one before."""

    seq = models.BigIntegerField(primary_key=True)
    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="seal")
    outcome = models.CharField(max_length=96, blank=True)
    digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)


class Head(models.Model):
    """The end of the chain: the row every act locks last, and an inner anchor."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="head_is_one_row")]


class PersonalValue(models.Model):
    """A personal value that the chain holds only as a salted hash; an act of erasure empties value and salt."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="personal")
    field = models.CharField(max_length=64)
    side = models.CharField(max_length=1)  # "b" before, "a" after
    salt = models.BinaryField(max_length=16)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "field", "side"], name="personal_value_once")]


class Recorded(models.Model):
    """A row written by actions only. Its version is the act that last wrote it."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        abstract = True
