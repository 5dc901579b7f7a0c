"""A unit says how far it is and that it is done; its head agrees or returns; standing work is reviewed by periods."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import (
    Result,
    agree_report,
    note_inside,
    report_done,
    report_progress,
    return_report,
    review_standing,
)
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Grade, Phase, Plan, Report, RuleName, State

from .acting import (
    COOP_HEAD,
    HEAD,
    OFFICE,
    OFFICER,
    OTHER_OFFICER,
    TECHNICIAN,
    last_act,
    of_hadinh,
    part_of_hadinh,
    task,
    told_of,
    who,
)

DAY = date(2021, 10, 20)
LETTER = Result(symbol="45/BC-UBND", day=DAY, issuer="UBND phường Hạ Đình")


def test_progress_moves_forward_and_receives_what_waited(plan: Plan) -> None:
    with pinned(DAY):
        report = report_progress(who(OFFICER), task=of_hadinh(), percent=40, words="Đã dọn 4 trên 10 điểm")
        assert (of_hadinh().state, of_hadinh().percent) == (State.RUNNING, 40)
        assert told_of(of_hadinh())["percent"] == [0, 40]
        assert (report.unit_id, report.day, report.sent) == (of_hadinh().lead_id, DAY, True)
        assert last_act() == ("plans.report_progress", OFFICER, DAY)
        report_progress(who(OFFICER), task=of_hadinh(), percent=None, words="Đang chờ xe")
        assert of_hadinh().percent == 40
        with pytest.raises(Invalid, match="đã báo 40%, nay ghi 30%"):
            report_progress(who(OFFICER), task=of_hadinh(), percent=30, words="Đếm lại")
        report_progress(who(OFFICER), task=of_hadinh(), percent=30, words="Đếm lại", lower=True)
    assert of_hadinh().percent == 30


@pytest.mark.parametrize(
    ("percent", "words", "source", "message"),
    [
        (140, "Vượt kế hoạch", "", "tiến độ 140% không có; hãy ghi từ 0 đến 100"),
        (-1, "Chưa làm", "", "từ 0 đến 100"),
        (10, " ", "", "hãy ghi một câu"),
        (10, "x" * 4001, "", "4001 ký tự"),
        (10, "Độ mật: Tối mật", "", "dấu mật"),
        (10, "Đã làm", "(MẬT)", "dấu mật"),
    ],
)
def test_words_and_numbers_that_cannot_be_taken(
    plan: Plan, percent: int, words: str, source: str, message: str
) -> None:
    with pinned(DAY):
        with pytest.raises(Invalid, match=message):
            report_progress(who(OFFICER), task=of_hadinh(), percent=percent, words=words, source=source)
        assert not Report.objects.exists()
        assert of_hadinh().state == State.ISSUED


@pytest.mark.parametrize("username", [OTHER_OFFICER, COOP_HEAD, TECHNICIAN, "chutich"])
def test_others_do_not_report_for_a_unit(plan: Plan, username: str) -> None:
    with pinned(DAY):
        with pytest.raises(NotAllowed):
            report_progress(who(username), task=of_hadinh(), percent=10, words="Đã làm")
        with pytest.raises(NotAllowed):
            report_done(who(username), task=of_hadinh(), words="Xong", result=LETTER)


def test_the_office_writes_for_a_unit_and_names_its_source(plan: Plan) -> None:
    with pinned(DAY):
        with pytest.raises(Invalid, match="nguồn"):
            report_progress(who(OFFICE), task=of_hadinh(), percent=50, words="Được một nửa")
        report = report_progress(
            who(OFFICE), task=of_hadinh(), percent=50, words="Được một nửa", source="điện thoại của phường ngày 20/10"
        )
    assert report.source == "điện thoại của phường ngày 20/10"


def test_the_total_of_eleven_wards_follows_their_reports(plan: Plan) -> None:
    with pinned(DAY):
        with pytest.raises(NotAllowed):
            report_progress(who(OFFICER), task=task("biển số"), percent=50, words="Tất cả")
        report_progress(who(OFFICER), task=part_of_hadinh(), percent=55, words="Phường mình")
        with pytest.raises(Invalid, match="tính từ các phần việc"):
            report_progress(who(OFFICE), task=task("biển số"), percent=50, words="Tất cả", source="điện thoại")
    assert task("biển số").percent == 5
    assert kept() == counted()


def test_an_officer_s_report_waits_for_the_head(plan: Plan) -> None:
    with pinned(DAY):
        report = report_done(who(OFFICER), task=of_hadinh(), words="Đã dọn xong", result=LETTER)
        assert (of_hadinh().state, of_hadinh().phase, report.sent) == (State.SUBMITTED, Phase.OPEN, False)
        for username in (OFFICER, OFFICE, COOP_HEAD):
            with pytest.raises(NotAllowed):
                agree_report(who(username), task=of_hadinh())
    with pinned(date(2021, 10, 21)):
        agree_report(who(HEAD), task=of_hadinh())
        assert (of_hadinh().state, of_hadinh().phase) == (State.REPORTED, Phase.REPORTED)
        report.refresh_from_db()
        assert report.sent
        with pytest.raises(Invalid):
            agree_report(who(HEAD), task=of_hadinh())
    assert kept() == counted()


def test_the_head_returns_a_report_and_only_the_unit_reads_why(plan: Plan) -> None:
    with pinned(DAY):
        report_done(who(OFFICER), task=of_hadinh(), words="Đã dọn xong", result=LETTER)
        with pytest.raises(Invalid, match="hãy ghi điều cần làm thêm"):
            return_report(who(HEAD), task=of_hadinh(), reason="")
        return_report(who(HEAD), task=of_hadinh(), reason="Thiếu ảnh điểm số 7")
        assert of_hadinh().state == State.RUNNING
    note = Report.objects.latest("pk")
    assert (note.kind, note.sent, note.words) == ("note", False, "Thiếu ảnh điểm số 7")


def test_a_head_s_own_report_goes_to_the_office_at_once(plan: Plan) -> None:
    with pinned(DAY):
        report = report_done(who(HEAD), task=of_hadinh(), words="Đã dọn xong", result=LETTER)
        assert report.sent
        assert of_hadinh().state == State.REPORTED
        assert last_act() == ("plans.report_done", HEAD, DAY)


def test_a_unit_without_the_head_s_step(plan: Plan) -> None:
    with pinned(DAY):
        set_rule(
            who(OFFICE),
            name=RuleName.HEAD_AGREES,
            value=0,
            ground="Thông báo số 3",
            from_day=DAY,
            unit=of_hadinh().lead,
        )
        report_done(who(OFFICER), task=of_hadinh(), words="Đã dọn xong", result=LETTER)
    assert of_hadinh().state == State.REPORTED


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (Result(), "hãy ghi số, ký hiệu văn bản kết quả, hoặc lý do"),
        (Result(symbol="45/BC", day=date(2021, 10, 21)), "ở sau hôm nay"),
        (Result(symbol="4" * 81), "81 ký tự"),
        (Result(no_document="(MẬT)"), "dấu mật"),
    ],
)
def test_done_names_its_document_or_says_why_there_is_none(plan: Plan, result: Result, message: str) -> None:
    with pinned(DAY), pytest.raises(Invalid, match=message):
        report_done(who(HEAD), task=of_hadinh(), words="Xong", result=result)
    assert of_hadinh().state == State.ISSUED


def test_done_without_a_document(plan: Plan) -> None:
    with pinned(DAY):
        report = report_done(
            who(HEAD), task=of_hadinh(), words="Xong", result=Result(no_document="dọn tại chỗ, có ảnh")
        )
    assert report.no_document == "dọn tại chỗ, có ảnh"


def test_who_reports_on_a_task_read_before_somebody_wrote_it_is_told(plan: Plan) -> None:
    with pinned(DAY):
        mine, theirs = of_hadinh(), of_hadinh()
        report_progress(who(OFFICER), task=theirs, percent=10, words="Đã bắt đầu")
        with pytest.raises(Conflict):
            report_done(who(HEAD), task=mine, words="Xong", result=LETTER)
        assert Report.objects.count() == 1


def test_a_note_stays_inside_the_unit(plan: Plan) -> None:
    with pinned(DAY):
        note = note_inside(who(OFFICER), task=of_hadinh(), words="Anh Ba phụ trách điểm 7")
        assert not note.sent
        for username in (OFFICE, COOP_HEAD, "chutich"):
            with pytest.raises(NotAllowed):
                note_inside(who(username), task=of_hadinh(), words="x")


def test_standing_work_is_reviewed_once_a_period_and_never_done(plan: Plan) -> None:
    october, november, december = date(2021, 10, 1), date(2021, 11, 1), date(2021, 12, 1)
    with pinned(date(2021, 11, 2)):
        standing = task("vỉa hè")
        assert standing.phase == Phase.STANDING
        review = review_standing(
            who(OFFICER), task=standing, from_day=october, until_day=november, grade=Grade.GOOD, words="Không tái chiếm"
        )
        assert (review.grade, last_act()[0]) == (Grade.GOOD, "plans.review_standing")
        for first, after, message in (
            (october, november, "đã được đánh giá"),
            (date(2021, 10, 15), december, "kỳ từ 01/10/2021 đến 31/10/2021 đã được đánh giá"),
            (december, date(2022, 1, 1), "chưa đến"),
            (november, october, "không sau ngày bắt đầu"),
        ):
            with pytest.raises(Invalid, match=message):
                review_standing(
                    who(OFFICER), task=standing, from_day=first, until_day=after, grade=Grade.GOOD, words="Tốt"
                )
        with pytest.raises(Invalid, match="thường xuyên"):
            review_standing(
                who(OFFICER), task=of_hadinh(), from_day=october, until_day=november, grade=Grade.GOOD, words="Tốt"
            )
        with pytest.raises(Invalid, match="đánh giá theo kỳ"):
            report_done(who(HEAD), task=task("vỉa hè"), words="Xong", result=LETTER)
