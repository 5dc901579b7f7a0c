"""Where one drafted task ends and the next begins: split, merged, moved over other words, added; what is shown as source is always cut from the text."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from dieuhanh.foundation.reading.dividing import divided
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Conflict, Invalid
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.drafts import DraftValues, accept_open, correct_draft, reopen_draft, restore_draft
from dieuhanh.kernel.plans.actions.loading import issue_plan
from dieuhanh.kernel.plans.actions.shaping import add_draft, merge_drafts, move_span, split_draft
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Draft, Origin, Plan, Settled, State, Task
from dieuhanh.kernel.plans.passages import proposed_split
from dieuhanh.kernel.plans.queries import last_day
from tests.office import document_of

from .conftest import draft_of, unit


def task_of(draft: Draft) -> Task:
    return Task.objects.get(draft=draft)


def source(draft: Draft) -> str:
    task = task_of(draft)
    return document_of(task.plan).text[task.start or 0 : task.end or 0]


def leads(draft: Draft) -> set[str]:
    rows = task_of(draft).assignments.filter(role=0)
    return {row.unit.names.get().name for row in rows}


def place(plan: Plan, words: str) -> tuple[int, int]:
    start = document_of(plan).text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("Phòng Y tế rà soát hộ nghèo trên địa bàn; tổ chức tặng quà cho các hộ", 2),
        ("kiểm tra và xử lý vi phạm về đất đai", 1),
        ("xây dựng kế hoạch phòng, chống dịch trên địa bàn quận", 1),
        ("rà soát các chợ dân sinh, đề xuất phương án di dời, báo cáo UBND quận trước ngày 5/12", 3),
    ],
)
def test_words_are_divided_where_another_verb_begins(words: str, pieces: int) -> None:
    text = f"1. {words}."
    spans = divided(text, 3, len(text))
    assert len(spans) == pieces
    assert spans == sorted(spans)
    assert all(text[a:b].strip(" ,;.") == text[a:b] for a, b in spans)


def test_a_sentence_with_two_verbs_is_split_where_the_second_begins(drafted: Plan, office_by: By) -> None:
    draft = draft_of("0.02")
    spans = proposed_split(draft)
    first, second = split_draft(office_by, draft=draft, spans=spans)
    assert source(first) == "Phòng Y tế rà soát các cơ sở hành nghề y trên địa bàn"
    assert source(second) == "tổ chức tập huấn cho nhân viên trước ngày 10 tháng 12 năm 2021"
    assert (second.origin, second.of, second.settled, first.settled) == (
        Origin.SPLIT,
        first,
        Settled.OPEN,
        Settled.OPEN,
    )
    assert leads(first) == leads(second) == {"Phòng Y tế"}
    task = second.task
    assert task
    assert (task.code, task.title) == ("0.03", "Tập huấn cho nhân viên")
    assert last_day(task) == date(2021, 12, 9)
    assert task.mentions.get().text == "Phòng Y tế"
    assert kept() == counted()
    assert verify().whole


def test_a_split_is_undone_by_restoring_the_first(drafted: Plan, office_by: By) -> None:
    draft = draft_of("0.02")
    whole = source(draft)
    first, second = split_draft(office_by, draft=draft, spans=proposed_split(draft))
    restore_draft(office_by, draft=first)
    assert source(first) == whole
    second.refresh_from_db()
    assert second.settled == Settled.REJECTED
    accept_open(office_by, plan=drafted)
    issue_plan(office_by, plan=drafted)
    assert Task.objects.filter(plan=drafted, state=State.ISSUED).count() == 5


def test_what_cannot_be_split_is_refused(drafted: Plan, office_by: By) -> None:
    draft = draft_of("1.02")
    assert proposed_split(draft) == []
    task = draft.task
    assert task
    start, end = task.start or 0, task.end or 0
    for spans, words in (
        ([(start, end)], "ít nhất hai đoạn"),
        ([(start, start + 20), (start + 10, end)], "chồng lên nhau"),
        ([(start - 5, start + 20), (start + 20, end)], "trong các chữ của chính nhiệm vụ"),
        ([(start, start + 1), (start + 20, end)], "không đủ chữ"),
    ):
        with pytest.raises(Invalid, match=words):
            split_draft(office_by, draft=draft, spans=spans)
    assert Draft.objects.count() == 5


def test_two_drafts_become_one_with_the_units_of_both(drafted: Plan, office_by: By) -> None:
    into, draft = draft_of("1.01"), draft_of("1.02")
    before = source(into)
    merged = merge_drafts(office_by, draft=draft, into=into)
    assert source(merged).startswith(before)
    assert source(merged).endswith("ngày 28 tháng 11 năm 2021")
    assert leads(merged) == {"Phòng Tài chính - Kế hoạch", "Phòng Kinh tế"}
    task = task_of(merged)
    assert task.title == "Rà soát nguồn thu còn lại; kiểm tra các chợ dân sinh theo Nghị định số 02/2003/NĐ-CP"
    assert task.bases.get().citation.symbol == "02/2003/NĐ-CP"
    gone = draft_of("1.02")
    assert (gone.settled, gone.of_id) == (Settled.REJECTED, merged.pk)
    assert kept() == counted()


def test_a_merge_is_undone_by_reopening_what_was_merged(drafted: Plan, office_by: By) -> None:
    into, draft = draft_of("1.01"), draft_of("1.02")
    words, title = source(into), Task.objects.get(code="1.01").title
    merge_drafts(office_by, draft=draft, into=into)
    reopened = reopen_draft(office_by, draft=draft_of("1.02"))
    assert (reopened.settled, reopened.of, reopened.joined) == (Settled.OPEN, None, None)
    assert source(draft_of("1.01")) == words
    assert Task.objects.get(code="1.01").title == title
    assert leads(draft_of("1.01")) == {"Phòng Tài chính - Kế hoạch"}
    assert verify().whole


def test_undoing_a_merge_leaves_what_somebody_worked_on_since(drafted: Plan, office_by: By) -> None:
    merged = merge_drafts(office_by, draft=draft_of("1.02"), into=draft_of("1.01"))
    area = Task.objects.get(code="1.01").area
    given = DraftValues(title="Rà soát và kiểm tra", leads=[unit("Phòng Kinh tế")], area=area)
    correct_draft(office_by, draft=merged, values=given)
    reopen_draft(office_by, draft=draft_of("1.02"))
    assert Task.objects.get(code="1.01").title == "Rà soát và kiểm tra"


def test_what_lies_between_is_not_swallowed(drafted: Plan, office_by: By) -> None:
    with pytest.raises(Invalid, match=r"giữa hai đoạn chữ này còn nhiệm vụ dự kiến 1\.02"):
        merge_drafts(office_by, draft=draft_of("2.01"), into=draft_of("1.01"))
    with pytest.raises(Invalid, match="một nhiệm vụ dự kiến khác"):
        merge_drafts(office_by, draft=draft_of("1.01"), into=draft_of("1.01"))


def test_over_other_words_the_task_is_read_again_and_keeps_what_they_leave_open(drafted: Plan, office_by: By) -> None:
    start, end = place(drafted, "kiểm tra các chợ dân sinh")
    seen = draft_of("1.02").act_id
    draft = move_span(office_by, draft=draft_of("1.02"), start=start, end=end + 1, seen=seen)
    assert source(draft) == "kiểm tra các chợ dân sinh"
    task = task_of(draft)
    assert task.title == "Kiểm tra các chợ dân sinh"
    assert leads(draft) == {"Phòng Kinh tế"}
    assert last_day(task) == date(2021, 11, 28)
    assert not task.bases.exists()
    with pytest.raises(Conflict):
        move_span(office_by, draft=draft_of("1.02"), start=start, end=end, seen=seen)
    with pytest.raises(Invalid, match="hãy chọn các chữ"):
        move_span(office_by, draft=draft_of("1.02"), start=end, end=end + 1)


def test_a_task_that_was_not_found_is_added_from_the_words(drafted: Plan, office_by: By) -> None:
    start, end = place(drafted, "phối hợp với Phòng Quản lý đô thị dọn các điểm rác tồn")
    draft = add_draft(office_by, plan=drafted, start=start, end=end)
    task = draft.task
    assert task
    assert (draft.origin, draft.settled, task.code, task.heading, task.area) == (
        Origin.ADDED,
        Settled.OPEN,
        "2.02",
        draft_of("2.01").task.heading,  # type: ignore[union-attr]  # it has a task
        draft_of("2.01").task.area,  # type: ignore[union-attr]  # as above
    )
    assert source(draft) == "phối hợp với Phòng Quản lý đô thị dọn các điểm rác tồn"
    with pytest.raises(Invalid, match=r"đã là nhiệm vụ dự kiến 2\.02"):
        add_draft(office_by, plan=drafted, start=start, end=end)
    assert kept() == counted()


def test_tasks_drafted_before_this_wait_with_the_values_they_have(drafted: Plan, office_by: By) -> None:
    fresh = {draft.task_id: draft.began for draft in Draft.objects.all()}
    Draft.objects.all().delete()
    migration: Any = import_module("dieuhanh.kernel.plans.migrations.0009_drafts")
    migration.drafts(apps, SimpleNamespace(connection=connection))
    assert {draft.task_id: draft.began for draft in Draft.objects.all()} == fresh
    assert set(Draft.objects.values_list("settled", "read")) == {(Settled.OPEN, None)}
    restore_draft(office_by, draft=draft_of("1.01"))
