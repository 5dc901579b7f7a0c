"""The unit's own presses: receive, report, agree, review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.carrying import Result, agree_report, note_inside, return_report, review_standing
from dieuhanh.kernel.plans.actions.receiving import accept_task, refuse_task
from dieuhanh.kernel.plans.actions.reporting import Progress, send_report
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import IN, DayField, FilesField, LineField, PercentField, WordsField
from dieuhanh.kernel.plans.models import TAKEN_OUT, WORKED_ON, Grade, Kind, State

FILES_HINT = gettext_lazy(
    "PDF, Word, Excel, ảnh hoặc văn bản thuần; mỗi tệp đến 20 MB. Không đưa văn bản mật: bản quét, ảnh và tệp .doc, .xls không dò được dấu mật."
)
SOURCE_HINT = gettext_lazy("Nhập thay đơn vị thì ghi rõ: công văn số mấy, hoặc điện thoại của ai, ngày nào.")


class Accept(ActionForm):
    key, label, group, capability = "accept", gettext_lazy("Tiếp nhận"), "work", "accept_task"
    states = (State.ISSUED,)

    def act(self, by: By, said: dict[str, Any]) -> object:
        return accept_task(by, task=self.task, seen=said["seen"])


class Refuse(ActionForm):
    key, label, group, capability = "refuse", gettext_lazy("Trả lại nhiệm vụ"), "work", "accept_task"
    states = (State.ISSUED,)
    explain = gettext_lazy("Nhiệm vụ trở về Văn phòng cùng lý do; Văn phòng giao đơn vị khác hoặc giao lại.")
    reason = WordsField(gettext_lazy("Lý do trả lại"))

    def act(self, by: By, said: dict[str, Any]) -> object:
        return refuse_task(by, task=self.task, reason=said["reason"], seen=said["seen"])


class _Report(ActionForm):
    """Who does not work in the unit writes for it, and says from where they know."""

    capability = "report_task"
    files = FilesField(gettext_lazy("Tài liệu kèm theo"), hint=FILES_HINT)  # type: ignore[assignment]  # a declared field leaves the class
    link = LineField(gettext_lazy("Đường dẫn"), must=False, longest=500)
    source = LineField(gettext_lazy("Nguồn (khi nhập thay đơn vị)"), hint=SOURCE_HINT, longest=300)

    def prepare(self) -> None:
        if self.around.leads:
            del self.fields["source"]

    @classmethod
    def group_of(cls, around: Around) -> str:
        return cls.group if around.leads else "behalf"

    @classmethod
    def leading(cls, around: Around) -> bool:
        return around.leads


class ReportProgress(_Report):
    key, label, group = "progress", gettext_lazy("Cập nhật tiến độ"), "work"
    states = (State.ISSUED, State.RUNNING, State.PAUSED)
    percent = PercentField(gettext_lazy("Tiến độ (%)"), hint=gettext_lazy("Từ 0 đến 100; để trống nếu không đổi."))
    words = WordsField(gettext_lazy("Nội dung thực hiện"), hint=gettext_lazy("Một câu về việc đã làm."))
    lower = forms.BooleanField(label=gettext_lazy("Giảm tiến độ so với lần trước"), required=False)
    field_order = ("percent", "words", "lower", "files", "link", "source")

    def prepare(self) -> None:
        super().prepare()
        if self.around.has_parts:
            del self.fields["percent"], self.fields["lower"]
        else:
            words = _("Đã báo %d%%; ghi từ 0 đến 100, để trống nếu không đổi.")
            self.fields["percent"].help_text = words % self.task.percent

    def act(self, by: By, said: dict[str, Any]) -> object:
        return send_report(
            by,
            task=self.task,
            what=Progress(said.get("percent"), said.get("lower", False)),
            words=said["words"],
            source=said.get("source", ""),
            files=said["files"],
            link=said["link"],
            seen=said["seen"],
        )


class ReportDone(_Report):
    key, label, group = "done", gettext_lazy("Báo cáo hoàn thành"), "work"
    states = (State.ISSUED, State.RUNNING)
    words = WordsField(gettext_lazy("Kết quả thực hiện"))
    result_symbol = LineField(gettext_lazy("Số, ký hiệu văn bản kết quả"), must=False, longest=80)
    result_day = DayField(gettext_lazy("Ngày văn bản"), must=False)
    result_issuer = LineField(gettext_lazy("Cơ quan ban hành"), must=False)
    no_document = LineField(gettext_lazy("Hoặc lý do không có văn bản"), must=False)
    field_order = ("words", "result_symbol", "result_day", "result_issuer", "no_document", "files", "link", "source")

    def prepare(self) -> None:
        """A report that came back is written on, not written anew."""
        super().prepare()
        before = self.around.report_before
        if before is not None:
            for name in ("words", "result_symbol", "result_day", "result_issuer", "no_document"):
                self.fields[name].initial = getattr(before, name)

    @property
    def facts(self) -> list[tuple[str, str]]:
        returned = self.around.came_back
        return [(_("Điều cần làm thêm"), returned.words)] if returned is not None else []

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.task.kind != Kind.STANDING and around.task.lead_id is not None

    @classmethod
    def why_not(cls, around: Around) -> str:
        waiting = any(question.kind == "direction" for question in around.questions)
        return _("còn ý kiến chỉ đạo chưa trả lời") if waiting else ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        result = Result(said["result_symbol"], said["result_day"], said["result_issuer"], said["no_document"])
        return send_report(
            by,
            task=self.task,
            what=result,
            words=said["words"],
            source=said.get("source", ""),
            files=said["files"],
            link=said["link"],
            seen=said["seen"],
        )


class Agree(ActionForm):
    key, label, group, capability = "agree", gettext_lazy("Đồng ý, gửi Văn phòng"), "work", "agree_report"
    states = (State.SUBMITTED,)

    def act(self, by: By, said: dict[str, Any]) -> object:
        return agree_report(by, task=self.task, seen=said["seen"])


class Return(ActionForm):
    key, label, group, capability = "return", gettext_lazy("Trả lại báo cáo"), "work", "agree_report"
    states = (State.SUBMITTED,)
    explain = gettext_lazy("Báo cáo trở về người viết; chỉ người trong đơn vị đọc được lý do.")
    reason = WordsField(gettext_lazy("Điều cần làm thêm"))

    def act(self, by: By, said: dict[str, Any]) -> object:
        return return_report(by, task=self.task, reason=said["reason"], seen=said["seen"])


class Note(ActionForm):
    key, label, group, capability = "note", gettext_lazy("Ghi trao đổi trong đơn vị"), "talk", "see_inside"
    states = tuple(state for state in State if state != State.DRAFT)
    explain = gettext_lazy("Chỉ người trong đơn vị đọc được.")
    words = WordsField(gettext_lazy("Nội dung"))

    def act(self, by: By, said: dict[str, Any]) -> object:
        return note_inside(by, task=self.task, words=said["words"])


class ReviewPeriod(ActionForm):
    key, label, group, capability = "review", gettext_lazy("Đánh giá kỳ"), "work", "report_task"
    states = tuple(state for state in State if state not in {State.DRAFT, *TAKEN_OUT})
    from_day = DayField(gettext_lazy("Từ ngày"))
    last_day = DayField(gettext_lazy("Đến hết ngày"))
    grade = forms.ChoiceField(label=gettext_lazy("Mức độ"), choices=Grade.choices, widget=forms.Select(IN))
    words = WordsField(gettext_lazy("Nhận xét, một câu"))

    def prepare(self) -> None:
        first, after = self.around.period_owed
        self.fields["from_day"].initial, self.fields["last_day"].initial = first, after - timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        first, last = (self.cleaned_data.get(name) for name in ("from_day", "last_day"))
        if first and last and last < first:
            self.add_error("last_day", _("Ngày cuối kỳ ở trước ngày đầu kỳ %s") % format_day(first))
        return self.cleaned_data

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.task.kind == Kind.STANDING

    @classmethod
    def leading(cls, around: Around) -> bool:
        return around.leads and around.task.state in WORKED_ON

    def act(self, by: By, said: dict[str, Any]) -> object:
        return review_standing(
            by,
            task=self.task,
            from_day=said["from_day"],
            until_day=said["last_day"] + timedelta(days=1),
            grade=Grade(said["grade"]),
            words=said["words"],
        )


FORMS = (Accept, ReportProgress, ReportDone, Agree, Return, ReviewPeriod, Refuse, Note)
