"""Timeliness is computed, never typed: from `due_at` and now. And the light of an area, with its reason in words."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.plans.models import Phase, Task

SOON_DAYS = 7
SLOW_PERCENT = 15  # an area is slow when this share of its tasks is overdue

WORDS = {
    "over": gettext_lazy("Đang thực hiện, quá hạn"),
    "soon": gettext_lazy("Sắp đến hạn"),
    "run": gettext_lazy("Đang thực hiện, trong hạn"),
    "none": gettext_lazy("Văn bản không ghi thời hạn"),
    "reported": gettext_lazy("Đã báo cáo, chờ xác nhận"),
    "paused": gettext_lazy("Tạm dừng"),
    "on_time": gettext_lazy("Hoàn thành đúng hạn"),
    "late": gettext_lazy("Hoàn thành quá hạn"),
    "standing": gettext_lazy("Thường xuyên"),
}
GROUPS = {**WORDS, "none": gettext_lazy("Không có ngày đến hạn")}  # of many tasks, for the headings of their groups
ICONS = {
    "on_time": "ok",
    "reported": "run",
    "paused": "none",
    "standing": "none",
}  # and colours; the others have their own
BY_DAY = ("over", "soon", "run", "none")  # the open ones, by their deadline; the others are phases


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks by timeliness, in the order of WORDS: open ones overdue, due within SOON_DAYS, later, without a date; reported and waiting
    for the office, paused, done in time, done late; and standing ones, which have no end."""

    over: int = 0
    soon: int = 0
    run: int = 0
    none: int = 0
    reported: int = 0
    paused: int = 0
    on_time: int = 0
    late: int = 0
    standing: int = 0

    @property
    def total(self) -> int:
        return sum(astuple(self))

    @property
    def dated(self) -> int:
        """Tasks that can be late: what has no date, or no end, must not make an area look better."""
        return self.total - self.none - self.standing

    @property
    def done(self) -> int:
        return self.on_time + self.late

    @property
    def going(self) -> int:
        """In the colour of what goes on in time: what is reported has left its unit."""
        return self.run + self.reported

    @property
    def resting(self) -> int:
        """Nothing is due of it: no date, no end, or paused."""
        return self.none + self.paused + self.standing

    @property
    def unfinished(self) -> int:
        return self.total - self.done

    @property
    def ending(self) -> int:
        """Tasks that can be done: standing ones never are."""
        return self.total - self.standing

    @property
    def done_percent(self) -> int:
        """Of the tasks that have an end, rounded down: 100 only where all are done."""
        return 100 * self.done // self.ending if self.ending else 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


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

    def key_of(self, phase: str, due_order: datetime) -> str:
        """One of WORDS, or the phase itself where a task is drafted or taken out; the same as `conditions`."""
        if phase != Phase.OPEN:
            return str(phase)
        if due_order >= NEVER:
            return "none"
        return "over" if due_order <= self.late else "soon" if due_order <= self.soon else "run"


def bounds(now: datetime) -> Bounds:
    today = localdate(now)
    return Bounds(today, day_begins(today), day_begins(today + timedelta(days=SOON_DAYS)))


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)


def conditions(now: datetime, to_task: str = "") -> dict[str, Q]:
    """The states of Counts as conditions on Task, in its order; `to_task` reaches it through a relation ("task__")."""
    at, due = bounds(now), f"{to_task}due_order"
    by_day = {
        "over": Q((f"{due}__lte", at.late)),
        "soon": Q((f"{due}__gt", at.late), (f"{due}__lte", at.soon)),
        "run": Q((f"{due}__gt", at.soon), (f"{due}__lt", NEVER)),
        "none": Q((due, NEVER)),
    }
    return _with_phases(by_day, f"{to_task}phase")


def _with_phases(by_day: dict[str, Q], phase: str) -> dict[str, Q]:
    return {key: by_day[key] & Q((phase, Phase.OPEN)) if key in by_day else Q((phase, key)) for key in WORDS}


def day_conditions(now: datetime) -> dict[str, Q]:
    """The same on Tally, whose `due_day` is the first day on which a task is late."""
    today = bounds(now).today
    soon = today + timedelta(days=SOON_DAYS)
    by_day = {
        "over": Q(due_day__lte=today),
        "soon": Q(due_day__gt=today, due_day__lte=soon),
        "run": Q(due_day__gt=soon),
        "none": Q(due_day__isnull=True),
    }
    return _with_phases(by_day, "phase")


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
