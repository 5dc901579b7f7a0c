"""Where a task stands. `State` is stored and changed by acts; `Phase` is what lists and counts ask, worked out from it whenever the row is written."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """A machine drafts; a person issues, or drops the draft and may take it up again."""

    DRAFT = "draft", _("dự kiến")
    ISSUED = "issued", _("đã giao")
    DROPPED = "dropped", _("đã bỏ bản dự thảo")


class State(models.TextChoices):
    """Draft, given, received or sent back, worked on, reported inside the unit and to the office, confirmed; or taken out of the plan."""

    DRAFT = "draft", _("dự kiến")
    ISSUED = "issued", _("đã giao, chờ tiếp nhận")
    REFUSED = "refused", _("đơn vị trả lại")
    RUNNING = "running", _("đang thực hiện")
    SUBMITTED = "submitted", _("chờ trưởng đơn vị đồng ý")
    REPORTED = "reported", _("đã báo cáo hoàn thành, chờ xác nhận")
    PAUSED = "paused", _("tạm dừng")
    DONE = "done", _("hoàn thành")
    CANCELLED = "cancelled", _("đã hủy")
    RECALLED = "recalled", _("đã thu hồi")
    MERGED = "merged", _("đã gộp")


class Phase(models.TextChoices):
    """What is counted apart. Whether an open task is late is asked of its deadline and the day, never stored."""

    DRAFT = "draft", _("dự kiến, chưa giao")
    OPEN = "open", _("đang thực hiện")
    STANDING = "standing", _("thường xuyên")
    REPORTED = "reported", _("chờ xác nhận hoàn thành")
    PAUSED = "paused", _("tạm dừng")
    ON_TIME = "on_time", _("hoàn thành đúng hạn")
    LATE = "late", _("hoàn thành quá hạn")
    OFF = "off", _("không còn theo dõi")


class Kind(models.TextChoices):
    """`STANDING`: no end ("tăng cường", "tiếp tục"), reviewed each period and never in the share done."""

    TASK = "task", _("nhiệm vụ có thời hạn")
    STANDING = "standing", _("nhiệm vụ thường xuyên")


class SetBy(models.TextChoices):
    SUPERIOR = "superior", _("cấp trên giao")
    OFFICE = "office", _("UBND giao")
    DIRECT = "direct", _("chỉ đạo trực tiếp")


class Urgency(models.IntegerChoices):
    """Nghị định 30/2020/NĐ-CP, phụ lục I: dấu chỉ mức độ khẩn."""

    NORMAL = 0, _("thường")
    URGENT = 1, _("khẩn")
    VERY_URGENT = 2, _("thượng khẩn")
    EXPRESS = 3, _("hỏa tốc")


class Role(models.IntegerChoices):
    LEAD = 0, _("chủ trì")
    COOP = 1, _("phối hợp")


WORKED_ON = (State.ISSUED, State.RUNNING, State.SUBMITTED)  # the unit may still report on it
TAKEN_OUT = (State.CANCELLED, State.RECALLED, State.MERGED)
LIVE_PHASES = tuple(
    phase for phase in Phase if phase not in {Phase.DRAFT, Phase.OFF}
)  # what was given and still stands
FINISHED_PHASES = (Phase.ON_TIME, Phase.LATE)
UNFINISHED_PHASES = (Phase.OPEN, Phase.STANDING, Phase.REPORTED, Phase.PAUSED)


def phase_of(state: str, kind: str, done_at: datetime | None, late_from: datetime | None) -> Phase:
    """A task that was reported in time is done in time, however long the office took to confirm it.

    >>> str(phase_of("reported", "task", None, None)), str(phase_of("running", "standing", None, None))
    ('reported', 'standing')
    """
    if state in TAKEN_OUT:
        return Phase.OFF
    if state == State.DONE:
        late = done_at is not None and late_from is not None and done_at >= late_from
        return Phase.LATE if late else Phase.ON_TIME
    if state in (State.DRAFT, State.REPORTED, State.PAUSED):
        return Phase(state)
    return Phase.STANDING if kind == Kind.STANDING else Phase.OPEN
