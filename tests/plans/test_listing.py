"""The task list: filters, orders, pages that all cost the same, and plain words for what cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.demo import loader
from dieuhanh.foundation.vietnamese.collation import sort_key
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.actions import By, action, create_many
from dieuhanh.kernel.pages.pager import COUNTED, SIZE, Page
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.listing import task_list
from dieuhanh.kernel.plans.models import Plan, State, Task
from dieuhanh.kernel.plans.timeliness import day_begins
from dieuhanh.kernel.units.models import UnitName

from ..office import PLAN
from ..remembering import remembered
from .scattered import grant, scatter

Browser = Callable[[str | None], Client]
SYSTEM = By(channel="system")


@pytest.fixture
def many(plan: Plan) -> Plan:
    remembered("many", lambda: scatter(SYSTEM, plan=plan, count=260, seed=1))
    plan.refresh_from_db()
    return plan


def page_for(viewer: Viewer, **wanted: str) -> Page:
    found: Page = task_list(viewer, wanted)["page"]
    return found


def walked(viewer: Viewer, **wanted: str) -> list[Page]:
    """Every page, by the link to the next."""
    pages = [page_for(viewer, **wanted)]
    while pages[-1].next_url:
        pages.append(page_for(viewer, **dict(parse_qsl(pages[-1].next_url[1:]))))
    return pages


def expected(sort: str) -> list[int]:
    """All tasks in Python's order of what the columns say."""
    names = {n.unit_id: bytes(n.sort_key) for n in UnitName.objects.valid_on(loader.DAY)}
    rows = list(Task.objects.all())
    due = {t.pk: t.due_order for t in rows}
    keys: dict[str, Callable[[Task], Any]] = {
        "due": lambda t: (due[t.pk], t.pk),
        "title": lambda t: (sort_key(t.title), t.pk),
        "unit": lambda t: (t.lead_id is None, names.get(t.lead_id or 0, b""), due[t.pk], t.pk),
    }
    return [t.pk for t in sorted(rows, key=keys[sort])]


@pytest.mark.parametrize("sort", ["due", "title", "unit"])
def test_pages_follow_each_other_without_gap_or_repeat_in_every_order(
    many: Plan, as_: Callable[[str], Viewer], sort: str
) -> None:
    viewer = as_("chutich")
    pages = walked(viewer, sort=sort)
    assert [row.pk for page in pages for row in page.rows] == expected(sort)
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert (pages[1].first, pages[1].last, pages[-1].next_url) == (51, 100, "")
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = page_for(viewer, **dict(parse_qsl(back.previous_url[1:])))
        assert [r.pk for r in back.rows] == [r.pk for r in page.rows]
    assert back.previous_url == ""


def test_a_page_by_its_number_is_the_page_by_its_link(many: Plan, as_: Callable[[str], Viewer]) -> None:
    pages = walked(as_("chutich"))
    third = page_for(as_("chutich"), page="3")
    assert [r.pk for r in third.rows] == [r.pk for r in pages[2].rows]


def test_a_row_that_goes_away_between_two_pages_moves_nothing(many: Plan, as_: Callable[[str], Viewer]) -> None:
    """An offset would leave out the row that moved up."""
    first, second, *_ = walked(as_("chutich"), plan=str(many.pk), state="run")
    gone = first.rows[3].pk
    Task.objects.filter(pk=gone).update(state=State.DRAFT)
    again = page_for(as_("chutich"), **dict(parse_qsl(first.next_url[1:])))
    assert [r.pk for r in again.rows] == [r.pk for r in second.rows]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=0", "Không có trang «0»; danh sách này có 6 trang."),
        ("page=x", "Không có trang «x»"),
        ("page=7", "Không có trang «7»"),
        ("page=2&after=99999999", "Danh sách đã thay đổi"),
        ("page=2&after=x", "Danh sách đã thay đổi"),
        ("state=xyz", "Không có trạng thái «xyz»; hãy chọn trong danh sách."),
        ("area=xyz", "Không có lĩnh vực «xyz»"),
        ("unit=xyz", "Không có đơn vị «xyz»"),
        ("plan=xyz", "Không có kế hoạch «xyz»"),
        ("role=xyz", "Không có vai trò «xyz»"),
        ("sort=xyz", "Không có cách xếp «xyz»"),
        ("from=31/02/2021", "Thời hạn từ ngày: “31/02/2021” không có trong lịch"),
        ("until=mai", "Thời hạn đến ngày: “mai” không phải ngày hợp lệ"),
        ("until=31/12/9999", "Thời hạn đến ngày: “31/12/9999” quá xa"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    many: Plan, browser_of: Browser, query: str, words: str
) -> None:
    html = browser_of("chutich").get(f"/desk/tasks/?{query}&q=9").content.decode()
    plain = browser_of("chutich").get(f"/desk/tasks/?{query}").content.decode()
    assert words in plain
    assert "<tbody>" not in plain
    assert 'value="9"' in html
    for name, value in parse_qsl(query):
        if name in {"from", "until"}:
            assert f'value="{value}"' in plain


