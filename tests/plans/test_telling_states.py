"""Every change of a task's state tells who waits for it: received, silence, progress; many at once are one line, and never a flood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices.kinds import unmailed
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.plans.actions.assigning import give_area, set_follower
from dieuhanh.kernel.plans.actions.carrying import report_progress
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.receiving import accept_task, accept_tasks, lapse_unanswered, refuse_task
from dieuhanh.kernel.plans.models import Charge, Plan, Task
from dieuhanh.kernel.plans.telling import say_received

from .test_telling import HEAD, OFFICE, OTHER_OFFICE, ByOf, person, post_of, since, task_of, told, unit

__all__ = ["since"]
TITLE = "2.01 Dọn các điểm rác tồn"


def more(by_: ByOf, count: int) -> list[Task]:
    """So many tasks for Hạ Đình by the chairman's word."""
    lead = unit("UBND phường Hạ Đình")
    return [
        give_task(by_("chutich"), new=NewTask(title=f"Kiểm tra tuyến {n}", leads=[lead]), words="kiểm tra")
        for n in range(count)
    ]


def test_receiving_is_told_to_the_office_or_to_who_follows(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    accept_task(by_(HEAD), task=task_of(plan))
    assert told(OFFICE, before) == told(OTHER_OFFICE, before) == [f"Đơn vị đã tiếp nhận nhiệm vụ {TITLE}"]
    assert told(HEAD, before) == []


def test_who_gave_a_direction_hears_that_it_was_received_or_sent_back(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    first, second = more(by_, 2)
    before = since()
    accept_task(by_(HEAD), task=first)
    refuse_task(by_(HEAD), task=second, reason="nhầm địa bàn")
    assert [words.split(" nhiệm vụ")[0] for words in told("chutich", before)] == [
        "Đơn vị đã tiếp nhận",
        "Đơn vị trả lại",
    ]


def test_many_received_in_one_press_are_one_line(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    few, many = more(by_, 2), more(by_, 12)
    before, by = since(), by_(HEAD)
    accept_tasks(by, tasks=few)
    accept_tasks(by, tasks=many)
    codes = ", ".join(task.code for task in many[:6])
    assert told("chutich", before)[1] == f"Phường Hạ Đình đã tiếp nhận 12 nhiệm vụ: {codes}…"
    assert len(told(OFFICE, before)) == 2
    assert Notice.objects.filter(pk__gt=before, url__contains="role=lead").exists()


def test_silence_is_one_line_a_unit_and_day_however_many_the_tasks(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    questions = []
    for count, day in ((1, date(2021, 12, 1)), (20, date(2021, 12, 10))):
        more(by_, count)
        before = since()
        with (
            pinned(day),
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            lapse_unanswered(By(channel="system"))
        questions.append(len(asked))
        assert len(told(HEAD, before)) == 1
    assert told(HEAD, before) == ["20 nhiệm vụ chưa trả lời, nay coi như đã tiếp nhận (UBND phường Hạ Đình)"]
    assert questions[1] <= questions[0]


def test_progress_is_told_once_a_day_to_who_follows_and_never_mailed(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    task, before = task_of(plan), since()
    accept_task(by_(HEAD), task=task)
    before = since()
    report_progress(by_(HEAD), task=task_of(plan), percent=10, words="đã bắt đầu")
    assert told(OFFICE, before) == []  # nobody follows it by name
    assert task.area
    post = post_of(OTHER_OFFICE)
    give_area(by_(OFFICE), area=task.area, post=post, charge=Charge.FOLLOWS, from_day=date(2021, 11, 24))
    for percent in (20, 30):
        report_progress(by_(HEAD), task=task_of(plan), percent=percent, words="đang làm")
    assert told(OTHER_OFFICE, before) == [f"Có báo cáo tiến độ: {TITLE}"]
    assert Notice.objects.latest("pk").kind in unmailed()
    set_follower(by_("chanhvanphong"), task=task_of(plan), follower=person(OFFICE))
    before = since()
    report_progress(by_(HEAD), task=task_of(plan), percent=40, words="đang làm")
    assert (told(OFFICE, before), told(OTHER_OFFICE, before)) == ([f"Có báo cáo tiến độ: {TITLE}"], [])


def test_a_report_on_what_was_not_received_says_that_it_is(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    report_progress(by_(HEAD), task=task_of(plan), percent=10, words="đã bắt đầu")
    assert told(OFFICE, before) == [f"Đơn vị đã tiếp nhận nhiệm vụ {TITLE}"]


@action("tests.say_received", may=None)
def asked_for(by: By, *, tasks: list[Task]) -> int:
    with CaptureQueriesContext(connection) as asked:
        say_received(tasks)
    return len(asked)


def test_telling_of_received_tasks_asks_a_fixed_number_of_questions(by_: ByOf, plan: Plan) -> None:
    few, many = more(by_, 2), more(by_, 12)
    system = By(channel="system")
    assert asked_for(system, tasks=many) == asked_for(system, tasks=few) <= 8
