"""Who is told, asked or given a task may read it, whatever their posts reach; and nothing else of that plan opens for them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.actions import end_holding
from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create_many
from dieuhanh.kernel.plans.actions.asking import answer_question, ask_difficulty
from dieuhanh.kernel.plans.actions.assigning import assign_officer, stop_telling, tell_people
from dieuhanh.kernel.plans.actions.carrying import note_inside, report_progress
from dieuhanh.kernel.plans.actions.changing import Portion, split_task
from dieuhanh.kernel.plans.models import (
    LIVE_PHASES,
    Assignment,
    Plan,
    Question,
    QuestionKind,
    Report,
    State,
    Task,
    Told,
)
from dieuhanh.kernel.plans.queries import reports_visible_to, task_rows, tasks_open_to, tasks_visible_to
from dieuhanh.kernel.plans.tallies import countable
from dieuhanh.kernel.units.models import Area, Unit

from .pressing import HEAD, OFFICE, OFFICER, Browser, done, press
from .test_telling import person, task_of, told, unit

OUTSIDER, COLLEAGUE, OTHER_WARD = "yte.truong", "phuong.hadinh.canbo", "phuong.kimgiang.chutich"
DUE = date(2021, 11, 26)
ByOf = Callable[..., By]


def opens(browser_of: Browser, username: str, task: Task) -> int:
    return browser_of(username).get(reverse("plans:task", args=[task.pk])).status_code


def listed(username: str) -> set[str]:
    return {row.code for row in task_rows(tasks_visible_to(Viewer(person(username), today())))}


def test_who_is_told_reads_the_task_and_nothing_else_of_its_plan(by_: ByOf, plan: Plan, browser_of: Browser) -> None:
    task, before = task_of(plan), listed(OUTSIDER)
    assert opens(browser_of, OUTSIDER, task) == 404
    done(press(browser_of(OFFICE), task, "tell", people=[str(person(OUTSIDER).pk)]))
    page = browser_of(OUTSIDER).get(reverse("plans:task", args=[task.pk])).content.decode()
    assert "Dọn các điểm rác tồn" in page
    assert reverse("plans:document", args=[plan.document_id]) not in page
    assert "Nhiệm vụ cùng mục" not in page
    assert opens(browser_of, OUTSIDER, task_of(plan, "1.02")) == 404
    assert browser_of(OUTSIDER).get(reverse("plans:document", args=[plan.document_id])).status_code == 404
    assert browser_of(OUTSIDER).get(reverse("plans:do", args=[task.pk, "progress"])).status_code == 403
    assert listed(OUTSIDER) == before  # lists and counts follow rights
    assert opens(browser_of, "phuong.kimgiang.canbo", task) == 404


def test_who_need_not_know_any_longer_reads_it_no_more(by_: ByOf, plan: Plan, browser_of: Browser) -> None:
    task = task_of(plan)
    tell_people(by_(OFFICE), task=task, people=[person(OUTSIDER), person("dothi.truong")])
    assert opens(browser_of, OUTSIDER, task) == 200
    done(press(browser_of(OFFICE), task, "stop-telling", people=[str(person(OUTSIDER).pk)]))
    assert [row.person for row in Told.objects.all()] == [person("dothi.truong")]
    assert opens(browser_of, OUTSIDER, task) == 404
    stop_telling(by_(OFFICE), task=task, people=[person("dothi.truong")])
    assert opens(browser_of, "dothi.truong", task) == 200  # whose unit cooperates


def test_who_is_asked_reads_answers_and_goes_on_reading(by_: ByOf, plan: Plan, browser_of: Browser) -> None:
    task = task_of(plan)
    done(press(browser_of(HEAD), task, "ask", to=str(person(OUTSIDER).pk), words="Thuốc khử khuẩn?", due="26/11/2021"))
    assert opens(browser_of, OUTSIDER, task) == 200
    done(press(browser_of(OUTSIDER), task, "answer", answer="Trung tâm y tế cấp"))
    assert Question.objects.get().answer == "Trung tâm y tế cấp"
    assert opens(browser_of, OUTSIDER, task) == 200
    assert opens(browser_of, OTHER_WARD, task) == 404


def test_an_answer_to_what_was_asked_of_another_is_refused(by_: ByOf, plan: Plan, browser_of: Browser) -> None:
    task = task_of(plan)
    ask_difficulty(by_(HEAD), task=task, words="Thiếu xe", due=DUE, to=person(OUTSIDER))
    answer = browser_of(OTHER_WARD).get(reverse("plans:do", args=[task.pk, "answer"]))
    assert answer.status_code == 404
    answer_question(by_(OUTSIDER), question=Question.objects.get(), answer="có")


def test_the_technician_reads_only_what_a_leader_of_tasks_sent_them(by_: ByOf, plan: Plan, browser_of: Browser) -> None:
    task = task_of(plan)
    assert opens(browser_of, "kythuat", task) == 403
    tell_people(by_(OFFICE), task=task, people=[person("kythuat")])
    assert opens(browser_of, "kythuat", task) == 200
    assert opens(browser_of, "kythuat", task_of(plan, "1.02")) == 404
    assert browser_of("kythuat").get(reverse("plans:tasks")).status_code == 403


def test_an_officer_whose_post_gives_no_right_reads_what_was_given_to_them(
    by_: ByOf, plan: Plan, browser_of: Browser
) -> None:
    task, held = task_of(plan), Holding.objects.get(person=person(OFFICER))
    row = Assignment.objects.get(task=task, unit=task.lead_id)
    held.post.grants.update(until_day=today())
    assert opens(browser_of, OFFICER, task) == 403
    assign_officer(by_(HEAD), assignment=row, officer=person(OFFICER))
    assert opens(browser_of, OFFICER, task) == 200
    note_inside(by_(HEAD), task=task_of(plan), words="Việc riêng trong phường")
    assert not reports_visible_to(Viewer(person(OFFICER), today()), task).exists()
    end_holding(by_("kythuat"), holding=held, day=today())
    assert opens(browser_of, OFFICER, task) == 403  # who no longer works there


def test_the_lead_of_a_whole_reads_parts_given_to_others_and_they_the_whole(
    by_: ByOf, plan: Plan, browser_of: Browser
) -> None:
    whole = task_of(plan)
    split_task(
        by_(OFFICE),
        task=whole,
        portions=[Portion("Khu vực giáp ranh", unit("UBND phường Kim Giang"))],
        reason="giáp ranh",
    )
    part = Task.objects.get(parent=whole)
    page = browser_of(HEAD).get(reverse("plans:task", args=[whole.pk])).content.decode()
    assert reverse("plans:task", args=[part.pk]) in page
    note_inside(by_(OTHER_WARD), task=part, words="Bàn riêng trong phường Kim Giang")
    report_progress(by_(OTHER_WARD), task=Task.objects.get(pk=part.pk), percent=30, words="Đã dọn một nửa")
    page = browser_of(HEAD).get(reverse("plans:task", args=[part.pk])).content.decode()
    assert "Đã dọn một nửa" in page
    assert "Bàn riêng" not in page
    assert browser_of(HEAD).get(reverse("plans:do", args=[part.pk, "progress"])).status_code == 403
    assert opens(browser_of, OTHER_WARD, whole) == 200
    assert whole.title in browser_of(OTHER_WARD).get(reverse("plans:task", args=[part.pk])).content.decode()
    assert opens(browser_of, "dothi.truong", part) == 404  # cooperates in the whole alone
    assert opens(browser_of, OUTSIDER, part) == opens(browser_of, OUTSIDER, whole) == 404
    assert part.code not in listed(HEAD)
    assert whole.code not in listed(OTHER_WARD)


def test_counts_are_the_same_before_and_after(by_: ByOf, plan: Plan) -> None:
    def counts() -> list[int]:
        rows = countable(Viewer(person(OUTSIDER), today()))
        assert rows is not None
        return list(rows.order_by("pk").values_list("n", flat=True))

    before = counts()
    tell_people(by_(OFFICE), task=task_of(plan), people=[person(OUTSIDER)])
    assert counts() == before
    assert told(OUTSIDER) == ["Để biết: 2.01 Dọn các điểm rác tồn"]


@action("tests.scatter_ties", may=None)
def scatter(by: By, *, plan: Plan, people: list[int], seed: int) -> None:
    """Tasks of random areas, leads and states, some in parts; people told, asked and charged at random."""
    dice = random.Random(seed)
    units, areas = list(Unit.objects.all()), [*Area.objects.all(), None]

    def made(n: int, parent: Task | None) -> Task:
        state = dice.choice([State.RUNNING, State.RUNNING, State.DONE, State.DRAFT, State.CANCELLED])
        more = {"area": dice.choice(areas), "lead": dice.choice([*units, None]), "state": state, "parent": parent}
        follower = dice.choice(people) if dice.random() < 0.05 else None
        return Task(
            plan=plan, code=f"8.{n}", ordinal=800 + n, title=f"việc {n}", start=0, end=1, follower_id=follower, **more
        )

    wholes = create_many([made(n, None) for n in range(60)])
    parts = create_many([made(60 + n, dice.choice(wholes)) for n in range(60)])
    rows = []
    for task in (*wholes, *parts):
        chosen = dict.fromkeys([task.lead] if task.lead else [], 0) | dict.fromkeys(dice.sample(units, 1), 1)
        rows += [
            Assignment(task=task, unit=u, role=int(u != task.lead), officer_id=dice.choice([*people, None, None]))
            for u in chosen
        ]
    create_many(rows)
    create_many([Told(task=dice.choice(wholes), person_id=pk) for pk in people])
    day = today()
    create_many(
        [
            Question(
                task=dice.choice(parts),
                kind=QuestionKind.DIFFICULTY,
                to_person_id=pk,
                asked_on=day,
                due_day=day,
                words="?",
            )
            for pk in people
        ]
    )


def by_hand(viewer: Viewer) -> set[int]:
    """Row by row, as the rule reads."""
    scope, me = viewer.scope("see_tasks"), viewer.person
    here = set(Holding.objects.valid_on(viewer.on).filter(person=me).values_list("post__unit", flat=True))
    tasks = {t.pk: t for t in Task.objects.prefetch_related("assignments", "tolds", "questions")}

    def mine(unit_ids: set[int], area: int | None) -> bool:
        return bool(unit_ids & (scope.units | scope.by_area.get(area or 0, frozenset())))

    def shared(task: Task) -> set[int]:
        return {row.unit_id for row in task.assignments.all()}

    def reached(task: Task) -> bool:
        return scope.everything or task.area_id in scope.areas or mine(shared(task), task.area_id)

    def tied(task: Task) -> bool:
        parent = tasks.get(task.parent_id or 0)
        return (
            any(row.person == me for row in task.tolds.all())
            or any(q.to_person == me or q.to_unit_id in viewer.scope("see_inside").units for q in task.questions.all())
            or any(row.officer == me and row.unit_id in here for row in task.assignments.all())
            or task.follower == me
            or (parent is not None and mine({parent.lead_id or 0}, task.area_id))
            or any(mine(shared(part), part.area_id) for part in tasks.values() if part.parent_id == task.pk)
        )

    live = {pk: t for pk, t in tasks.items() if t.phase in LIVE_PHASES or (viewer.can("draft_plan") and reached(t))}
    return {pk for pk, task in live.items() if reached(task) or tied(task)}


def test_what_opens_equals_the_rule_row_by_row(plan: Plan) -> None:
    viewers = [Viewer(h.person, today()) for h in Holding.objects.select_related("person")[:40]]
    scatter(By(channel="system"), plan=plan, people=[v.person.pk for v in viewers if v.person], seed=5)
    beyond = 0
    for viewer in viewers:
        found = set(tasks_open_to(viewer).values_list("pk", flat=True))
        assert found == by_hand(viewer), viewer.person
        beyond += len(found - set(tasks_visible_to(viewer).values_list("pk", flat=True)))
    assert beyond > 40


@pytest.mark.parametrize("username", [OUTSIDER, HEAD])
def test_ties_are_asked_once(plan: Plan, by_: ByOf, username: str) -> None:
    tell_people(by_(OFFICE), task=task_of(plan), people=[person(OUTSIDER)])
    viewer = Viewer(person(username), today())
    viewer.scope("see_tasks")
    with CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            tasks_open_to(viewer)
    assert len(asked) <= 4
    assert not Report.objects.exists()
