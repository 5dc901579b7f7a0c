"""What happened to a task, in words: from the journal, who and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.queries import Entry, history
from dieuhanh.kernel.plans.models import Assignment, Destruction, Evidence, Extension, Pause, Question, Review, Task

WHAT = {
    "plans.draft_plan": gettext_lazy("trích từ văn bản, lập nhiệm vụ dự kiến"),
    "plans.correct_draft": gettext_lazy("sửa nhiệm vụ dự kiến"),
    "plans.split_draft": gettext_lazy("tách nhiệm vụ dự kiến"),
    "plans.merge_drafts": gettext_lazy("gộp nhiệm vụ dự kiến"),
    "plans.move_span": gettext_lazy("chọn lại các chữ trong văn bản"),
    "plans.add_draft": gettext_lazy("lập nhiệm vụ dự kiến từ các chữ đã chọn"),
    "plans.restore_draft": gettext_lazy("lấy lại nhiệm vụ dự kiến như đã đọc"),
    "plans.reopen_draft": gettext_lazy("mở lại nhiệm vụ dự kiến"),
    "plans.issue_plan": gettext_lazy("giao nhiệm vụ cùng kế hoạch"),
    "plans.give_task": gettext_lazy("giao nhiệm vụ theo chỉ đạo trực tiếp"),
    "plans.accept_task": gettext_lazy("tiếp nhận"),
    "plans.accept_tasks": gettext_lazy("tiếp nhận"),
    "plans.refuse_task": gettext_lazy("trả lại Văn phòng"),
    "plans.lapse_unanswered": gettext_lazy("quá hạn trả lời, coi như đã tiếp nhận"),
    "plans.send_report": gettext_lazy("báo cáo"),
    "plans.report_progress": gettext_lazy("cập nhật tiến độ"),
    "plans.report_done": gettext_lazy("báo cáo hoàn thành"),
    "plans.agree_report": gettext_lazy("đồng ý báo cáo, gửi Văn phòng"),
    "plans.return_report": gettext_lazy("trả lại báo cáo để làm thêm"),
    "plans.confirm_done": gettext_lazy("xác nhận hoàn thành"),
    "plans.confirm_parts": gettext_lazy("xác nhận hoàn thành các phần việc"),
    "plans.reopen_task": gettext_lazy("mở lại, yêu cầu làm tiếp"),
    "plans.ask_extension": gettext_lazy("xin gia hạn"),
    "plans.decide_extension": gettext_lazy("quyết định gia hạn"),
    "plans.take_back_extension": gettext_lazy("rút đề nghị gia hạn"),
    "plans.direct": gettext_lazy("cho ý kiến chỉ đạo"),
    "plans.ask_difficulty": gettext_lazy("xin ý kiến"),
    "plans.ask_part": gettext_lazy("đề nghị phối hợp"),
    "plans.answer_question": gettext_lazy("trả lời"),
    "plans.assign_officer": gettext_lazy("phân công cán bộ"),
    "plans.note_inside": gettext_lazy("ghi trao đổi trong đơn vị"),
    "plans.review_standing": gettext_lazy("đánh giá kỳ"),
    "plans.correct_words": gettext_lazy("đính chính nội dung"),
    "plans.change_units": gettext_lazy("thay đổi đơn vị thực hiện"),
    "plans.change_due": gettext_lazy("điều chỉnh thời hạn"),
    "plans.set_urgency": gettext_lazy("đặt độ khẩn"),
    "plans.pause_task": gettext_lazy("tạm dừng"),
    "plans.resume_task": gettext_lazy("tiếp tục thực hiện"),
    "plans.give_again": gettext_lazy("giao lại"),
    "plans.recall_task": gettext_lazy("thu hồi"),
    "plans.cancel_task": gettext_lazy("hủy theo văn bản"),
    "plans.merge_task": gettext_lazy("gộp vào nhiệm vụ khác"),
    "plans.split_task": gettext_lazy("chia thành các phần việc"),
    "plans.set_follower": gettext_lazy("đặt chuyên viên theo dõi"),
    "plans.tell_people": gettext_lazy("gửi để biết"),
    "plans.stop_telling": gettext_lazy("thôi gửi để biết"),
    "plans.attach": gettext_lazy("gửi tài liệu kèm theo"),
    "plans.take_off": gettext_lazy("gỡ tài liệu"),
    "plans.ask_destruction": gettext_lazy("đề nghị hủy tệp đã gỡ"),
    "plans.decide_destruction": gettext_lazy("quyết định về đề nghị hủy tệp"),
    "plans.note_seen": gettext_lazy("mở xem lần đầu"),
}


# What else is said of a task than by its own row. Reports are not among them: what only the unit reads stays there.
BESIDE = (Assignment, Extension, Question, Evidence, Destruction, Pause, Review)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A day of the product and what was done then, by whom."""

    day: date
    words: str


def history_lines(task: Task) -> list[HistoryLine]:
    """Newest first; what one act did to the task is one line."""
    entries = history(task, [model.objects.filter(task=task) for model in BESIDE])
    names = dict(
        Person.objects.filter(pk__in={e.act.actor_id for e in entries if e.act.actor_id}).values_list("pk", "name")
    )
    lines = {(entry.act.pk, _what(entry)): entry for entry in entries}
    return [HistoryLine(entry.act.day, f"{_who(entry, names)}: {what}") for (_act, what), entry in lines.items()]


def words_of(verb: str) -> str:
    """What an action did, as a line of history says it; nothing where it has no words."""
    return str(WHAT.get(verb, ""))


def _who(entry: Entry, names: dict[int, str]) -> str:
    return names.get(entry.act.actor_id or 0, _("Hệ thống"))


def _what(entry: Entry) -> str:
    return words_of(entry.via) or words_of(entry.act.verb) or str(entry.kind.label)
