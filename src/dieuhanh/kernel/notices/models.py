"""What people are told: notices on the screen, messages that wait to be mailed, addresses, quiet hours, secrets of calendar feeds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.fields.personal import PersonalTextField
from dieuhanh.kernel.fields.validity import Validity, from_before_until
from dieuhanh.kernel.journal.models import Act, Recorded


class Notice(Recorded):
    """One thing that one person is told on one day; telling it again that day changes nothing. `act`: the act that told it.

    Derived from that act, so the journal holds the act alone. `mailed_by`: the act that put it into a mail, null while none has.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices", db_index=False)
    kind = models.CharField(max_length=40)
    title = models.TextField()
    url = models.CharField(max_length=300)
    key = models.CharField(max_length=120)
    urgent = models.BooleanField(default=False)
    day = models.DateField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_by = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day", "key"], name="notice_once_a_day")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["mailed_by"], condition=Q(mailed_by__isnull=False), name="notice_by_mail"),
        ]


class State(models.TextChoices):
    """`unknown`: the server may or may not have taken it, and only a person decides to send it again."""

    WAITING = "waiting", _("chờ gửi")
    CLAIMED = "claimed", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    UNKNOWN = "unknown", _("không rõ đã đến hay chưa")


class Message(Recorded):
    """A mail, made in the transaction of the act that wants it, so that what was rolled back is never sent. `message_id` stays the same
    however often it is sent. Its state is the machine's own mark and stands in no journal."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    to = PersonalTextField()
    subject = models.TextField()
    body = models.TextField()
    key = models.CharField(max_length=120)
    day = models.DateField()
    urgent = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    tried = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day", "key"], name="message_once_a_day")]
        indexes = [models.Index(fields=["state", "next_at"], name="message_by_state")]


class Address(Recorded):
    """Where a person is mailed; "" after it was taken away. `own`: they set it themselves, and then nobody else changes it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="address")
    email = PersonalTextField(blank=True)
    own = models.BooleanField()


class QuietHours(Recorded, Validity):
    """The hours of a day in which nothing is mailed, as minutes after midnight; from the one to the other over midnight. Equal: none."""

    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            from_before_until("quiet_hours_days"),
            models.UniqueConstraint(fields=["from_day"], name="quiet_hours_from_once"),
        ]


class Keeping(Recorded, Validity):
    """How many days notices that were read, and mails that arrived, are kept."""

    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            from_before_until("keeping_days"),
            models.UniqueConstraint(fields=["from_day"], name="keeping_from_once"),
        ]


class FeedToken(Recorded):
    """The hash of the secret in the address of a person's calendar feeds."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
