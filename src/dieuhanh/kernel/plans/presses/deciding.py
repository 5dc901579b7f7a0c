"""Presses on what waits for a decision: reports that the work is done, and deadlines asked to be moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.confirming import confirm_done, confirm_parts, reopen_task
from dieuhanh.kernel.plans.actions.extending import ask_extension, decide_extension, take_back_extension
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import DayField, LineField, ManyField, WordsField
from dieuhanh.kernel.plans.models import Extension, Report, ReportKind, RuleName, State, Task
from dieuhanh.kernel.plans.presses.working import SOURCE_HINT
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.units.models import UnitName
from dieuhanh.kernel.units.queries import names_on


class Confirm(ActionForm):
    key, label, group, capability = "confirm", gettext_lazy("Xác nhận hoàn thành"), "decide", "confirm_task"
    states = (State.REPORTED,)

    @classmethod
    def why_not(cls, around: Around) -> str:
        return _("người đã viết báo cáo không tự xác nhận") if around.reporter == around.person else ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        return confirm_done(by, task=self.task, seen=said["seen"])


class ConfirmParts(ActionForm):
    """One press for all that the units of one task have reported."""

    key, label, group = "confirm-parts", gettext_lazy("Xác nhận các phần đã báo cáo"), "decide"
    capability = "confirm_task"
    explain = gettext_lazy(
        "Bỏ đánh dấu phần chưa đạt; phần nào báo cáo sau khi mở trang này thì chưa có trong danh sách."
    )
    not_open_words = gettext_lazy("Không có phần việc nào đang chờ xác nhận.")
    parts = ManyField(gettext_lazy("Phần việc chờ xác nhận"))

    def prepare(self) -> None:
        waiting = self.task.parts.filter(state=State.REPORTED).order_by("ordinal", "pk")
        names = names_on(today(), [part.lead_id for part in waiting if part.lead_id])
        reports = {r.task_id: r for r in Report.objects.filter(task__in=waiting, kind=ReportKind.DONE).order_by("pk")}
        self.offer("parts", {part.pk: _reported(part, names, reports.get(part.pk)) for part in waiting})
        own = {task for task, report in reports.items() if report.person_id == self.around.person}
        self.fields["parts"].initial = [str(part.pk) for part in waiting if part.pk not in own]

    @classmethod
    def fits(cls, around: Around) -> bool:
        return around.reported_parts > 0

    def act(self, by: By, said: dict[str, Any]) -> object:
        return confirm_parts(by, task=self.task, parts=said["parts"])


def _reported(part: Task, names: Mapping[int, UnitName], report: Report | None) -> str:
    """The unit, what it says it did, and by which document."""
    named = names.get(part.lead_id or 0)
    unit = named.name if named else part.code
    if report is None:
        return unit
    ground = report.result_symbol or report.no_document
    return f"{unit}: {report.words[:160]}" + (f" ({ground[:80]})" if ground else "")


class Reopen(ActionForm):
    key, label, group, capability = "reopen", gettext_lazy("Mở lại, yêu cầu làm tiếp"), "decide", "confirm_task"
    states = (State.REPORTED, State.DONE)
    reason = WordsField(gettext_lazy("Điều chưa đạt"))

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.task.lead_id is not None

    def act(self, by: By, said: dict[str, Any]) -> object:
        return reopen_task(by, task=self.task, reason=said["reason"], seen=said["seen"])


class AskExtension(ActionForm):
    key, label, group, capability = "extend", gettext_lazy("Xin gia hạn"), "work", "ask_extension"
    states = (State.ISSUED, State.RUNNING)
    explain = gettext_lazy("Thời hạn ban đầu được giữ và luôn hiện bên cạnh thời hạn mới.")
    until = DayField(gettext_lazy("Xin đến hết ngày"))
    reason = WordsField(gettext_lazy("Lý do"))
    source = LineField(gettext_lazy("Nguồn (khi xin thay đơn vị)"), hint=SOURCE_HINT, longest=300)

    def prepare(self) -> None:
        self.fields["until"].help_text = limit_words(self.task)
        if self.around.leads:
            del self.fields["source"]

    @classmethod
    def group_of(cls, around: Around) -> str:
        return cls.group if around.leads else "behalf"

    @classmethod
    def fits(cls, around: Around) -> bool:
        return super().fits(around) and around.task.due_at is not None

    @classmethod
    def why_not(cls, around: Around) -> str:
        return _("đã có một đề nghị gia hạn chờ quyết định") if around.extension else ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        return ask_extension(
            by, task=self.task, until=said["until"], reason=said["reason"], source=said.get("source", "")
        )


def limit_words(task: Task) -> str:
    """How far the office itself lets a deadline move; nothing where it has set no limit."""
    rules = Rules(today())
    times, days = (rules.value(name, task.lead_id) for name in (RuleName.EXTENSIONS, RuleName.EXTENSION_DAYS))
    said = [_("%d lần") % times] if times is not None else []
    said += [_("%d ngày kể từ thời hạn ban đầu") % days] if days is not None else []
    return _("Giới hạn của cơ quan: %s; vượt giới hạn thì lãnh đạo quyết định.") % ", ".join(said) if said else ""


class _OfExtension(ActionForm):
    """`about`: the extension that the page showed, so that nobody decides another one."""

    not_open_words = gettext_lazy("Không có đề nghị gia hạn nào đang chờ ở nhiệm vụ này.")

    @classmethod
    def fits(cls, around: Around) -> bool:
        return around.extension is not None

    @classmethod
    def about_of(cls, around: Around) -> int:
        return around.extension.pk if around.extension else 0

    @property
    def extension(self) -> Extension:
        wanted = self.about_key or self.about_of(self.around)
        found = Extension.objects.filter(task=self.task, pk=wanted).first()
        if found is None:
            raise Invalid("không còn đề nghị gia hạn nào chờ quyết định ở nhiệm vụ này")
        return found


class DecideExtension(_OfExtension):
    key, label, group, capability = "decide", gettext_lazy("Xét đề nghị gia hạn"), "decide", "decide_extension"
    do = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[("grant", gettext_lazy("Đồng ý")), ("refuse", gettext_lazy("Không đồng ý"))],
        widget=forms.RadioSelect,
        required=False,
    )
    until = DayField(gettext_lazy("Thời hạn mới, đến hết ngày"), must=False)
    answer = WordsField(gettext_lazy("Ý kiến (bắt buộc khi không đồng ý)"), must=False)

    def prepare(self) -> None:
        if self.around.extension:
            self.fields["until"].initial = self.around.extension.last_day
        self.fields["until"].help_text = limit_words(self.task)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What one must know to decide."""
        waiting = self.around.extension
        if waiting is None:
            return []
        first = localdate(self.task.first_due_at - timedelta(microseconds=1)) if self.task.first_due_at else None
        days = (waiting.last_day - (first or waiting.was_day)).days
        counted = ngettext("%d ngày sau thời hạn ban đầu", "%d ngày sau thời hạn ban đầu", days) % days
        who = waiting.person.name if waiting.person else ""
        return [
            (_("Đề nghị đến hết"), f"{format_day(waiting.last_day)}, {counted}"),
            (_("Thời hạn hiện nay"), format_day(waiting.was_day)),
            *([(_("Thời hạn ban đầu"), format_day(first))] if first else []),
            (_("Đã gia hạn"), ngettext("%d lần", "%d lần", self.task.times_moved) % self.task.times_moved),
            (_("Người đề nghị"), f"{who}, {format_day(waiting.asked_on)}"),
            (_("Lý do"), waiting.reason),
        ]

    @classmethod
    def why_not(cls, around: Around) -> str:
        waiting = around.extension
        if waiting is None:
            return ""
        if waiting.person_id == around.person:
            return _("người xin gia hạn không tự quyết định")
        if waiting.higher and not around.viewer.can("decide_higher"):
            return _("đề nghị vượt giới hạn gia hạn của cơ quan; lãnh đạo quyết định")
        return ""

    def act(self, by: By, said: dict[str, Any]) -> object:
        if not said["do"]:
            raise Invalid("hãy chọn đồng ý hoặc không đồng ý", "do")
        grant = said["do"] == "grant"
        until = said["until"] if grant else None
        return decide_extension(by, extension=self.extension, grant=grant, answer=said["answer"], until=until)


class TakeBackExtension(_OfExtension):
    key, label, group, capability = "withdraw", gettext_lazy("Rút đề nghị gia hạn"), "work", "ask_extension"

    @classmethod
    def may(cls, around: Around) -> bool:
        """The unit that asked, or the office that asked for it."""
        asked = around.extension is not None and around.extension.person_id == around.person
        return super().may(around) and (around.leads or asked)

    def act(self, by: By, said: dict[str, Any]) -> object:
        return take_back_extension(by, extension=self.extension)


FORMS = (DecideExtension, Confirm, ConfirmParts, Reopen, AskExtension, TakeBackExtension)
