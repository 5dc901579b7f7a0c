"""A direction in one line: read while one types, corrected, given; the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Kind, Plan, SetBy, State, Task, Urgency
from dieuhanh.kernel.plans.queries import last_day
from dieuhanh.kernel.units.models import Area

Browser = Callable[[str | None], Client]
LINE = "giao Phòng TC-KH rà soát nợ thuế trước 15/12"
NEW = "/desk/tasks/new/"


def fields_of(answer: Any) -> dict[str, str]:
    """What the form would send back as it stands."""
    page = answer.context["page"]
    was = {f"was_{name}": value for name, value in page.was.items()}
    return {**page.typed, **was}


def read(client: Client, line: str, **typed: str) -> dict[str, str]:
    return fields_of(client.post(f"{NEW}read/", {"words": line, **typed}))


def give(client: Client, fields: dict[str, str], **changed: str) -> Any:
    """The office says that the head of the office directed it, where nobody else was named."""
    chair = str(Person.objects.get(user__username="chutich").pk)
    return client.post(NEW, {**fields, "given_by": fields["given_by"] or chair, **changed, "do": "give"})


def test_the_office_says_who_directed_and_that_person_is_told(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    fields = read(client, LINE)
    answer = give(client, fields, given_by="")
    assert (answer.status_code, Task.objects.count()) == (422, 0)
    assert "Hãy chọn người đã chỉ đạo" in answer.content.decode()
    done = client.get(give(client, fields)["Location"]).content.decode()
    assert "Đã giao nhiệm vụ CĐ1.01: Phòng Tài chính - Kế hoạch." in done
    told = Notice.objects.get(person__user__username="chutich")
    assert told.title.startswith("Đã giao theo chỉ đạo của đồng chí: CĐ1.01")


def test_words_of_a_deadline_without_a_day_are_asked_for(office: None, browser_of: Browser) -> None:
    """There is no 31 November; a task that is told “trước 31/11” is not given without a day."""
    client = browser_of("chanhvanphong")
    fields = read(client, "giao Phòng TC-KH rà soát nợ thuế trước 31/11")
    answer = give(client, fields)
    assert (answer.status_code, Task.objects.count()) == (422, 0)
    assert "Lời chỉ đạo có thời hạn «trước 31/11» mà chưa ra ngày nào" in answer.content.decode()
    give(client, fields, last_day="30/11/2021")
    assert last_day(Task.objects.get()) == date(2021, 11, 30)


def test_a_form_that_no_keyboard_wrote_is_refused_whole(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    answer = give(client, read(client, LINE), title="Rà soát\x00 nợ")
    assert (answer.status_code, Task.objects.count()) == (400, 0)
    assert give(client, read(client, LINE), once="k" * 300).status_code == 302


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("superior_day", "31/12/9999"),
        ("given_on", "01/01/0001"),
        ("hour", "٧:00"),
        ("title", "Rà soát\x07 nợ"),
        ("words", "Rà soát \u202eợn"),
        ("due_text", "TỐI MẬT"),
    ],
)
def test_what_cannot_be_meant_is_refused(office: None, browser_of: Browser, name: str, typed: str) -> None:
    client = browser_of("chanhvanphong")
    fields = read(client, LINE)
    changed = {name: typed} | ({"read": typed} if name == "words" else {})
    answer = give(client, fields, **changed)
    assert (answer.status_code, Task.objects.count()) == (422, 0)


@pytest.mark.parametrize("username", ["chutich", "chanhvanphong"])
def test_two_presses_without_a_script(office: None, browser_of: Browser, username: str) -> None:
    client = browser_of(username)
    assert "Đọc lời chỉ đạo" in client.get(NEW).content.decode()
    first = client.post(NEW, {"words": LINE, "do": "give"})
    assert first.status_code == 200
    assert not Task.objects.exists()
    body = first.content.decode()
    assert all(
        words in body for words in ("Rà soát nợ thuế", "Phòng Tài chính - Kế hoạch", "14/12/2021", "trước 15/12")
    )
    answer = give(client, fields_of(first))
    task = Task.objects.get()
    assert answer["Location"] == reverse("plans:task", args=[task.pk])
    assert (task.title, last_day(task), task.due_text) == ("Rà soát nợ thuế", date(2021, 12, 14), "trước 15/12")
    assert (task.state, task.set_by, task.code) == (State.ISSUED, SetBy.DIRECT, "CĐ1.01")
    assert task.direction is not None
    assert task.direction.words == LINE
    assert task.direction.given_by.user is not None
    assert task.direction.given_by.user.username == "chutich"  # the office notes what the head of the office said
    assert kept() == counted()


def test_typing_on_follows_the_line_but_not_over_what_one_corrected(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    fields = read(client, LINE)
    fields["title"] = "Rà soát, thu hồi nợ thuế"
    fields = read(
        client, "giao Phòng Kinh tế rà soát nợ thuế trước 20/12", **{k: v for k, v in fields.items() if k != "words"}
    )
    assert fields["title"] == "Rà soát, thu hồi nợ thuế"
    assert (fields["leads"], fields["last_day"]) == ("Phòng Kinh tế", "19/12/2021")
    assert not Task.objects.exists()


def test_a_changed_line_is_read_again_before_it_is_given(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    answer = give(client, read(client, LINE), words="giao Phòng Kinh tế kiểm tra chợ")
    assert answer.status_code == 200
    assert fields_of(answer)["leads"] == "Phòng Kinh tế"
    assert not Task.objects.exists()


def test_all_wards_are_one_choice_and_have_a_part_each(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    fields = read(client, "Hỏa tốc: 11 phường báo cáo số ca F1 trước 10h ngày 25/11")
    assert fields["leads"] == "UBND 11 phường"
    give(client, fields, superior_day="30/11/2021", set_by="superior")
    whole = Task.objects.get(parent=None)
    assert whole.parts.count() == 11
    assert (whole.urgency, whole.set_by, whole.due_rule) == (Urgency.EXPRESS, SetBy.SUPERIOR, "hour")
    assert {part.superior_due_at for part in whole.parts.all()} == {whole.superior_due_at}
    assert "10:00 ngày 25/11/2021" in client.get("/desk/tasks/").content.decode()
    assert kept() == counted()


def test_into_an_area_and_a_plan_from_their_pages(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    assert f"{NEW}?area=do-thi" in client.get("/desk/areas/do-thi/").content.decode()
    document = client.get(reverse("plans:document", args=[plan.document_id])).content.decode()
    assert f"{NEW}?plan={plan.pk}" in document
    page = fields_of(client.get(f"{NEW}?area=do-thi&plan={plan.pk}"))
    give(client, read(client, LINE, area=page["area"], plan=page["plan"]))
    task = Task.objects.get(direction__isnull=False)
    area = Area.objects.get(code="do-thi")
    assert (task.plan, task.area, task.code) == (plan, area, f"{area.number}.02")


def test_standing_work_has_no_last_day(office: None, browser_of: Browser) -> None:
    client = browser_of("chutich")
    give(client, read(client, "giao Phòng TC-KH thường xuyên rà soát nợ thuế"))
    assert Task.objects.get().kind == Kind.STANDING


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"leads": "Phòng Không Có"}, "leads", "không có đơn vị «Phòng Không Có»"),
        ({"leads": ""}, "leads", "chọn đơn vị chủ trì"),
        ({"last_day": "31/02/2021"}, "last_day", "31/02/2021"),
        ({"last_day": "01/10/2021"}, "last_day", "đã qua"),
        ({"hour": "25 giờ"}, "hour", "25 giờ"),
        ({"hour": "17:00", "last_day": ""}, "last_day", "có giờ thì phải có ngày"),
        ({"title": ""}, "title", "nội dung nhiệm vụ"),
        ({"area": "khong-co"}, "area", "khong-co"),
        ({"given_on": "25/12/2021"}, "given_on", "ở sau hôm nay"),
        ({"superior_day": "01/12/2021"}, "last_day", "thời hạn của cấp trên"),
        ({"standing": "1"}, "standing", ""),
        ({"coop": "Phòng Tài chính - Kế hoạch"}, "coop", "không đồng thời"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    office: None, browser_of: Browser, changed: dict[str, str], field: str, words: str
) -> None:
    client = browser_of("chanhvanphong")
    answer = give(client, read(client, LINE), **changed)
    if field == "standing":
        field = "last_day"
    assert answer.status_code == 422
    assert words in answer.context["page"].errors[field]
    assert all(fields_of(answer)[name] == value for name, value in changed.items())
    assert not Task.objects.exists()


def test_a_secret_stays_out(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    line = "MẬT\ngiao Phòng TC-KH rà soát nợ thuế"
    answer = give(client, read(client, line))
    assert answer.status_code == 422
    assert "dấu mật" in answer.context["page"].errors["words"]


def test_a_vice_chair_gives_in_their_own_areas(office: None, browser_of: Browser) -> None:
    client = browser_of("phochutich.dothi")
    fields = read(client, LINE)
    assert "Lĩnh vực" in client.post(f"{NEW}read/", {"words": LINE}).content.decode()
    assert give(client, fields, area="kinh-te").context["page"].errors["area"]
    refused = give(client, fields, area="")
    assert "lĩnh vực mình phụ trách" in refused.context["page"].errors["area"]
    assert give(client, fields, area="do-thi").status_code == 302
    task = Task.objects.get()
    assert task.direction is not None
    assert task.direction.given_by.name.startswith("Phó Chủ tịch đô thị")


def test_pressed_twice_it_is_given_once(office: None, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    fields = read(client, LINE)
    first, second = give(client, fields), give(client, fields)
    assert first["Location"] == second["Location"]
    assert Task.objects.count() == 1


def test_whoever_may_not_give_is_refused(office: None, browser_of: Browser) -> None:
    for username in ("phuong.hadinh.chutich", "phuong.hadinh.canbo", "kythuat"):
        client = browser_of(username)
        assert client.post(NEW, {"words": LINE, "do": "give"}).status_code == 403
        assert client.post(f"{NEW}read/", {"words": LINE}).status_code == 403


def test_queries_of_the_page_are_fixed(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    with CaptureQueriesContext(connection) as queries:
        client.post(f"{NEW}read/", {"words": LINE})
    assert len(queries) <= 20, [q["sql"][:100] for q in queries]


def test_a_task_gets_parts_with_unit_day_and_weight(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    task = Task.objects.get(code="1.01")
    url = reverse("plans:parts", args=[task.pk])
    typed = {"do": "split", "lines": "3", "reason": "giao phường rà soát hộ kinh doanh"}
    typed |= {"title-1": "Lập danh sách hộ nợ", "units-1": "Chi cục Thuế", "last_day-1": "10/12/2021", "weight-1": "3"}
    typed |= {"units-2": "UBND 11 phường"}
    wrong = client.post(url, {**typed, "weight-1": "x", "units-2": "Phòng Không Có"})
    assert wrong.status_code == 422
    assert "Lập danh sách hộ nợ" in wrong.content.decode()
    assert not task.parts.exists()
    assert client.post(url, typed)["Location"] == reverse("plans:task", args=[task.pk])
    assert task.parts.count() == 12
    first = task.parts.earliest("pk")
    assert (first.title, first.weight, last_day(first), first.code) == (
        "Lập danh sách hộ nợ",
        3,
        date(2021, 12, 10),
        "1.01.1",
    )
    assert kept() == counted()
    assert client.post(url, {"do": "more", "lines": "3"}).content.decode().count("<fieldset") == 6


@pytest.mark.parametrize("changed", [{"reason": ""}, {"units-1": ""}, {"last_day-1": "1/1/2021"}])
def test_parts_that_cannot_be(plan: Plan, browser_of: Browser, changed: dict[str, str]) -> None:
    client = browser_of("chanhvanphong")
    task = Task.objects.get(code="1.01")
    typed = {"do": "split", "title-1": "Lập danh sách", "units-1": "Phòng Kinh tế", "reason": "chia việc"}
    answer = client.post(reverse("plans:parts", args=[task.pk]), {**typed, **changed})
    assert answer.status_code == 422
    assert "Lập danh sách" in answer.content.decode()
    assert not task.parts.exists()


def test_the_first_two_directions_of_a_year_stand_in_one_plan(
    office: None, by_: Callable[..., By], browser_of: Browser
) -> None:
    client = browser_of("chanhvanphong")
    give(client, read(client, LINE))
    give(browser_of("chutich"), read(client, "giao Phòng Kinh tế kiểm tra chợ", given_by=""))
    assert Plan.objects.get().year == 2021
    assert list(Task.objects.order_by("pk").values_list("code", flat=True)) == ["CĐ1.01", "CĐ1.02"]
