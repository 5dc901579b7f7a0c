"""The workbench page: doubt first, words cut from the text, one draft swapped at a time; the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Draft, Plan, PlanState, Settled, State, Task, Typed
from dieuhanh.kernel.plans.workbench.form import FIELDS
from tests.office import PLAN, document_of

Browser = Callable[[str | None], Client]


@pytest.fixture
def drafted(by_: Callable[..., By]) -> Plan:
    return load_text(by_("chanhvanphong"), data=PLAN.encode(), name="ke-hoach.txt")


def bench(plan: Plan) -> str:
    return reverse("plans:workbench", args=[plan.pk])


def of_code(plan: Plan, code: str) -> Draft:
    return Draft.objects.get(plan=plan, task__code=code)


def card(draft: Draft) -> str:
    return reverse("plans:draft", args=[draft.plan_id, draft.pk])


def fields_of(client: Client, draft: Draft) -> dict[str, str]:
    """What the form of a draft would send back as it stands."""
    answer = client.get(card(draft), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    opened = answer.context["card"]
    return {**{name: str(opened.form[name].value() or "") for name in FIELDS}, "seen": str(opened.seen)}


def press(client: Client, draft: Draft, do: str, *, script: bool = True, **changed: str) -> Any:
    fields = {**fields_of(client, draft), **changed, "do": do}
    return client.post(card(draft), fields, headers={"HX-Request": "true"} if script else {})


def test_what_is_doubtful_stands_first_and_the_heading_is_the_news(drafted: Plan, browser_of: Browser) -> None:
    page = browser_of("chanhvanphong").get(bench(drafted))
    words = page.content.decode()
    assert "Còn 4 nhiệm vụ dự kiến cần xem lại trước khi giao" in words
    assert "còn 4." in words
    doubtful = [row.task.code for row in page.context["page"].doubtful]
    assert doubtful == ["1.01", "0.01"]  # its day has passed; nobody of ours leads
    assert [row.task.code for row in page.context["page"].sure] == ["1.02", "2.01"]
    assert "Thời hạn 19/11/2021 đã qua" in words
    assert "“Sở Nội vụ” không có trong danh mục đơn vị vào ngày của văn bản" in words
    assert page.context["page"].card.row.task.code == "1.01"


def test_the_source_is_cut_from_the_text_by_its_place(drafted: Plan, browser_of: Browser) -> None:
    text = document_of(drafted).text
    for row in browser_of("chanhvanphong").get(bench(drafted)).context["page"].bench.rows:
        assert row.quote.split() == text[row.task.start : row.task.end].split()


def test_a_draft_is_accepted_as_corrected_and_only_it_is_swapped(drafted: Plan, browser_of: Browser) -> None:
    client, draft = browser_of("chanhvanphong"), of_code(drafted, "0.01")
    answer = press(client, draft, "accept", leads="Phòng Nội vụ", last_day="30/11/2021").content.decode()
    task = Task.objects.get(draft=draft)
    assert (task.draft.settled, task.state) == (Settled.ACCEPTED, State.DRAFT)
    assert task.lead is not None
    assert answer.count('<details class="draft') == 1
    assert f'id="d-{draft.pk}"' in answer
    assert 'id="bench-head" hx-swap-oob="true"' in answer
    assert "Còn 3 nhiệm vụ dự kiến" in answer
    assert "hx-swap-oob" in answer.split("<p id=")[1]


def test_what_cannot_be_is_told_at_its_field_and_what_was_typed_is_kept(drafted: Plan, browser_of: Browser) -> None:
    client, draft = browser_of("chanhvanphong"), of_code(drafted, "0.01")
    answer = press(client, draft, "accept", leads="Phòng Không Có", last_day="31/02/2021", title="Hướng dẫn phường")
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Không có đơn vị «Phòng Không Có»" in words
    assert "Hướng dẫn phường" in words
    assert "31/02/2021" in words
    whole = press(client, draft, "accept", script=False, leads="Phòng Không Có").content.decode()
    assert "Phòng Không Có" in whole
    assert "</html>" in whole
    draft.refresh_from_db()
    assert draft.settled == Settled.OPEN


def test_reject_and_take_up_again(drafted: Plan, browser_of: Browser) -> None:
    client, draft = browser_of("chanhvanphong"), of_code(drafted, "0.01")
    assert "Không phải nhiệm vụ" in press(client, draft, "reject").content.decode()
    assert "Mở lại" in client.get(card(draft), headers={"HX-Request": "true"}).content.decode()
    press(client, draft, "reopen")
    draft.refresh_from_db()
    assert draft.settled == Settled.OPEN


def test_all_that_are_sure_are_accepted_together(drafted: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    every = ",".join(str(pk) for pk in Draft.objects.values_list("pk", flat=True))
    assert client.post(bench(drafted), {"do": "accept_sure", "drafts": every}).status_code == 302
    accepted = Draft.objects.filter(settled=Settled.ACCEPTED)
    assert set(accepted.values_list("task__code", flat=True)) == {"1.02", "2.01"}


def test_the_plan_is_given_when_nothing_is_left(drafted: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    refused = client.post(bench(drafted), {"do": "issue"})
    assert refused.status_code == 422
    assert "Còn 4 nhiệm vụ dự kiến cần xem lại" in refused.content.decode()
    every = ",".join(str(pk) for pk in Draft.objects.values_list("pk", flat=True))
    client.post(bench(drafted), {"do": "accept_sure", "drafts": every})
    press(client, of_code(drafted, "0.01"), "reject", script=False)
    press(client, of_code(drafted, "1.01"), "accept", script=False, last_day="30/11/2021")
    assert "Giao 3 nhiệm vụ" in client.get(bench(drafted)).content.decode()
    assert client.post(bench(drafted), {"do": "issue"})["Location"] == reverse(
        "plans:document", args=[drafted.document_id]
    )
    drafted.refresh_from_db()
    assert drafted.state == PlanState.ISSUED
    assert client.get(bench(drafted)).status_code == 302


def test_two_verbs_are_split_and_merged_again(drafted: Plan, browser_of: Browser) -> None:
    client, draft = browser_of("chanhvanphong"), of_code(drafted, "2.01")
    task = Task.objects.get(draft=draft)
    text = document_of(drafted).text
    at = text.index("dọn các điểm rác tồn")
    answer = press(client, draft, "split", start=str(at)).content.decode()
    assert answer.count('<details class="draft') == 2
    piece = Draft.objects.get(of=draft)
    assert piece.task is not None
    assert piece.task.start == at
    answer = press(client, piece, "merge").content.decode()
    piece.refresh_from_db()
    task.refresh_from_db()
    assert (piece.settled, piece.of_id) == (Settled.REJECTED, draft.pk)
    assert f'id="d-{draft.pk}"' in answer
    assert "đã gộp vào nhiệm vụ khác" in answer


def test_words_chosen_in_the_text_move_a_draft_or_make_one(drafted: Plan, browser_of: Browser) -> None:
    client, text = browser_of("chanhvanphong"), document_of(drafted).text
    words = "rà soát nguồn thu còn lại"
    start = text.index(words)
    draft = of_code(drafted, "1.01")
    press(client, draft, "move", words=words, start=str(start), end=str(start + len(words)))
    task = Task.objects.get(draft=draft)
    assert text[task.start : task.end] == words
    new = "Sở Nội vụ\n hướng dẫn sắp xếp"  # as it was copied, over two lines
    answer = client.post(
        reverse("plans:draft_added", args=[drafted.pk]), {"words": new}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().count('<details class="draft') == 1
    added = Draft.objects.get(origin="added").task
    assert added is not None
    assert text[added.start : added.end] == "Sở Nội vụ hướng dẫn sắp xếp"
    wrong = {"words": "không có trong văn bản"}
    refused = client.post(reverse("plans:draft_added", args=[drafted.pk]), wrong, headers={"HX-Request": "true"})
    assert (refused.status_code, "Không thấy các chữ này" in refused.content.decode()) == (422, True)


def test_what_is_typed_is_kept_without_an_act_until_it_is_saved(drafted: Plan, browser_of: Browser) -> None:
    client, draft = browser_of("chanhvanphong"), of_code(drafted, "0.01")
    fields, acts = fields_of(client, draft), Act.objects.count()
    typing = reverse("plans:typed", args=[drafted.pk, draft.pk])
    assert client.post(typing, {**fields, "title": "Hướng dẫn"}).json()["kept"]
    assert client.post(typing, {**fields, "title": "Hướng dẫn sắp"}).json()["kept"]
    assert (Act.objects.count(), Typed.objects.count()) == (acts, 1)
    back = client.get(f"{bench(drafted)}?open={draft.pk}").content.decode()
    assert "Bạn đã gõ dở lúc" in back
    assert "Hướng dẫn sắp</textarea>" in back
    assert (
        "Hướng dẫn sắp</textarea>"
        not in browser_of("chutich").get(f"{bench(drafted)}?open={draft.pk}").content.decode()
    )
    press(client, draft, "save", title="Hướng dẫn sắp xếp")
    assert not Typed.objects.exists()
    client.post(typing, {**fields_of(client, draft), "title": "khác"})
    press(client, draft, "drop")
    assert not Typed.objects.exists()
    assert Task.objects.get(draft=draft).title == "Hướng dẫn sắp xếp"
    fields = fields_of(client, draft)
    client.post(typing, {**fields, "title": "khác"})
    assert client.post(typing, fields).json() == {"kept": ""}  # back to what stands: nothing is left to keep
    assert not Typed.objects.exists()


def test_two_people_never_write_over_each_other(drafted: Plan, browser_of: Browser) -> None:
    office, leader, draft = browser_of("chanhvanphong"), browser_of("chutich"), of_code(drafted, "0.01")
    fields = fields_of(office, draft)
    office.post(reverse("plans:typed", args=[drafted.pk, draft.pk]), {**fields, "title": "Của văn phòng"})
    press(leader, draft, "save", title="Của chủ tịch")
    answer = office.post(
        card(draft), {**fields, "title": "Của văn phòng", "do": "accept"}, headers={"HX-Request": "true"}
    )
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "đã thay đổi từ khi bạn mở" in words
    assert "Của văn phòng</textarea>" in words
    assert "<dd>Của chủ tịch</dd>" in words
    assert Task.objects.get(draft=draft).title == "Của chủ tịch"
    back = office.get(f"{bench(drafted)}?open={draft.pk}").content.decode()
    assert "Trong khi bạn đang gõ" in back
    assert "<dd>Của chủ tịch</dd>" in back
    press(office, draft, "save", title="Của văn phòng")
    assert Task.objects.get(draft=draft).title == "Của văn phòng"


def test_the_page_asks_as_much_for_forty_drafts_as_for_four(
    drafted: Plan, browser_of: Browser, by_: Callable[..., By]
) -> None:
    item = "{}) Phòng Kinh tế kiểm tra chợ số {} và Sở Nội vụ, xong trong ngày 28 tháng 11 năm 2021.\n"
    longer = PLAN.replace("01/KH", "02/KH") + "".join(item.format(chr(98 + n % 20), n) for n in range(40))
    many = load_text(by_("chanhvanphong"), data=longer.encode(), name="dai.txt")
    client = browser_of("chanhvanphong")
    counts = []
    for plan in (drafted, many, drafted, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(bench(plan)).status_code == 200
        counts.append(len(asked))
    assert Draft.objects.filter(plan=many).count() >= 40
    assert counts[2] == counts[3] <= 40


def test_by_unit_for_paper(drafted: Plan, browser_of: Browser) -> None:
    press(browser_of("chanhvanphong"), of_code(drafted, "1.02"), "reject")
    page = browser_of("chanhvanphong").get(reverse("plans:by_unit", args=[drafted.pk]))
    units = {
        unit.name: ([r.code for r in unit.leads], [r.code for r in unit.coop]) for unit in page.context["page"].units
    }
    assert units == {
        "Chi cục Thuế quận": ([], ["1.01"]),
        "Phòng Quản lý đô thị": ([], ["2.01"]),
        "Phòng Tài chính - Kế hoạch": (["1.01"], []),
        "UBND phường Hạ Đình": (["2.01"], []),
        "": (["0.01"], []),
    }
    assert "Dự kiến, chưa giao." in page.content.decode()


def test_what_a_unit_was_given_already_is_doubtful(plan: Plan, browser_of: Browser, by_: Callable[..., By]) -> None:
    again = PLAN.replace("01/KH-UBND", "02/KH-UBND").replace("dọn các điểm rác tồn", "dọn sạch các điểm rác tồn")
    second = load_text(by_("chanhvanphong"), data=again.encode(), name="hai.txt")
    rows = {row.task.code: row for row in browser_of("chanhvanphong").get(bench(second)).context["page"].bench.rows}
    (doubt,) = rows["2.01"].doubts
    assert doubt.words == "Có thể trùng nhiệm vụ 2.01 đã giao đơn vị này: Dọn các điểm rác tồn"
    assert doubt.url == reverse("plans:task", args=[Task.objects.get(plan=plan, code="2.01").pk])
