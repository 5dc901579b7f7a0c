"""Several directions at the same moment: one plan of the year, and each task its own code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from dieuhanh.demo import loader
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Plan, Task
from dieuhanh.kernel.units.models import UnitName

from ..office import PASSWORD

EIGHT = 8


@pytest.mark.django_db(transaction=True)
def test_eight_first_directions_of_a_year_at_once() -> None:
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD)
        unit = UnitName.objects.get(name="Phòng Kinh tế").unit
    ready = Barrier(EIGHT)

    def give(number: int) -> str:
        try:
            with pinned(loader.DAY):
                by = viewer_for("chutich", today()).by(channel="cli")
                ready.wait(30)
                new = NewTask(title=f"Kiểm tra chợ số {number}", leads=[unit])
                return give_task(by, new=new, words=f"kiểm tra chợ {number}").code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(EIGHT) as pool:
        codes = list(pool.map(give, range(EIGHT)))
    assert sorted(codes) == [f"CĐ0.{n:02d}" for n in range(1, EIGHT + 1)]
    assert (Plan.objects.count(), Task.objects.count()) == (1, EIGHT)
    assert kept() == counted()
    assert verify().whole
