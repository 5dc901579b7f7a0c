"""What the morning's mail and the calendars say of tasks: deadlines, answers that are due, decisions that wait."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from dieuhanh.foundation.calendar import due_day
from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.notices.sources import FeedEvent, Line
from dieuhanh.kernel.plans.answerable import Answerable
from dieuhanh.kernel.plans.audience import Audience
from dieuhanh.kernel.plans.models import Assignment, Decision, Extension, Phase, Question, State, Task
from dieuhanh.kernel.plans.owed import past_plans
from dieuhanh.kernel.plans.queries import tasks_visible_to
from dieuhanh.kernel.plans.telling import named_task
from dieuhanh.kernel.plans.timeliness import SOON_DAYS, day_begins
from dieuhanh.kernel.plans.told import To
from dieuhanh.kernel.plans.watching import asked_of

SHOWN = ("code", "title", "area", "lead", "due_at", "due_order", "owner_post", "owner_post__unit", "follower")


def due_lines(people: Sequence[int], day: date) -> Mapping[int, Sequence[Line]]:
    """For everybody at once: the number of questions does not grow with the people."""
    wanted: set[int] = set(people)
    found: dict[int, list[Line]] = defaultdict(list)
    rows = _due_soon(day)
    tasks = list(rows.select_related("owner_post").only(*SHOWN).order_by("due_order", "id"))
    audience = Audience(tasks, rows=rows)
    for pairs in (
        _of_tasks(tasks, audience),
        _of_questions(audience.answerable),
        _of_extensions(),
        _of_counts(audience.answerable),
    ):
        for person, line in pairs:
            if person in wanted:
                found[person].append(line)
    return found


def _due_soon(day: date) -> QuerySet[Task]:
    open_tasks = Task.objects.filter(phase=Phase.OPEN, due_order__lte=day_begins(day + timedelta(days=SOON_DAYS)))
    return open_tasks.exclude(plan__in=past_plans())


def _of_tasks(tasks: Sequence[Task], audience: Audience) -> Iterator[tuple[int, Line]]:
    """To who does it, the unit's heads, and the specialist whom the task itself names as its follower."""
    address = reverse("plans:task", args=[0])
    for task in tasks:
        people = audience.doing(task) | (audience.answerable.heads(task.lead_id) if task.lead_id else frozenset())
        if task.follower_id:
            people |= {task.follower_id}
        url = address.replace("/0/", f"/{task.pk}/")
        line = Line(named_task(task), url, due_day(task.due_at) if task.due_at else None)
        for person in people:
            yield person, line


def _of_questions(answerable: Answerable) -> Iterator[tuple[int, Line]]:
    for question in Question.objects.filter(answered_on=None).select_related("task").order_by("due_day", "id"):
        line = Line(f"Cần trả lời: {named_task(question.task)}", _url(question.task_id), question.due_day)
        for person in asked_of(question, answerable):
            yield person, line


def _of_extensions() -> Iterator[tuple[int, Line]]:
    waiting = Extension.objects.filter(decision=Decision.WAITING)
    rows = list(waiting.select_related("task", "task__owner_post").order_by("asked_on", "id"))
    audience = Audience([row.task for row in rows])
    for row in rows:
        line = Line(f"Đề nghị gia hạn chờ quyết định: {named_task(row.task)}", _url(row.task_id))
        for person in audience.of(row.task, [To.LEADERS if row.higher else To.OFFICE]):
            yield person, line


def _of_counts(answerable: Answerable) -> Iterator[tuple[int, Line]]:
    """What waits to be received, agreed and confirmed is told as a number each."""
    rows = Task.objects.filter(state__in=[State.ISSUED, State.SUBMITTED, State.REPORTED])
    waiting: Counter[tuple[int, str]] = Counter()
    for state, lead, area, follower in rows.values_list("state", "lead_id", "area_id", "follower_id"):
        if state != State.REPORTED and lead is None:
            continue
        office = frozenset({follower}) if follower else answerable.followers(area)
        waiting.update((pk, state) for pk in (office if state == State.REPORTED else answerable.heads(lead)))
    words = {
        State.ISSUED: "{n} nhiệm vụ chờ đơn vị tiếp nhận",
        State.SUBMITTED: "{n} báo cáo của cán bộ chờ bạn đồng ý",
        State.REPORTED: "{n} báo cáo hoàn thành chờ xác nhận",
    }
    for (person, state), n in sorted(waiting.items()):
        yield person, Line(words[State(state)].format(n=n), reverse("plans:tasks"))


def due_events(viewer: Viewer, unit: int | None, first: date, last: date) -> Iterable[FeedEvent]:
    """The deadlines of a unit's tasks, or of one's own: given to me, of the unit that I head, followed by me; and answers that are due."""
    seen = tasks_visible_to(viewer).filter(phase=Phase.OPEN).exclude(plan__in=past_plans())
    mine, asked = _mine(viewer) if unit is None else _of_unit(unit)
    tasks = seen.filter(mine, due_at__gt=day_begins(first), due_at__lte=day_begins(last + timedelta(days=1)))
    for task in tasks.only("code", "title", "due_at").order_by("due_at", "id"):
        if task.due_at is not None:
            yield FeedEvent(f"task-{task.pk}", named_task(task), due_day(task.due_at), _url(task.pk))
    if not viewer.can("see_tasks"):
        return  # who holds no post any more is owed no answer
    waiting = Extension.objects.filter(task__in=tasks.order_by().values("pk"), decision=Decision.WAITING)
    for row in waiting.select_related("task").order_by("id"):
        title = f"Ngày xin gia hạn đến: {named_task(row.task)}"
        yield FeedEvent(f"extension-{row.pk}", title, due_day(row.until), _url(row.task_id))
    questions = Question.objects.filter(asked, answered_on=None, due_day__range=(first, last))
    for question in questions.select_related("task").order_by("due_day", "id"):
        title = f"Cần trả lời: {named_task(question.task)}"
        yield FeedEvent(f"question-{question.pk}", title, question.due_day, _url(question.task_id))


def _mine(viewer: Viewer) -> tuple[Q, Q]:
    person = viewer.person.pk if viewer.person else 0
    units = sorted(viewer.scope("agree_report").units)
    given = Assignment.objects.filter(Q(officer=person) | Q(unit__in=units)).values("task_id")
    posts = Holding.objects.valid_on(viewer.on).filter(person=person).values("post_id")
    mine = Q(pk__in=given) | Q(follower=person) | Q(owner_post__in=posts)
    return mine, Q(to_person=person) | Q(to_unit__in=units)


def _of_unit(unit: int) -> tuple[Q, Q]:
    return Q(pk__in=Assignment.objects.filter(unit=unit).values("task_id")), Q(to_unit=unit)


def _url(task_id: int) -> str:
    return reverse("plans:task", args=[task_id])
