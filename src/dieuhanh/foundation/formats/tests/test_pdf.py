"""PDF files: pages with words are read, pictures of words are told apart, and what hurts the native reader hurts nobody else."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuhanh.foundation.formats import Broken, Encrypted, NoWords, TooMuch, Unreadable, words_of
from dieuhanh.foundation.formats import pdf as reader
from dieuhanh.foundation.reading import read

from .made import pdf_of

LINES = [
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG HẠ ĐÌNH",
    "Số: 12/KH-UBND",
    "Hạ Đình, ngày 05 tháng 10 năm 2021",
    "KẾ HOẠCH",
    "1. Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Chi cục Thuế quận rà soát nguồn thu còn",
    "lại, hoàn thành trước ngày 20 tháng 11 năm 2021.",
    "2. Phòng Kinh tế kiểm tra các chợ dân sinh, xong trong ngày 28 tháng 11 năm 2021.",
]


def test_wrapped_lines_are_read_as_their_tasks() -> None:
    found = words_of(pdf_of(LINES))
    reading = read(found.text)
    assert (found.kind, reading.meta.symbol, reading.meta.date) == ("pdf", "12/KH-UBND", "2021-10-05")
    assert [task.deadline.iso for task in reading.tasks if task.deadline] == ["2021-11-20", "2021-11-28"]


def test_page_numbers_are_no_words() -> None:
    assert words_of(pdf_of([*LINES, "1"], [*LINES, "- 2 -"], ["Trang 3/3", *LINES])).text.split("\n") == LINES * 3


@pytest.mark.parametrize("pages", [[[]], [[], [], []], [["Ký bởi: Nguyễn Văn An, ngày 05/10/2021"]]])
def test_a_scan_says_that_it_is_one(pages: list[list[str]]) -> None:
    with pytest.raises(NoWords, match="bản quét"):
        words_of(pdf_of(*pages))


def test_what_a_scan_says_all_the_same_is_known() -> None:
    with pytest.raises(NoWords) as caught:
        words_of(pdf_of(["TỐI MẬT"], [], []))
    assert caught.value.words == "TỐI MẬT"


def test_a_layer_that_knows_no_vietnamese_is_refused() -> None:
    with pytest.raises(NoWords, match="không phải tiếng Việt có dấu"):
        words_of(pdf_of(["CQNG HOA xx- Ho CHU NGHIA VITT NAM Doc lap Tu do Hanh phuc"] * 10))


def test_locked_broken_and_too_long_ones() -> None:
    with pytest.raises(Encrypted, match="mật khẩu"):
        words_of(pdf_of(LINES, locked=True))
    for data in (b"%PDF-1.4\n%%EOF\n", b"%PDF-", pdf_of(LINES)[:60], pdf_of()):
        with pytest.raises(Broken, match="hỏng hoặc tải dở dang"):
            words_of(data)
    with pytest.raises(TooMuch, match="501 trang"):
        words_of(pdf_of(*[[]] * 501))


def test_a_native_crash_ends_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = tmp_path / "crash.py"
    crashing.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(reader, "_READER", crashing)
    with pytest.raises(Broken):
        words_of(pdf_of(LINES))


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits on Windows")
def test_memory_is_bounded() -> None:
    code = f"import runpy; m = runpy.run_path({str(reader._READER)!r}); m['bound'](9); bytearray(2 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


@given(st.data())
@settings(max_examples=8)
def test_a_file_spoiled_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    spoiled = bytearray(pdf_of(LINES))
    for _change in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(5, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        words_of(bytes(spoiled))
