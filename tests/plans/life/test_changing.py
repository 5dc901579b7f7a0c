"""What the office corrects in a task that was given: words, units, deadline; paused, split, merged, recalled, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions import changing
from dieuhanh.kernel.plans.actions.assigning import set_follower
from dieuhanh.kernel.plans.actions.carrying import Result, agree_report, report_done, report_progress
from dieuhanh.kernel.plans.actions.changing import Portion
from dieuhanh.kernel.plans.actions.confirming import confirm_done, reopen_task
from dieuhanh.kernel.plans.actions.receiving import accept_task, refuse_task
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.days import due_at_end_of
from dieuhanh.kernel.plans.models import Assignment, Kind, Pause, Phase, Plan, Report, Role, State, Task, Urgency
from dieuhanh.kernel.units.actions import abolish_unit

from .acting import (
    CHAIRMAN,
    GIVEN,
    HEAD,
    OFFICE,
    OFFICER,
    OTHER_HEAD,
    last_act,
    of_hadinh,
    part_of_hadinh,
    told_of,
    unit,
    who,
)
from .acting import task as named

DAY = date(2021, 10, 20)
LETTER = Result(symbol="45/BC-UBND")
HADINH, KIMGIANG, URBAN = "UBND phường Hạ Đình", "UBND phường Kim Giang", "Phòng Quản lý đô thị"


def pause(**more: object) -> Pause:
    values = {"body": "Sở Xây dựng", "letter": "Công văn 12/UBND", "since": DAY, **more}
    return changing.pause_task(who(OFFICE), task=of_hadinh(), **values)  # type: ignore[arg-type]  # its own fields


CHANGES: dict[str, Callable[[By, Task], object]] = {
    "words": lambda by, t: changing.correct_words(by, task=t, title="Dọn 10 điểm rác", reason="ghi thiếu số"),
    "units": lambda by, t: changing.change_units(by, task=t, lead=unit(KIMGIANG), coop=[], reason="nhầm phường"),
    "due": lambda by, t: changing.change_due(by, task=t, until=date(2021, 12, 20), reason="theo thông báo 5"),
    "urgency": lambda by, t: changing.set_urgency(by, task=t, urgency=Urgency.URGENT),
    "pause": lambda by, t: changing.pause_task(by, task=t, body="Sở Xây dựng", letter="CV 12", since=DAY),
    "cancel": lambda by, t: changing.cancel_task(by, task=t, document="QĐ 7", reason="không còn"),
    "merge": lambda by, t: changing.merge_task(by, task=t, heir=named("chợ dân sinh"), reason="trùng"),
    "split": lambda by, t: changing.split_task(by, task=t, portions=[Portion("Phần 1", unit(HADINH))], reason="lớn"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_office_corrects(plan: Plan, change: str) -> None:
    with pinned(DAY):
        for username in (CHAIRMAN, HEAD, OFFICER, OTHER_HEAD):
            with pytest.raises(NotAllowed):
                CHANGES[change](who(username), of_hadinh())
        assert not Report.objects.exists()
        CHANGES[change](who(OFFICE), of_hadinh())
        assert last_act()[1:] == (OFFICE, DAY)
        assert kept() == counted()


def test_corrected_words_keep_their_source_and_the_journal_the_old_ones(plan: Plan) -> None:
    with pinned(DAY):
        before = of_hadinh()
        changed = changing.correct_words(who(OFFICE), task=of_hadinh(), title="Dọn 10 điểm rác tồn", reason="thiếu số")
        assert (changed.start, changed.end) == (before.start, before.end)
        assert told_of(changed)["title"] == [before.title, "Dọn 10 điểm rác tồn"]
        assert Report.objects.get().words == "thiếu số"
        for title, reason, message in (("", "x", "không được để trống"), ("A", "", "lý do"), ("(MẬT)", "x", "dấu mật")):
            with pytest.raises(Invalid, match=message):
                changing.correct_words(who(OFFICE), task=of_hadinh(), title=title, reason=reason)


def test_another_lead_is_given_it_anew(plan: Plan) -> None:
    with pinned(DAY):
        report_done(who(HEAD), task=of_hadinh(), words="Xong", result=LETTER)
        changing.change_units(
            who(OFFICE), task=of_hadinh(), lead=unit(KIMGIANG), coop=[unit(HADINH)], reason="thuộc Kim Giang"
        )
        found = of_hadinh()
        assert (found.state, found.lead, found.done_at) == (State.ISSUED, unit(KIMGIANG), None)
        roles = {row.unit_id: row.role for row in Assignment.objects.filter(task=found)}
        assert roles == {unit(KIMGIANG).pk: Role.LEAD, unit(HADINH).pk: Role.COOP}
        assert kept() == counted()
        with pytest.raises(NotAllowed):
            accept_task(who(HEAD), task=of_hadinh())
        accept_task(who(OTHER_HEAD), task=of_hadinh())
        with pytest.raises(Invalid, match="không đồng thời"):
            changing.change_units(who(OFFICE), task=of_hadinh(), lead=unit(HADINH), coop=[unit(HADINH)], reason="x")
        with pytest.raises(Invalid, match="từng đơn vị"):
            changing.change_units(who(OFFICE), task=named("biển số"), lead=unit(HADINH), coop=[], reason="x")


def test_what_was_sent_back_is_given_again_or_to_another(plan: Plan) -> None:
    with pinned(DAY):
        refuse_task(who(HEAD), task=of_hadinh(), reason="nhầm phường")
        changing.give_again(who(OFFICE), task=of_hadinh(), reason="điểm rác nằm ở tổ 5 của phường")
        assert of_hadinh().state == State.ISSUED
        refuse_task(who(HEAD), task=of_hadinh(), reason="tổ 5 đã chuyển")
        changing.change_units(who(OFFICE), task=of_hadinh(), lead=unit(KIMGIANG), coop=[], reason="đã chuyển")
        assert of_hadinh().state == State.ISSUED


def test_a_deadline_of_the_office_keeps_the_first(plan: Plan) -> None:
    with pinned(DAY):
        stale = of_hadinh()
        changing.change_due(who(OFFICE), task=of_hadinh(), until=date(2021, 12, 20), reason="thông báo 5")
        found = of_hadinh()
        assert (found.first_due_at, found.times_moved) == (due_at_end_of(date(2021, 12, 14)), 1)
        with pytest.raises(Conflict):
            changing.change_due(who(OFFICE), task=stale, until=date(2021, 12, 22), reason="thông báo 6")
        with pytest.raises(Conflict):
            changing.change_due(
                who(OFFICE), task=of_hadinh(), until=date(2021, 12, 22), reason="thông báo 6", seen=stale.act_id
            )
        for until in (date(2021, 10, 19), date(9999, 12, 31)):
            with pytest.raises(Invalid):
                changing.change_due(who(OFFICE), task=of_hadinh(), until=until, reason="thông báo 6")
        changing.change_due(who(OFFICE), task=named("vỉa hè"), until=date(2021, 12, 20), reason="nay có hạn")
        assert (named("vỉa hè").kind, named("vỉa hè").phase) == (Kind.TASK, Phase.OPEN)


def test_a_pause_from_a_page_read_before_the_deadline_moved_is_not_taken(plan: Plan) -> None:
    with pinned(DAY):
        read = of_hadinh().act_id
        changing.change_due(who(OFFICE), task=of_hadinh(), until=date(2021, 12, 20), reason="thông báo 5")
        with pytest.raises(Conflict):
            pause(seen=read)
        pause()
        paused = of_hadinh().act_id
        changing.resume_task(who(OFFICE), task=of_hadinh(), seen=paused)
        with pytest.raises(Conflict):
            set_follower(who(OFFICE), task=of_hadinh(), follower=None, seen=paused)


def test_paused_it_waits_for_a_named_body(plan: Plan) -> None:
    with pinned(DAY):
        for wrong in ({"body": ""}, {"letter": " "}, {"since": date(2021, 10, 21)}, {"body": "S" * 201}):
            with pytest.raises(Invalid):
                pause(**wrong)
        pause()
        assert (of_hadinh().phase, of_hadinh().due_at) == (Phase.PAUSED, due_at_end_of(date(2021, 12, 14)))
        report_progress(who(OFFICER), task=of_hadinh(), percent=None, words="Sở hẹn tuần sau")
    with pinned(date(2021, 11, 1)):
        changing.resume_task(who(OFFICE), task=of_hadinh())
        assert (of_hadinh().state, Pause.objects.get().resumed_on) == (State.RUNNING, date(2021, 11, 1))


@pytest.mark.parametrize("change", ["units", "merge", "cancel"])
def test_no_pause_outlives_what_ended_it(plan: Plan, change: str) -> None:
    with pinned(DAY):
        pause()
        CHANGES[change](who(OFFICE), of_hadinh())
        assert not Pause.objects.filter(resumed_on=None).exists()


def test_recalled_on_the_day_and_before_it_was_received(plan: Plan) -> None:
    with pinned(GIVEN):
        changing.recall_task(who(OFFICE), task=of_hadinh(), reason="giao nhầm")
        assert of_hadinh().phase == Phase.OFF
        accept_task(who("kinhte.truong"), task=named("chợ dân sinh"))
        with pytest.raises(Invalid, match="chờ tiếp nhận"):
            changing.recall_task(who(OFFICE), task=named("chợ dân sinh"), reason="giao nhầm")
    with pinned(DAY), pytest.raises(Invalid, match="hủy bằng văn bản"):
        changing.recall_task(who(OFFICE), task=named("nguồn thu"), reason="giao nhầm")


def test_a_whole_is_cancelled_with_its_open_parts(plan: Plan) -> None:
    with pinned(DAY):
        report_done(who(HEAD), task=part_of_hadinh(), words="Xong", result=LETTER)
        confirm_done(who(OFFICE), task=part_of_hadinh())
        with pytest.raises(Invalid, match="văn bản hủy"):
            changing.cancel_task(who(OFFICE), task=named("biển số"), document="", reason="không còn")
        changing.cancel_task(who(OFFICE), task=named("biển số"), document="QĐ 7", reason="không còn")
        parts = Task.objects.filter(parent=named("biển số"))
        assert sorted(parts.values_list("state", flat=True)) == ["cancelled"] * 10 + ["done"]
        reopen_task(who(OFFICE), task=part_of_hadinh(), reason="sai số")
        report_done(who(HEAD), task=part_of_hadinh(), words="Xong", result=LETTER)
        confirm_done(who(OFFICE), task=part_of_hadinh())
    assert named("biển số").state == State.CANCELLED
    assert kept() == counted()


def test_a_split_task_with_work_in_its_parts_is_cancelled_whole(plan: Plan) -> None:
    with pinned(DAY):
        portions = [Portion("Tổ 1", unit(HADINH)), Portion("Tổ 2", unit(KIMGIANG), weight=3)]
        changing.split_task(who(OFFICE), task=of_hadinh(), portions=portions, reason="hai địa bàn")
        report_progress(who(OTHER_HEAD), task=named_part("Tổ 2"), percent=80, words="Gần xong")
        assert of_hadinh().percent == 60
        with pytest.raises(Invalid, match=r"chưa hoàn thành: 2\.01\.1, 2\.01\.2"):
            report_done(who(HEAD), task=of_hadinh(), words="Xong", result=LETTER)
        changing.cancel_task(who(OFFICE), task=of_hadinh(), document="QĐ 7", reason="không còn")
    assert {t.state for t in Task.objects.filter(parent=of_hadinh())} == {State.CANCELLED}


def named_part(title: str) -> Task:
    return Task.objects.get(title=title)


def test_split_into_parts_with_days_and_weights(plan: Plan) -> None:
    with pinned(DAY):
        for portions, message in (
            ([], "ít nhất một"),
            ([Portion(" ", unit(HADINH))], "phải có nội dung"),
            ([Portion("Tổ 1", unit(HADINH), date(2021, 10, 19))], "đã qua"),
            ([Portion("Tổ 1", unit(HADINH), weight=0)], "từ 1 đến 100"),
        ):
            with pytest.raises(Invalid, match=message):
                changing.split_task(who(OFFICE), task=of_hadinh(), portions=portions, reason="lớn")
        changing.split_task(
            who(OFFICE),
            task=named("vỉa hè"),
            portions=[Portion("Tuyến Khương Đình", unit(HADINH), date(2021, 11, 5)), Portion("Các ngõ", unit(HADINH))],
            reason="làm dần",
        )
        first, second = named_part("Tuyến Khương Đình"), named_part("Các ngõ")
        assert (first.kind, first.due_at) == (Kind.TASK, due_at_end_of(date(2021, 11, 5)))
        assert (second.kind, second.due_at) == (Kind.STANDING, None)
        with pytest.raises(Invalid, match="không chia tiếp"):
            changing.split_task(who(OFFICE), task=first, portions=[Portion("a", unit(HADINH))], reason="lớn")
        report_done(who(OFFICER), task=of_hadinh(), words="Xong", result=LETTER)
        with pytest.raises(Invalid, match="trạng thái"):
            changing.split_task(who(OFFICE), task=of_hadinh(), portions=[Portion("a", unit(HADINH))], reason="lớn")


def test_merged_it_leads_to_its_heir(plan: Plan) -> None:
    with pinned(DAY):
        heir = named("chợ dân sinh")
        for wrong, message in ((of_hadinh(), "nhiệm vụ khác"),):
            with pytest.raises(Invalid, match=message):
                changing.merge_task(who(OFFICE), task=of_hadinh(), heir=wrong, reason="trùng")
        with pytest.raises(Invalid, match="gộp từng phần"):
            changing.merge_task(who(OFFICE), task=named("biển số"), heir=heir, reason="trùng")
        changing.merge_task(who(OFFICE), task=of_hadinh(), heir=heir, reason="trùng")
        assert (of_hadinh().state, of_hadinh().heir) == (State.MERGED, heir)
        with pytest.raises(Invalid, match="đã gộp"):
            changing.merge_task(who(OFFICE), task=heir, heir=of_hadinh(), reason="trùng")


def test_a_unit_that_ends_tomorrow(plan: Plan) -> None:
    """Its tasks stand and are not forgotten: the office gives them to who takes over; nothing new goes to what is no more."""
    with pinned(DAY):
        abolish_unit(who("kythuat"), unit=unit(HADINH), day=date(2021, 10, 21))
        report_progress(who(OFFICER), task=of_hadinh(), percent=10, words="Bàn giao")
    with pinned(date(2021, 10, 21)):
        with pytest.raises(NotAllowed):
            report_done(who(HEAD), task=of_hadinh(), words="Xong", result=LETTER)
        ended = of_hadinh().lead
        assert ended is not None
        for act in (
            lambda: changing.change_units(who(OFFICE), task=named("chợ"), lead=ended, coop=[], reason="x"),
            lambda: changing.change_units(who(OFFICE), task=named("chợ"), lead=unit(URBAN), coop=[ended], reason="x"),
            lambda: changing.split_task(who(OFFICE), task=named("chợ"), portions=[Portion("a", ended)], reason="x"),
        ):
            with pytest.raises(Invalid, match="UBND phường Hạ Đình không còn hoạt động từ ngày 21/10/2021"):
                act()
        changing.change_units(who(OFFICE), task=of_hadinh(), lead=unit(KIMGIANG), coop=[], reason="sáp nhập")
        accept_task(who(OTHER_HEAD), task=of_hadinh())
        report_done(who("phuong.kimgiang.canbo"), task=of_hadinh(), words="Xong", result=LETTER)
        agree_report(who(OTHER_HEAD), task=of_hadinh())
    assert (of_hadinh().state, of_hadinh().percent) == (State.REPORTED, 100)
