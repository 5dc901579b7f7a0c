"""What becomes of each task in the quarter, thrown by dice of the task's own code: in time, late, more time asked for, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils.timezone import localdate

from dieuhanh.demo.quarter import words
from dieuhanh.demo.quarter.cast import Cast
from dieuhanh.demo.quarter.days import ISSUED, SEED, after
from dieuhanh.demo.quarter.doing import Doing
from dieuhanh.kernel.plans.models import Grade, Kind, Plan, Role, Task

OCTOBER, NOVEMBER, DECEMBER = date(2021, 10, 1), date(2021, 11, 1), date(2021, 12, 1)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing somebody does on a day; `order` puts the steps of a day into one order, always the same."""

    day: date
    order: str
    act: Callable[[], object] = field(compare=False)


def of(plan: Plan, cast: Cast) -> list[Step]:
    """All steps of the plan's tasks to the end of the year, in order."""
    rows = plan.tasks.order_by("pk").prefetch_related("assignments")
    parts: dict[int, list[Task]] = {}
    for row in rows:
        parts.setdefault(row.parent_id or 0, []).append(row)
    doing = Doing(cast)
    steps = [*_receiving(doing)]
    for task in parts[0]:
        told = _Fate(task, doing, Random(f"{SEED} {task.code}"))
        if task.kind == Kind.STANDING:
            steps += told.standing()
        elif task.lead_id is None:
            steps += told.whole(parts.get(task.pk, []))
        else:
            steps += told.single()
    return sorted(steps)


def _receiving(doing: Doing) -> Iterator[Step]:
    """Most heads receive within three working days; some forget, and silence counts."""
    for unit_id, head in sorted(doing.cast.heads.items(), key=lambda pair: pair[1]):
        dice = Random(f"{SEED} {head}")
        if dice.random() < 0.75:
            day = after(ISSUED, dice.randint(1, 3))
            yield Step(day, f"2 {head}", lambda head=head, unit_id=unit_id: doing.accept(head, unit_id))  # type: ignore[misc]  # bound at once


