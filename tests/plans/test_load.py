"""A text goes in: what is stored, what is refused, and that nothing is half written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.kernel.documents.models import Citation, Document, Mark
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.loading import draft_plan, issue_as_read, issue_plan, load_text
from dieuhanh.kernel.plans.models import Assignment, Plan, PlanHeading, State, Task
from dieuhanh.kernel.plans.queries import due_words, state_word
from tests.office import document_of

from ..office import PLAN
from .incoming.files import as_word


def test_a_document_keeps_its_words_and_what_was_understood(plan: Plan) -> None:
    document = document_of(plan)
    assert (document.symbol, document.kind, document.date) == ("01/KH-UBND", "kế hoạch", date(2021, 10, 5))
    assert document.issuer_unit_id
    assert document.text == PLAN
    assert path_of(document.file.sha256).read_text(encoding="utf-8") == PLAN
    assert [c.marker for c in document.clauses.order_by("ordinal")] == ["I.", "1.", "2.", "3."]
    assert document.clauses.get(marker="2.").parent == document.clauses.get(marker="I.")
    for mark in Mark.objects.filter(kind="task"):
        assert document.text[mark.start : mark.end].strip()
    assert Citation.objects.get().symbol == "02/2003/NĐ-CP"


def test_every_task_stands_on_its_words_with_units_deadline_and_area(plan: Plan) -> None:
    tasks = {t.code: t for t in Task.objects.filter(plan=plan)}
    assert set(tasks) == {"1.01", "1.02", "2.01", "0.01"}
    first = tasks["1.01"]
    assert first.title == "Rà soát nguồn thu còn lại"
    assert PLAN[first.start : first.end].endswith("trước ngày 20 tháng 11 năm 2021")
    roles = {a.unit.names.get().name: a.role for a in Assignment.objects.filter(task=first)}
    assert roles == {"Phòng Tài chính - Kế hoạch": 0, "Chi cục Thuế quận": 1}
    assert (first.due_rule, str(first.due_at)) == ("before", "2021-11-19 17:00:00+00:00")
    assert tasks["1.02"].due_rule == "day"
    assert tasks["1.02"].bases.get().citation.symbol == "02/2003/NĐ-CP"
    assert tasks["2.01"].area
    assert tasks["2.01"].area.code == "do-thi"


def test_a_work_is_due_when_its_report_is_and_the_words_say_so(office: None, by_: Callable[..., By]) -> None:
    item = "b) Phòng Kinh tế rà soát các chợ dân sinh; báo cáo kết quả trước ngày 28 tháng 11 năm 2021."
    item += "\nc) Phòng Kinh tế thường xuyên kiểm tra các chợ dân sinh."
    lines = [item if line.startswith("b)") else line for line in PLAN.splitlines()]
    load_text(by_("chanhvanphong"), data="\n".join(lines).encode(), name="a.txt", issue=True)
    first = Task.objects.get(head_verb="rà soát", title__contains="chợ")
    assert (first.due_rule, str(first.due_at)) == ("tail-before", "2021-11-27 17:00:00+00:00")
    assert first.due_text == "báo cáo kết quả trước ngày 28 tháng 11 năm 2021"
    assert due_words(first) == "trước 28/11/2021"
    always = Task.objects.get(head_verb="kiểm tra")
    assert (always.due_at, due_words(always), state_word(always, "none")) == (None, "thường xuyên", "Thường xuyên")


def test_headings_that_match_no_area_and_units_that_match_none_wait_for_a_person(plan: Plan) -> None:
    heading = PlanHeading.objects.get(title="Tổ chức bộ máy")
    assert heading.area is None
    stray = Task.objects.get(code="0.01")
    assert stray.lead is None
    assert list(stray.mentions.filter(resolved=False).values_list("text", flat=True)) == ["Sở Nội vụ"]


def test_the_plan_says_what_time_it_covers(plan: Plan) -> None:
    assert (plan.from_day, plan.until_day) == (date(2021, 10, 1), date(2022, 1, 1))
    assert (plan.state, plan.issued_on) == (State.ISSUED, date(2021, 11, 24))


def test_one_load_is_one_act_of_one_person_in_a_post(plan: Plan, by_: Callable[..., By]) -> None:
    act = Act.objects.get(verb="plans.load_text")
    assert act.actor_id == by_("chanhvanphong").actor
    assert act.post_id
    assert set(act.events.values_list("via", flat=True)) >= {
        "documents.register_document",
        "plans.draft_plan",
        "plans.issue_plan",
    }
    assert verify().whole


def nothing_is_stored() -> bool:
    return not (
        Document.objects.exists() or Plan.objects.exists() or Task.objects.exists() or StoredFile.objects.exists()
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "trống"),
        (b"\x00\x01\x02" * 100, "tệp"),
        ("Kế hoạch mật".encode("utf-16-le"), "tệp|mã"),
        (PLAN.replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n").encode(), "TỐI MẬT"),
        (PLAN.replace("KẾ HOẠCH\n", "Mật\nKẾ HOẠCH\n").encode(), "văn bản mật"),
        ("Hôm nay trời đẹp.\n".encode(), "không tìm thấy nhiệm vụ"),
        ("xin chào\n".encode(), "không nhận ra đây là văn bản hành chính"),
    ],
)
def test_what_cannot_or_must_not_be_read_leaves_nothing(by_: Callable[..., By], data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        load_text(by_("chanhvanphong"), data=data, name="x.txt")
    assert nothing_is_stored()
    assert not Act.objects.filter(verb="plans.load_text").exists()


def test_a_secret_text_never_reaches_the_disk(
    by_: Callable[..., By], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path))
    with pytest.raises(Invalid):
        load_text(by_("chanhvanphong"), data=PLAN.replace("KẾ HOẠCH\n", "TUYỆT MẬT\nKẾ HOẠCH\n").encode(), name="x.txt")
    assert not list(tmp_path.rglob("*"))


def test_the_same_file_is_registered_once(plan: Plan, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="đã được đưa vào ngày 24/11/2021: Kế hoạch số 01/KH-UBND"):
        load_text(by_("chanhvanphong"), data=PLAN.encode(), name="khac.txt")
    assert Document.objects.count() == 1


def test_the_same_words_in_another_encoding_are_the_same_document(plan: Plan, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="đã được đưa vào ngày 24/11/2021: Kế hoạch số 01/KH-UBND"):
        load_text(by_("chanhvanphong"), data=PLAN.encode("utf-16"), name="khac.txt", issue=True)
    spaced = PLAN.replace("\n", "\r\n\r\n")
    with pytest.raises(Invalid, match="đã được đưa vào"):
        load_text(by_("chanhvanphong"), data=spaced.encode(), name="khac.txt", issue=True)
    assert Document.objects.count() == 1


def test_the_same_number_date_and_issuer_are_not_counted_twice(plan: Plan, by_: Callable[..., By]) -> None:
    mended = PLAN.replace("nguồn thu còn lại", "các nguồn thu còn lại")
    with pytest.raises(Invalid, match="lời văn có chỗ khác"):
        load_text(by_("chanhvanphong"), data=mended.encode(), name="khac.txt", issue=True)
    another = PLAN.replace("01/KH-UBND", "02/KH-UBND")
    loaded = load_text(by_("chanhvanphong"), data=another.encode(), name="khac.txt")
    assert document_of(loaded).symbol == "02/KH-UBND"
    assert StoredFile.objects.count() == 2


def test_a_waiting_draft_is_issued_by_the_same_text(by_: Callable[..., By]) -> None:
    draft = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt")
    assert load_text(by_("tonghop"), data=PLAN.encode(), name="x.txt", issue=True) == draft
    assert set(Task.objects.values_list("state", flat=True)) == {State.ISSUED}
    assert Document.objects.count() == 1


def test_without_issue_it_stays_a_draft(by_: Callable[..., By]) -> None:
    plan = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt")
    assert plan.state == State.DRAFT
    assert set(Task.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_a_plan_is_issued_once(plan: Plan, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="đã giao ngày 24/11/2021"):
        issue_plan(by_("chanhvanphong"), plan=plan)


@pytest.mark.parametrize("username", ["yte.truong", "phuong.hadinh.canbo", "kythuat"])
def test_those_without_the_right_load_and_issue_nothing(by_: Callable[..., By], username: str) -> None:
    with pytest.raises(NotAllowed):
        load_text(by_(username), data=PLAN.encode(), name="x.txt")
    assert nothing_is_stored()
    draft = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt")
    with pytest.raises(NotAllowed):
        issue_plan(by_(username), plan=draft)
    with pytest.raises(NotAllowed):
        draft_plan(by_(username), document=document_of(draft), reading=read(document_of(draft).text))


def test_a_deputy_issues_only_within_the_areas_in_charge(by_: Callable[..., By]) -> None:
    """The deputy for urban affairs may not give tasks of the whole plan."""
    draft = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt")
    with pytest.raises(NotAllowed):
        issue_plan(by_("phochutich.dothi"), plan=draft)


def test_a_plan_without_units_is_issued_by_those_who_see_the_whole_office(by_: Callable[..., By]) -> None:
    words = "KẾ HOẠCH\nII. NHIỆM VỤ\n1. Phát triển kinh tế\na) Rà soát các nguồn thu còn lại trên địa bàn.\n"
    draft = load_text(by_("chanhvanphong"), data=words.encode(), name="x.txt")
    with pytest.raises(NotAllowed):
        issue_plan(by_("phochutich.dothi"), plan=draft)
    assert issue_as_read(by_("chanhvanphong"), plan=draft).state == State.ISSUED


def test_nobody_acts_without_a_name(by_: Callable[..., By]) -> None:
    with pytest.raises(NotAllowed, match="đăng nhập"):
        load_text(By(channel="cli"), data=PLAN.encode(), name="x.txt")


@pytest.mark.needs("shared")
@pytest.mark.parametrize("name", ["tnt-8e9a425d.txt", "tnt-b3f47f15.txt", "tnt-692e12b0.txt", "tnt-405a6cab.txt"])
def test_texts_of_other_offices_load_too(by_: Callable[..., By], shared: Path, name: str) -> None:
    data = (shared / "reading/texts" / name).read_bytes()
    plan = load_text(by_("chanhvanphong"), data=data, name=name, issue=True)
    text = data.decode()
    assert plan.tasks.count() >= 5
    for task in plan.tasks.all():
        assert text[task.start : task.end].strip()
    assert verify().whole


@pytest.mark.needs("shared")
def test_the_founding_text_stands_under_the_same_eight_areas(by_: Callable[..., By], shared: Path) -> None:
    data = (shared / "reading/texts/seed-thanh-xuan-2021-q4.txt").read_bytes()
    plan = load_text(by_("chanhvanphong"), data=data, name="seed.txt", issue=True)
    assert [h.area.number if h.area else None for h in plan.headings.order_by("ordinal")] == list(range(1, 9))
    assert plan.tasks.count() >= 85


def test_an_action_error_is_told_in_vietnamese(by_: Callable[..., By]) -> None:
    with pytest.raises(ActionError) as refused:
        load_text(by_("yte.truong"), data=PLAN.encode(), name="x")
    assert "(Trưởng phòng Y tế) không có quyền đưa văn bản vào hệ thống" in str(refused.value)


def test_a_word_file_is_loaded_as_its_words(by_: Callable[..., By]) -> None:
    plan = load_text(by_("chanhvanphong"), data=as_word(PLAN), name="ke-hoach.docx")
    assert plan.tasks.count() == 4
    document = document_of(plan)
    assert (document.symbol, document.file.name) == ("01/KH-UBND", "ke-hoach.docx")
    task = plan.tasks.get(code="1.01")
    assert document.text[task.start : task.end].endswith("trước ngày 20 tháng 11 năm 2021")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (as_word(PLAN, "TỐI MẬT"), "ke-hoach.docx", "tệp có dấu «TỐI MẬT»"),
        (PLAN.encode(), "TỐI MẬT.txt", "tên tệp ghi «TỐI MẬT txt»"),
        (as_word(PLAN)[:2000], "ke-hoach.docx", "tệp hỏng hoặc tải dở dang"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 500, "anh.png", "đây là ảnh"),
    ],
    ids=["stamp in the header", "stamp in the name", "cut off", "picture"],
)
def test_a_file_that_cannot_or_must_not_be_read_leaves_nothing(
    by_: Callable[..., By], data: bytes, name: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        load_text(by_("chanhvanphong"), data=data, name=name)
    assert nothing_is_stored()
