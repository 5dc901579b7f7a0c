"""Official documents: what came in, the words as they stand, and everything that was understood in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.fields.text import FoldedField, SortKeyField
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.units.models import Unit


class Document(Recorded):
    """One official document. `text` is the decoded text as given; every offset in this room counts its code points."""

    kind = models.CharField(max_length=64, blank=True)
    symbol = models.CharField(max_length=64, blank=True)
    date = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    issuer_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    text = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    registered_on = models.DateField()
    folded = FoldedField(source="search_words")
    sort_key = SortKeyField(source="title")

    class Meta:
        indexes = [models.Index(fields=["-date", "-id"], name="document_newest")]

    @property
    def search_words(self) -> str:
        return f"{self.symbol} {self.kind} {self.title} {self.issuer}"

    @property
    def name(self) -> str:
        """How a clerk calls it: "Kế hoạch số 00/KH-UBND", else its title."""
        kind = (self.kind or "văn bản").capitalize()
        return f"{kind} số {self.symbol}" if self.symbol else self.title

    def __str__(self) -> str:
        return self.name


class Clause(Recorded):
    """A titled part of a document, in reading order; `level` is the depth in the document's own outline."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    ordinal = models.PositiveIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    marker = models.CharField(max_length=32)
    title = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="clause_once")]


class MarkKind(models.TextChoices):
    """What a marked stretch of words was understood as (the words of the legend on the document page)."""

    HEADING = "heading", "mục"
    TASK = "task", "nhiệm vụ"
    LEAD = "lead", "đơn vị chủ trì"
    COOP = "coop", "đơn vị phối hợp"
    DEADLINE = "deadline", "thời hạn"
    TARGET = "target", "chỉ tiêu"
    QUANTITY = "quantity", "số lượng"
    CITATION = "citation", "văn bản viện dẫn"
    PROJECT = "project", "đề án, dự án, kế hoạch"
    PLACE = "place", "địa danh"


class Mark(Recorded):
    """A stretch of a document's words with what was understood; `value` is the meaning (iso deadline, symbol, number)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=10, choices=MarkKind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    value = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["document", "start"], name="mark_in_order")]


class Citation(Recorded):
    """A mention of another document; `cited` once that document is registered here too."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=64, blank=True)
    symbol = models.CharField(max_length=64, blank=True, db_index=True)
    date = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    cited = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="cited_by")


class ArrivalState(models.TextChoices):
    WAITING = "waiting", _("chờ đọc")
    ASKED = "asked", _("cần bổ sung thông tin")
    FAILED = "failed", _("không đưa vào được")
    TAKEN = "taken", _("đã đưa vào")
    DROPPED = "dropped", _("đã bỏ")


class Arrival(Recorded):
    """A file that somebody brought in, until it is a document. Its words were looked at before it was kept: none are stamped secret.

    `document`: what it became, or for one that came before, the earlier; `job`: the background work that reads it, where one does.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    came_on = models.DateField()
    state = models.CharField(max_length=8, choices=ArrivalState, default=ArrivalState.WAITING)
    reason = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="arrivals")
    job = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="arrival_in_work")]

    def __str__(self) -> str:
        return self.name
