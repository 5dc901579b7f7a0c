"""The demo's quarter: played by its people through the product's own actions, the same every time, and whole in the journal."""

from __future__ import annotations

from datetime import date

from dieuhanh.demo import loader
from dieuhanh.demo.quarter import scenes, script
from dieuhanh.demo.quarter.cast import cast_of
from dieuhanh.demo.quarter.days import CALENDAR
from dieuhanh.kernel.installation.clock import now, pinned, today
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Assignment, Call, Plan, Seen, State, Task
from dieuhanh.kernel.plans.timeliness import conditions
from dieuhanh.kernel.plans.told import REMINDER

from .office import PASSWORD

# What every screen needs to have life on the day the demo opens.
SEEN = {
    "demo.open_tasks",
    "notices.see",
    "plans.record_call",
    "plans.send_reminders",
    "plans.accept_tasks",
    "plans.agree_report",
    "plans.ask_extension",
    "plans.ask_part",
    "plans.answer_question",
    "plans.assign_officer",
    "plans.attach",
    "plans.confirm_done",
    "plans.confirm_parts",
    "plans.decide_extension",
    "plans.direct",
    "plans.give_again",
    "plans.give_task",
    "plans.lapse_unanswered",
    "plans.pause_task",
    "plans.refuse_task",
    "plans.reopen_task",
    "plans.report_done",
    "plans.report_progress",
    "plans.resume_task",
    "plans.return_report",
    "plans.review_standing",
}


def test_on_the_day_it_opens_most_is_done_or_in_time_and_some_are_late(db: None) -> None:
    loader.load_demo(PASSWORD)
    assert loader.is_complete()
    with pinned():
        assert today() == loader.DAY
        tasks = Task.objects.filter(parent=None)
        share = {key: 100 * tasks.filter(is_so).count() // tasks.count() for key, is_so in conditions(now()).items()}
        assert 5 <= share["over"] <= 9, share
        assert 20 <= share["on_time"] <= 45, share
        assert all(tasks.filter(is_so).exists() for is_so in conditions(now()).values())
        ward = Task.objects.filter(lead=cast_of(loader.people()).unit_of("phuong.hadinh.chutich"))
        assert set(ward.values_list("state", flat=True)) >= {State.ISSUED, State.SUBMITTED, State.RUNNING}
        assert set(Act.objects.values_list("verb", flat=True)) >= SEEN
        assert kept() == counted()
        assert verify().whole
        new = Notice.objects.filter(seen_at=None)
        assert new.filter(kind=REMINDER).exists()
        assert 20 < new.count() < Notice.objects.count() // 2
        assert 100 < Seen.objects.count() < Assignment.objects.count() * 3 // 4
        assert Call.objects.count() == 3
    acts = list(Act.objects.order_by("pk").values_list("day", "actor_id", "verb"))
    assert [day for day, _, _ in acts] == sorted(day for day, _, _ in acts)
    days = {day for day, actor, _ in acts if actor}
    assert all(CALENDAR.is_working(day) for day in days)


def test_it_goes_on_to_the_end_of_the_year(db: None) -> None:
    loader.load_demo(PASSWORD, date(2021, 12, 31))
    with pinned():
        assert today() == date(2021, 12, 31)
        assert kept() == counted()
        assert Task.objects.filter(state=State.DONE).count() > Task.objects.count() // 3


def test_what_happens_is_decided_by_the_plan_alone(db: None) -> None:
    loader.load_unplayed(PASSWORD)
    plan = Plan.objects.get()
    with pinned():
        told = [
            [(step.day, step.order) for step in sorted([*script.of(plan, cast), *scenes.of(plan, cast)])]
            for cast in (cast_of(loader.people()), cast_of(loader.people()))
        ]
    assert told[0] == told[1]
