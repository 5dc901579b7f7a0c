"""A small working office for tests: the demo's units and people, and a plan of four tasks, all made by the product's own actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer, viewer_for
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan

from .remembering import remembered

PASSWORD = "mot-mat-khau-dai"

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
b) Phòng Kinh tế kiểm tra các chợ dân sinh theo Nghị định số 02/2003/NĐ-CP, xong trong ngày 28 tháng 11 năm 2021.
2. Quản lý đô thị
a) UBND phường Hạ Đình chủ trì, phối hợp với Phòng Quản lý đô thị dọn các điểm rác tồn, hoàn thành trước ngày 15 tháng 12 năm 2021.
3. Tổ chức bộ máy
a) Sở Nội vụ hướng dẫn sắp xếp chức danh công chức phường.
"""


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """Units, areas and people of the demo, on the demo's day."""
    with pinned(loader.DAY):
        remembered("office", lambda: loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD))
        yield


@pytest.fixture
def as_(office: None) -> Callable[[str], Viewer]:
    """The viewer of a person by the name they sign in with."""
    return lambda username: viewer_for(username, today())


@pytest.fixture
def by_(as_: Callable[[str], Viewer]) -> Callable[..., By]:
    """Who acts, by the name they sign in with."""
    return lambda username, **more: as_(username).by(channel="cli", **more)


@pytest.fixture
def plan(by_: Callable[..., By]) -> Plan:
    office = by_("chanhvanphong")
    remembered("plan", lambda: load_text(office, data=PLAN.encode(), name="ke-hoach.txt", issue=True))
    return Plan.objects.get()


def document_of(plan: Plan) -> Document:
    """Of a plan that came from one."""
    assert plan.document is not None
    return plan.document


@pytest.fixture
def browser_of(office: None) -> Callable[[str | None], Client]:
    """A signed-in client; None for a stranger."""

    def signed_in(username: str | None) -> Client:
        client = Client()
        if username:
            user = Person.objects.get(user__username=username).user
            assert user is not None
            client.force_login(user)
        return client

    return signed_in
