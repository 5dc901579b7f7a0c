"""From receiving a task to its confirmation, as the unit and the office press it; and what is refused on the way."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dieuhanh.foundation.formats.tests.made import pdf_of
from dieuhanh.kernel.plans.models import Evidence, Plan, Report, State, Task

from .pressing import CHAIR, HEAD, OFFICE, OFFICER, Browser, done, errors, hidden, press, url_of

PDF = pdf_of(
    ["Biên bản kiểm tra các điểm rác tồn, ngày 20 tháng 10 năm 2021: đã dọn bốn điểm, còn hai điểm chờ xe."] * 3
)


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, code="2.01")


def fresh(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def test_from_received_to_confirmed(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "accept"))
    assert fresh(task).state == State.RUNNING
    done(press(browser_of(OFFICER), task, "progress", percent="40 %", words="Đã dọn 4 điểm"))
    assert fresh(task).percent == 40
    files = [SimpleUploadedFile("bien-ban.pdf", PDF), SimpleUploadedFile("anh.txt", "Ảnh chụp".encode())]
    filled = {"words": "Đã dọn hết", "result_symbol": "12/BC-UBND", "result_day": "24/11/2021", "files": files}
    done(press(browser_of(OFFICER), task, "done", link="https://example.org/anh", **filled))
    assert fresh(task).state == State.SUBMITTED
    assert Evidence.objects.filter(task=task).count() == 3
    done(press(browser_of(HEAD), task, "agree"))
    assert fresh(task).state == State.REPORTED
    done(press(browser_of(OFFICE), task, "confirm"))
    assert (fresh(task).state, fresh(task).percent) == (State.DONE, 100)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("140", "tiến độ 140% không có; hãy ghi từ 0 đến 100"),
        ("-5", "“-5” không phải số phần trăm; hãy ghi số nguyên từ 0 đến 100"),
        ("nửa", "“nửa” không phải số phần trăm; hãy ghi số nguyên từ 0 đến 100"),
        ("20", "đã báo 30%, nay ghi 20%; nếu đúng là giảm, hãy đánh dấu «Giảm tiến độ»"),
    ],
)
def test_a_percent_that_cannot_be(task: Task, browser_of: Browser, typed: str, said: str) -> None:
    client = browser_of(OFFICER)
    done(press(client, task, "progress", percent="30", words="Bắt đầu"))
    answer = press(client, task, "progress", percent=typed, words="Đã dọn bốn điểm", link="https://example.org/a")
    assert answer.status_code == 422
    assert [line.lower() for line in errors(answer)] == [f"percent: {said}".lower()]
    html = answer.content.decode()
    assert "Đã dọn bốn điểm" in html
    assert f'value="{typed}"' in html
    assert "https://example.org/a" in html
    assert fresh(task).percent == 30


def test_it_goes_back_on_purpose(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICER)
    done(press(client, task, "progress", percent="30", words="Bắt đầu"))
    done(press(client, task, "progress", percent="20", words="Đếm lại", lower="on"))
    assert fresh(task).percent == 20


def test_a_file_that_lies_about_its_type_takes_the_report_with_it(task: Task, browser_of: Browser) -> None:
    lying = SimpleUploadedFile("anh.jpg", b"<!doctype html><html><script>1</script></html>", "image/jpeg")
    good = SimpleUploadedFile("bien-ban.pdf", PDF)
    answer = press(browser_of(OFFICER), task, "progress", percent="10", words="Đã dọn", files=[good, lying])
    assert answer.status_code == 422
    assert errors(answer)[0].startswith("files: Tệp «anh.jpg» là text/html; chỉ nhận PDF")
    assert "Đã dọn" in answer.content.decode()
    assert not Report.objects.filter(task=task).exists()
    assert fresh(task).state == State.ISSUED


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("cong-van-MAT.txt", b"TUY\xe1\xbb\x86T M\xe1\xba\xacT\nabc"), "dấu mật"),
        (SimpleUploadedFile("rong.pdf", b""), "tệp rỗng"),
        (SimpleUploadedFile("to.pdf", PDF + b"0" * 20_000_001), "chỉ nhận đến 20 MB"),
    ],
)
def test_files_that_are_not_taken(task: Task, browser_of: Browser, file: SimpleUploadedFile, said: str) -> None:
    file.seek(0)
    answer = press(browser_of(OFFICER), task, "progress", words="Đã dọn", files=[file])
    assert answer.status_code == 422
    assert said in errors(answer)[0].lower() or said in errors(answer)[0]
    assert not Report.objects.filter(task=task).exists()


def test_done_names_its_document_or_says_why_there_is_none(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICER)
    assert errors(press(client, task, "done", words="Xong")) == [
        "result_symbol: Hãy ghi số, ký hiệu văn bản kết quả, hoặc lý do không có văn bản"
    ]
    answer = press(client, task, "done", words="Xong", result_symbol="1/BC", result_day="31/11/2021")
    assert errors(answer) == [
        "result_day: “31/11/2021” không có trong lịch; viết như 24/11/2021 hoặc ngày 24 tháng 11 năm 2021"
    ]
    answer = press(client, task, "done", words="Xong", result_symbol="1/BC", result_day="25/11/2021")
    assert errors(answer) == ["result_day: Ngày văn bản 25/11/2021 ở sau hôm nay"]
    done(press(client, task, "done", words="Xong", no_document="Việc làm tại chỗ"))


def test_the_head_sends_a_report_back_with_what_is_missing(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(OFFICER), task, "done", words="Xong", no_document="Tại chỗ"))
    assert errors(press(browser_of(HEAD), task, "return")) == ["reason: Hãy ghi điều cần làm thêm"]
    done(press(browser_of(HEAD), task, "return", reason="Thiếu ảnh"))
    assert fresh(task).state == State.RUNNING
    assert "Thiếu ảnh" in browser_of(OFFICER).get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "Thiếu ảnh" not in browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()


def test_the_office_opens_again_what_does_not_hold(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "done", words="Xong", no_document="Tại chỗ"))
    assert errors(press(browser_of(OFFICE), task, "reopen")) == ["reason: Hãy ghi điều chưa đạt"]
    done(press(browser_of(OFFICE), task, "reopen", reason="Còn một điểm"))
    assert fresh(task).state == State.RUNNING
    assert "Còn một điểm" in browser_of(HEAD).get(f"/desk/tasks/{task.pk}/").content.decode()


def test_sending_a_task_back_needs_its_reason(task: Task, browser_of: Browser) -> None:
    assert errors(press(browser_of(HEAD), task, "refuse", reason=" ")) == ["reason: Hãy ghi lý do trả lại"]
    done(press(browser_of(HEAD), task, "refuse", reason="Không thuộc địa bàn"))
    html = browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "Không thuộc địa bàn" in html
    assert url_of(task, "give-again") in html


def test_the_office_writes_for_a_unit_and_says_from_where(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICE)
    answer = press(client, task, "progress", percent="20", words="Đã dọn hai điểm")
    assert errors(answer)[0].startswith("source: Nhập thay đơn vị thì phải ghi nguồn")
    done(press(client, task, "progress", percent="20", words="Đã dọn hai điểm", source="Điện thoại ông A, 24/11"))
    assert "Điện thoại ông A, 24/11" in client.get(f"/desk/tasks/{task.pk}/").content.decode()


def test_who_wrote_the_report_is_told_that_another_confirms(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(OFFICE), task, "done", words="Xong", no_document="Tại chỗ", source="Điện thoại 24/11"))
    html = browser_of(OFFICE).get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "Người đã viết báo cáo không tự xác nhận" in html
    assert errors(press(browser_of(OFFICE), task, "confirm"))[-1].startswith("Người đã viết báo cáo không tự xác nhận")
    done(press(browser_of("tonghop"), task, "confirm"))


def test_two_clicks_are_one_report(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICER)
    filled = {"percent": "10", "words": "Đã dọn", "once": "mot-lan-bam", "seen": str(task.act_id)}
    for _click in range(2):
        done(client.post(url_of(task, "progress"), filled))
    assert Report.objects.filter(task=task).count() == 1


def test_a_task_that_changed_meanwhile_is_told_and_nothing_typed_is_lost(task: Task, browser_of: Browser) -> None:
    office = browser_of(OFFICE)
    stale = {"title": "Dọn sạch mọi điểm rác tồn", "reason": "Rõ hơn", "seen": str(task.act_id)}
    done(press(browser_of(HEAD), task, "accept"))
    answer = office.post(url_of(task, "correct"), stale)
    assert answer.status_code == 422
    assert errors(answer) == [
        "Nhiệm vụ đã thay đổi từ khi bạn mở trang (Chủ tịch phường Hạ Đình (minh họa): tiếp nhận). "
        "Hãy xem lại rồi gửi lại; nội dung bạn nhập được giữ."
    ]
    html = answer.content.decode()
    assert "Dọn sạch mọi điểm rác tồn" in html
    done(office.post(url_of(task, "correct"), {**stale, **hidden(html)}))
    assert fresh(task).title == "Dọn sạch mọi điểm rác tồn"


def test_one_returns_to_where_one_came_from_and_nowhere_else(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICER)
    answer = client.post(url_of(task, "note"), {"words": "Đã gọi", "next": "/desk/units/?a=1"})
    assert answer["Location"] == "/desk/units/?a=1"
    for wanted in ("https://example.org/desk/", "//example.org/desk/", "/accounts/logout/", "desk/", ""):
        answer = client.post(url_of(task, "note"), {"words": "Đã gọi", "next": wanted})
        assert answer["Location"] == f"/desk/tasks/{task.pk}/", wanted


def test_nonsense_in_the_hidden_fields_is_refused(task: Task, browser_of: Browser) -> None:
    for seen in ("x", "9" * 30, "-1"):
        answer = browser_of(OFFICER).post(url_of(task, "progress"), {"words": "Đã dọn", "seen": seen})
        assert answer.status_code == 422
    assert not Report.objects.filter(task=task).exists()


def test_a_wrong_file_is_taken_off_and_no_longer_opens(task: Task, browser_of: Browser) -> None:
    client = browser_of(OFFICER)
    done(press(client, task, "progress", words="Đã dọn", files=[SimpleUploadedFile("nham.pdf", PDF)]))
    file = Evidence.objects.get(task=task)
    assert client.get(f"/desk/evidence/{file.pk}/").status_code == 200
    assert errors(press(client, task, "take-off", about=file.pk)) == ["reason: Hãy ghi lý do gỡ"]
    done(press(client, task, "take-off", about=file.pk, reason="Nhầm tệp"))
    assert client.get(f"/desk/evidence/{file.pk}/").status_code == 404
    html = client.get(f"/desk/tasks/{task.pk}/").content.decode()
    assert "Nhầm tệp" in html
    assert f"/desk/evidence/{file.pk}/" not in html
    assert browser_of(CHAIR).get(url_of(task, "take-off", file.pk)).status_code == 403
