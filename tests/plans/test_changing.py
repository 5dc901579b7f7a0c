"""What the office corrects, and whom a task concerns, as it is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.changing import Portion, split_task
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.models import Assignment, Plan, Review, State, Task, Told, Urgency
from dieuhanh.kernel.plans.presses import presses_for
from dieuhanh.kernel.units.models import Unit, UnitName

from .pressing import HEAD, OFFICE, OFFICER, Browser, done, errors, press, url_of


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, code="2.01")


def fresh(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def unit(name: str) -> Unit:
    return UnitName.objects.get(name=name).unit


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def test_another_lead_receives_the_task_anew(task: Task, browser_of: Browser) -> None:
    lead, coop = unit("Phòng Quản lý đô thị"), unit("Phòng Tư pháp")
    office = browser_of(OFFICE)
    done(press(browser_of(HEAD), task, "refuse", reason="Không thuộc địa bàn"))
    done(press(office, task, "units", lead=str(lead.pk), coop=[str(coop.pk)], reason="Đúng chức năng"))
    assert (fresh(task).lead_id, fresh(task).state) == (lead.pk, State.ISSUED)
    assert browser_of(HEAD).get(f"/desk/tasks/{task.pk}/").status_code == 404
    assert "Đúng chức năng" in browser_of("dothi.truong").get(f"/desk/tasks/{task.pk}/").content.decode()


def test_units_that_do_not_fit_are_told_at_their_place(task: Task, browser_of: Browser) -> None:
    office, lead = browser_of(OFFICE), unit("Phòng Quản lý đô thị")
    assert errors(press(office, task, "units", lead="", reason="x")) == ["lead: Hãy chọn đơn vị chủ trì"]
    answer = press(office, task, "units", lead=str(lead.pk), coop=[str(lead.pk)], reason="x")
    assert errors(answer) == ["coop: Đơn vị chủ trì không đồng thời là đơn vị phối hợp"]
    assert errors(press(office, task, "units", lead="999999", reason="x"))[0].startswith("lead: ")


@pytest.mark.parametrize(
    ("key", "filled", "state", "shown"),
    [
        (
            "pause",
            {"body": "Sở Xây dựng", "letter": "15/UBND", "since": "20/11/2021"},
            State.PAUSED,
            "chờ ý kiến của Sở Xây dựng (15/UBND)",
        ),
        ("cancel", {"document": "20/QĐ-UBND", "reason": "Thôi"}, State.CANCELLED, "Thôi (theo 20/QĐ-UBND)"),
        ("recall", {"reason": "Giao nhầm"}, State.RECALLED, "Giao nhầm"),
        ("urgency", {"urgency": "2"}, State.ISSUED, "Thượng khẩn"),
        ("due", {"until": "20/12/2021", "reason": "Theo ý kiến"}, State.ISSUED, "<b>20/12/2021</b>"),
        ("merge", {"heir": "1.02", "reason": "Cùng việc"}, State.MERGED, "Cùng việc"),
    ],
)
def test_each_change(
    task: Task, browser_of: Browser, key: str, filled: dict[str, str], state: State, shown: str
) -> None:
    done(press(browser_of(OFFICE), task, key, **filled))
    assert fresh(task).state == state
    assert shown in browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()


@pytest.mark.parametrize(
    ("key", "filled", "said"),
    [
        ("pause", {"letter": "1", "since": "1/11/2021"}, "body: Hãy ghi cơ quan đang chờ ý kiến"),
        ("pause", {"body": "Sở", "letter": "1", "since": "25/11/2021"}, "since: Ngày 25/11/2021 ở sau hôm nay"),
        ("cancel", {"reason": "x"}, "document: Hãy ghi số, ký hiệu văn bản hủy nhiệm vụ"),
        ("correct", {"title": " ", "reason": "x"}, "title: Tên nhiệm vụ không được để trống"),
        ("merge", {"heir": "9.99", "reason": "x"}, "heir: Không xác định được nhiệm vụ số «9.99»; hãy ghi như 2.31"),
        (
            "due",
            {"until": "1/1/2021", "reason": "x"},
            "until: Ngày 01/01/2021 đã qua; hãy chọn từ hôm nay 24/11/2021 trở đi",
        ),
    ],
)
def test_what_cannot_be_taken(task: Task, browser_of: Browser, key: str, filled: dict[str, str], said: str) -> None:
    answer = press(browser_of(OFFICE), task, key, **filled)
    assert (answer.status_code, errors(answer)) == (422, [said])
    assert fresh(task).act_id == task.act_id


def test_a_merged_task_leads_to_its_heir(task: Task, browser_of: Browser) -> None:
    heir = Task.objects.get(plan=task.plan_id, code="1.02")
    done(press(browser_of(OFFICE), task, "merge", heir="1.02", reason="Cùng việc"))
    html = browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()
    assert f'<a href="/desk/tasks/{heir.pk}/">1.02' in html
    assert url_of(task, "progress") not in html


def test_a_task_in_parts_shows_its_total_and_one_press_confirms_them(
    task: Task, browser_of: Browser, by_: Callable[..., By]
) -> None:
    portions = [Portion("Quét dọn", unit("Phòng Tư pháp"), weight=3), Portion("Chở đi", unit("Phòng Y tế"))]
    split_task(by_(OFFICE), task=task, portions=portions, reason="Nhiều việc")
    first, second = Task.objects.filter(parent=task).order_by("code")
    office = browser_of(OFFICE)
    assert url_of(task, "confirm-parts") not in office.get(f"/desk/tasks/{task.pk}/").content.decode()
    for username, part in (("tuphap.truong", first), ("yte.truong", second)):
        done(press(browser_of(username), part, "progress", percent="100", words="Đã xong"))
        done(press(browser_of(username), part, "done", words="Đã xong", no_document="Tại chỗ"))
    html = office.get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "0/2 phần việc hoàn thành" in html
    assert "Kết quả thực hiện: 100%" in html
    assert f"Phần việc của nhiệm vụ {task.code}" in office.get(f"/desk/tasks/{first.pk}/").content.decode()
    assert "percent" not in browser_of(HEAD).get(url_of(task, "progress")).content.decode()
    page = office.get(url_of(task, "confirm-parts")).content.decode()
    assert "Phòng Tư pháp: Đã xong (Tại chỗ)" in page
    done(press(office, task, "confirm-parts", parts=[str(first.pk), str(second.pk)]))
    assert "2/2 phần việc hoàn thành" in office.get(f"/desk/tasks/{task.pk}/").content.decode()


def test_a_task_paused_goes_on(task: Task, browser_of: Browser) -> None:
    office = browser_of(OFFICE)
    done(press(office, task, "pause", body="Sở Xây dựng", letter="15/UBND", since="20/11/2021"))
    assert "Tạm dừng từ ngày 20/11/2021" in browser_of(OFFICER).get(f"/desk/tasks/{task.pk}/").content.decode()
    done(press(office, task, "resume"))
    assert fresh(task).state == State.RUNNING


def test_a_recall_after_the_day_says_why_not(task: Task, as_: Callable[[str], Viewer]) -> None:
    Task.objects.filter(pk=task.pk).update(state_since="2021-11-01")
    recall = next(press for press in presses_for(as_(OFFICE), fresh(task)) if press.key == "recall")
    assert recall.why_not == "chỉ thu hồi được trong ngày giao; nay hãy hủy bằng văn bản"


def test_the_head_gives_the_task_to_an_officer_of_the_unit(task: Task, browser_of: Browser) -> None:
    head = browser_of(HEAD)
    assert "Kim Giang" not in head.get(url_of(task, "assign")).content.decode()
    done(press(head, task, "assign", officer=str(person(OFFICER).pk)))
    assert Assignment.objects.get(task=task, officer=person(OFFICER)).unit_id == task.lead_id
    assert errors(press(head, task, "assign", officer=str(person("phuong.kimgiang.canbo").pk)))[0].startswith(
        "officer: "
    )
    done(press(browser_of("dothi.truong"), task, "assign", officer=str(person("dothi.chuyenvien").pk)))
    html = browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "Cán bộ phường Hạ Đình" in html
    assert "Chuyên viên phòng Quản lý đô thị" in html


def test_follower_and_those_told(task: Task, browser_of: Browser) -> None:
    office = browser_of(OFFICE)
    done(press(office, task, "follower", follower=str(person("tonghop").pk)))
    assert fresh(task).follower == person("tonghop")
    assert errors(press(office, task, "tell")) == ["people: Hãy chọn ít nhất một người"]
    done(press(office, task, "tell", people=[str(person("chutich").pk), str(person("dothi.truong").pk)]))
    assert Told.objects.filter(task=task).count() == 2


def test_standing_work_is_reviewed_once_a_period(plan: Plan, browser_of: Browser, by_: Callable[..., By]) -> None:
    lead = unit("UBND phường Hạ Đình")
    new = NewTask(title="Giữ sạch các ngõ", leads=[lead], standing=True, urgency=Urgency.NORMAL)
    standing = give_task(by_(OFFICE), new=new, words="Các phường giữ sạch ngõ", given_on=today())
    client = browser_of(OFFICER)
    html = client.get(f"/desk/tasks/{standing.pk}/").content.decode()
    assert "Nguồn giao: chỉ đạo trực tiếp" in html
    assert "Các phường giữ sạch ngõ" in html
    form = client.get(url_of(standing, "review")).content.decode()
    assert 'value="01/11/2021"' in form
    assert 'value="30/11/2021"' in form
    month = {"from_day": "01/11/2021", "last_day": "30/11/2021"}
    done(press(client, standing, "review", grade="limited", words="Còn hai ngõ", **month))
    review = Review.objects.get(task=standing)
    assert (review.from_day.isoformat(), review.until_day.isoformat()) == ("2021-11-01", "2021-12-01")
    answer = press(client, standing, "review", grade="good", words="Tốt", **month)
    assert errors(answer) == ["from_day: Kỳ từ 01/11/2021 đến 30/11/2021 đã được đánh giá"]
    answer = press(client, standing, "review", grade="good", words="Tốt", from_day="5/10/2021", last_day="1/10/2021")
    assert errors(answer) == ["last_day: Ngày cuối kỳ ở trước ngày đầu kỳ 05/10/2021"]
    assert "Còn hai ngõ" in client.get(f"/desk/tasks/{standing.pk}/").content.decode()