def test_the_range_of_deadlines_counts_last_days(plan: Plan, as_: Callable[[str], Viewer]) -> None:
    """1.01 is due before 20/11 (its last day is the 19th), 1.02 on 28/11, 2.01 before 15/12."""
    viewer = as_("chutich")

    def codes(**wanted: str) -> list[str]:
        return [row.code for row in page_for(viewer, **wanted).rows]

    assert codes(until="19/11/2021") == ["1.01"]
    assert codes(**{"from": "20/11/2021"}) == ["1.02", "2.01"]
    assert codes(**{"from": "28/11/2021", "until": "28/11/2021"}) == ["1.02"]
    assert codes(**{"from": "29/11/2021", "until": "ngày 13 tháng 12 năm 2021"}) == []


def test_roles(plan: Plan, as_: Callable[[str], Viewer]) -> None:
    """Hạ Đình leads 2.01, in which Phòng Quản lý đô thị cooperates."""
    viewer = as_("chutich")
    unit = str(UnitName.objects.get(name="Phòng Quản lý đô thị").unit_id)
    assert [r.code for r in page_for(viewer, unit=unit, role="coop").rows] == ["2.01"]
    assert page_for(viewer, unit=unit, role="lead").rows == []
    assert [r.code for r in page_for(as_("phuong.hadinh.canbo"), role="lead").rows] == ["2.01"]
    assert page_for(as_("phuong.hadinh.canbo"), role="coop").rows == []


def test_states_are_links_that_keep_the_other_filters(many: Plan, browser_of: Browser) -> None:
    html = browser_of("chutich").get("/desk/tasks/?q=so&state=over&area=do-thi").content.decode()
    tabs = html.split('id="task-tabs"')[1].split("</nav>")[0]
    assert '<a href="?q=so&amp;area=do-thi&amp;state=soon">Sắp đến hạn</a>' in tabs
    assert '<a href="?q=so&amp;area=do-thi&amp;state=over" aria-current="page">' in tabs
    assert '<input type="hidden" name="state" value="over">' in html
    head = html.split("<thead>")[1].split("</thead>")[0]
    assert "sort=title" in head
    assert 'aria-sort="ascending"' in head


