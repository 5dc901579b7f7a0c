"""What a machine drafted is settled by a person: nothing is given before, everything can be undone until then, two people never overwrite each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Conflict, Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.drafts import (
    DraftValues,
    accept_drafts,
    accept_open,
    correct_draft,
    reject_draft,
    reopen_draft,
    restore_draft,
)
from dieuhanh.kernel.plans.actions.loading import issue_plan, load_text
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Assignment, Draft, Kind, Origin, Phase, Plan, Settled, State, Task
from dieuhanh.kernel.units.actions import abolish_unit
from dieuhanh.kernel.units.models import Area
from tests.office import document_of

from ...office import PLAN
from .conftest import draft_of, unit


def values(**more: Any) -> DraftValues:
    given = DraftValues(title="Rà soát nguồn thu", leads=[unit("Phòng Kinh tế")], last_day=date(2021, 12, 3))
    return replace(given, **more)


def test_each_task_of_a_text_waits_with_what_was_read(drafted: Plan) -> None:
    assert set(Draft.objects.values_list("settled", "origin")) == {(Settled.OPEN, Origin.READ)}
    draft = draft_of("1.01")
    text = document_of(drafted).text
    read = draft.read
    assert read
    assert text[read["start"] : read["end"]].startswith("Phòng Tài chính - Kế hoạch chủ trì")
    assert [u["text"] for u in read["lead"]] == ["Phòng Tài chính - Kế hoạch"]
    assert read["deadline"]["iso"] == "2021-11-20"
    for place in (*read["lead"], *read["coop"], read["deadline"]):
        assert text[place["start"] : place["end"]] == place["text"]


def test_a_plan_is_given_only_when_nothing_waits(drafted: Plan, office_by: By) -> None:
    accept_drafts(office_by, plan=drafted, drafts=[draft_of("1.01"), draft_of("1.02")])
    reject_draft(office_by, draft=draft_of("0.01"))
    with pytest.raises(Invalid, match="còn 2 nhiệm vụ dự kiến cần xem lại"):
        issue_plan(office_by, plan=drafted)
    drafted.refresh_from_db()
    assert set(Task.objects.values_list("phase", flat=True)) == {Phase.DRAFT}
    accept_drafts(office_by, plan=drafted, drafts=[draft_of("2.01"), draft_of("0.02")])
    issue_plan(office_by, plan=drafted)
    assert set(Task.objects.values_list("code", "state")) == {
        (code, State.ISSUED) for code in ("1.01", "1.02", "2.01", "0.02")
    }
    dropped = Draft.objects.get(task=None)
    assert dropped.settled == Settled.REJECTED
    assert dropped.read
    assert dropped.read["head_verb"] == "hướng dẫn"
    assert kept() == counted()
    assert verify().whole


def test_a_plan_of_which_nothing_is_left_is_not_given(drafted: Plan, office_by: By) -> None:
    for draft in Draft.objects.all():
        reject_draft(office_by, draft=draft)
    with pytest.raises(Invalid, match="không còn nhiệm vụ nào để giao"):
        issue_plan(office_by, plan=drafted)
    assert Task.objects.count() == 5


def test_a_correction_is_one_act_and_keeps_the_words_of_the_text(drafted: Plan, office_by: By) -> None:
    acts, before = Act.objects.count(), draft_of("1.01").task
    assert before
    area = Area.objects.get(number=2)
    given = values(
        leads=[unit("Phòng Quản lý đô thị")],
        coop=[unit("Phòng Y tế")],
        last_day=date(2021, 12, 3),
        hour=time(17),
        area=area,
        product="Báo cáo",
        target="100% hộ",
    )
    draft = correct_draft(office_by, draft=draft_of("1.01"), values=given, accept=True)
    assert Act.objects.count() == acts + 1
    task = Task.objects.get(pk=before.pk)
    assert (task.title, task.code, task.area, task.product, task.target) == (
        "Rà soát nguồn thu",
        "2.02",
        area,
        "Báo cáo",
        "100% hộ",
    )
    assert task.due_at
    assert localtime(task.due_at).strftime("%d/%m/%Y %H:%M") == "03/12/2021 17:00"
    assert (task.due_text, task.start, task.end) == (before.due_text, before.start, before.end)
    assert {(a.unit.names.get().name, a.role) for a in task.assignments.all()} == {
        ("Phòng Quản lý đô thị", 0),
        ("Phòng Y tế", 1),
    }
    assert draft.settled == Settled.ACCEPTED
    assert kept() == counted()


def test_several_leads_a_standing_task_and_no_day(drafted: Plan, office_by: By) -> None:
    both = [unit("Phòng Kinh tế"), unit("Phòng Y tế")]
    correct_draft(office_by, draft=draft_of("1.01"), values=values(leads=both, standing=True, last_day=None))
    task = Task.objects.get(title="Rà soát nguồn thu")
    assert (task.lead, task.kind, task.due_at, task.assignments.count()) == (None, Kind.STANDING, None, 2)
    correct_draft(office_by, draft=Draft.objects.get(task=task), values=values(leads=[], last_day=None))
    task.refresh_from_db()
    assert (task.kind, task.due_at, task.due_iso, task.assignments.count()) == (Kind.TASK, None, "", 0)
    assert kept() == counted()


def test_the_same_day_keeps_how_the_text_says_it(drafted: Plan, office_by: By) -> None:
    """“trước ngày 20 tháng 11” is over when that day begins: its last day is the 19th."""
    correct_draft(office_by, draft=draft_of("1.01"), values=values(last_day=date(2021, 11, 19)))
    task = Task.objects.get(title="Rà soát nguồn thu")
    assert (task.due_rule, task.due_iso) == ("before", "2021-11-20")


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"title": "  "}, "title", "không được để trống"),
        ({"last_day": date(9021, 1, 1)}, "last_day", "xem lại năm"),
        ({"coop": "lead"}, "coop", "vừa chủ trì vừa phối hợp"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    drafted: Plan, office_by: By, more: dict[str, Any], field: str, words: str
) -> None:
    given = {name: [unit("Phòng Kinh tế")] if value == "lead" else value for name, value in more.items()}
    before = list(Task.objects.order_by("pk").values())
    with pytest.raises(Invalid, match=words) as refused:
        correct_draft(office_by, draft=draft_of("1.01"), values=values(**given))
    assert refused.value.field == field
    assert list(Task.objects.order_by("pk").values()) == before


def test_two_people_on_one_draft_never_overwrite_each_other(drafted: Plan, by_: Callable[..., By]) -> None:
    mine, theirs = draft_of("1.01"), draft_of("1.01")
    seen = mine.act_id
    correct_draft(by_("tonghop"), draft=theirs, values=values(title="Của người kia"), seen=seen)
    with pytest.raises(Conflict) as late:
        correct_draft(by_("chanhvanphong"), draft=mine, values=values(title="Của tôi"), seen=seen)
    assert (late.value.row, late.value.seen_act) == (mine, seen)
    with pytest.raises(Conflict):  # also from the page read anew, with the number of what was seen
        reject_draft(by_("chanhvanphong"), draft=Draft.objects.get(pk=mine.pk), seen=seen)
    with pytest.raises(Conflict):
        accept_drafts(by_("chanhvanphong"), plan=drafted, drafts=[draft_of("1.02"), mine])
    assert draft_of("1.02").settled == Settled.OPEN
    assert Task.objects.filter(title="Của người kia").exists()


def test_what_was_settled_is_taken_up_again(drafted: Plan, office_by: By) -> None:
    accept_drafts(office_by, plan=drafted, drafts=[draft_of("1.01")])
    reopen_draft(office_by, draft=draft_of("1.01"))
    reject_draft(office_by, draft=draft_of("1.01"))
    with pytest.raises(Invalid, match="đã loại; hãy mở lại trước"):
        correct_draft(office_by, draft=draft_of("1.01"), values=values())
    reopen_draft(office_by, draft=draft_of("1.01"))
    assert draft_of("1.01").settled == Settled.OPEN
    with pytest.raises(Invalid, match="đang chờ xem lại"):
        reopen_draft(office_by, draft=draft_of("1.01"))


def test_a_draft_goes_back_to_what_was_read(drafted: Plan, office_by: By) -> None:
    task = draft_of("1.01").task
    assert task
    row = Task.objects.filter(pk=task.pk).values("title", "lead", "due_at", "due_rule", "due_iso", "product", "area")
    was, units = row.get(), set(task.assignments.values_list("unit", "role"))
    named = list(task.mentions.values_list("role", "text", "start", "end", "resolved"))
    given = values(area=Area.objects.get(number=2), standing=True, last_day=None)
    draft = correct_draft(office_by, draft=draft_of("1.01"), values=given, accept=True)
    restore_draft(office_by, draft=draft)
    assert (row.get(), set(task.assignments.values_list("unit", "role"))) == (was, units)
    assert list(task.mentions.values_list("role", "text", "start", "end", "resolved")) == named
    assert Draft.objects.get(task=task).settled == Settled.OPEN
    assert kept() == counted()


def test_after_giving_a_draft_is_no_longer_changed(drafted: Plan, office_by: By) -> None:
    accept_open(office_by, plan=drafted)
    issue_plan(office_by, plan=drafted)
    for late in (
        lambda: reject_draft(office_by, draft=draft_of("1.01")),
        lambda: reopen_draft(office_by, draft=draft_of("1.01")),
        lambda: correct_draft(office_by, draft=draft_of("1.01"), values=values()),
        lambda: accept_open(office_by, plan=drafted),
    ):
        with pytest.raises(Invalid, match="đã giao ngày 24/11/2021"):
            late()


@pytest.mark.parametrize("username", ["yte.truong", "phochutich.dothi", "kythuat"])
def test_only_those_who_draft_the_whole_plan_settle(drafted: Plan, by_: Callable[..., By], username: str) -> None:
    with pytest.raises(NotAllowed):
        reject_draft(by_(username), draft=draft_of("1.01"))
    with pytest.raises(NotAllowed):
        accept_drafts(by_(username), plan=drafted, drafts=[draft_of("1.01")])


def test_a_unit_that_has_ended_receives_nothing(drafted: Plan, by_: Callable[..., By]) -> None:
    ended = unit("Phòng Kinh tế")
    abolish_unit(By(channel="system"), unit=ended, day=date(2021, 11, 25))
    with pinned(date(2021, 11, 25)):
        for late in (
            lambda: accept_drafts(by_("chanhvanphong"), plan=drafted, drafts=[draft_of("1.02")]),
            lambda: correct_draft(by_("chanhvanphong"), draft=draft_of("1.01"), values=values()),
        ):
            with pytest.raises(ActionError, match="Phòng Kinh tế không còn hoạt động từ ngày 25/11/2021"):
                late()


def test_two_thousand_drafts_are_settled_in_as_many_questions_as_ten(office: None, by_: Callable[..., By]) -> None:
    by = by_("chanhvanphong")

    def asked(count: int, number: str) -> int:
        items = "".join(f"{n}. Phòng Kinh tế kiểm tra chợ số {n}, xong trước ngày 20/12/2021.\n" for n in range(count))
        plan = load_text(by, data=(PLAN.replace("01/KH", number) + items).encode(), name="x.txt")
        rejected = plan.drafts.filter(task__title__endswith="9")
        reject_draft(by, draft=rejected[0])
        drafts = list(plan.drafts.filter(settled=Settled.OPEN))
        assert len(drafts) >= count
        with CaptureQueriesContext(connection) as queries:
            accept_drafts(by, plan=plan, drafts=drafts)
            issue_plan(by, plan=plan)
        assert Assignment.objects.filter(task__plan=plan).exists()
        return len(queries)

    few = asked(10, "31/KH")
    assert asked(60, "32/KH") == few
    assert few < 130
