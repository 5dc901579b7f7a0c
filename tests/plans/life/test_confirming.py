"""The office confirms what was reported, as of the day of the report, or opens it again."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.actions.carrying import Result, report_done, report_progress
from dieuhanh.kernel.plans.actions.confirming import confirm_done, confirm_parts, reopen_task
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Phase, Plan, State, Task

from .acting import HEAD, OFFICE, OFFICER, OTHER_HEAD, last_act, of_hadinh, part_of_hadinh, task, who

REPORTED = date(2021, 12, 14)  # the last day in time
LATER = date(2021, 12, 20)
LETTER = Result(symbol="45/BC-UBND")


def reported(day: date) -> None:
    with pinned(day):
        report_progress(who(OFFICER), task=of_hadinh(), percent=70, words="Gần xong")
        report_done(who(HEAD), task=of_hadinh(), words="Đã dọn xong", result=LETTER)


def test_confirmed_later_it_is_done_on_the_day_it_was_reported(plan: Plan) -> None:
    reported(REPORTED)
    with pinned(LATER):
        confirm_done(who(OFFICE), task=of_hadinh())
    assert (of_hadinh().state, of_hadinh().phase, of_hadinh().percent) == (State.DONE, Phase.ON_TIME, 100)
    assert last_act() == ("plans.confirm_done", OFFICE, LATER)
    assert kept() == counted()


def test_reported_a_day_late_it_is_done_late(plan: Plan) -> None:
    reported(date(2021, 12, 15))
    with pinned(LATER):
        confirm_done(who("phochutich.dothi"), task=of_hadinh())
    assert of_hadinh().phase == Phase.LATE


@pytest.mark.parametrize("username", [HEAD, OFFICER, OTHER_HEAD, "phochutich.vanxa"])
def test_nobody_confirms_their_own_work_nor_another_area_s(plan: Plan, username: str) -> None:
    reported(REPORTED)
    with pinned(LATER):
        with pytest.raises(NotAllowed):
            confirm_done(who(username), task=of_hadinh())
        with pytest.raises(NotAllowed):
            reopen_task(who(username), task=of_hadinh(), reason="chưa đạt")


def test_who_wrote_the_report_for_a_unit_does_not_confirm_it(plan: Plan) -> None:
    with pinned(REPORTED):
        report_done(who(OFFICE), task=of_hadinh(), words="Đã dọn xong", result=LETTER, source="công văn 12")
        with pytest.raises(NotAllowed, match="không tự xác nhận"):
            confirm_done(who(OFFICE), task=of_hadinh())
        confirm_done(who("tonghop"), task=of_hadinh())
    assert of_hadinh().state == State.DONE


def test_only_what_is_reported_is_confirmed(plan: Plan) -> None:
    with pinned(REPORTED), pytest.raises(Invalid, match="chờ xác nhận"):
        confirm_done(who(OFFICE), task=of_hadinh())


def test_opened_again_it_stands_where_its_unit_said(plan: Plan) -> None:
    reported(REPORTED)
    with pinned(LATER):
        confirm_done(who(OFFICE), task=of_hadinh())
        with pytest.raises(Invalid, match="chưa đạt"):
            reopen_task(who(OFFICE), task=of_hadinh(), reason="")
        reopen_task(who(OFFICE), task=of_hadinh(), reason="Còn hai điểm chưa dọn")
        found = of_hadinh()
        assert (found.state, found.phase, found.percent, found.done_at) == (State.RUNNING, Phase.OPEN, 70, None)
        report_done(who(HEAD), task=of_hadinh(), words="Nay đã xong", result=LETTER)
        confirm_done(who(OFFICE), task=of_hadinh())
    assert of_hadinh().phase == Phase.LATE  # what was opened again is done on the day of the new report
    assert kept() == counted()


def test_one_press_confirms_what_all_wards_reported(plan: Plan) -> None:
    with pinned(date(2021, 11, 10)):
        with pytest.raises(Invalid, match="hãy chọn ít nhất một phần việc"):
            confirm_parts(who(OFFICE), task=task("biển số"), parts=[])
        parts = list(Task.objects.filter(title__contains="biển số", parent__isnull=False).order_by("pk"))
        seen = [part.pk for part in parts[:4]]
        for part in parts[:5]:
            report_done(who("tonghop"), task=part, words="Đã gửi", result=LETTER, source="công văn của phường")
        with pytest.raises(NotAllowed, match="không tự xác nhận"):
            confirm_parts(who("tonghop"), task=task("biển số"), parts=seen)
        assert not Task.objects.filter(state=State.DONE).exists()
        with pytest.raises(NotAllowed):
            confirm_parts(who(HEAD), task=task("biển số"), parts=seen)
        whole = confirm_parts(who(OFFICE), task=task("biển số"), parts=seen)
        assert (whole.state, whole.percent) == (State.RUNNING, 45)  # five of eleven have reported
        assert set(whole.parts.filter(state=State.DONE).values_list("pk", flat=True)) == set(
            seen
        )  # not what came later
        with pytest.raises(Invalid, match="không còn chờ xác nhận"):
            confirm_parts(who(OFFICE), task=task("biển số"), parts=seen)
        assert Act.objects.filter(verb="plans.confirm_parts").count() == 1
        assert kept() == counted()


def test_the_whole_is_done_when_all_its_parts_are_and_open_when_one_is(plan: Plan) -> None:
    day = date(2021, 11, 10)
    with pinned(day):
        for part in Task.objects.filter(title__contains="biển số", parent__isnull=False):
            assert task("biển số").state == State.RUNNING
            report_done(who(OFFICE), task=part, words="Đã gửi", result=LETTER, source="công văn của phường")
            confirm_done(who("tonghop"), task=Task.objects.get(pk=part.pk))
        whole = task("biển số")
        assert (whole.state, whole.phase, whole.percent) == (State.DONE, Phase.ON_TIME, 100)
        with pytest.raises(Invalid, match="mở lại phần"):
            reopen_task(who(OFFICE), task=whole, reason="thiếu")
        reopen_task(who(OFFICE), task=part_of_hadinh(), reason="Thiếu tổ dân phố số 3")
        assert (task("biển số").state, task("biển số").percent) == (State.RUNNING, 90)
        assert kept() == counted()
