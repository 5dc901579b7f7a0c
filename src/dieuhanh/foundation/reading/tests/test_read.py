"""The whole reading: its form, its places in the text as given, and that no text makes it fail or crawl."""

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading import read, to_json
from dieuhanh.foundation.reading.model import Reading

PLAN = (
    "KẾ HOẠCH\nQuản lý chợ\nI. NHIỆM VỤ\n1. Phòng Kinh tế chủ trì, phối hợp với Công an quận rà soát\ncác sạp hàng, "
    "hoàn thành trước ngày 05 tháng 4 năm 2024; sản phẩm: danh sách.\n2. Uỷ ban nhân dân các phường hoà giải tranh chấp tại chợ."
)
OPENERS = (
    "I. ",
    "1. ",
    "a) ",
    "- ",
    "Điều 1.",
    "Thời gian: ",
    "Cơ quan chủ trì: ",
    "sản phẩm: ",
    "đồng thời ",
    "trong đó ",
    "để ",
    "căn cứ ",
    "trên cơ sở ",
)
WORDS = (
    "Sở Y tế ",
    "các sở, ban, ngành ",
    "UBND xã ",
    "giao ",
    "chủ trì, ",
    "phối hợp với ",
    "rà soát ",
    "tổ chức ",
    "có trách nhiệm ",
    "kho thuốc",
    "việc ",
)
SIGNS = ("\n", "; ", ". ", ": ", ", ", "(", ")", "“", "”", "|", "\t", "trước ngày 05/4/2024", "ngày 31/2", "hằng tháng")
PIECES = st.sampled_from([*OPENERS, *WORDS, *SIGNS])


def check(text: str, reading: Reading) -> None:
    for heading in reading.headings:
        assert 0 <= heading.start < heading.end <= len(text)
        assert text[heading.start : heading.end].strip() == text[heading.start : heading.end]
    end = 0
    for task in reading.tasks:
        assert task.text == text[task.start : task.end] != ""
        assert task.start >= end
        end = task.end
        assert task.heading is None or 0 <= task.heading < len(reading.headings)
        for unit in (*task.lead, *task.coop):
            assert unit.text == text[unit.start : unit.end] != ""
        if task.deadline:
            assert task.deadline.text == text[task.deadline.start : task.deadline.end] != ""


@given(st.text() | st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["NFC", "NFD"]))
def test_any_text_is_read_and_every_span_is_a_slice(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # the sampled names are the two forms
    reading = read(text)
    check(text, reading)
    json.dumps(to_json(reading))


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        unicodedata.normalize("NFD", PLAN),
        PLAN.replace("\n", "\r\n"),
        PLAN.replace("Công an", "Сông an"),  # a Cyrillic letter that looks the same
        PLAN.replace("chủ trì, phối", "chủ\u00a0trì, phối"),
    ],
)
def test_form_of_the_letters_and_line_ends_change_nothing(text: str) -> None:
    reading = read(text)
    check(text, reading)
    first, second = reading.tasks
    assert (first.head_verb, [h.marker for h in reading.headings]) == (
        unicodedata.normalize("NFD", "rà soát") if "a\u0300" in text else "rà soát",
        ["I."],
    )
    assert first.deadline is not None
    assert first.deadline.iso == "2024-04-05"
    assert len(first.coop) == len(first.lead) == len(second.lead) == 1


def test_json_has_the_documented_form() -> None:
    out = to_json(read(PLAN))
    assert list(out) == ["meta", "headings", "tasks", "targets", "citations", "projects", "places"]
    assert out["headings"][0]["id"] == out["tasks"][0]["heading"] == "h1"
    assert set(out["tasks"][0]) == {
        "start",
        "end",
        "text",
        "head_verb",
        "lead",
        "coop",
        "deadline",
        "product",
        "heading",
    }
    assert out["tasks"][0]["product"] == "danh sách"
    assert json.loads(json.dumps(out)) == out


@pytest.mark.parametrize(
    "unit",
    [
        "rà soát ",
        "rà soát kho; ",
        "(",
        '"a ',
        "Giao Bộ Công an ",
        "theo chức năng, ",
        "phối hợp với ",
        "căn cứ, ",
        "1.",
        "Bộ ",
        "\t",
    ],
)
def test_no_long_line_makes_it_crawl(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 4
