"""A leader's line, a difficulty, a part of another unit: each has one who must answer, and a day."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.asking import answer_question, ask_difficulty, ask_part, direct
from dieuhanh.kernel.plans.actions.carrying import Result, report_done
from dieuhanh.kernel.plans.models import Plan, Question, QuestionKind, State

from .acting import (
    CHAIRMAN,
    COOP_HEAD,
    HEAD,
    OFFICE,
    OFFICER,
    OTHER_HEAD,
    TECHNICIAN,
    VICE,
    last_act,
    of_hadinh,
    person,
    task,
    unit,
    who,
)

DAY, DUE = date(2021, 11, 10), date(2021, 11, 12)
LETTER = Result(symbol="45/BC-UBND")


def test_a_leader_s_line_is_answered_before_the_task_is_reported_done(plan: Plan) -> None:
    with pinned(DAY):
        line = direct(who(CHAIRMAN), task=of_hadinh(), words="Vì sao điểm số 7 chưa dọn?", due=DUE)
        assert (line.kind, line.to_unit_id, line.from_unit_id) == (
            QuestionKind.DIRECTION,
            of_hadinh().lead_id,
            None,
        )
        assert last_act() == ("plans.direct", CHAIRMAN, DAY)
        with pytest.raises(Invalid, match="ý kiến chỉ đạo chưa trả lời"):
            report_done(who(HEAD), task=of_hadinh(), words="Xong", result=LETTER)
        answer_question(who(OFFICER), question=line, answer="Chờ xe cẩu của quận")
        report_done(who(HEAD), task=of_hadinh(), words="Xong", result=LETTER)
    assert of_hadinh().state == State.REPORTED


@pytest.mark.parametrize("username", [OFFICE, HEAD, OFFICER, "phochutich.vanxa", TECHNICIAN])
def test_others_do_not_direct(plan: Plan, username: str) -> None:
    with pinned(DAY), pytest.raises(NotAllowed):
        direct(who(username), task=of_hadinh(), words="Làm ngay", due=DUE)


@pytest.mark.parametrize(
    ("words", "due", "message"),
    [("", DUE, "hãy ghi nội dung"), ("(MẬT)", DUE, "dấu mật"), ("Làm ngay", date(2021, 11, 9), "đã qua")],
)
def test_a_line_has_words_and_a_day_to_come(plan: Plan, words: str, due: date, message: str) -> None:
    with pinned(DAY):
        with pytest.raises(Invalid, match=message):
            direct(who(VICE), task=of_hadinh(), words=words, due=due)
        assert not Question.objects.exists()


def test_a_line_on_what_several_units_do_goes_to_each_of_them(plan: Plan) -> None:
    with pinned(DAY):
        direct(who(CHAIRMAN), task=task("biển số"), words="Làm ngay", due=DUE)
    asked = Question.objects.filter(kind=QuestionKind.DIRECTION).select_related("task")
    assert len({question.to_unit_id for question in asked}) == len(asked) == task("biển số").parts.count() == 11
    assert all(question.task.lead_id == question.to_unit_id for question in asked)


def test_a_difficulty_goes_to_one_who_can_answer(plan: Plan) -> None:
    with pinned(DAY):
        asked = ask_difficulty(who(OFFICER), task=of_hadinh(), words="Thuê xe được không?", due=DUE, to=person(VICE))
        for username in (CHAIRMAN, OFFICE, HEAD):
            with pytest.raises(NotAllowed, match="không gửi cho bạn"):
                answer_question(who(username), question=asked, answer="Được")
        with pytest.raises(Invalid, match="hãy ghi nội dung"):
            answer_question(who(VICE), question=asked, answer=" ")
        stale = Question.objects.get(pk=asked.pk)
        answer_question(who(VICE), question=asked, answer="Được")
        assert (asked.answered_on, last_act()) == (DAY, ("plans.answer_question", VICE, DAY))
        with pytest.raises(Conflict):
            answer_question(who(VICE), question=stale, answer="Không")
        with pytest.raises(Invalid, match="đã được trả lời"):
            answer_question(who(VICE), question=Question.objects.get(pk=asked.pk), answer="Không")
        with pytest.raises(Invalid, match="không trả lời được"):
            ask_difficulty(who(OFFICER), task=of_hadinh(), words="Máy hỏng", due=DUE, to=person(TECHNICIAN))


def test_the_lead_asks_a_cooperating_unit_for_its_part(plan: Plan) -> None:
    with pinned(DAY):
        asked = ask_part(who(HEAD), task=of_hadinh(), words="Xin bản đồ", due=DUE, to=unit("Phòng Quản lý đô thị"))
        with pytest.raises(NotAllowed):
            answer_question(who(OTHER_HEAD), question=asked, answer="Đây")
        with pytest.raises(Invalid, match="đơn vị phối hợp"):
            ask_part(who(HEAD), task=of_hadinh(), words="Xin bản đồ", due=DUE, to=unit("Phòng Nội vụ"))
        with pytest.raises(NotAllowed):
            ask_part(who(COOP_HEAD), task=of_hadinh(), words="Xin", due=DUE, to=unit("Phòng Quản lý đô thị"))
        answer_question(who(COOP_HEAD), question=asked, answer="Đã gửi bản đồ")
    assert asked.answer == "Đã gửi bản đồ"
