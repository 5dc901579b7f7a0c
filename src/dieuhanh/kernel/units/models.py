"""Who: organisation units through time. A unit is an identity; its names, codes and parents are dated rows `[from_day, until_day)`.

A code is never an identity: 00373 was Kim Giang in 2021 and is Hạ Đình in 2025.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.fields.text import FoldedField, SortKeyField
from dieuhanh.kernel.fields.validity import Validity, from_before_until
from dieuhanh.kernel.journal.models import Recorded


class Hierarchy(models.Model):
    """A tree of units: territorial, sector, party. Made after every migration; its row is the lock of every change in the tree."""

    code = models.CharField(max_length=16, unique=True)

    TERRITORIAL, SECTOR, PARTY = "territorial", "sector", "party"
    CODES = (TERRITORIAL, SECTOR, PARTY)


class Kind(models.TextChoices):
    PROVINCE = "province", _("tỉnh, thành phố")
    DISTRICT = "district", _("địa bàn cấp huyện")
    COMMITTEE = "people_committee", _("ủy ban nhân dân")
    DEPARTMENT = "department", _("phòng, ban")
    SERVICE = "service_unit", _("đơn vị sự nghiệp")
    VERTICAL = "vertical_agency", _("cơ quan ngành dọc")
    WARD = "ward", _("phường")
    COMMUNE = "commune", _("xã")
    SPECIAL_ZONE = "special_zone", _("đặc khu")
    HAMLET = "hamlet", _("thôn, tổ dân phố")
    SCHOOL = "school", _("trường học")
    PARTY = "party", _("cơ quan Đảng")
    COUNCIL = "council", _("Hội đồng nhân dân")
    FRONT = "front", _("Mặt trận Tổ quốc")
    UNION = "union", _("đoàn thể, hội")
    STEERING = "steering_committee", _("ban chỉ đạo")


class Unit(Recorded, Validity):
    """An identity with a first and a last day."""

    class Meta:
        constraints = [from_before_until("unit_days")]

    def rights_units(self) -> list[int]:
        return [self.pk]


class UnitName(Recorded, Validity):
    """What a unit is called on a day. `commanded`: we may assign to it (giao); else we may only ask it (đề nghị)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names", db_index=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=16, blank=True, db_index=True)
    commanded = models.BooleanField()
    folded = FoldedField(source="search_words")
    sort_key = SortKeyField(source="name")

    class Meta:
        constraints = [
            from_before_until("unit_name_days"),
            models.UniqueConstraint(fields=["unit", "from_day"], name="unit_name_from_once"),
            models.UniqueConstraint(fields=["unit", "until_day"], name="unit_name_until_once"),
        ]

    @property
    def search_words(self) -> str:
        return f"{self.name} {self.short_name} {self.code}"

    def __str__(self) -> str:
        return self.name


class UnitParent(Recorded, Validity):
    """The unit above in one hierarchy between two days."""

    hierarchy = models.ForeignKey(Hierarchy, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents", db_index=False)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            from_before_until("unit_parent_days"),
            models.UniqueConstraint(fields=["hierarchy", "unit", "from_day"], name="unit_parent_from_once"),
            models.UniqueConstraint(fields=["hierarchy", "unit", "until_day"], name="unit_parent_until_once"),
        ]


class UnitAncestor(Validity):
    """Every unit above a unit, itself at depth 0, between two days: derived from UnitParent and kept by the unit actions."""

    hierarchy = models.ForeignKey(Hierarchy, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            from_before_until("unit_ancestor_days"),
            models.UniqueConstraint(fields=["hierarchy", "unit", "ancestor", "from_day"], name="unit_ancestor_once"),
        ]
        # Covers the subtree on a day: one read of the index, no table.
        indexes = [models.Index(fields=["hierarchy", "ancestor", "until_day", "from_day", "unit"], name="unit_subtree")]


class UnitAlias(Recorded, Validity):
    """Another way texts name a unit: "Phòng TC-KH", "TTYT"."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")
    alias = models.CharField(max_length=200)

    class Meta:
        constraints = [
            from_before_until("unit_alias_days"),
            models.UniqueConstraint(fields=["unit", "alias", "from_day"], name="unit_alias_once"),
        ]


class CommitteeMember(Recorded, Validity):
    """A unit that sits in a steering committee; the standing one owes what the committee owes."""

    committee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="members", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="committees")
    standing = models.BooleanField()

    class Meta:
        constraints = [
            from_before_until("committee_member_days"),
            models.UniqueConstraint(fields=["committee", "unit", "from_day"], name="committee_member_once"),
        ]


class Area(Recorded):
    """A part of the office's work: a stable row that grants, plans and counts hang on. `words`: phrases by which headings find it."""

    code = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=200)
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
