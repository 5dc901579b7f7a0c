"""Real files of offices: the phrases that two people found in each are in its words, and its letterhead is read from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dieuhanh.foundation.formats import NoWords, OtherKind, words_of
from dieuhanh.foundation.reading import read
from dieuhanh.foundation.vietnamese.text import nfc

pytestmark = pytest.mark.needs("shared")


def plain(text: str) -> str:
    return " ".join(nfc(text).split())


def golds(shared: Path, *endings: str) -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for path in sorted((shared / "reading" / "office").glob("*.gold.json")):
        for ending in endings:
            file = path.with_name(path.name.replace(".gold.json", ending))
            if file.exists() and "scan" not in file.name and "ocr" not in file.name:
                found.append((file, json.loads(path.read_text(encoding="utf-8"))))
    assert found
    return found


def test_every_phrase_is_there_and_the_letterhead_is_read(shared: Path) -> None:
    for file, gold in golds(shared, ".docx", ".pdf", ".html"):
        found = words_of(file.read_bytes())
        missing = [phrase for phrase in gold["text_contains"] if plain(phrase) not in plain(found.text)]
        assert (file.name, missing) == (file.name, [])
        assert sum(bool(line.strip()) for line in found.text.split("\n")) >= gold["paragraphs_min"], file.name
        meta = read(found.text).meta
        assert (meta.symbol, meta.date) == (gold["symbol"], gold["date"]), file.name


def test_every_row_of_an_annex_is_a_task(shared: Path) -> None:
    file = shared / "reading" / "office" / "minhhoa-2021-kh-phancong.docx"
    annex = json.loads(file.with_name("minhhoa-2021-kh-phancong.gold.json").read_text(encoding="utf-8"))["annex"]
    reading = read(words_of(file.read_bytes()).text)
    tasks = {task.text: task for task in reading.tasks}
    assert len(annex) == 34
    for row in annex:
        task = tasks[row["task"]]
        assert task.heading is not None
        assert reading.headings[task.heading].title == row["section"]
        assert [unit.text for unit in task.lead] == [row["lead"]]
        assert (task.product, task.deadline and task.deadline.text) == (row["product"], row["deadline"])


def test_scans_and_older_files_say_what_they_are(shared: Path) -> None:
    office = shared / "reading" / "office"
    for name in ("hanoi-2020-kh157-atgt-scan.pdf", "hanoi-2020-stttt-cv1927-ocr-xau.pdf"):
        with pytest.raises(NoWords):
            words_of((office / name).read_bytes())
    for file in [*office.glob("*.doc"), *office.glob("*.rtf")]:
        with pytest.raises(OtherKind):
            words_of(file.read_bytes())
