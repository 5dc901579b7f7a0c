"""Questions on a task: a leader's line, a difficulty, the lead asking another unit for its part; and their answers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.asking import answer_question, ask_difficulty, ask_part, direct
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import DayField, OneField, WordsField
from dieuhanh.kernel.plans.models import TAKEN_OUT, Question, Role, State
from dieuhanh.kernel.units.models import Unit

ASKABLE = tuple(state for state in State if state not in {State.DRAFT, State.DONE, *TAKEN_OUT})


class Direct(ActionForm):
    key, label, group, capability = "direct", gettext_lazy("Cho ý kiến chỉ đạo"), "talk", "direct_task"
    states = ASKABLE
    explain = gettext_lazy("Đứng đầu bàn làm việc của đơn vị; chưa trả lời thì chưa báo cáo hoàn thành được.")
    words = WordsField(gettext_lazy("Ý kiến chỉ đạo"))
    due = DayField(gettext_lazy("Trả lời chậm nhất ngày"))

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and (around.task.lead_id is not None or around.has_parts)

    @property
    def facts(self) -> list[tuple[str, str]]:
        shared = self.task.lead_id is None
        return [(_("Gửi đến"), _("từng đơn vị đang thực hiện; mỗi đơn vị trả lời ở phần của mình"))] if shared else []

    def act(self, by: By, said: dict[str, Any]) -> object:
        return direct(by, task=self.task, words=said["words"], due=said["due"])


class AskDifficulty(ActionForm):
    key, label, group, capability = "ask", gettext_lazy("Xin ý kiến"), "talk", "ask_question"
    states = ASKABLE
    to = OneField(gettext_lazy("Người trả lời"))
    words = WordsField(gettext_lazy("Khó khăn, vướng mắc"))
    due = DayField(gettext_lazy("Cần trả lời trước khi hết ngày"))

    def prepare(self) -> None:
        others = {pk: name for pk, name in self.around.concerned.items() if pk != self.around.person}
        self.offer("to", others)

    def act(self, by: By, said: dict[str, Any]) -> object:
        if said["to"] is None:
            raise Invalid("hãy chọn người trả lời", "to")
        person = Person.objects.get(pk=said["to"])
        return ask_difficulty(by, task=self.task, words=said["words"], due=said["due"], to=person)


class AskPart(ActionForm):
    key, label, group, capability = "ask-part", gettext_lazy("Đề nghị phối hợp"), "talk", "ask_question"
    states = ASKABLE
    to = OneField(gettext_lazy("Đơn vị phối hợp"))
    words = WordsField(gettext_lazy("Nội dung đề nghị"))
    due = DayField(gettext_lazy("Cần trước khi hết ngày"))

    def prepare(self) -> None:
        coop = {row.unit_id for row in self.around.assignments if row.role == Role.COOP}
        names = {pk: name for pk, name in self.around.names.items() if pk in coop}
        self.offer("to", names)

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.leads

    @classmethod
    def why_not(cls, around: Around) -> str:
        coop = any(row.role == Role.COOP for row in around.assignments)
        return "" if coop else _("nhiệm vụ này không có đơn vị phối hợp")

    def act(self, by: By, said: dict[str, Any]) -> object:
        if said["to"] is None:
            raise Invalid("hãy chọn đơn vị phối hợp", "to")
        unit = Unit.objects.get(pk=said["to"])
        return ask_part(by, task=self.task, words=said["words"], due=said["due"], to=unit)


class Answer(ActionForm):
    """`about`: the question; without it the first that the viewer may answer."""

    key, label, group, capability = "answer", gettext_lazy("Trả lời"), "talk", "answer_question"
    answer = WordsField(gettext_lazy("Nội dung trả lời"))

    @cached_property
    def question(self) -> Question | None:
        """What is being answered, for the page to show above the field."""
        wanted = self.about_key or self.about_of(self.around)
        return Question.objects.filter(task=self.task, pk=wanted).select_related("person").first()

    @classmethod
    def may(cls, around: Around) -> bool:
        return around.viewer.can(cls.capability)

    @classmethod
    def fits(cls, around: Around) -> bool:
        return bool(around.asked)

    @classmethod
    def about_of(cls, around: Around) -> int:
        return around.asked[0].pk if around.asked else 0

    def act(self, by: By, said: dict[str, Any]) -> object:
        question = self.question
        if question is None:
            raise Invalid("không còn câu hỏi nào chờ bạn trả lời ở nhiệm vụ này")
        return answer_question(by, question=question, answer=said["answer"])


FORMS = (Answer, AskDifficulty, AskPart, Direct)