def test_a_list_of_several_plans_says_which(plan: Plan, by_: Callable[..., By], browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    assert ">Kế hoạch</th>" not in client.get("/desk/tasks/").content.decode()
    other = PLAN.replace("01/KH-UBND", "02/KH-UBND")
    load_text(by_("chanhvanphong"), data=other.encode(), name="hai.txt", issue=True)
    html = client.get("/desk/tasks/").content.decode()
    assert ">Kế hoạch</th>" in html
    assert html.count(">1.01</td>") == 2
    assert ">01/KH-UBND</td>" in html
    assert ">02/KH-UBND</td>" in html


ODD = (
    PLAN.replace("trước ngày 20 tháng 11 năm 2021", "trước 31/02/2021")
    .replace("xong trong ngày 28 tháng 11 năm 2021", "thực hiện định kỳ hằng tháng")
    .replace("hoàn thành trước ngày 15 tháng 12 năm 2021", "thực hiện thường xuyên")
)


def test_standing_duties_and_impossible_days_say_what_they_are(by_: Callable[..., By], browser_of: Browser) -> None:
    load_text(by_("chanhvanphong"), data=ODD.encode(), name="x.txt", issue=True)
    client = browser_of("chanhvanphong")
    rows = client.get("/desk/tasks/").content.decode().split("<tbody>")[1].split("</tbody>")[0].split("</tr>")
    by_code = {found[1]: row for row in rows if (found := re.search(r'class="code">([\d.]+)<', row))}
    assert "Ngày không có trong lịch" in by_code["1.01"]
    assert "trước 31/02/2021" in by_code["1.01"]
    assert "i-over" in by_code["1.01"]
    assert "Định kỳ" in by_code["1.02"]
    for code in ("1.01", "1.02"):
        assert "văn bản không ghi" not in by_code[code].lower()
    wrong, monthly = Task.objects.get(code="1.01"), Task.objects.get(code="1.02")
    assert "ngày không có trong lịch" in client.get(reverse("plans:task", args=[wrong.pk])).content.decode()
    facts = client.get(reverse("plans:task", args=[monthly.pk])).content.decode().split("<dt>Thời hạn</dt>")[1]
    assert "văn bản không ghi" not in facts.split("</dd>")[0]


@pytest.mark.parametrize("query", ["", "q=cho", "q=khong+he+co", "area=do-thi&state=run", "sort=title", "sort=unit"])
def test_questions_are_fixed_whatever_one_sees(
    many: Plan, browser_of: Browser, by_: Callable[..., By], query: str
) -> None:
    """One unit, a district of units, everything."""
    grant(by_("kythuat"), "phuong.kimgiang.canbo", "UBND quận Thanh Xuân")
    asked = []
    for username in ("phuong.hadinh.canbo", "phuong.kimgiang.canbo", "chutich"):
        client = browser_of(username)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/tasks/?{query}")
        asked.append(len(queries))
    assert max(asked) <= 17, asked  # cold: warm, the rights, the bell and the choices are kept
    assert asked[0] == asked[1], asked  # who sees everything asks for no subtree


def test_page_1000_asks_what_page_2_asks(many: Plan, as_: Callable[[str], Viewer]) -> None:
    """The row before is found by an index, and no row is walked over."""
    pages = walked(as_("chutich"))
    later = dict(parse_qsl(pages[3].next_url[1:]))
    with CaptureQueriesContext(connection) as queries:
        page_for(as_("chutich"), **later)
    assert not [q["sql"] for q in queries if "OFFSET" in q["sql"]]
    walking = next(q["sql"] for q in queries if "LIMIT 51" in q["sql"])
    plan = "\n".join(str(row) for row in explained(walking))
    assert "task_due" in plan, plan


def explained(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("SET enable_sort = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute("EXPLAIN QUERY PLAN " + re.sub(r"'?(\d{4}-\d\d-\d\d[ T][\d:.+]+)'?", r"'\1'", sql))
        return list(cursor.fetchall())


@action("tests.fill", may=None)
def fill(by: By, *, plan: Plan, count: int) -> None:
    day = day_begins(loader.DAY)
    create_many(
        [
            Task(plan=plan, code=f"8.{n}", ordinal=n, title="Việc", state=State.ISSUED, due_at=day, start=0, end=1)
            for n in range(count)
        ]
    )


def test_a_long_list_says_more_than_ten_thousand_and_its_last_page_is_reached(
    plan: Plan, as_: Callable[[str], Viewer], browser_of: Browser
) -> None:
    fill(SYSTEM, plan=plan, count=COUNTED - 4)
    client = browser_of("chutich")

    def total() -> str:
        html = client.get("/desk/tasks/").content.decode().split('id="task-total"')[1].split("</p>")[0]
        return " ".join(html.split("status")[1].split())

    assert "<b>10.000</b> nhiệm vụ" in total()
    assert "hơn" not in total()
    scatter(SYSTEM, plan=plan, count=SIZE, seed=2)
    assert "hơn <b>10.000</b> nhiệm vụ" in total()
    assert "dùng nút Trang sau" in client.get("/desk/tasks/?page=201").content.decode()
    at_200 = page_for(as_("chutich"), page="200")
    last = page_for(as_("chutich"), **dict(parse_qsl(at_200.next_url[1:])))
    assert (last.number, last.first, last.next_url, len(last.rows) > 20) == (201, 10_001, "", True)
