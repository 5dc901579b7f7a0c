"""The duty of each day: what nobody answered counts as received, then everybody is reminded of what is due, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from dieuhanh.foundation.calendar import Calendar, due_day
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices.telling import Saying, tell_each
from dieuhanh.kernel.plans.actions.receiving import lapse_unanswered
from dieuhanh.kernel.plans.answerable import Answerable, People
from dieuhanh.kernel.plans.audience import Audience
from dieuhanh.kernel.plans.models import Phase, RemindTo, Task
from dieuhanh.kernel.plans.owed import past_plans
from dieuhanh.kernel.plans.reminders import caught_up_from, due_days, rules_on
from dieuhanh.kernel.plans.telling import codes_of, named_task
from dieuhanh.kernel.plans.timeliness import day_begins
from dieuhanh.kernel.plans.told import REMINDER
from dieuhanh.kernel.plans.watching import others_of_the_day


class Is(StrEnum):
    """How a task stands on the day of the reminder, whatever day the reminder was meant for."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"


WORDS = {
    Is.LATE: ("Quá hạn {days} ngày làm việc: {task}", "{n} nhiệm vụ quá hạn: {codes}"),
    Is.TODAY: ("Đến hạn hôm nay: {task}", "{n} nhiệm vụ đến hạn hôm nay: {codes}"),
    Is.SOON: ("Đến hạn ngày {day}: {task}", "{n} nhiệm vụ sắp đến hạn: {codes}"),
}


def remind(tick: Tick) -> None:
    """Registered with the ticker. Both steps are acts that happen once a day, however often it is called."""
    lapse_unanswered(tick.by("lapse"))
    send_reminders(tick.by("send"), after=caught_up_from(tick.day, tick.since))


@action("plans.send_reminders", may=None)
def send_reminders(by: By, *, after: date) -> None:
    """Everything to be said today, and what the days since `after` missed, each thing once a person."""
    day, calendar = today(), Calendar.of_vietnam()
    wanted = _wanted(after, day, calendar)
    rows = _due_on(wanted)
    tasks = list(rows.select_related("owner_post").order_by("due_order", "id"))
    audience = Audience(tasks, rows=rows)
    sayings = _of_deadlines(tasks, wanted, audience, day, calendar)
    tell_each([*sayings, *others_of_the_day(after, day, calendar, audience.answerable)])


def _wanted(after: date, day: date, calendar: Calendar) -> dict[date, set[str]]:
    """Who is to be reminded of tasks due on which day."""
    found: dict[date, set[str]] = defaultdict(set)
    for rule in rules_on(day):
        for due in due_days(rule.days, after, day, calendar) if rule.on else ():
            found[due].add(rule.to)
    return found


def _due_on(days: Iterable[date]) -> QuerySet[Task]:
    """Open tasks due on these days that somebody answers for; what is wholly given to parts is asked of the parts."""
    due = Q(pk__in=[])
    for first, after in _ranges(sorted(days)):
        due |= Q(due_at__gt=day_begins(first), due_at__lte=day_begins(after))
    given_on = Q(lead=None, owner_post=None) & Exists(Task.objects.filter(parent=OuterRef("pk")))
    return Task.objects.filter(due, phase=Phase.OPEN).exclude(given_on).exclude(plan__in=past_plans())


def _ranges(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in a row as one: the first, and the day after the last."""
    found: list[tuple[date, date]] = []
    for day in days:
        first = found.pop()[0] if found and found[-1][1] == day else day
        found.append((first, day + timedelta(days=1)))
    return found


def _of_deadlines(
    tasks: Sequence[Task], wanted: dict[date, set[str]], audience: Audience, day: date, calendar: Calendar
) -> list[Saying]:
    found: dict[tuple[int, Is], list[Task]] = defaultdict(list)
    for task in tasks:
        if task.due_at is None:
            continue
        people = frozenset().union(*(_people(to, task, audience) for to in wanted[due_day(task.due_at)]))
        for person in people:
            found[person, _standing(task, day)].append(task)
    return [_saying(person, how, mine, day, calendar) for (person, how), mine in sorted(found.items())]


def _people(to: str, task: Task, audience: Audience) -> People:
    answerable: Answerable = audience.answerable
    if to == RemindTo.OFFICER:
        return audience.doing(task)
    if to == RemindTo.HEAD:
        return answerable.heads(task.lead_id)
    return answerable.leaders(task.area_id) if to == RemindTo.DEPUTY else answerable.chairmen


def _standing(task: Task, day: date) -> Is:
    if task.due_order <= day_begins(day):
        return Is.LATE
    return Is.TODAY if task.due_at is not None and due_day(task.due_at) <= day else Is.SOON


def _saying(person: int, how: Is, tasks: Sequence[Task], day: date, calendar: Calendar) -> Saying:
    one, many = WORDS[how]
    key = f"remind:{how}"
    if len(tasks) == 1 and tasks[0].due_at is not None:
        due = due_day(tasks[0].due_at)
        late = calendar.working_days_between(calendar.next_working_day(due), day)
        title = one.format(task=named_task(tasks[0]), day=format_day(due), days=max(late, 1))
        return Saying(person, REMINDER, title, reverse("plans:task", args=[tasks[0].pk]), key)
    asked = {"state": "over" if how is Is.LATE else "soon"}
    units = {task.lead_id for task in tasks if task.lead_id}
    if len(units) == 1:
        asked["unit"] = str(units.pop())
    url = f"{reverse('plans:tasks')}?{urlencode(asked)}"
    return Saying(person, REMINDER, many.format(n=len(tasks), codes=codes_of(tasks)), url, key)
