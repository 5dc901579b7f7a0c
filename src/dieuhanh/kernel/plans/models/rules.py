"""What an office decides about its tasks, as dated rows with their ground: numbers, and who takes which area."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.access.models import Post
from dieuhanh.kernel.fields.validity import Validity, from_before_until
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.units.models import Area, Unit


class RuleName(models.TextChoices):
    ACCEPT_DAYS = "accept_days", _("số ngày làm việc để đơn vị tiếp nhận hoặc trả lại")
    HEAD_AGREES = "head_agrees", _("trưởng đơn vị đồng ý trước khi gửi báo cáo hoàn thành (1 có, 0 không)")
    EXTENSIONS = "extensions", _("số lần gia hạn tối đa của một nhiệm vụ")
    EXTENSION_DAYS = "extension_days", _("số ngày tối đa của một lần gia hạn")
    REVIEW_MONTHS = "review_months", _("số tháng giữa hai lần xem lại nhiệm vụ không có thời hạn")
    BEFORE_WITH_DAY = "before_with_day", _("«trước ngày D» tính cả ngày D (1 có, 0 không)")


class OfficeRule(Recorded, Validity):
    """A number of the office, of one unit where it names one; `ground`: the document or decision that set it."""

    name = models.CharField(max_length=20, choices=RuleName)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveIntegerField()
    ground = models.TextField()

    class Meta:
        constraints = [
            from_before_until("office_rule_days"),
            models.UniqueConstraint(fields=["name", "unit", "from_day"], name="office_rule_once"),
            models.UniqueConstraint(
                fields=["name", "from_day"], condition=Q(unit=None), name="office_rule_of_all_once"
            ),
        ]


class RemindTo(models.TextChoices):
    OFFICER = "officer", _("cán bộ được phân công")
    HEAD = "head", _("trưởng đơn vị")
    DEPUTY = "deputy", _("lãnh đạo phụ trách lĩnh vực")
    CHAIR = "chair", _("người đứng đầu cơ quan")


class ReminderRule(Recorded, Validity):
    """Whether somebody is reminded so many working days before a deadline (negative), on its day (0) or after it."""

    to = models.CharField(max_length=8, choices=RemindTo)
    days = models.SmallIntegerField()
    on = models.BooleanField()
    ground = models.TextField()

    class Meta:
        constraints = [
            from_before_until("reminder_rule_days"),
            models.UniqueConstraint(fields=["to", "days", "from_day"], name="reminder_rule_once"),
        ]


class Charge(models.TextChoices):
    LEADS = "leads", _("lãnh đạo phụ trách")
    FOLLOWS = "follows", _("chuyên viên theo dõi")
    HANDLES = "handles", _("xử lý trong đơn vị")


class AreaPost(Recorded, Validity):
    """A post that takes a whole area: the vice chair in charge, the specialist who follows it, or inside a unit who handles it (`unit`)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    charge = models.CharField(max_length=8, choices=Charge)

    class Meta:
        constraints = [from_before_until("area_post_days")]

    def rights_units(self) -> list[int]:
        return [self.post.unit_id]
