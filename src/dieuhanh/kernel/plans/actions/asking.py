"""Questions on a task: a leader's line, a difficulty, the lead asking another unit for its part. Each has one who must answer, and a day."""

from __future__ import annotations

from datetime import date

from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.access.rights import Viewer, acting
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.receiving import held
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.days import refuse_past
from dieuhanh.kernel.plans.models import TAKEN_OUT, Assignment, Phase, Question, QuestionKind, Role, State, Task
from dieuhanh.kernel.plans.telling import last_day_of, say, say_to_unit
from dieuhanh.kernel.units.models import Unit


@action("plans.direct", may="direct_task", on="task")
def direct(by: By, *, task: Task, words: str, due: date) -> Question:
    """Ý kiến chỉ đạo: stands first on the lead's desk; the task is not reported done before it is answered. What several units do: each
    answers at its own part. Returns the first."""
    if task.lead_id is not None:
        return _ask(by, task, QuestionKind.DIRECTION, words, due, to_unit=task.lead_id)
    parts = list(task.parts.filter(phase__in=[Phase.OPEN, Phase.PAUSED], lead__isnull=False).order_by("pk"))
    if not parts:
        raise Invalid("không còn đơn vị nào đang thực hiện nhiệm vụ này")
    asked = [_ask(by, part, QuestionKind.DIRECTION, words, due, to_unit=part.lead_id) for part in parts]
    return asked[0]


@action("plans.ask_difficulty", may="ask_question", on="task")
def ask_difficulty(by: By, *, task: Task, words: str, due: date, to: Person) -> Question:
    """Xin ý kiến: to a person who must answer by a day."""
    if not Holding.objects.valid_on(today()).filter(person=to).exists():
        raise Invalid(f"{to.name} hiện không giữ chức vụ nào; hãy chọn người khác", "to")
    if not Viewer(to, today()).can("answer_question"):
        raise Invalid(f"chức vụ của {to.name} không trả lời được ý kiến này; hãy chọn người khác", "to")
    return _ask(by, task, QuestionKind.DIFFICULTY, words, due, to_person=to)


@action("plans.ask_part", may="ask_question", on="task")
def ask_part(by: By, *, task: Task, words: str, due: date, to: Unit) -> Question:
    """The lead asks a unit that cooperates for its part."""
    if not Assignment.objects.filter(task=task, unit=to, role=Role.COOP).exists():
        raise Invalid("chỉ hỏi được đơn vị phối hợp của nhiệm vụ này", "to")
    return _ask(by, task, QuestionKind.PART, words, due, to_unit=to.pk)


def _ask(
    by: By,
    task: Task,
    kind: QuestionKind,
    words: str,
    due: date,
    to_unit: int | None = None,
    to_person: Person | None = None,
) -> Question:
    task = held(task, *(state for state in State if state not in (State.DRAFT, State.DONE, *TAKEN_OUT)))
    said(words, "hãy ghi nội dung", "words")
    refuse_past(due, today(), "due")
    _tell_asked(task, kind, due, to_unit, to_person)
    person = acting(by).person
    return create(
        Question(
            task=task,
            kind=kind,
            from_unit_id=None if kind == QuestionKind.DIRECTION else task.lead_id,
            person=person,
            to_unit_id=to_unit,
            to_person=to_person,
            asked_on=today(),
            due_day=due,
            words=words.strip(),
        )
    )


def _tell_asked(task: Task, kind: QuestionKind, due: date, to_unit: int | None, to_person: Person | None) -> None:
    day = last_day_of(due)
    if kind == QuestionKind.DIRECTION:
        say("directed", task, day=day)
    elif to_person is not None:
        say("asked", task, people=[to_person.pk], day=day)
    elif to_unit is not None:
        say_to_unit("asked_part", task, [to_unit], day=day)


@action("plans.answer_question", may="answer_question")
def answer_question(by: By, *, question: Question, answer: str) -> Question:
    """By the person asked, or by people of the unit asked."""
    if question.answered_on is not None:
        raise Invalid(f"câu hỏi này đã được trả lời ngày {question.answered_on:%d/%m/%Y}")
    viewer = acting(by)
    if not is_asked(question, by.actor, viewer.scope("see_inside").units):
        raise NotAllowed("câu hỏi này không gửi cho bạn hoặc đơn vị của bạn")
    said(answer, "hãy ghi nội dung", "answer")
    say("answered", question.task, people=[question.person_id])
    return change(question, answer=answer.strip(), answered_by=viewer.person, answered_on=today())


def is_asked(question: Question, person_id: int | None, unit_ids: frozenset[int]) -> bool:
    if question.to_person_id is not None:
        return question.to_person_id == person_id
    return question.to_unit_id in unit_ids
