"""The one table of rights: what each role may do, over the units its grant names. What stands nowhere here is refused."""

from __future__ import annotations

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEADER = "leader", _("lãnh đạo")
    OFFICE = "office", _("văn phòng")
    UNIT_HEAD = "unit_head", _("trưởng đơn vị")
    UNIT_OFFICER = "unit_officer", _("cán bộ đơn vị")
    TECHNICIAN = "technician", _("kỹ thuật")


_SEE = {"see_tasks", "see_documents", "see_units"}
_WORK = {"see_inside", "report_task", "store_file", "ask_question", "answer_question"}
_DIRECT = {"give_task", "confirm_task", "decide_extension", "rule_tasks", "answer_question", "destroy_file"}
# What only people of a unit do with the unit's tasks.
UNIT_WORK = frozenset({"see_inside", "ask_question", "accept_task", "agree_report", "assign_officer"})

CAPABILITIES: dict[str, frozenset[str]] = {
    Role.LEADER: frozenset(
        _SEE
        | {"see_people", "read_journal", "draft_plan", "issue_plan", "publish", "describe_office", "see_visits"}
        | _DIRECT
        | {"direct_task", "decide_higher", "chase"}
    ),
    Role.OFFICE: frozenset(
        _SEE
        | {"see_people", "read_journal", "load_document", "store_file", "draft_plan", "issue_plan", "describe_office"}
        | {"issue_code", "close_account", "see_visits", "set_address"}
        | _DIRECT
        # What the office writes for a unit without an account names its source.
        | {"change_task", "report_task", "ask_extension", "chase"}
    ),
    Role.UNIT_HEAD: frozenset(
        _SEE | _WORK | {"see_people", "issue_code", "accept_task", "agree_report", "assign_officer", "ask_extension"}
    ),
    Role.UNIT_OFFICER: frozenset(_SEE | _WORK),
    # The technician keeps the machine, its units and accounts, and sees no tasks, documents or cases.
    Role.TECHNICIAN: frozenset(
        {"see_units", "see_people", "manage_units", "manage_people", "issue_code", "close_account"}
        | {"read_journal", "see_visits", "see_health", "run_jobs", "keep_outbox", "set_address"}
    ),
}

# How a refusal names what is not allowed.
WORDS = {
    "see_tasks": "xem nhiệm vụ",
    "see_documents": "xem văn bản",
    "see_units": "xem đơn vị",
    "see_people": "xem danh sách cán bộ",
    "read_journal": "xem nhật ký",
    "see_health": "xem tình trạng hệ thống",
    "run_jobs": "chạy lại công việc nền",
    "load_document": "đưa văn bản vào hệ thống",
    "store_file": "lưu tệp",
    "draft_plan": "lập dự thảo kế hoạch",
    "issue_plan": "giao nhiệm vụ",
    "publish": "công khai kế hoạch, văn bản",
    "give_task": "giao nhiệm vụ trực tiếp",
    "change_task": "điều chỉnh nhiệm vụ",
    "confirm_task": "xác nhận hoàn thành nhiệm vụ",
    "direct_task": "cho ý kiến chỉ đạo",
    "decide_extension": "quyết định gia hạn",
    "decide_higher": "quyết định gia hạn vượt giới hạn",
    "destroy_file": "hủy tệp đã gỡ",
    "rule_tasks": "đặt quy định về nhiệm vụ",
    "chase": "đôn đốc",
    "see_inside": "xem trao đổi trong đơn vị",
    "report_task": "báo cáo kết quả nhiệm vụ",
    "accept_task": "tiếp nhận, trả lại nhiệm vụ",
    "agree_report": "đồng ý báo cáo của đơn vị",
    "assign_officer": "phân công cán bộ",
    "ask_extension": "xin gia hạn",
    "ask_question": "xin ý kiến, đề nghị phối hợp",
    "answer_question": "trả lời",
    "describe_office": "sửa thông tin về cơ quan",
    "issue_code": "cấp mã đăng nhập",
    "close_account": "khóa, mở tài khoản",
    "manage_units": "thay đổi đơn vị",
    "manage_people": "bổ nhiệm, phân quyền",
    "see_visits": "xem thống kê truy cập",
    "keep_outbox": "theo dõi việc gửi thư",
    "set_address": "đặt địa chỉ nhận thư của người khác",
    "sign_in": "đăng nhập",
    "change_own_password": "đổi mật khẩu của mình",
    "choose_language": "chọn ngôn ngữ của mình",
    "read_notices": "xem thông báo của mình",
}

# What every signed-in person may do for themselves, over no unit.
OWN = frozenset({"sign_in", "change_own_password", "choose_language", "read_notices"})

ALL = frozenset().union(*CAPABILITIES.values()) | OWN


@cache
def roles_with(capability: str) -> frozenset[str]:
    return frozenset(role for role, capabilities in CAPABILITIES.items() if capability in capabilities)
