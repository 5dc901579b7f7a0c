"""Keeping the Tally: a plan's counts are made anew by every act that touches its tasks, under the lock of the plan's row.

Derived rows, as the ancestors of units are: written only inside an action, never told to the journal, and compared by `verify`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localdate

from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.plans.models import Assignment, Part, Phase, Plan, Role, Tally, Task

Key = tuple[int, int, int | None, int | None, str, date | None]  # plan, part, unit, area, phase, due day
Counted = Counter[Key]
_counting: ContextVar[frozenset[int]] = ContextVar("counting", default=frozenset())
TRIES, PAUSE = 3, 0.2  # somebody may write between two reads of a verification


def late_day(due_at: datetime) -> date:
    """The first day at whose beginning the task is late.

    >>> from datetime import UTC
    >>> late_day(datetime(2021, 11, 19, 17, tzinfo=UTC)), late_day(datetime(2021, 11, 20, 9, tzinfo=UTC))
    (datetime.date(2021, 11, 20), datetime.date(2021, 11, 21))
    """
    return localdate(due_at - timedelta(microseconds=1)) + timedelta(days=1)


def days_late(due_order: datetime) -> int:
    """Since the first day on which it is late, that day counted: a deadline on a Sunday is late from Tuesday on. 0: not late."""
    return max((today() - late_day(due_order)).days + 1, 0) if due_order < NEVER else 0


def recount(plan: Plan) -> None:
    """Make anew the counts of one plan. Its row is held until the act ends: two acts at once would each count their own snapshot."""
    current()  # raises outside an action
    Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    Tally.objects.filter(plan=plan).delete()
    found = counted([plan.pk])
    Tally.objects.bulk_create((_row(key, n) for key, n in found.items()), batch_size=500)


@contextmanager
def counting(task_ids: Iterable[int]) -> Iterator[None]:
    """Inside, the tasks change; their counts follow by the difference. Costs what the tasks cost, not what their plans hold.

    Counting within counting of the same tasks is left to the outer one.
    """
    ids, outer = list(task_ids), _counting.get()
    ids = [pk for pk in ids if pk not in outer]
    if not ids:
        yield
        return
    _hold(ids)
    before = counted_of(ids)
    token = _counting.set(outer | set(ids))
    try:
        yield
    finally:
        _counting.reset(token)
    _apply(counted_of(ids), before)


def count_new(task_ids: Iterable[int]) -> None:
    """Add tasks that have just been made."""
    ids = list(task_ids)
    _hold(ids)
    _apply(counted_of(ids), Counter())


def _hold(task_ids: list[int]) -> None:
    """In one order, so that two acts over the same plans wait and do not meet."""
    current()  # raises outside an action
    plans = Plan.objects.filter(pk__in=Task.objects.filter(pk__in=task_ids).values("plan_id")).order_by("pk")
    list(plans.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _apply(after: Counted, before: Counted) -> None:
    changed = {key: after[key] - before[key] for key in after.keys() | before.keys() if after[key] != before[key]}
    missing = [key for key, n in changed.items() if not _kept_row(key).update(n=F("n") + n)]
    Tally.objects.bulk_create((_row(key, changed[key]) for key in missing), batch_size=500)
    for key in before.keys() - after.keys():
        _kept_row(key).filter(n=0).delete()


def _kept_row(key: Key) -> QuerySet[Tally]:
    columns = zip(("plan", "part", "unit", "area", "phase", "due_day"), key, strict=True)
    return Tally.objects.filter(
        *(Q((name, value)) if value is not None else Q((f"{name}__isnull", True)) for name, value in columns)
    )


def _row(key: Key, n: int) -> Tally:
    plan, part, unit, area, phase, day = key
    return Tally(plan_id=plan, part=part, unit_id=unit, area_id=area, phase=phase, due_day=day, n=n)


def counted(plan_ids: Iterable[int] | None = None) -> Counted:
    """The counts as the tasks themselves give them, of some plans or of all; in four questions."""
    if plan_ids is None:
        return _counted(Task.objects.all(), Assignment.objects.all())
    ids = list(plan_ids)
    return _counted(Task.objects.filter(plan_id__in=ids), Assignment.objects.filter(task__plan_id__in=ids))


def counted_of(task_ids: Iterable[int]) -> Counted:
    """The same of a few tasks, in two questions."""
    columns = ("pk", "lead_id", "parent_id", "plan_id", "area_id", "phase", "due_order")
    tasks = {row[0]: row[1:] for row in Task.objects.filter(pk__in=list(task_ids)).values_list(*columns)}
    found: Counted = Counter()
    for lead, parent, *about in tasks.values():
        found[_key(Part.ONCE if parent is None else Part.PIECE, lead, *about)] += 1
    for pk, unit, role in Assignment.objects.filter(task_id__in=list(tasks)).values_list("task_id", "unit_id", "role"):
        lead, _, *about = tasks[pk]
        if role == Role.COOP or unit != lead:
            found[_key(Part.COOP if role == Role.COOP else Part.SHARED, unit, *about)] += 1
    return found


def _counted(tasks: QuerySet[Task], assignments: QuerySet[Assignment]) -> Counted:
    found: Counted = Counter()
    _add(found, tasks.filter(parent=None), Part.ONCE, "", "lead_id")
    _add(found, tasks.filter(parent__isnull=False), Part.PIECE, "", "lead_id")
    _add(found, assignments.filter(role=Role.LEAD).exclude(unit=F("task__lead")), Part.SHARED, "task__", "unit_id")
    _add(found, assignments.filter(role=Role.COOP), Part.COOP, "task__", "unit_id")
    return found


def _add(found: Counted, rows: QuerySet, part: Part, to_task: str, unit: str) -> None:
    keys = {f"k_{name}": F(f"{to_task}{name}") for name in ("plan_id", "area_id", "phase", "due_order")}
    grouped = rows.order_by().values(k_unit=F(unit), **keys).annotate(n=Count("pk"))
    for row in grouped:
        about = (row[f"k_{name}"] for name in ("plan_id", "area_id", "phase", "due_order"))
        found[_key(part, row["k_unit"], *about)] += row["n"]


def _key(part: Part, unit: int | None, plan: int, area: int | None, phase: str, due: datetime) -> Key:
    return plan, int(part), unit, area, phase, late_day(due) if phase == Phase.OPEN and due < NEVER else None


def kept(plan_ids: Iterable[int] | None = None) -> Counted:
    """The counts as the table has them."""
    rows = Tally.objects.all() if plan_ids is None else Tally.objects.filter(plan_id__in=list(plan_ids))
    found: Counted = Counter()
    for *key, n in rows.values_list("plan_id", "part", "unit_id", "area_id", "phase", "due_day", "n"):
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
