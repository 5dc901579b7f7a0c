"""Acts on tasks tell those concerned, inside the act: never who acts, each person once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from dieuhanh.foundation.calendar import due_day
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.notices.telling import Saying, tell_each
from dieuhanh.kernel.plans.answerable import Answerable
from dieuhanh.kernel.plans.audience import Audience
from dieuhanh.kernel.plans.models import Plan, Role, Task, Urgency
from dieuhanh.kernel.plans.told import GIVEN, TOLD, To
from dieuhanh.kernel.units.queries import names_on

NO_LONGER_SEEN = ("no_longer", "recalled")  # the task has left the sight of who is told
LONGEST = 120  # letters of a title
CODES = 6  # named in one notice


def say(what: str, *tasks: Task, people: Iterable[int | None] = (), to: Iterable[To] = (), **words: str) -> None:
    """Tell what happened to these tasks, by the table; `people` and the groups `to` beside the table's."""
    told, audience = TOLD[what], Audience(tasks)
    named = {pk for pk in people if pk}
    sayings = []
    for task in tasks:
        title = told.words.format(task=named_task(task), due=_due(task), **words)
        concerned = audience.of(task, (*told.to, *to)) | named
        found = [_of_task(pk, task, told.kind, what, title) for pk in sorted(concerned)]
        sayings += [replace(s, key=f"{what}:{task.pk}", urgent=False) if told.once_a_day else s for s in found]
    _tell(sayings)


def say_received(tasks: Sequence[Task]) -> None:
    """One line a person, however many tasks were received in one press."""
    audience = Audience(tasks)
    shares: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        for person in audience.of(task, TOLD["received"].to):
            shares[person].append(task)
    names = names_on(today(), {task.lead_id for task in tasks if task.lead_id})
    short = {pk: name.short_name or name.name for pk, name in names.items()}
    _tell([_received(person, found, short) for person, found in sorted(shares.items())])


def _received(person: int, tasks: Sequence[Task], short: Mapping[int, str]) -> Saying:
    if len(tasks) == 1:
        title = TOLD["received"].words.format(task=named_task(tasks[0]))
        return _of_task(person, tasks[0], GIVEN, "received", title)
    units = sorted({task.lead_id for task in tasks if task.lead_id})
    unit = ", ".join(short[pk] for pk in units if pk in short)
    title = TOLD["received_many"].words.format(unit=unit, n=len(tasks), codes=codes_of(tasks))
    return Saying(person, GIVEN, title, led_by(units), f"received:{current().act.pk}")


def say_lapsed(counts: Mapping[int, int]) -> None:
    """To the heads of the units, once a day, how many of their tasks nobody answered; of units without a head to the office."""
    answerable = Answerable(today(), list(counts))
    shares: dict[int, list[int]] = defaultdict(list)
    for unit in sorted(counts):
        for person in answerable.heads(unit):
            shares[person].append(unit)
    names = names_on(today(), set(counts))
    sayings = []
    for person, units in sorted(shares.items()):
        of = f" ({names[units[0]].name})" if len(units) == 1 and units[0] in names else ""
        title = TOLD["lapsed"].words.format(n=sum(counts[unit] for unit in units), unit=of)
        sayings.append(Saying(person, GIVEN, title, led_by(units), "lapsed"))
    _tell(sayings)


def led_by(units: Sequence[int]) -> str:
    """The list of what a unit leads; the whole list where there are several."""
    asked = f"?{urlencode({'unit': units[0], 'role': 'lead'})}" if len(units) == 1 else ""
    return f"{reverse('plans:tasks')}{asked}"


def codes_of(tasks: Sequence[Task]) -> str:
    return ", ".join(task.code for task in tasks[:CODES]) + ("…" if len(tasks) > CODES else "")


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
