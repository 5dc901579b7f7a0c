"""Keeping the Tally: a plan's counts are made anew by every act that touches its tasks, under the lock of the plan's row.

Derived rows, as the ancestors of units are: written only inside an action, never told to the journal, and compared by `verify`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet
from django.utils.timezone import localdate

from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.plans.models import Assignment, Part, Plan, Role, Tally, Task

Key = tuple[int, int, int | None, int | None, str, date | None]  # plan, part, unit, area, state, due day
Counted = Counter[Key]
TRIES, PAUSE = 3, 0.2  # somebody may write between two reads of a verification


def late_day(due_at: datetime | None) -> date | None:
    """The first day at whose beginning the task is late.

    >>> from datetime import UTC
    >>> late_day(datetime(2021, 11, 19, 17, tzinfo=UTC)), late_day(datetime(2021, 11, 20, 9, tzinfo=UTC))
    (datetime.date(2021, 11, 20), datetime.date(2021, 11, 21))
    """
    return None if due_at is None else localdate(due_at - timedelta(microseconds=1)) + timedelta(days=1)


def recount(plan: Plan) -> None:
    """Make anew the counts of one plan. Its row is held until the act ends: two acts at once would each count their own snapshot."""
    current()  # raises outside an action
    Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    Tally.objects.filter(plan=plan).delete()
    found = counted([plan.pk])
    Tally.objects.bulk_create((_row(key, n) for key, n in found.items()), batch_size=500)


def _row(key: Key, n: int) -> Tally:
    plan, part, unit, area, state, day = key
    return Tally(plan_id=plan, part=part, unit_id=unit, area_id=area, state=state, due_day=day, n=n)


def counted(plan_ids: Iterable[int] | None = None) -> Counted:
    """The counts as the tasks themselves give them, of some plans or of all; in three questions."""
    tasks, assignments = Task.objects.all(), Assignment.objects.all()
    if plan_ids is not None:
        ids = list(plan_ids)
        tasks, assignments = tasks.filter(plan_id__in=ids), assignments.filter(task__plan_id__in=ids)
    found: Counted = Counter()
    _add(found, tasks, Part.ONCE, "", "lead_id")
    _add(found, assignments.filter(role=Role.LEAD).exclude(unit=F("task__lead")), Part.SHARED, "task__", "unit_id")
    _add(found, assignments.filter(role=Role.COOP), Part.COOP, "task__", "unit_id")
    return found


def _add(found: Counted, rows: QuerySet, part: Part, to_task: str, unit: str) -> None:
    keys = {f"k_{name}": F(f"{to_task}{name}") for name in ("plan_id", "area_id", "state", "due_at")}
    grouped = rows.order_by().values(k_unit=F(unit), **keys).annotate(n=Count("pk"))
    for row in grouped:
        key = (row["k_plan_id"], int(part), row["k_unit"], row["k_area_id"], row["k_state"], late_day(row["k_due_at"]))
        found[key] += row["n"]


def kept(plan_ids: Iterable[int] | None = None) -> Counted:
    """The counts as the table has them."""
    rows = Tally.objects.all() if plan_ids is None else Tally.objects.filter(plan_id__in=list(plan_ids))
    found: Counted = Counter()
    for *key, n in rows.values_list("plan_id", "part", "unit_id", "area_id", "state", "due_day", "n"):
        found[tuple(key)] += n  # type: ignore[index]  # the six columns of a Key
    return found


def first_miscounted() -> str | None:
    """What `verify` asks: the first plan whose counts are not those of its tasks, in words."""
    wrong = _differing(lambda: (kept(), counted()))
    for plan in sorted(wrong):
        for _ in range(TRIES):
            time.sleep(PAUSE)
            if not _differing(lambda plan=plan: (kept([plan]), counted([plan]))):  # type: ignore[misc]  # bound at once
                break
        else:
            return f"số đếm nhiệm vụ của kế hoạch mã {plan} không khớp các nhiệm vụ của kế hoạch đó"
    return None


def _differing(read: Callable[[], tuple[Counted, Counted]]) -> set[int]:
    table, tasks = read()
    return {key[0] for key in table.keys() | tasks.keys() if table[key] != tasks[key]}
