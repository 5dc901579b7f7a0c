"""The pieces of a marked text join to the text itself, whatever marks overlap."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.kernel.documents.models import Mark, MarkKind
from dieuhanh.kernel.plans.marked_text import TaskLink, around, paragraphs

TEXT = "1. Kinh tế\nPhòng Kinh tế kiểm tra các chợ trước ngày 30/11/2021; rà soát biển hiệu.\n\nHết."
TASK = (11, 11 + len("Phòng Kinh tế kiểm tra các chợ trước ngày 30/11/2021"))


def mark(kind: str, start: int, end: int, value: str = "") -> Mark:
    return Mark(kind=kind, start=start, end=end, value=value)


def test_a_task_its_unit_and_its_deadline() -> None:
    marks = [
        mark(MarkKind.HEADING, 0, 10),
        mark(MarkKind.TASK, *TASK),
        mark(MarkKind.LEAD, 11, 24),
        mark(MarkKind.DEADLINE, 42, TASK[1], "2021-11-30"),
    ]
    found = paragraphs(TEXT, marks, [(0, 2)], {TASK: TaskLink("1.01", "/desk/tasks/1/")})
    heading, body, last = found
    assert (heading.is_heading, heading.level) == (True, 2)
    assert [(p.text, p.css, p.number) for p in body.pieces] == [
        ("Phòng Kinh tế", "m-task m-unit", "1.01"),
        (" kiểm tra các chợ ", "m-task", ""),
        ("trước ngày 30/11/2021", "m-task m-day", ""),
        ("; rà soát biển hiệu.", "", ""),
    ]
    assert body.pieces[2].title == "thời hạn: 2021-11-30"
    assert last.pieces[0].text == "Hết."


def test_a_mark_over_two_lines_goes_on_in_the_second() -> None:
    text = "rà soát các\nkhoản nợ"
    found = paragraphs(text, [mark(MarkKind.TASK, 0, len(text))], [], {(0, len(text)): TaskLink("1.01", "/x/")})
    assert [[(p.text, p.css, p.number) for p in paragraph.pieces] for paragraph in found] == [
        [("rà soát các", "m-task", "1.01")],
        [("khoản nợ", "m-task", "")],
    ]


@given(
    st.text(alphabet="ab \n.é", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)
)
def test_no_word_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        mark(MarkKind.TASK if i % 2 else MarkKind.CITATION, s, min(s + n, len(text)))
        for i, (s, n) in enumerate(spans)
        if s < len(text)
    ]
    found = paragraphs(text, marks, [], {})
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    assert ["".join(p.text for p in paragraph.pieces) for paragraph in found] == lines


def test_around_takes_whole_lines() -> None:
    first, last = around(TEXT, 30, 40)
    assert TEXT[first:last].startswith("Phòng Kinh tế")
    assert TEXT[first:last].endswith("hiệu.")


def test_words_of_a_text_are_never_markup_of_the_page() -> None:
    text = 'Rà soát <script>alert("1")</script> & xử lý'
    marks = [mark(MarkKind.TASK, 0, len(text)), mark(MarkKind.QUANTITY, 0, 7, '"><b>')]
    (found,) = paragraphs(text, marks, [], {(0, len(text)): TaskLink("1.<i>", "/x/?a=1&b=<2>")})
    assert "<script>" not in found.html
    assert "<b>" not in found.html
    assert "<i>" not in found.html
    assert 'href="/x/?a=1&amp;b=&lt;2&gt;"' in found.html
    assert unescape(re.sub(r"<[^>]+>", "", found.html)) == f"1.<i>{text}"
