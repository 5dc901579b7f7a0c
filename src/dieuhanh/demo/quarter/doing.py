"""What people of the demo do on a day, each by an action of the product. What no longer fits the task's state is left undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dieuhanh.demo.quarter import words
from dieuhanh.demo.quarter.cast import CHAIRMAN, CHIEF, CLERK, Cast, by, person
from dieuhanh.demo.quarter.days import after
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.actions import asking, assigning, carrying, changing, confirming, extending, receiving
from dieuhanh.kernel.plans.actions.evidence import Attached, attach
from dieuhanh.kernel.plans.models import (
    Assignment,
    Decision,
    Extension,
    Grade,
    Question,
    QuestionKind,
    Role,
    State,
    Task,
)


@dataclass(frozen=True, slots=True)
class Doing:
    """The acts of one task or of one head."""

    cast: Cast

    def _writer(self, task: Task, officer: bool) -> tuple[str, str]:
        """Who writes for the unit, and the source that the office names where the unit has no account."""
        unit = task.lead_id or 0
        if officer and unit in self.cast.officers:
            return self.cast.officers[unit], ""
        return (self.cast.heads[unit], "") if unit in self.cast.heads else (CLERK, words.SOURCE)

    def accept(self, head: str, unit_id: int) -> None:
        if waiting := list(Task.objects.filter(lead=unit_id, state=State.ISSUED).order_by("pk")):
            receiving.accept_tasks(by(head), tasks=waiting)

    def refuse(self, pk: int, reason: str) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.ISSUED and task.lead_id in self.cast.heads:
            receiving.refuse_task(by(self.cast.heads[task.lead_id]), task=task, reason=reason)

    def give_again(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.REFUSED:
            changing.give_again(by(CHIEF), task=task, reason=words.GIVEN_AGAIN)

    def assign(self, pk: int) -> None:
        share = Assignment.objects.get(task=pk, role=Role.LEAD)
        head, officer = self.cast.heads[share.unit_id], self.cast.officers[share.unit_id]
        assigning.assign_officer(by(head), assignment=share, officer=person(officer))

    def progress(self, pk: int, percent: int, said: str, officer: bool) -> None:
        task = Task.objects.get(pk=pk)
        if task.state in (State.ISSUED, State.RUNNING) and task.percent < percent:
            name, source = self._writer(task, officer)
            carrying.report_progress(by(name), task=task, percent=percent, words=said, source=source)

    def done(self, pk: int, said: str, symbol: str, officer: bool, paper: bool = False) -> None:
        """Leaders' lines are answered first."""
        task = Task.objects.get(pk=pk)
        if task.state not in (State.ISSUED, State.RUNNING):
            return
        name, source = self._writer(task, officer)
        self.answer(pk, words.ANSWERS[1])
        result = (
            carrying.Result(symbol=symbol, day=today()) if symbol else carrying.Result(no_document=words.NO_DOCUMENT)
        )
        report = carrying.report_done(by(name), task=task, words=said, result=result, source=source)
        if paper:
            text = f"VĂN BẢN MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\n{symbol}\nKết quả: {task.title}\n{said}\n"
            attach(by(name), report=report, files=[Attached(text.encode(), "bao-cao-minh-hoa.txt")])

    def agree(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.SUBMITTED and task.lead_id:
            carrying.agree_report(by(self.cast.heads[task.lead_id]), task=task)

    def hand_back(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.SUBMITTED and task.lead_id:
            carrying.return_report(by(self.cast.heads[task.lead_id]), task=task, reason=words.HANDED_BACK)

    def confirm(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.REPORTED:
            confirming.confirm_done(by(CHIEF), task=task)

    def confirm_parts(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if parts := list(task.parts.filter(state=State.REPORTED).values_list("pk", flat=True)):
            confirming.confirm_parts(by(CHIEF), task=task, parts=parts)

    def reopen(self, pk: int, reason: str) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.REPORTED:
            confirming.reopen_task(by(CHIEF), task=task, reason=reason)

    def ask_time(self, pk: int, until: date, reason: str) -> None:
        task = Task.objects.get(pk=pk)
        if task.state in (State.ISSUED, State.RUNNING):
            name, source = self._writer(task, officer=False)
            extending.ask_extension(by(name), task=task, until=until, reason=reason, source=source)

    def decide(self, pk: int, grant: bool) -> None:
        for asked in Extension.objects.filter(task=pk, decision=Decision.WAITING):
            name = CHAIRMAN if asked.higher else CHIEF
            if grant or asked.person_id != person(name).pk:
                answer = words.GRANTED if grant else words.REFUSED
                extending.decide_extension(by(name), extension=asked, grant=grant, answer=answer)

    def direct(self, pk: int, said: str) -> None:
        task = Task.objects.get(pk=pk)
        if task.state in (State.ISSUED, State.RUNNING) and task.lead_id in self.cast.heads:
            asking.direct(by(self.cast.leader(task.area_id)), task=task, words=said, due=after(today(), 3))

    def answer(self, pk: int, said: str) -> None:
        """What leaders have asked of the unit on the task."""
        for asked in Question.objects.filter(task=pk, kind=QuestionKind.DIRECTION, answered_on=None):
            if asked.to_unit_id in self.cast.heads:
                asking.answer_question(by(self.cast.heads[asked.to_unit_id]), question=asked, answer=said)

    def ask_part(self, pk: int, unit_id: int) -> None:
        task = Task.objects.select_related("lead").get(pk=pk)
        unit = Assignment.objects.select_related("unit").get(task=pk, unit=unit_id).unit
        if task.state in (State.ISSUED, State.RUNNING) and task.lead_id in self.cast.heads:
            name = self.cast.heads[task.lead_id]
            asking.ask_part(by(name), task=task, words=words.PART_ASKED, due=after(today(), 5), to=unit)

    def answer_part(self, pk: int) -> None:
        for asked in Question.objects.filter(task=pk, kind=QuestionKind.PART, answered_on=None):
            if asked.to_unit_id in self.cast.heads:
                name = self.cast.heads[asked.to_unit_id]
                asking.answer_question(by(name), question=asked, answer=words.PART_ANSWERED)

    def review(self, pk: int, from_day: date, until_day: date, grade: Grade, said: str) -> None:
        task = Task.objects.get(pk=pk)
        if task.lead_id in self.cast.heads:
            name = self.cast.heads[task.lead_id]
            carrying.review_standing(
                by(name), task=task, from_day=from_day, until_day=until_day, grade=grade, words=said
            )

    def pause(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state in (State.ISSUED, State.RUNNING):
            changing.pause_task(by(CHIEF), task=task, body=words.PAUSED_FOR, letter=words.PAUSE_LETTER, since=today())

    def resume(self, pk: int) -> None:
        task = Task.objects.get(pk=pk)
        if task.state == State.PAUSED:
            changing.resume_task(by(CHIEF), task=task)
