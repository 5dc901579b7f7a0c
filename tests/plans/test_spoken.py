"""What a direction in one line proposes, with the units of the demo's day (Wednesday 24/11/2021)."""

from __future__ import annotations

from datetime import date, time

import pytest

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.models import Urgency
from dieuhanh.kernel.plans.spoken import Proposal, proposed
from dieuhanh.kernel.plans.unit_names import UnitNames

BODIES = {
    "TC": "Phòng Tài chính - Kế hoạch",
    "QLĐT": "Phòng Quản lý đô thị",
    "CA": "Công an quận",
    "11": "UBND 11 phường",
    "YT": "Phòng Y tế",
    "HĐ": "UBND phường Hạ Đình",
}


def said(line: str, **choice: bool) -> tuple[Proposal, str, str]:
    names = UnitNames()
    found = proposed(line, today(), names.resolver, **choice)
    return found, names.written(found.leads), names.written(found.coop)


@pytest.mark.parametrize(
    ("line", "title", "lead", "coop", "last_day"),
    [
        ("giao Phòng TC-KH rà soát nợ thuế trước 15/12", "Rà soát nợ thuế", "TC", "", date(2021, 12, 14)),
        ("Phòng TC-KH rà soát nợ thuế trước 15/1", "Rà soát nợ thuế", "TC", "", date(2022, 1, 14)),
        ("Phòng TC-KH rà soát nợ thuế trước 20/11", "Rà soát nợ thuế", "TC", "", date(2021, 11, 19)),
        ("giao P.QLĐT kiểm tra trật tự trước 15/12", "Kiểm tra trật tự", "QLĐT", "", date(2021, 12, 14)),
        ("Chủ tịch phường Hạ Đình kiểm tra chợ trước 15/12", "Kiểm tra chợ", "HĐ", "", date(2021, 12, 14)),
        ("TCKH rà soát nợ thuế xong 15/12", "Rà soát nợ thuế", "TC", "", date(2021, 12, 15)),
        (
            "Giao Phòng Quản lý đô thị chủ trì, phối hợp với Công an quận xử lý bãi rác, xong trong tháng 12",
            "Xử lý bãi rác",
            "QLĐT",
            "CA",
            date(2021, 12, 31),
        ),
        ("giao UBND các phường tổng kiểm tra PCCC ngày mai", "Tổng kiểm tra PCCC", "11", "", date(2021, 11, 25)),
        ("11 phường tổng kiểm tra PCCC trước thứ sáu", "Tổng kiểm tra PCCC", "11", "", date(2021, 11, 25)),
        ("giao phòng y tế rà soát F1 trong 5 ngày làm việc", "Rà soát F1", "YT", "", date(2021, 12, 1)),
        ("đề nghị Công an quận tuần tra đêm cuối tháng", "Tuần tra đêm", "CA", "", date(2021, 11, 30)),
        ("giao Phòng TC-KH rà soát nợ thuế", "Rà soát nợ thuế", "TC", "", None),
        (
            "Giao Phòng TC-KH rà soát nợ thuế, báo cáo UBND quận trước 15/12",
            "Rà soát nợ thuế, báo cáo UBND quận",
            "TC",
            "",
            date(2021, 12, 14),
        ),
        ("họp", "Họp", "", "", None),
        ("", "", "", "", None),
    ],
)
def test_title_units_and_last_day(
    office: None, line: str, title: str, lead: str, coop: str, last_day: date | None
) -> None:
    found, leads, others = said(line)
    assert (found.title, leads, others, found.last_day) == (title, BODIES.get(lead, ""), BODIES.get(coop, ""), last_day)


def test_typed_without_accents(office: None) -> None:
    found, leads, _ = said("ubnd phuong ha dinh don rac truoc 30/11")
    assert (leads, found.title, found.last_day) == ("UBND phường Hạ Đình", "Don rac", date(2021, 11, 29))


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("giao Phòng Y tế báo cáo số ca F1 trước 17 giờ 00 ngày 25/11", time(17)),
        ("giao Phòng Y tế báo cáo số ca F1 trước 10h ngày mai", time(10)),
        ("giao Phòng Y tế báo cáo số ca F1 chậm nhất 16h30 ngày 25/11/2021", time(16, 30)),
    ],
)
def test_an_hour(office: None, line: str, hour: time) -> None:
    found, _, _ = said(line)
    assert (found.last_day, found.hour) == (date(2021, 11, 25), hour)


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("Khẩn: giao Phòng Y tế rà soát F1", Urgency.URGENT),
        ("THƯỢNG KHẨN giao Phòng Y tế rà soát F1", Urgency.VERY_URGENT),
        ("giao Phòng Y tế rà soát F1, hỏa tốc", Urgency.EXPRESS),
        ("giao Phòng Y tế khẩn trương rà soát F1", Urgency.NORMAL),
    ],
)
def test_urgency(office: None, line: str, urgency: Urgency) -> None:
    found, leads, _ = said(line)
    assert (found.urgency, found.title, leads) == (urgency, "Rà soát F1", "Phòng Y tế")


def test_an_office_may_count_the_day_itself(office: None) -> None:
    assert said("Phòng Y tế rà soát F1 trước 15/12", before_with_day=True)[0].last_day == date(2021, 12, 15)
    assert said("Phòng Y tế rà soát F1 trước thứ sáu", before_with_day=True)[0].last_day == date(2021, 11, 26)


def test_what_is_not_understood_is_said(office: None) -> None:
    found, leads, _ = said("giao Ban Không Có rà soát nợ thuế trước ngày 31/02")
    assert (leads, found.last_day, found.due_text, found.unknown) == ("", None, "trước ngày 31/02", ("Ban Không Có",))
