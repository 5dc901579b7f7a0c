"""Extensions and questions as they are pressed: asked, decided once, answered by whom they were asked of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.timezone import localdate

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.models import Decision, Extension, Plan, Question, RuleName, Task
from dieuhanh.kernel.units.models import UnitName

from .pressing import CHAIR, HEAD, OFFICE, OFFICER, Browser, done, errors, hidden, press, url_of


@pytest.fixture
def task(plan: Plan) -> Task:
    """Of Hạ Đình, before 15/12/2021; Phòng Quản lý đô thị cooperates."""
    return Task.objects.get(plan=plan, code="2.01")


def page(client: object, task: Task) -> str:
    answer = client.get(f"/desk/tasks/{task.pk}/")  # type: ignore[attr-defined]  # a Client
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_an_extension_is_asked_and_granted_and_the_first_deadline_stays(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "extend", until="20/12/2021", reason="Chờ xe"))
    html = page(browser_of(CHAIR), task)
    assert "Xét đề nghị gia hạn" in html
    assert "Chờ xe" in html
    done(press(browser_of(CHAIR), task, "decide", do="grant", until="18/12/2021", answer="Đến 18"))
    task.refresh_from_db()
    assert task.due_at
    assert localdate(task.due_at).isoformat() == "2021-12-19"
    html = page(browser_of(HEAD), task)
    assert '<s class="quiet">14/12/2021</s> <b>18/12/2021</b>' in html
    assert "thời hạn ban đầu <s>14/12/2021</s>, điều chỉnh 1 lần" in html


def test_two_decisions_on_one_extension(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "extend", until="20/12/2021", reason="Chờ xe"))
    chair, office = browser_of(CHAIR), browser_of(OFFICE)
    read_by_office = hidden(office.get(url_of(task, "decide")).content.decode())
    read_by_office["about"] = str(Extension.objects.get(task=task).pk)
    done(press(chair, task, "decide", do="refuse", answer="Đủ thời gian"))
    answer = office.post(url_of(task, "decide"), {**read_by_office, "do": "grant", "until": "20/12/2021"})
    assert answer.status_code == 422
    assert errors(answer) == ["Đề nghị này đã được quyết định: không đồng ý"]
    assert Extension.objects.get(task=task).decision == Decision.REFUSED


def test_a_decision_says_which_and_a_refusal_why(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "extend", until="20/12/2021", reason="Chờ xe"))
    office = browser_of(OFFICE)
    assert errors(press(office, task, "decide")) == ["do: Hãy chọn đồng ý hoặc không đồng ý"]
    assert errors(press(office, task, "decide", do="refuse")) == ["answer: Hãy ghi lý do không đồng ý"]
    answer = press(office, task, "decide", do="grant", until="1/12/2021")
    assert errors(answer) == ["until: Ngày gia hạn phải sau thời hạn hiện nay"]


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("01/11/2021", "Ngày 01/11/2021 đã qua; hãy chọn từ hôm nay 24/11/2021 trở đi"),
        ("10/12/2021", "Ngày 10/12/2021 không sau thời hạn hiện nay"),
        ("mai", "“mai” không phải ngày hợp lệ; viết như 24/11/2021 hoặc ngày 24 tháng 11 năm 2021"),
        ("", "chưa có ngày; viết như 24/11/2021 hoặc ngày 24 tháng 11 năm 2021"),
    ],
)
def test_days_that_cannot_be_asked_for(task: Task, browser_of: Browser, until: str, said: str) -> None:
    answer = press(browser_of(HEAD), task, "extend", until=until, reason="Chờ xe")
    assert (answer.status_code, errors(answer)) == (422, [f"until: {said}"])
    assert "Chờ xe" in answer.content.decode()


def test_beyond_the_limit_a_leader_decides(task: Task, browser_of: Browser, by_: Callable[..., By]) -> None:
    set_rule(by_(OFFICE), name=RuleName.EXTENSION_DAYS, value=5, ground="Quy chế", from_day=today())
    done(press(browser_of(HEAD), task, "extend", until="31/12/2021", reason="Chờ xe"))
    html = page(browser_of(OFFICE), task)
    assert "Đề nghị vượt giới hạn gia hạn của cơ quan; lãnh đạo quyết định" in html
    answer = press(browser_of(OFFICE), task, "decide", do="grant")
    assert answer.status_code == 422
    assert "lãnh đạo quyết định" in errors(answer)[-1]
    done(press(browser_of(CHAIR), task, "decide", do="grant"))


def test_the_unit_takes_its_request_back(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "extend", until="20/12/2021", reason="Chờ xe"))
    assert "đã có một đề nghị gia hạn chờ quyết định" in page(browser_of(HEAD), task).lower()
    done(press(browser_of(HEAD), task, "withdraw"))
    assert Extension.objects.get(task=task).decision == Decision.TAKEN_BACK
    answer = press(browser_of(CHAIR), task, "decide", do="grant")
    assert errors(answer)[-1] == "Không còn đề nghị gia hạn nào chờ quyết định ở nhiệm vụ này"


def test_a_leaders_line_stands_first_and_keeps_the_task_open(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(CHAIR), task, "direct", words="Báo cáo điểm khó nhất", due="26/11/2021"))
    officer = browser_of(OFFICER)
    html = page(officer, task)
    assert html.index("Báo cáo điểm khó nhất") < html.index("Trích văn bản giao")
    answer = press(officer, task, "done", words="Xong", no_document="Tại chỗ")
    assert errors(answer)[-1].startswith("Nhiệm vụ 2.01 còn ý kiến chỉ đạo chưa trả lời")
    assert errors(press(officer, task, "answer", answer=" ")) == ["answer: Hãy ghi nội dung"]
    done(press(officer, task, "answer", answer="Ngõ 5"))
    assert "Ngõ 5" in page(browser_of(CHAIR), task)
    done(press(officer, task, "done", words="Xong", no_document="Tại chỗ"))


def test_a_difficulty_is_asked_of_somebody_and_only_that_person_answers(task: Task, browser_of: Browser) -> None:
    officer = browser_of(OFFICER)
    assert errors(press(officer, task, "ask", words="Thiếu xe", due="26/11/2021")) == ["to: Hãy chọn người trả lời"]
    deputy = Person.objects.get(user__username="phochutich.dothi")
    done(press(officer, task, "ask", words="Thiếu xe", due="26/11/2021", to=str(deputy.pk)))
    question = Question.objects.get(task=task)
    answer = press(browser_of(CHAIR), task, "answer", about=question.pk, answer="Mượn")
    assert errors(answer)[-1] == "Câu hỏi này không gửi cho bạn hoặc đơn vị của bạn"
    done(press(browser_of("phochutich.dothi"), task, "answer", about=question.pk, answer="Mượn phường bên"))
    assert "Mượn phường bên" in page(officer, task)


def test_who_cannot_answer_is_not_offered_to_be_asked(task: Task, browser_of: Browser) -> None:
    """Whoever is asked may read the task from then on; the technician, who answers nothing, never."""
    html = browser_of(OFFICER).get(url_of(task, "ask")).content.decode()
    assert "Chủ tịch UBND quận" in html
    assert "Trưởng phòng Quản lý đô thị" in html
    assert "Chủ tịch phường Kim Giang" in html
    assert "Quản trị hệ thống" not in html


def test_the_lead_asks_a_cooperating_unit_for_its_part(task: Task, browser_of: Browser) -> None:
    unit = UnitName.objects.get(name="Phòng Quản lý đô thị").unit_id
    done(press(browser_of(HEAD), task, "ask-part", words="Cho mượn xe", due="26/11/2021", to=str(unit)))
    coop = browser_of("dothi.truong")
    assert "Cho mượn xe" in page(coop, task)
    done(press(coop, task, "answer", answer="Thứ Hai có xe"))
    assert "Thứ Hai có xe" in page(browser_of(HEAD), task)
    answer = press(browser_of(HEAD), task, "ask-part", words="Nữa", due="1/1/2020", to=str(unit))
    assert errors(answer) == ["due: Ngày 01/01/2020 đã qua; hãy chọn từ hôm nay 24/11/2021 trở đi"]
