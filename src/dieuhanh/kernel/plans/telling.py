"""Acts on tasks tell those concerned, inside the act: never who acts, each person once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from dieuhanh.foundation.calendar import due_day
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.notices.telling import Saying, tell_each
from dieuhanh.kernel.plans.audience import Audience
from dieuhanh.kernel.plans.models import Plan, Role, Task, Urgency
from dieuhanh.kernel.plans.told import GIVEN, TOLD, To
from dieuhanh.kernel.units.queries import names_on

NO_LONGER_SEEN = ("no_longer", "recalled")  # the task has left the sight of who is told
LONGEST = 120  # letters of a title


def say(what: str, *tasks: Task, people: Iterable[int | None] = (), to: Iterable[To] = (), **words: str) -> None:
    """Tell what happened to these tasks, by the table; `people` and the groups `to` beside the table's."""
    told, audience = TOLD[what], Audience(tasks)
    named = {pk for pk in people if pk}
    sayings = []
    for task in tasks:
        title = told.words.format(task=named_task(task), due=_due(task), **words)
        concerned = audience.of(task, (*told.to, *to)) | named
        sayings += [_of_task(pk, task, told.kind, what, title) for pk in sorted(concerned)]
    _tell(sayings)


def say_to_unit(what: str, task: Task, unit_ids: Iterable[int], **words: str) -> None:
    """To the heads of units, and whoever takes the task's area there."""
    units = set(unit_ids)
    if not units:
        return
    found = Audience([task], units).answerable
    people = frozenset().union(*(found.heads(unit) | found.handlers(unit, task.area_id) for unit in units))
    title = TOLD[what].words.format(task=named_task(task), due=_due(task), **words)
    _tell([_of_task(pk, task, TOLD[what].kind, what, title) for pk in sorted(people)])


def say_person(what: str, person: Person, **words: str) -> None:
    """What is about no task in particular."""
    title, key = TOLD[what].words.format(**words), f"{what}:{current().act.pk}"
    _tell([Saying(person.pk, TOLD[what].kind, title, reverse("plans:tasks"), key)])


@dataclass(slots=True)
class _Share:
    """What one person is given at one unit."""

    led: list[Task] = field(default_factory=list)
    helped: list[Task] = field(default_factory=list)


def say_given(tasks: Sequence[Task]) -> None:
    """New tasks: one notice a person and unit, whatever their number, and one of its own for each that is urgent."""
    audience = Audience(tasks)
    shares: dict[tuple[int, int], _Share] = defaultdict(_Share)
    for task in tasks:
        for row in audience.assignments[task.pk]:
            for person in audience.in_unit(task, row):
                share = shares[person, row.unit_id]
                (share.led if row.role == Role.LEAD else share.helped).append(task)
        for person in audience.answerable.holders(task.owner_post_id):
            shares[person, task.lead_id or 0].led.append(task)
    units = names_on(today(), {unit for _, unit in shares})
    short = {pk: name.short_name or name.name for pk, name in units.items()}
    plans = Plan.objects.select_related("document").in_bulk({task.plan_id for task in tasks})
    _tell([s for key, share in sorted(shares.items()) for s in _of_share(key, share, short.get(key[1], ""), plans)])


def _of_share(key: tuple[int, int], share: _Share, unit: str, plans: dict[int, Plan]) -> list[Saying]:
    """`Sayings` of the urgent ones and of a single one by themselves, of the others together."""
    person, unit_id = key
    led, helped = _once(share.led), [task for task in _once(share.helped) if task not in share.led]
    alone = (
        [t for t in (*led, *helped) if t.urgency >= Urgency.URGENT] if len(led) + len(helped) > 1 else [*led, *helped]
    )
    found = []
    for task in alone:
        what = "given" if task in led else "helps"
        title = TOLD[what].words.format(task=named_task(task), due=_due(task))
        found.append(_of_task(person, task, GIVEN, f"given:{unit_id}", title))
    led, helped = [t for t in led if t not in alone], [t for t in helped if t not in alone]
    if not led and not helped:
        return found
    of = {task.plan_id for task in (*led, *helped)}
    title = _count(len(led), len(helped), unit, plans[min(of)].symbol if len(of) == 1 else "")
    asked = {"unit": unit_id} | ({"plan": min(of)} if len(of) == 1 else {})
    url = f"{reverse('plans:tasks')}?{urlencode(asked)}"
    return [*found, Saying(person, GIVEN, title, url, f"given:{unit_id}:{current().act.pk}")]


def _count(led: int, helped: int, unit: str, symbol: str) -> str:
    parts = [f"chủ trì {led}"] * bool(led) + [f"phối hợp {helped}"] * bool(helped)
    ground = f" theo {symbol}" if symbol else ""
    return f"{led + helped} nhiệm vụ mới{ground} ({unit}: {', '.join(parts)})"


def _once(tasks: list[Task]) -> list[Task]:
    return list(dict.fromkeys(tasks))


def _of_task(person: int, task: Task, kind: str, what: str, title: str) -> Saying:
    """Its key names the act: what happens to a task twice on one day is told twice."""
    key = f"{what}:{task.pk}:{current().act.pk}"
    url = reverse("plans:tasks") if what in NO_LONGER_SEEN else reverse("plans:task", args=[task.pk])
    return Saying(person, kind, title, url, key, task.urgency >= Urgency.URGENT)


def _tell(sayings: Sequence[Saying]) -> None:
    actor = current().act.actor_id
    tell_each([saying for saying in sayings if saying.person != actor])


def named_task(task: Task) -> str:
    title = task.title if len(task.title) <= LONGEST else f"{task.title[:LONGEST]}…"
    return f"{task.code} {title}"


def _due(task: Task) -> str:
    return f", thời hạn {last_day_of(task.due_at)}" if task.due_at else ""


def last_day_of(due: datetime | date) -> str:
    return format_day(due_day(due) if isinstance(due, datetime) else due)
