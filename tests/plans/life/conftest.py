"""A plan given on 05/10/2021 to four units and the eleven wards; each test names the day and the person of every act.

However a test ends, the counts are those of the tasks and the journal verifies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Plan

from .acting import GIVEN, who

PLAN = """ỦY BAN NHÂN DÂN
QUẬN THANH XUÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 01/KH-UBND
Thanh Xuân, ngày 05 tháng 10 năm 2021
KẾ HOẠCH
Nhiệm vụ trọng tâm quý IV năm 2021
I. NHIỆM VỤ
1. Phát triển kinh tế
a) Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Chi cục Thuế quận rà soát nguồn thu còn lại, hoàn thành trước ngày 20 tháng 11 năm 2021.
b) Phòng Kinh tế kiểm tra các chợ dân sinh, xong trong ngày 28 tháng 11 năm 2021.
2. Quản lý đô thị
a) UBND phường Hạ Đình chủ trì, phối hợp với Phòng Quản lý đô thị dọn các điểm rác tồn, hoàn thành trước ngày 15 tháng 12 năm 2021.
b) UBND 11 phường thống kê nhà chưa có biển số, hoàn thành trước ngày 15 tháng 11 năm 2021.
c) UBND phường Hạ Đình kiểm tra trật tự vỉa hè thường xuyên.
"""


@pytest.fixture
def plan(office: None) -> Iterator[Plan]:
    with pinned(GIVEN):
        found = load_text(who("chanhvanphong"), data=PLAN.encode(), name="ke-hoach.txt", issue=True)
    yield found
    assert kept() == counted()
    with pinned(date(2021, 12, 31)):
        assert verify().whole
