"""Presses beside a file that was taken off: asking that it be destroyed, and deciding on that."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.destroying import ask_destruction, decide_destruction, why_not_decide
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import WordsField
from dieuhanh.kernel.plans.models import Destruction, Evidence, State

WHAT_STAYS = gettext_lazy(
    "Hủy là xóa hẳn nội dung tệp khỏi kho; tên, mã băm, dung lượng, người đề nghị, người quyết định và lý do được giữ. "
    "Bản sao lưu làm trước khi hủy vẫn còn nội dung tệp cho đến khi bản đó hết hạn giữ."
)


class AskDestruction(ActionForm):
    """`about`: the file."""

    key, label, group, capability = "ask-destruction", gettext_lazy("Đề nghị hủy tệp"), "work", "report_task"
    listed = False
    states = tuple(state for state in State if state != State.DRAFT)
    explain = WHAT_STAYS
    reason = WordsField(gettext_lazy("Lý do đề nghị hủy"))

    @cached_property
    def evidence(self) -> Evidence | None:
        return Evidence.objects.filter(task=self.task, pk=self.about_key).first()

    def act(self, by: By, said: dict[str, Any]) -> object:
        if self.evidence is None:
            raise Invalid("không tìm thấy tài liệu này ở nhiệm vụ")
        return ask_destruction(by, evidence=self.evidence, reason=said["reason"])


class DecideDestruction(ActionForm):
    """`about`: what was asked."""

    key, label, group, capability = "destroy", gettext_lazy("Xét đề nghị hủy tệp"), "decide", "destroy_file"
    listed = False
    states = tuple(state for state in State if state != State.DRAFT)
    explain = WHAT_STAYS
    do = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("destroy", gettext_lazy("Hủy tệp")), ("keep", gettext_lazy("Không hủy"))],
        widget=forms.RadioSelect,
        required=False,
    )
    answer = WordsField(gettext_lazy("Ý kiến (bắt buộc khi không hủy)"), must=False)

    @cached_property
    def destruction(self) -> Destruction | None:
        found = Destruction.objects.filter(task=self.task, pk=self.about_key)
        return found.select_related("evidence__file", "person").first()

    @property
    def evidence(self) -> Evidence | None:
        return self.destruction.evidence if self.destruction else None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What one must know to decide."""
        asked = self.destruction
        if asked is None:
            return []
        who = asked.person.name if asked.person else ""
        off = f"{format_day(asked.evidence.off_on)}: {asked.evidence.off_reason}" if asked.evidence.off_on else ""
        return [
            (_("Lý do gỡ"), off),
            (_("Người đề nghị"), f"{who}, {format_day(asked.asked_on)}"),
            (_("Lý do"), asked.reason),
        ]

    @property
    def closed_words(self) -> str:
        post = self.around.viewer.by(capability=self.capability).post
        return why_not_decide(self.destruction, self.around.person, post) if self.destruction else ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        if self.destruction is None:
            raise Invalid("không tìm thấy đề nghị hủy này ở nhiệm vụ")
        if not said["do"]:
            raise Invalid("hãy chọn hủy hoặc không hủy", "do")
        grant = said["do"] == "destroy"
        return decide_destruction(by, destruction=self.destruction, grant=grant, answer=said["answer"])


FORMS = (AskDestruction, DecideDestruction)
