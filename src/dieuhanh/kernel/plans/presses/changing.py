"""What the office corrects in a task that was given, each with its reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.changing import (
    GIVEN,
    cancel_task,
    change_due,
    change_units,
    correct_words,
    give_again,
    merge_task,
    pause_task,
    recall_task,
    resume_task,
    set_urgency,
)
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import IN, DayField, LineField, ManyField, OneField, WordsField
from dieuhanh.kernel.plans.models import WORKED_ON, Role, State, Task, Urgency
from dieuhanh.kernel.plans.queries import tasks_visible_to
from dieuhanh.kernel.units.models import Unit


class _Change(ActionForm):
    group, capability = "change", "change_task"
    states: ClassVar[tuple[State, ...]] = GIVEN


class CorrectWords(_Change):
    key, label = "correct", gettext_lazy("Đính chính nội dung")
    explain = gettext_lazy("Trích văn bản giao không đổi; nội dung cũ còn trong nhật ký.")
    title = WordsField(gettext_lazy("Nội dung nhiệm vụ"), rows=4)
    product = WordsField(gettext_lazy("Sản phẩm"), must=False, rows=2)
    reason = LineField(gettext_lazy("Lý do đính chính"))

    def prepare(self) -> None:
        self.fields["title"].initial, self.fields["product"].initial = self.task.title, self.task.product

    def act(self, by: By, said: dict[str, Any]) -> object:
        words = {"title": said["title"], "product": said["product"], "reason": said["reason"]}
        return correct_words(by, task=self.task, seen=said["seen"], **words)


class ChangeUnits(_Change):
    key, label = "units", gettext_lazy("Đổi đơn vị thực hiện")
    explain = gettext_lazy("Đơn vị chủ trì mới tiếp nhận lại từ đầu; thời hạn giữ nguyên.")
    lead = OneField(gettext_lazy("Chủ trì"))
    coop = ManyField(gettext_lazy("Phối hợp"))
    reason = LineField(gettext_lazy("Lý do điều chỉnh"))

    def prepare(self) -> None:
        rows = self.around.assignments
        self.offer("lead", self.around.names)
        self.offer("coop", self.around.names)
        self.fields["lead"].initial = self.task.lead_id
        self.fields["coop"].initial = [str(row.unit_id) for row in rows if row.role == Role.COOP]

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and (around.task.lead_id is not None or not around.has_parts)

    @classmethod
    def leading(cls, around: Around) -> bool:
        return around.task.state == State.REFUSED

    def act(self, by: By, said: dict[str, Any]) -> object:
        if said["lead"] is None:
            raise Invalid("hãy chọn đơn vị chủ trì", "lead")
        units = Unit.objects.in_bulk([said["lead"], *said["coop"]])
        coop = [units[pk] for pk in said["coop"]]
        return change_units(
            by, task=self.task, lead=units[said["lead"]], coop=coop, reason=said["reason"], seen=said["seen"]
        )


class ChangeDue(_Change):
    key, label = "due", gettext_lazy("Đổi thời hạn")
    states = (*WORKED_ON, State.REFUSED, State.PAUSED)
    explain = gettext_lazy("Thời hạn ban đầu được giữ và luôn hiện bên cạnh thời hạn mới.")
    until = DayField(gettext_lazy("Thời hạn mới, đến hết ngày"))
    reason = LineField(gettext_lazy("Lý do điều chỉnh"))

    def act(self, by: By, said: dict[str, Any]) -> object:
        return change_due(by, task=self.task, until=said["until"], reason=said["reason"], seen=said["seen"])


class SetUrgency(_Change):
    key, label = "urgency", gettext_lazy("Đặt độ khẩn")
    urgency = forms.TypedChoiceField(
        label=gettext_lazy("Độ khẩn"), choices=Urgency.choices, coerce=int, widget=forms.Select(IN)
    )

    def prepare(self) -> None:
        self.fields["urgency"].initial = self.task.urgency

    def act(self, by: By, said: dict[str, Any]) -> object:
        return set_urgency(by, task=self.task, urgency=Urgency(said["urgency"]), seen=said["seen"])


class PauseTask(_Change):
    key, label = "pause", gettext_lazy("Tạm dừng")
    states = (State.ISSUED, State.RUNNING)
    explain = gettext_lazy("Nhiệm vụ được đếm riêng trong khi chờ; thời hạn ban đầu giữ nguyên.")
    body = LineField(gettext_lazy("Chờ ý kiến của cơ quan"))
    letter = LineField(gettext_lazy("Văn bản đã gửi (số, ngày)"))
    since = DayField(gettext_lazy("Từ ngày"))

    def prepare(self) -> None:
        self.fields["since"].initial = today()

    def act(self, by: By, said: dict[str, Any]) -> object:
        return pause_task(
            by, task=self.task, body=said["body"], letter=said["letter"], since=said["since"], seen=said["seen"]
        )


class ResumeTask(_Change):
    key, label = "resume", gettext_lazy("Tiếp tục thực hiện")
    states = (State.PAUSED,)

    def act(self, by: By, said: dict[str, Any]) -> object:
        return resume_task(by, task=self.task, seen=said["seen"])


class _Reasoned(_Change):
    reason = WordsField(gettext_lazy("Lý do"))


class GiveAgain(_Reasoned):
    key, label = "give-again", gettext_lazy("Giao lại cho đơn vị cũ")
    states = (State.REFUSED,)

    def act(self, by: By, said: dict[str, Any]) -> object:
        return give_again(by, task=self.task, reason=said["reason"], seen=said["seen"])


class RecallTask(_Reasoned):
    key, label = "recall", gettext_lazy("Thu hồi vì giao nhầm")
    states = (State.ISSUED,)
    danger = True
    explain = gettext_lazy("Chỉ trong ngày giao và trước khi đơn vị tiếp nhận.")

    @classmethod
    def fits(cls, around: Around) -> bool:
        """A task of several units is under way from the start: its parts wait to be received."""
        whole = around.task.state == State.RUNNING and around.task.lead_id is None
        return super().fits(around) or (whole and around.has_parts)

    @classmethod
    def why_not(cls, around: Around) -> str:
        same_day = around.task.state_since == today()
        return "" if same_day else _("chỉ thu hồi được trong ngày giao; nay hãy hủy bằng văn bản")

    def act(self, by: By, said: dict[str, Any]) -> object:
        return recall_task(by, task=self.task, reason=said["reason"], seen=said["seen"])


class CancelTask(_Change):
    key, label = "cancel", gettext_lazy("Hủy nhiệm vụ")
    danger = True
    explain = gettext_lazy("Theo một văn bản; các phần việc chưa xong hủy cùng.")
    document = LineField(gettext_lazy("Văn bản hủy (số, ký hiệu, ngày)"))
    reason = WordsField(gettext_lazy("Lý do"))

    def act(self, by: By, said: dict[str, Any]) -> object:
        words = {"document": said["document"], "reason": said["reason"]}
        return cancel_task(by, task=self.task, seen=said["seen"], **words)


class MergeTask(_Change):
    key, label = "merge", gettext_lazy("Gộp vào nhiệm vụ khác")
    danger = True
    explain = gettext_lazy("Nhiệm vụ này dẫn đến nhiệm vụ còn lại; báo cáo và tài liệu đã có được giữ.")
    heir = LineField(gettext_lazy("Số của nhiệm vụ còn lại"), longest=16, hint=gettext_lazy("Ví dụ 2.31."))
    reason = WordsField(gettext_lazy("Lý do gộp"))

    @classmethod
    def why_not(cls, around: Around) -> str:
        return _("nhiệm vụ này có các phần việc; hãy gộp từng phần") if around.has_parts else ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        heir = self._heir(said["heir"])
        return merge_task(by, task=self.task, heir=heir, reason=said["reason"], seen=said["seen"])

    def _heir(self, code: str) -> Task:
        """Of the same plan first; of another one where only one task has the number."""
        found = list(tasks_visible_to(self.around.viewer).filter(code=code).exclude(pk=self.task.pk)[:9])
        here = [task for task in found if task.plan_id == self.task.plan_id]
        if len(here or found) != 1:
            why = "có nhiều kế hoạch dùng số này" if found else "hãy ghi như 2.31"
            raise Invalid(f"không xác định được nhiệm vụ số «{code}»; {why}", "heir")
        return (here or found)[0]


class SplitTask(_Change):
    key, label = "split", gettext_lazy("Chia thành các phần việc")
    page = "plans:parts"
    states = (*WORKED_ON, State.REFUSED)

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.task.parent_id is None


FORMS = (
    ChangeUnits,
    GiveAgain,
    ResumeTask,
    ChangeDue,
    CorrectWords,
    SetUrgency,
    PauseTask,
    SplitTask,
    MergeTask,
    RecallTask,
    CancelTask,
)
