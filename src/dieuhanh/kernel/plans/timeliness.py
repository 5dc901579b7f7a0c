"""Timeliness is computed, never typed: from `due_at` and now. And the light of an area, with its reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.plans.models import Task

SOON_DAYS = 7
SLOW_PERCENT = 15  # an area is slow when this share of its tasks is overdue

WORDS = {
    "over": gettext_lazy("Đang thực hiện, quá hạn"),
    "soon": gettext_lazy("Sắp đến hạn"),
    "run": gettext_lazy("Đang thực hiện, trong hạn"),
    "none": gettext_lazy("Văn bản không ghi thời hạn"),
}
GROUPS = {**WORDS, "none": gettext_lazy("Không có ngày đến hạn")}  # of many tasks: some of them are standing duties


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks by timeliness: overdue, due within SOON_DAYS, later, without a date."""

    over: int = 0
    soon: int = 0
    run: int = 0
    none: int = 0

    @property
    def total(self) -> int:
        return self.over + self.soon + self.run + self.none

    @property
    def dated(self) -> int:
        """Tasks that can be late: what has no date must not make an area look better."""
        return self.over + self.soon + self.run

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.over + other.over, self.soon + other.soon, self.run + other.run, self.none + other.none)


@dataclass(frozen=True, slots=True)
class Light:
    """`key` is over, soon, ok or none; `word` and `reason` are for the screen."""

    key: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The instants at which tasks become late today, and until which they are due soon: whole days, as counts by day need them."""

    today: date
    late: datetime
    soon: datetime

    def key_of(self, due_at: datetime | None) -> str:
        """over, soon, run or none; the same as `conditions`."""
        if due_at is None:
            return "none"
        return "over" if due_at <= self.late else "soon" if due_at <= self.soon else "run"


def bounds(now: datetime) -> Bounds:
    today = localdate(now)
    return Bounds(today, day_begins(today), day_begins(today + timedelta(days=SOON_DAYS)))


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)


def conditions(now: datetime, to_task: str = "") -> dict[str, Q]:
    """The four states as conditions on Task, in the order of the screen; `to_task` reaches it through a relation ("task__")."""
    at, due = bounds(now), f"{to_task}due_order"
    return {
        "over": Q((f"{due}__lte", at.late)),
        "soon": Q((f"{due}__gt", at.late), (f"{due}__lte", at.soon)),
        "run": Q((f"{due}__gt", at.soon), (f"{due}__lt", NEVER)),
        "none": Q((due, NEVER)),
    }


def day_conditions(now: datetime) -> dict[str, Q]:
    """The same on Tally, whose `due_day` is the first day on which a task is late."""
    today = bounds(now).today
    soon = today + timedelta(days=SOON_DAYS)
    return {
        "over": Q(due_day__lte=today),
        "soon": Q(due_day__gt=today, due_day__lte=soon),
        "run": Q(due_day__gt=soon),
        "none": Q(due_day__isnull=True),
    }


def counted_by(tasks: QuerySet[Task], by: str, now: datetime) -> dict[int | None, Counts]:
    """Counts of the tasks by one of their fields ("area_id"), in one query over the tasks themselves."""
    filters = {key: Count("pk", filter=condition) for key, condition in conditions(now).items()}
    rows = tasks.order_by().values_list(by).annotate(**filters)
    return {row[0]: Counts(*row[1:]) for row in rows}


def light_of(counts: Counts) -> Light:
    """Slow at SLOW_PERCENT of the dated tasks overdue, to be watched at one overdue or due soon; each with the figures that made it."""
    if not counts.total:
        return Light("none", _("Chưa có nhiệm vụ"), _("chưa có nhiệm vụ nào được giao"))
    if not counts.dated:
        return Light("none", _("Chưa có thời hạn"), _("chưa nhiệm vụ nào có thời hạn"))
    percent = 100 * counts.over / counts.dated
    overdue = _("%(over)d/%(total)d nhiệm vụ có thời hạn đã quá hạn") % {"over": counts.over, "total": counts.dated}
    if percent >= SLOW_PERCENT:
        share = _("(%(percent)d%%, ngưỡng %(limit)d%%)") % {"percent": round(percent), "limit": SLOW_PERCENT}
        return Light("over", _("Chậm"), f"{overdue} {share}")
    soon = ngettext(
        "%(n)d nhiệm vụ đến hạn trong %(days)d ngày tới", "%(n)d nhiệm vụ đến hạn trong %(days)d ngày tới", counts.soon
    )
    soon %= {"n": counts.soon, "days": SOON_DAYS}
    if counts.over or counts.soon:
        return Light(
            "soon", _("Cần chú ý"), "; ".join(w for w, n in ((overdue, counts.over), (soon, counts.soon)) if n)
        )
    return Light("ok", _("Đúng tiến độ"), _("không có nhiệm vụ quá hạn hoặc sắp đến hạn"))
