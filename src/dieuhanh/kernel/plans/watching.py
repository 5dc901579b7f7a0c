"""What else a day brings that somebody must know: answers that are due, people and units that go, standing work to be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.notices.telling import Saying
from dieuhanh.kernel.plans.answerable import Answerable, People
from dieuhanh.kernel.plans.models import UNFINISHED_PHASES, Assignment, Phase, Question, RuleName, Task
from dieuhanh.kernel.plans.owed import past_plans
from dieuhanh.kernel.plans.reminders import due_days
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import led_by, named_task
from dieuhanh.kernel.plans.told import REMINDER
from dieuhanh.kernel.units.models import Unit
from dieuhanh.kernel.units.queries import names_on

ANSWER_DAYS = (-1, 0, 1)  # working days from the day on which an answer is due
ENDING_DAYS = (7, 1)  # days before a unit ends


def others_of_the_day(after: date, day: date, calendar: Calendar, answerable: Answerable) -> list[Saying]:
    """Of the days that follow `after` until the day itself."""
    return [
        *_answers_due(after, day, calendar, answerable),
        *_units_ending(after, day, answerable),
        *_officers_gone(after, day, answerable),
        *_to_review(after, day, calendar, answerable),
    ]


def asked_of(question: Question, answerable: Answerable) -> People:
    """The person asked, or who would answer for the unit."""
    if question.to_person_id is not None:
        return frozenset({question.to_person_id})
    return answerable.heads(question.to_unit_id) | answerable.handlers(question.to_unit_id, question.task.area_id)


def _answers_due(after: date, day: date, calendar: Calendar, answerable: Answerable) -> Iterator[Saying]:
    days = frozenset().union(*(due_days(n, after, day, calendar) for n in ANSWER_DAYS))
    rows = Question.objects.filter(answered_on=None, due_day__in=days).select_related("task").order_by("due_day", "id")
    for question in rows:
        words = "Quá hạn trả lời" if question.due_day < day else "Cần trả lời chậm nhất"
        title = f"{words} ngày {format_day(question.due_day)}: {named_task(question.task)}"
        url = reverse("plans:task", args=[question.task_id])
        for person in sorted(asked_of(question, answerable)):
            yield Saying(person, REMINDER, title, url, f"answer:{question.pk}")


def _units_ending(after: date, day: date, answerable: Answerable) -> Iterator[Saying]:
    """The office gives their open tasks to others while the unit still stands."""
    soon = Q(pk__in=[])
    for n in ENDING_DAYS:
        soon |= Q(until_day__gt=after + timedelta(days=n), until_day__lte=day + timedelta(days=n))
    ending = {unit.pk: unit.until_day for unit in Unit.objects.filter(soon, until_day__gt=day)}
    open_tasks = Task.objects.filter(phase__in=UNFINISHED_PHASES, lead__in=ending).order_by()
    names = names_on(day, ending)
    for unit_id, n in open_tasks.values_list("lead_id").annotate(n=Count("pk")).order_by("lead_id"):
        until = format_day(ending[unit_id])
        title = f"{names[unit_id].name} kết thúc hoạt động từ ngày {until}; còn {n} nhiệm vụ chưa hoàn thành, cần giao đơn vị khác"
        for person in sorted(answerable.office):
            yield Saying(person, REMINDER, title, led_by([unit_id]), f"ends:{unit_id}")


def _officers_gone(after: date, day: date, answerable: Answerable) -> Iterator[Saying]:
    """Their tasks are asked of the unit's head from that day on, who is told to give them to somebody."""
    ended = Holding.objects.filter(until_day__gt=after, until_day__lte=day).values_list("person_id", "post__unit_id")
    gone = {(person, unit) for person, unit in ended if not answerable.works_in(person, unit)}
    rows = Assignment.objects.filter(officer__in={person for person, _ in gone}, task__phase__in=UNFINISHED_PHASES)
    counts = Counter(pair for pair in rows.values_list("officer_id", "unit_id") if pair in gone)
    names = dict(Person.objects.filter(pk__in={person for person, _ in counts}).values_list("pk", "name"))
    for (officer, unit), n in sorted(counts.items()):
        title = f"{names[officer]} không còn ở đơn vị; {n} nhiệm vụ cần phân công lại"
        for person in sorted(answerable.heads(unit)):
            yield Saying(person, REMINDER, title, led_by([unit]), f"gone:{officer}:{unit}")


def _to_review(after: date, day: date, calendar: Calendar, answerable: Answerable) -> Iterator[Saying]:
    """On the first working day of a period: work without an end is reviewed, and what has no date is looked at anew."""
    months = Rules(day).number(RuleName.REVIEW_MONTHS) or 1
    first = calendar.next_working_day(day.replace(day=1))
    if not after < first <= day or (day.month - 1) % months:
        return
    open_ended = Q(phase=Phase.STANDING) | Q(phase=Phase.OPEN, due_order=NEVER)
    rows = Task.objects.filter(open_ended, lead__isnull=False).exclude(plan__in=past_plans()).order_by()
    counts = rows.values_list("lead_id").annotate(
        standing=Count("pk", filter=Q(phase=Phase.STANDING)), undated=Count("pk", filter=Q(phase=Phase.OPEN))
    )
    for unit, standing, undated in counts.order_by("lead_id"):
        parts = [f"{standing} nhiệm vụ thường xuyên cần đánh giá"] * bool(standing)
        parts += [f"{undated} nhiệm vụ không có thời hạn cần xem lại"] * bool(undated)
        title = f"Đầu kỳ: {', '.join(parts)}"
        for person in sorted(answerable.heads(unit)):
            yield Saying(person, REMINDER, title, led_by([unit]), f"review:{unit}")
