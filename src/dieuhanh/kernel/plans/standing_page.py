"""Standing tasks («nhiệm vụ thường xuyên») and how each went in the present period, so that those without a review stand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.pager import page_of
from dieuhanh.kernel.plans.models import Phase, Review, RuleName, Task
from dieuhanh.kernel.plans.queries import TaskRow, for_rows, rows_of, tasks_visible_to, without_parts
from dieuhanh.kernel.plans.rules import Rules

STATES = ("due", "done")


@dataclass(frozen=True, slots=True)
class StandingRow:
    """`review`: of the present period; `last`: the newest of all."""

    row: TaskRow
    review: Review | None
    last: Review | None


def period_of_day(day: date, months: int) -> tuple[date, date]:
    """The period of so many whole months, counted from January, that the day lies in: its first day and the day after its last.

    >>> [str(d) for d in period_of_day(date(2021, 11, 24), 1)], [str(d) for d in period_of_day(date(2021, 11, 24), 3)]
    (['2021-11-01', '2021-12-01'], ['2021-10-01', '2022-01-01'])
    """
    months = min(max(months, 1), 12)
    first = (day.month - 1) // months * months
    after = min(first + months, 12)  # a year begins a new period
    return date(day.year, first + 1, 1), date(day.year + after // 12, after % 12 + 1, 1)


def standing_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """All, those of the period without a review (state=due), or those with one (state=done)."""
    from_day, until_day = period_of_day(today(), Rules(today()).number(RuleName.REVIEW_MONTHS))
    tasks = without_parts(tasks_visible_to(viewer).filter(phase=Phase.STANDING), viewer)
    reviewed = Exists(Review.objects.filter(task=OuterRef("pk"), from_day__gte=from_day, from_day__lt=until_day))
    state = wanted.get("state", "")
    chosen = {"due": tasks.filter(~reviewed), "done": tasks.filter(reviewed)}.get(state, tasks)

    def rows(found: QuerySet[Task]) -> list[StandingRow]:
        return _rows(list(found), from_day, until_day)

    total, done = tasks.count(), tasks.filter(reviewed).count()
    return {
        "page": page_of(for_rows(chosen).order_by("lead", "sort_key", "pk"), wanted, rows=rows),
        "from_day": from_day,
        "until_day": until_day,
        "total": total,
        "done": done,
        "state": state if state in STATES else "",
        "tabs": [
            ("", _("Tất cả"), total),
            ("due", _("Chưa đánh giá kỳ này"), total - done),
            ("done", _("Đã đánh giá"), done),
        ],
    }


def _rows(tasks: list[Task], from_day: date, until_day: date) -> list[StandingRow]:
    newest: dict[int, Review] = {}
    for review in Review.objects.filter(task__in=[task.pk for task in tasks]).order_by("from_day"):
        newest[review.task_id] = review
    found = []
    for row in rows_of(tasks):
        last = newest.get(row.pk)
        present = last if last and from_day <= last.from_day < until_day else None
        found.append(StandingRow(row, present, last))
    return found
