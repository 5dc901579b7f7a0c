"""What each act says to whom, in one table: the words of the notice and the groups of people who are concerned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _


class To(Enum):
    """Groups of people around a task. `OFFICE`: who follows it, else the whole office; `LEADERS`: of its area."""

    HEADS = auto()
    LEAD = auto()  # the lead's heads, who does it there, whose post owns it
    COOP = auto()  # the heads of cooperating units, and who takes it there
    OFFICE = auto()
    LEADERS = auto()


UNITS = (To.LEAD, To.COOP)
GIVEN, REPORT, EXTENSION, QUESTION, CHANGED, REMINDER = (
    f"plans.{name}" for name in ("given", "report", "extension", "question", "changed", "reminder")
)
KINDS = {
    GIVEN: _("nhiệm vụ mới"),
    REPORT: _("báo cáo, xác nhận"),
    EXTENSION: _("gia hạn"),
    QUESTION: _("chỉ đạo, hỏi đáp"),
    CHANGED: _("điều chỉnh nhiệm vụ"),
    REMINDER: _("nhắc việc"),
}


@dataclass(frozen=True, slots=True)
class What:
    """`words` are kept with the notice, so they are in the language of the office; «{task}» is its code and title."""

    kind: str
    words: str
    to: tuple[To, ...] = ()


TOLD: dict[str, What] = {
    "given": What(GIVEN, "Nhiệm vụ mới {task}{due}"),
    "helps": What(GIVEN, "Phối hợp thực hiện nhiệm vụ mới {task}{due}"),
    "given_again": What(GIVEN, "Văn phòng giao lại nhiệm vụ {task}", (To.LEAD,)),
    "assigned": What(GIVEN, "Bạn được phân công nhiệm vụ {task}{due}"),
    "to_know": What(GIVEN, "Để biết: {task}"),
    "direction_noted": What(GIVEN, "Đã giao theo chỉ đạo của đồng chí: {task}{due}"),
    "follows": What(GIVEN, "Bạn được giao theo dõi nhiệm vụ {task}"),
    "stands_in": What(GIVEN, "Bạn thay {post} từ ngày {first} đến hết ngày {last}"),
    "refused": What(REPORT, "Đơn vị trả lại nhiệm vụ {task}", (To.OFFICE,)),
    "submitted": What(REPORT, "Báo cáo hoàn thành chờ bạn đồng ý: {task}", (To.HEADS,)),
    "noted": What(REPORT, "Trao đổi trong đơn vị: {task}", (To.LEAD,)),
    "returned": What(REPORT, "Trưởng đơn vị yêu cầu bổ sung báo cáo: {task}", (To.LEAD,)),
    "reported": What(REPORT, "Báo cáo hoàn thành chờ xác nhận: {task}", (To.OFFICE,)),
    "agreed": What(REPORT, "Trưởng đơn vị đã đồng ý, gửi báo cáo: {task}", (To.LEAD,)),
    "confirmed": What(REPORT, "Đã xác nhận hoàn thành: {task}", UNITS),
    "reopened": What(REPORT, "Kết quả chưa được xác nhận, cần thực hiện tiếp: {task}", UNITS),
    "asked_destruction": What(REPORT, "Đề nghị hủy tệp đã gỡ, chờ quyết định: {task}", (To.OFFICE,)),
    "destroyed": What(REPORT, "Đã quyết định hủy tệp: {task}", (To.LEAD,)),
    "not_destroyed": What(REPORT, "Không đồng ý hủy tệp: {task}"),
    "asked_extension": What(EXTENSION, "Đề nghị gia hạn đến {day}: {task}", (To.OFFICE,)),
    "asked_higher": What(EXTENSION, "Đề nghị gia hạn đến {day}, vượt giới hạn của cơ quan: {task}", (To.LEADERS,)),
    "granted": What(EXTENSION, "Đồng ý gia hạn đến {day}: {task}", UNITS),
    "not_granted": What(EXTENSION, "Không đồng ý gia hạn: {task}", (To.LEAD,)),
    "took_back": What(EXTENSION, "Đơn vị rút đề nghị gia hạn: {task}", (To.OFFICE,)),
    "directed": What(QUESTION, "Ý kiến chỉ đạo, trả lời chậm nhất ngày {day}: {task}", (To.LEAD,)),
    "asked": What(QUESTION, "Xin ý kiến bạn, trả lời chậm nhất ngày {day}: {task}"),
    "asked_part": What(QUESTION, "Đề nghị phối hợp, gửi kết quả chậm nhất ngày {day}: {task}"),
    "answered": What(QUESTION, "Đã có trả lời: {task}"),
    "corrected": What(CHANGED, "Đính chính nội dung nhiệm vụ {task}", UNITS),
    "other_units": What(CHANGED, "Thay đổi đơn vị thực hiện nhiệm vụ {task}", UNITS),
    "no_longer": What(CHANGED, "Đơn vị không còn thực hiện nhiệm vụ {task}"),
    "other_due": What(CHANGED, "Điều chỉnh thời hạn đến {day}: {task}", UNITS),
    "urgent": What(CHANGED, "Mức độ khẩn nay là «{level}»: {task}", UNITS),
    "paused": What(CHANGED, "Tạm dừng nhiệm vụ {task}", UNITS),
    "resumed": What(CHANGED, "Tiếp tục thực hiện nhiệm vụ {task}", UNITS),
    "recalled": What(CHANGED, "Thu hồi nhiệm vụ giao nhầm {task}", UNITS),
    "cancelled": What(CHANGED, "Hủy nhiệm vụ {task}", UNITS),
    "merged": What(CHANGED, "Gộp vào nhiệm vụ {heir}: {task}", UNITS),
    "split": What(CHANGED, "Nhiệm vụ được chia thành các phần việc: {task}", UNITS),
}
