"""One document comes in: its draft is there at once, or the page says what is missing, or why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.documents.models import Arrival, Document
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.drafts import accept_drafts
from dieuhanh.kernel.plans.actions.loading import issue_plan
from dieuhanh.kernel.plans.models import Draft, Plan, State, Task

from ...office import PLAN, document_of
from .files import ADDRESS, as_word, numbered, sent

Browser = Callable[[str | None], Client]
# Pasted from a message: no letterhead.
NOTE = "Phòng Kinh tế kiểm tra các chợ dân sinh, xong trước ngày 20 tháng 12.\nPhòng Y tế báo cáo kết quả tiêm chủng trước ngày 15/12.\n"


@pytest.fixture
def client(office: None, browser_of: Browser) -> Client:
    return browser_of("chanhvanphong")


def test_a_word_file_becomes_a_draft_and_nobody_is_given_anything(client: Client) -> None:
    answer = client.post(ADDRESS, sent(("Kế hoạch quý IV.docx", as_word(PLAN))))
    plan = Plan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("plans:workbench", args=[plan.pk]))
    assert plan.state == "draft"
    assert set(plan.tasks.values_list("state", flat=True)) == {State.DRAFT}
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.document_id, arrival.name) == ("taken", plan.document_id, "Kế hoạch quý IV.docx")
    assert list(Act.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == [
        "plans.take_arrival",
        "documents.receive",
    ]
    assert verify().whole


def test_pasted_words_without_a_letterhead_are_asked_about_and_the_year_is_taken_from_the_answer(
    client: Client,
) -> None:
    answer = client.post(ADDRESS, {"text": NOTE})
    arrival = Arrival.objects.get()
    assert answer["Location"] == reverse("plans:arrival", args=[arrival.pk])
    assert arrival.state == "asked"
    assert not Document.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    assert "Bổ sung thông tin văn bản" in page
    assert "Phòng Kinh tế kiểm tra các chợ" in page
    said = {"do": "take", "title": "Kết luận giao ban", "kind": "Thông báo", "symbol": "", "date": "10/12/2020"}
    answer = client.post(answer["Location"], {**said, "issuer": "UBND quận Thanh Xuân"})
    document = Document.objects.get()
    assert answer["Location"] == reverse("plans:workbench", args=[Plan.objects.get().pk])
    assert (document.title, document.kind, document.symbol, document.date) == (
        "Kết luận giao ban",
        "thông báo",
        "",
        date(2020, 12, 10),
    )
    assert document.issuer_unit_id
    assert {t.due_at.year for t in Task.objects.all() if t.due_at} == {2020}
    assert client.get(reverse("plans:arrival", args=[arrival.pk])).status_code == 302


def test_what_was_typed_stays_where_it_cannot_be_taken(client: Client) -> None:
    client.post(ADDRESS, {"text": NOTE})
    url = reverse("plans:arrival", args=[Arrival.objects.get().pk])
    answer = client.post(url, {"do": "take", "title": " ", "kind": "Thông báo", "date": "40/12/2021"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Thông báo"' in page
    assert 'value="40/12/2021"' in page
    assert "Hãy ghi trích yếu hoặc tên gọi" in page
    assert not Document.objects.exists()


def test_a_day_that_cannot_be_meant_is_asked_about(client: Client) -> None:
    late = PLAN.replace("ngày 05 tháng 10 năm 2021", "ngày 05 tháng 10 năm 2121")
    answer = client.post(ADDRESS, sent(("a.txt", late.encode())))
    page = client.get(answer["Location"]).content.decode()
    asked, known = page.split("Thông tin đã đọc được")
    assert 'value="05/10/2121"' in asked
    assert 'value="01/KH-UBND"' in known


def test_a_document_that_gives_no_task_is_kept_alone_when_a_person_says_so(client: Client) -> None:
    words = PLAN.split("I. NHIỆM VỤ")[0] + "Hôm nay trời đẹp.\n"
    url = client.post(ADDRESS, sent(("a.txt", words.encode())))["Location"]
    page = client.get(url).content.decode()
    assert "Không tìm thấy nhiệm vụ nào trong văn bản" in page
    assert not Document.objects.exists()
    said = {"do": "take", "title": "Thông báo thời tiết", "kind": "kế hoạch", "symbol": "01/KH-UBND", "alone": "yes"}
    answer = client.post(url, {**said, "date": "05/10/2021", "issuer": "UBND quận Thanh Xuân"})
    document = Document.objects.get()
    assert answer["Location"] == reverse("plans:document", args=[document.pk])
    assert not Plan.objects.exists()
    assert "Lập dự thảo nhiệm vụ" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("mat.docx", as_word(PLAN, "TỐI MẬT"), "tệp có dấu «TỐI MẬT»"),
        ("ke-hoach.txt", PLAN.replace("KẾ HOẠCH\n", "MẬT\nKẾ HOẠCH\n").encode(), "đóng dấu «MẬT»"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 500, "đây là ảnh"),
        ("hong.docx", as_word(PLAN)[:3000], "tệp hỏng hoặc tải dở dang"),
        ("rong.txt", b"", "tệp trống"),
    ],
)
def test_what_cannot_or_must_not_be_read_is_told_and_nothing_is_kept(
    client: Client, name: str, data: bytes, words: str
) -> None:
    answer = client.post(ADDRESS, {**sent((name, data)), "text": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert name in page
    assert not StoredFile.objects.exists()
    assert not Arrival.objects.exists()


def test_a_press_with_nothing_or_too_much_says_so(client: Client) -> None:
    assert "Chưa chọn tệp và chưa dán lời văn nào" in client.post(ADDRESS, {}).content.decode()
    many = sent(*((f"{n}.txt", b"x") for n in range(21)))
    assert "21 tệp; mỗi lần gửi nhiều nhất 20 tệp" in client.post(ADDRESS, many).content.decode()


def test_the_same_document_again_leads_to_the_earlier_one(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    earlier = reverse("plans:document", args=[plan.document_id])
    again = client.post(ADDRESS, sent(("khac.txt", PLAN.encode())))
    assert again.status_code == 422
    assert f'href="{earlier}"' in again.content.decode()
    spaced = client.post(ADDRESS, sent(("khac.docx", as_word(PLAN))))
    page = client.get(spaced["Location"]).content.decode()
    assert "đã được đưa vào ngày 24/11/2021" in page
    assert f'href="{earlier}"' in page
    assert Document.objects.count() == 1


def test_by_what_a_person_says_it_may_turn_out_to_be_an_earlier_one(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    url = client.post(ADDRESS, {"text": NOTE})["Location"]
    said = {"do": "take", "title": "Kế hoạch", "symbol": "01/KH-UBND", "date": "05/10/2021"}
    answer = client.post(url, {**said, "issuer": document_of(plan).issuer})
    assert answer.status_code == 422
    assert f'href="{reverse("plans:document", args=[plan.document_id])}"' in answer.content.decode()
    assert Document.objects.count() == 1


def test_two_presses_on_one_file_are_one(client: Client) -> None:
    client.post(ADDRESS, {"text": NOTE})
    assert "đang nằm trong danh sách" in client.post(ADDRESS, {"text": NOTE}).content.decode()
    arrival = Arrival.objects.get()
    url = reverse("plans:arrival", args=[arrival.pk])
    client.post(url, {"do": "drop"})
    assert "Đã bỏ khỏi danh sách" in client.get(url).content.decode()
    assert client.post(url, {"do": "drop"}).status_code == 422
    assert client.post(ADDRESS, {"text": NOTE}).status_code == 302
    assert set(Arrival.objects.values_list("state", flat=True)) == {"dropped", "asked"}


def test_the_way_in_stands_on_the_pages_of_the_office_alone(plan: Plan, browser_of: Browser) -> None:
    for username, there in (("chanhvanphong", True), ("chutich", False), ("phuong.hadinh.canbo", False)):
        for url in ("/desk/documents/", "/desk/", "/desk/mine/"):
            page = browser_of(username).get(url, follow=True).content.decode()
            assert (f'href="{ADDRESS}"' in page) == there, (username, url)


def test_a_draft_that_nobody_wants_is_dropped_and_taken_up_again(client: Client, by_: Callable[..., By]) -> None:
    client.post(ADDRESS, sent(("a.txt", numbered(1).encode())))
    plan = Plan.objects.get()
    before = list(Task.objects.order_by("pk").values_list("state", "phase", "due_order", "kind"))
    assert "Bản dự thảo chưa giao" in client.get("/desk/documents/").content.decode()
    url = reverse("plans:drafting", args=[plan.document_id])
    assert "4 nhiệm vụ dự kiến" in client.get(url).content.decode()
    assert client.post(url, {"do": "drop"})["Location"] == reverse("plans:document", args=[plan.document_id])
    assert set(Task.objects.values_list("phase", flat=True)) == {"off"}
    assert "Bản dự thảo chưa giao" not in client.get("/desk/documents/").content.decode()
    assert "Rà soát nguồn thu" not in client.get("/desk/tasks/").content.decode()
    assert client.get(reverse("plans:workbench", args=[plan.pk])).status_code == 404
    assert client.post(url, {"do": "drop"}).status_code == 422
    with pytest.raises(Invalid, match="đã bỏ"):
        accept_drafts(by_("chanhvanphong"), plan=plan, drafts=list(Draft.objects.all()))
    with pytest.raises(Invalid, match="đã bỏ"):
        issue_plan(by_("chanhvanphong"), plan=Plan.objects.get())
    assert client.post(url, {"do": "take_up"})["Location"] == reverse("plans:workbench", args=[plan.pk])
    assert list(Task.objects.order_by("pk").values_list("state", "phase", "due_order", "kind")) == before
    assert "Rà soát nguồn thu" in client.get("/desk/tasks/").content.decode()
    assert verify().whole


def test_an_issued_plan_is_not_dropped(plan: Plan, browser_of: Browser) -> None:
    url = reverse("plans:drafting", args=[plan.document_id])
    answer = browser_of("chanhvanphong").post(url, {"do": "drop"})
    assert "chỉ bỏ được bản dự thảo chưa giao" in answer.content.decode()
    assert set(Task.objects.exclude(phase="off").values_list("plan_id", flat=True)) == {plan.pk}
