"""Anybody does anything with any task, for weeks: what is refused is refused in words, and the counts are always those of the tasks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.plans.actions import (
    asking,
    assigning,
    carrying,
    changing,
    confirming,
    directing,
    extending,
    receiving,
)
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Assignment, Extension, Grade, Plan, Question, State, Task, Urgency
from dieuhanh.kernel.units.models import Unit

from .acting import GIVEN, person

OFFICE, OTHERS = ["chanhvanphong", "tonghop", "chutich"], ["phochutich.dothi", "kythuat", "yte.truong"]
OF_UNIT = {
    "accept",
    "accept all",
    "refuse",
    "progress",
    "done",
    "agree",
    "return",
    "review",
    "ask",
    "ask part",
    "answer",
}
Step = Callable[["Walk"], object]


class Walk:
    """The dice, the person and the task of one step."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.by: By = By(channel="system")
        self.task: Task = Task.objects.all()[0]

    def turn(self, what: str) -> None:
        """Mostly somebody who may: of the unit that leads the task, or of the office."""
        self.task = self.one(Task)
        own = Holding.objects.filter(post__unit=self.task.lead_id or 0, person__user__isnull=False)
        names = [*own.order_by("pk").values_list("person__user__username", flat=True)]
        right = names if what in OF_UNIT and names else OFFICE
        name = self.dice.choice(right if self.dice.random() < 0.8 else [*names, *OTHERS])
        self.by = viewer_for(name, today()).by()

    def one(self, model: type[Any]) -> Any:
        return self.dice.choice(list(model._base_manager.order_by("pk")))

    def unit(self) -> Unit:
        leads = Task.objects.exclude(lead=None).order_by("lead_id").values_list("lead_id", flat=True).distinct()
        return Unit.objects.get(pk=self.dice.choice(list(leads)))

    def day(self) -> date:
        return today() + timedelta(days=self.dice.randint(-5, 40))

    def words(self) -> str:
        return self.dice.choice(["Đang làm", "Đã xong", "Theo công văn số 12", "Đã hẹn lại", "Thiếu kinh phí", ""])


def of_row(model: type[Any], act: Callable[[Walk, Any], object]) -> Step:
    """A step on a row that may not be there yet."""

    def step(walk: Walk) -> object:
        if not model._base_manager.exists():
            raise Invalid("chưa có")
        return act(walk, walk.one(model))

    return step


STEPS: dict[str, Step] = {
    "accept": lambda w: receiving.accept_task(w.by, task=w.task),
    "accept all": lambda w: receiving.accept_tasks(
        w.by, tasks=list(Task.objects.filter(lead=w.task.lead_id, state=State.ISSUED))
    ),
    "refuse": lambda w: receiving.refuse_task(w.by, task=w.task, reason=w.words()),
    "lapse": lambda w: receiving.lapse_unanswered(By(channel="system")),
    "progress": lambda w: carrying.report_progress(
        w.by, task=w.task, percent=w.dice.choice([None, 10, 50, 100, 140]), words=w.words(), source=w.words()
    ),
    "done": lambda w: carrying.report_done(
        w.by, task=w.task, words="Xong", result=carrying.Result(symbol=w.words()), source=w.words()
    ),
    "agree": lambda w: carrying.agree_report(w.by, task=w.task),
    "return": lambda w: carrying.return_report(w.by, task=w.task, reason=w.words()),
    "review": lambda w: carrying.review_standing(
        w.by, task=w.task, from_day=w.day(), until_day=w.day(), grade=Grade.GOOD, words=w.words()
    ),
    "confirm": lambda w: confirming.confirm_done(w.by, task=w.task),
    "reopen": lambda w: confirming.reopen_task(w.by, task=w.task, reason=w.words()),
    "ask": lambda w: extending.ask_extension(w.by, task=w.task, until=w.day(), reason=w.words(), source=w.words()),
    "decide": of_row(
        Extension,
        lambda w, row: extending.decide_extension(
            w.by, extension=row, grant=w.dice.random() < 0.7, until=w.dice.choice([None, w.day()]), answer=w.words()
        ),
    ),
    "take back": of_row(Extension, lambda w, row: extending.take_back_extension(w.by, extension=row)),
    "direct": lambda w: asking.direct(w.by, task=w.task, words=w.words(), due=w.day()),
    "ask part": lambda w: asking.ask_part(w.by, task=w.task, words=w.words(), due=w.day(), to=w.unit()),
    "answer": of_row(Question, lambda w, row: asking.answer_question(w.by, question=row, answer=w.words())),
    "assign": of_row(
        Assignment,
        lambda w, row: assigning.assign_officer(w.by, assignment=row, officer=person("phuong.hadinh.canbo")),
    ),
    "words": lambda w: changing.correct_words(w.by, task=w.task, title=w.words(), reason=w.words()),
    "units": lambda w: changing.change_units(w.by, task=w.task, lead=w.unit(), coop=[w.unit()], reason=w.words()),
    "due": lambda w: changing.change_due(w.by, task=w.task, until=w.day(), reason=w.words()),
    "urgency": lambda w: changing.set_urgency(w.by, task=w.task, urgency=Urgency.URGENT),
    "pause": lambda w: changing.pause_task(
        w.by, task=w.task, body="Sở Xây dựng", letter="CV 12", since=today() - timedelta(days=1)
    ),
    "resume": lambda w: changing.resume_task(w.by, task=w.task),
    "again": lambda w: changing.give_again(w.by, task=w.task, reason=w.words()),
    "recall": lambda w: changing.recall_task(w.by, task=w.task, reason=w.words()),
    "cancel": lambda w: changing.cancel_task(w.by, task=w.task, document=w.dice.choice(["", "QĐ 7"]), reason="hết"),
    "merge": lambda w: changing.merge_task(w.by, task=w.task, heir=w.one(Task), reason=w.words()),
    "split": lambda w: changing.split_task(
        w.by,
        task=w.task,
        portions=[
            changing.Portion(f"Phần {n}", w.unit(), w.dice.choice([None, w.day()]), w.dice.randint(1, 3))
            for n in (1, 2)
        ],
        reason=w.words(),
    ),
    "give": lambda w: directing.give_task(
        w.by,
        new=directing.NewTask("Việc mới", [w.unit() for _ in range(w.dice.randint(1, 3))], last_day=w.day()),
        words=w.words(),
    ),
}
OFTEN = {"progress": 4, "done": 5, "agree": 3, "confirm": 5, "accept": 3, "decide": 3, "cancel": 0.4, "merge": 0.5}


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_those_of_the_tasks_after_every_act(plan: Plan, seed: int) -> None:
    walk, day, done, refused = Walk(seed), GIVEN, Counter[str](), 0
    for step in range(300):
        day += timedelta(days=step % 5 == 4)
        with pinned(day):
            what = walk.dice.choices(list(STEPS), [OFTEN.get(name, 1) for name in STEPS])[0]
            walk.turn(what)
            try:
                STEPS[what](walk)
                done[what] += 1
            except ActionError:
                refused += 1
        assert kept() == counted(), (step, what)
    assert min(sum(done.values()), refused) > 40, done
    assert done["confirm"], done
