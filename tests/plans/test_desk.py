"""My desk: what each person owes and what waits for others; a leader's word first, then by deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dieuhanh.demo import loader
from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By, action, change
from dieuhanh.kernel.pages.owing import keys_of, shown
from dieuhanh.kernel.plans.actions.asking import ask_difficulty, ask_part, direct
from dieuhanh.kernel.plans.actions.assigning import assign_officer, give_area_inside
from dieuhanh.kernel.plans.actions.carrying import (
    Result,
    agree_report,
    report_done,
    report_progress,
    return_report,
    review_standing,
)
from dieuhanh.kernel.plans.actions.changing import pause_task
from dieuhanh.kernel.plans.actions.extending import ask_extension
from dieuhanh.kernel.plans.actions.receiving import accept_task, refuse_task
from dieuhanh.kernel.plans.models import Assignment, Extension, Grade, Kind, Plan, Question, Task
from dieuhanh.kernel.plans.moves import move
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver

By_ = Callable[..., By]
As = Callable[[str], Viewer]
HEAD, OFFICER, OFFICE, LEADER = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "chutich"
DEPUTY, HELPING = "phochutich.dothi", "dothi.chuyenvien"  # Quản lý đô thị cooperates in 2.01
DONE = Result(no_document="không cần văn bản")


def task() -> Task:
    return Task.objects.get(code="2.01")


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def unit(name: str) -> Unit:
    return Unit.objects.get(pk=Resolver(loader.DAY).resolve(name).unit_ids[0])


def kinds(viewer: Viewer) -> list[str]:
    return [key.kind for key in keys_of(viewer)]


@action("tests.make_standing", may=None)
def make_standing(by: By, *, task: Task) -> None:
    move(task, kind=Kind.STANDING, due_at=None)


@action("tests.undate", may=None)
def undate(by: By, *, task: Task) -> None:
    move(task, due_at=None)


@action("tests.own", may=None)
def own(by: By, *, task: Task, post: Post) -> None:
    change(task, owner_post=post)


def received(by_: By_) -> Task:
    accept_task(by_(HEAD), task=task())
    return task()


def test_a_new_task_is_the_heads_to_receive_until_it_lapses(plan: Plan, as_: As, by_: By_) -> None:
    (key,) = keys_of(as_(HEAD))
    assert (key.kind, key.row, key.first) == ("accept", task().pk, False)
    assert key.late
    received(by_)
    assert kinds(as_(HEAD)) == ["do"]
    assert kinds(as_("phuong.kimgiang.chutich")) == []


def test_a_new_task_that_is_late_already_stands_among_the_late(plan: Plan, as_: As) -> None:
    (key,) = keys_of(as_("taichinh.truong"))  # due before 20/11, given on the 24th
    assert (key.kind, str(key.late)) == ("accept", "2021-11-20")


def test_an_officer_has_what_was_given_to_them_and_apart_what_nobody_has(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    assert kinds(as_(OFFICER)) == ["unassigned"]
    mine = Assignment.objects.get(task=task(), unit=task().lead)
    assign_officer(by_(HEAD), assignment=mine, officer=person(HEAD))
    assert kinds(as_(OFFICER)) == []
    assign_officer(by_(HEAD), assignment=Assignment.objects.get(pk=mine.pk), officer=person(OFFICER))
    assert kinds(as_(OFFICER)) == ["do"]
    (row,) = shown(as_(HEAD), keys_of(as_(HEAD)))
    assert "Cán bộ phường Hạ Đình" in row.about


def test_an_officer_has_the_areas_of_their_post(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    area, day = Area.objects.get(code="do-thi"), loader.DAY
    give_area_inside(by_(HEAD), area=area, post=Post.objects.get(holdings__person=person(HEAD)), from_day=day)
    assert kinds(as_(OFFICER)) == []
    with pinned(day + timedelta(days=1)):
        post = Post.objects.get(holdings__person=person(OFFICER))
        give_area_inside(by_(HEAD), area=area, post=post, from_day=day + timedelta(days=1))
        assert kinds(as_(OFFICER)) == ["do"]


def test_a_report_goes_from_officer_to_head_to_office(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    report_done(by_(OFFICER), task=task(), words="Đã dọn xong", result=DONE)
    assert kinds(as_(OFFICER)) == ["at_head"]
    assert kinds(as_(HEAD)) == ["agree"]
    assert kinds(as_(OFFICE)) == []
    return_report(by_(HEAD), task=task(), reason="Thiếu ảnh")
    (row,) = shown(as_(HEAD), keys_of(as_(HEAD)))
    assert (row.kind.key, row.more["back"].words) == ("returned", "Thiếu ảnh")
    report_done(by_(OFFICER), task=task(), words="Đã dọn xong", result=DONE)
    agree_report(by_(HEAD), task=task())
    assert kinds(as_(HEAD)) == ["sent"]
    (row,) = shown(as_(OFFICE), keys_of(as_(OFFICE)))
    assert (row.kind.key, row.more["report"].words) == ("confirm", "Đã dọn xong")
    assert "Hạ Đình" in row.about


def test_who_wrote_a_report_is_not_asked_to_confirm_it(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    report_done(by_(OFFICE), task=task(), words="Đã dọn xong", result=DONE, source="điện thoại của phường")
    assert kinds(as_(OFFICE)) == []
    assert kinds(as_("tonghop")) == ["confirm"]


def test_what_a_unit_sends_back_comes_to_the_office_with_its_reason(plan: Plan, as_: As, by_: By_) -> None:
    refuse_task(by_(HEAD), task=task(), reason="Không phải địa bàn của phường")
    (row,) = shown(as_(OFFICE), keys_of(as_(OFFICE)))
    assert (row.kind.key, row.more["back"].words) == ("refused", "Không phải địa bàn của phường")
    assert kinds(as_(HEAD)) == ["given_back"]


def test_an_extension_is_decided_by_the_office_or_above_its_limit_by_a_leader(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    ask_extension(by_(HEAD), task=task(), until=loader.DAY + timedelta(days=40), reason="Mưa kéo dài")
    assert kinds(as_(HEAD)) == ["do", "extending"]
    assert kinds(as_(OFFICE)) == ["decide"]
    assert kinds(as_(LEADER)) == []
    raise_to_leader(By(channel="system"), extension=Extension.objects.get())
    assert kinds(as_(OFFICE)) == []
    assert (kinds(as_(LEADER)), kinds(as_(DEPUTY))) == (["decide"], ["decide"])
    assert kinds(as_("phochutich.kinhte")) == []


@action("tests.raise_to_leader", may=None)
def raise_to_leader(by: By, *, extension: Extension) -> None:
    change(extension, higher=True)


def test_a_leaders_word_stands_before_everything(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    direct(by_(LEADER), task=task(), words="Báo cáo nguyên nhân", due=loader.DAY + timedelta(days=30))
    first, second = keys_of(as_(HEAD))
    assert (first.kind, first.first, second.kind) == ("answer", True, "do")
    assert shown(as_(HEAD), [first])[0].title == "Báo cáo nguyên nhân"
    assert kinds(as_(OFFICER)) == ["answer", "unassigned"]
    assert kinds(as_(LEADER)) == ["asked"]
    assert kinds(as_("phuong.kimgiang.chutich")) == []


def test_a_part_asked_of_a_unit_and_a_difficulty_asked_of_a_person(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    ask_part(by_(HEAD), task=task(), words="Cử xe", due=loader.DAY + timedelta(days=2), to=unit("Phòng Quản lý đô thị"))
    assert kinds(as_(HELPING)) == ["answer"]
    ask_difficulty(
        by_(OFFICER), task=task(), words="Thiếu kinh phí", due=loader.DAY + timedelta(days=1), to=person(DEPUTY)
    )
    assert kinds(as_(DEPUTY)) == ["answer"]
    assert kinds(as_(HEAD)) == ["asked", "asked", "do"]
    assert Question.objects.count() == 2


def test_a_task_that_waits_for_a_named_body_is_not_owed(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    pause_task(by_(OFFICE), task=task(), body="Sở Xây dựng", letter="CV 12/UBND", since=loader.DAY)
    assert kinds(as_(HEAD)) == ["paused"]


def test_standing_work_is_reviewed_each_period(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    make_standing(By(channel="system"), task=task())
    (november,) = keys_of(as_(HEAD))  # the demo's day lies in its last week, and the task was given in it
    assert (november.kind, str(november.since), str(november.late)) == ("review", "2021-11-01", "2021-12-01")
    assert shown(as_(HEAD), [november])[0].more["period"] == ("01/11/2021", "30/11/2021")
    with pinned(date(2021, 12, 3)):
        assert keys_of(as_(HEAD)) == [november]
        first, after = date(2021, 11, 1), date(2021, 12, 1)
        review_standing(
            by_(HEAD), task=task(), from_day=first, until_day=after, grade=Grade.GOOD, words="Làm đều hằng tuần"
        )
        assert keys_of(as_(HEAD)) == []
    with pinned(date(2021, 12, 27)):
        assert [str(key.since) for key in keys_of(as_(HEAD))] == ["2021-12-01"]


def test_a_task_without_a_date_is_looked_at_every_month(plan: Plan, as_: As, by_: By_) -> None:
    received(by_)
    undate(By(channel="system"), task=task())
    (key,) = keys_of(as_(HEAD))
    assert (key.kind, str(key.late)) == ("undated", "2021-12-01")
    report_progress(by_(OFFICER), task=task(), percent=20, words="Đã khảo sát")
    (key,) = keys_of(as_(HEAD))
    assert (key.kind, key.late) == ("undated", None)


def test_the_owner_of_a_task_owes_it_too(plan: Plan, as_: As, by_: By_) -> None:
    own(By(channel="system"), task=task(), post=Post.objects.get(holdings__person=person(DEPUTY)))
    assert kinds(as_(DEPUTY)) == ["do"]


def test_the_technician_owes_nothing(plan: Plan, as_: As) -> None:
    assert kinds(as_("kythuat")) == []