@dataclass(slots=True)
class _Fate:
    """The steps of one task."""

    task: Task
    doing: Doing
    dice: Random

    def _step(self, day: date, order: int, act: Callable[..., object], *args: object) -> Step:
        return Step(day, f"{order} {self.task.code}", lambda: act(*args))

    @property
    def _last_day(self) -> date | None:
        return localdate(self.task.due_at) - timedelta(days=1) if self.task.due_at else None

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share

    def standing(self) -> Iterator[Step]:
        for first, until in ((OCTOBER, NOVEMBER), (NOVEMBER, DECEMBER)):
            if self.task.lead_id and self._chance(0.5):
                grade, said = self.dice.choice(words.REVIEWS)
                day = after(until, self.dice.randint(0, 3))
                yield self._step(day, 5, self.doing.review, self.task.pk, first, until, Grade(grade), said)

    def whole(self, parts: list[Task]) -> Iterator[Step]:
        """Wards report their parts; the office confirms them in one press."""
        last = self._last_day
        if last is None:
            return
        all_of_them, slow = self._chance(0.4), self._chance(0.3)
        told = parts if all_of_them else self.dice.sample(parts, 2)
        for part in told:
            day = after(last, -self.dice.randint(0, 6))
            if part is told[0] and slow:
                day = after(last, 2)
            officer = self._chance(0.1)
            symbol = self._symbol(part) if self._chance(0.8) else ""
            said = self.dice.choice(words.DONE)
            yield Step(day, f"6 {part.code}", _bind(self.doing.done, part.pk, said, symbol, officer))
            if officer:
                yield Step(after(day, 1), f"7 {part.code}", _bind(self.doing.agree, part.pk))
        for count in (1, 4):
            yield self._step(after(last, count), 8, self.doing.confirm_parts, self.task.pk)

    def single(self) -> Iterator[Step]:
        last = self._last_day or after(ISSUED, self.dice.randint(20, 55))
        officer = self.task.lead_id in self.doing.cast.officers and self._chance(0.35)
        if officer and self.task.lead_id in self.doing.cast.heads:
            yield self._step(after(ISSUED, 4), 3, self.doing.assign, self.task.pk)
        if self.task.lead_id in self.doing.cast.heads and self._chance(0.02):
            yield from self._sent_back()
        finish, troubled = self._finish(last), False
        if self.task.due_at and finish > last:
            troubled = True
            yield from self._trouble(last)
            finish = self._after_more_time(last, finish)
        yield from self._on_the_way(min(finish, last), troubled)
        yield from self._ended(finish, officer)

    def _finish(self, last: date) -> date:
        """The day of the report: long before, about the last day, some days late, or much later."""
        fate = self.dice.random()
        if fate < 0.30:
            return max(after(last, -self.dice.randint(8, 32)), after(ISSUED, self.dice.randint(5, 12)))
        if fate < 0.64:
            return after(last, -self.dice.randint(0, 4))
        if fate < 0.80:
            return after(last, self.dice.randint(1, 5))
        return after(last, self.dice.randint(26, 45))

    def _sent_back(self) -> Iterator[Step]:
        pk, cast = self.task.pk, self.doing.cast
        unit = self.task.lead_id or 0
        yield self._step(after(ISSUED, 1), 1, self.doing.refuse, pk, self.dice.choice(words.SENT_BACK))
        yield self._step(after(ISSUED, 3), 3, self.doing.give_again, pk)
        yield self._step(after(ISSUED, 4), 2, self.doing.accept, cast.heads[unit], unit)

    def _trouble(self, last: date) -> Iterator[Step]:
        """A leader asks why; most units answer."""
        if self._chance(0.4):
            day = after(last, self.dice.choice([-2, 1, 2]))
            yield self._step(day, 4, self.doing.direct, self.task.pk, self.dice.choice(words.LINES))
            if self._chance(0.6):
                said = self.dice.choice(words.ANSWERS)
                yield self._step(after(day, 2), 4, self.doing.answer, self.task.pk, said)

    def _asks(self) -> bool:
        return bool(self.task.due_at) and Random(f"{SEED} gia hạn {self.task.code}").random() < 0.4

    def _after_more_time(self, last: date, finish: date) -> date:
        """With more time the work ends within it."""
        return after(last, self._more) if self._asks() and self._granted else finish

    @property
    def _more(self) -> int:
        return 8 + len(self.task.title) % 5

    @property
    def _granted(self) -> bool:
        return self.task.ordinal % 3 > 0

    def _on_the_way(self, end: date, troubled: bool) -> Iterator[Step]:
        pk, start = self.task.pk, after(ISSUED, 4)
        if self._chance(0.2) and end > start:
            day = after(start + (end - start) * self.dice.choice([1, 2]) // 3, 0)
            percent = self.dice.choice([20, 30, 40, 50, 60, 75])
            said = self.dice.choice(words.PROGRESS)
            yield self._step(max(day, start), 4, self.doing.progress, pk, percent, said, False)
        coop = [row.unit_id for row in self.task.assignments.all() if row.role == Role.COOP]
        coop = [unit for unit in coop if unit in self.doing.cast.heads]
        if coop and self._chance(0.12):
            day = after(start, self.dice.randint(1, 25))
            yield self._step(day, 4, self.doing.ask_part, pk, coop[0])
            if self._chance(0.6):
                yield self._step(after(day, 3), 4, self.doing.answer_part, pk)
        if troubled and self._asks() and self._last_day:
            last = self._last_day
            reason = self.dice.choice(words.EXTENSION)
            yield self._step(after(last, -3), 4, self.doing.ask_time, pk, after(last, self._more), reason)
            yield self._step(after(last, -1), 5, self.doing.decide, pk, self._granted)

    def _ended(self, finish: date, officer: bool) -> Iterator[Step]:
        """Reported, agreed where an officer wrote it, confirmed; now and then opened again first."""
        pk, symbol = self.task.pk, self._symbol(self.task) if self._chance(0.85) else ""
        again = self._chance(0.12)
        for day in (finish, after(finish, 6)) if again else (finish,):
            paper = bool(symbol) and self._chance(0.06)
            said = self.dice.choice(words.DONE)
            yield self._step(day, 6, self.doing.done, pk, said, symbol, officer, paper)
            if officer:
                yield self._step(after(day, 1), 7, self.doing.agree, pk)
        if again:
            yield self._step(after(finish, 2), 8, self.doing.reopen, pk, self.dice.choice(words.REOPENED))
        confirmed = after(finish, (8 if again else 1) + self.dice.randint(0, 3))
        yield self._step(confirmed, 8, self.doing.confirm, pk)

    def _symbol(self, task: Task) -> str:
        return f"{100 + task.pk * 7 % 800}/BC (minh họa)"


def _bind(act: Callable[..., object], *args: object) -> Callable[[], object]:
    return lambda: act(*args)
