"""The kinds of owing that tasks bring to the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.pages.owing import Kind

ANSWER = Kind("answer", _("Cần trả lời"))
ACCEPT = Kind("accept", _("Cần tiếp nhận"))
RETURNED = Kind("returned", _("Bị trả lại, cần làm tiếp"))
DO = Kind("do", _("Đang thực hiện"))
UNDATED = Kind("undated", _("Không có thời hạn"))
REVIEW = Kind("review", _("Cần đánh giá kỳ"))
UNASSIGNED = Kind("unassigned", _("Chưa phân công trong đơn vị"))
AGREE = Kind("agree", _("Báo cáo chờ đồng ý"))
CONFIRM = Kind("confirm", _("Chờ xác nhận hoàn thành"))
CONFIRM_PARTS = Kind("confirm_parts", _("Các đơn vị đã báo cáo phần việc"))  # of one task: one row, one press
DECIDE = Kind("decide", _("Gia hạn chờ quyết định"))
DESTROY = Kind("destroy", _("Tệp chờ hủy"))
REFUSED = Kind("refused", _("Đơn vị trả lại"))
SENT = Kind("sent", _("Đã báo cáo, chờ xác nhận"), waits=True)
AT_HEAD = Kind("at_head", _("Chờ trưởng đơn vị đồng ý"), waits=True)
GIVEN_BACK = Kind("given_back", _("Đã trả lại, chờ Văn phòng"), waits=True)
EXTENDING = Kind("extending", _("Đã xin gia hạn"), waits=True)
ASKED = Kind("asked", _("Đã hỏi, chờ trả lời"), waits=True)
PAUSED = Kind("paused", _("Tạm dừng"), waits=True)

KINDS = [
    ANSWER,
    ACCEPT,
    RETURNED,
    DO,
    UNDATED,
    REVIEW,
    UNASSIGNED,
    AGREE,
    CONFIRM,
    CONFIRM_PARTS,
    DECIDE,
    DESTROY,
    REFUSED,
]
KINDS += [SENT, AT_HEAD, GIVEN_BACK, EXTENDING, ASKED, PAUSED]
