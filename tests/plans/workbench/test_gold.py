"""What the office corrected is kept as a pair and given out as gold in the reader's own format."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.foundation.reading import read, to_json
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.drafts import DraftValues, accept_open, correct_draft, reject_draft
from dieuhanh.kernel.plans.actions.loading import issue_plan
from dieuhanh.kernel.plans.actions.shaping import add_draft
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.workbench.gold import gold_of
from tests.office import document_of

from .conftest import draft_of, unit


def settle(plan: Plan, by: By) -> None:
    """One unit left out, one day other than read, one no task, one that was not found."""
    task = draft_of("1.01").task
    assert task
    first = DraftValues(title=task.title, leads=[unit("Phòng Tài chính - Kế hoạch")], last_day=date(2021, 12, 3))
    correct_draft(by, draft=draft_of("1.01"), values=first)
    reject_draft(by, draft=draft_of("0.01"))
    start = document_of(plan).text.index("dọn các điểm rác tồn")
    add_draft(by, plan=plan, start=start, end=start + len("dọn các điểm rác tồn"))
    accept_open(by, plan=plan)


def test_each_pair_is_what_was_read_and_what_it_became(drafted: Plan, office_by: By) -> None:
    settle(drafted, office_by)
    gold, text = gold_of(drafted), document_of(drafted).text
    pairs = {pair["read"]["head_verb"] if pair["read"] else "": pair for pair in gold["pairs"]}
    changed = gold["pairs"][0]
    assert [u["text"] for u in changed["read"]["coop"]] == ["Chi cục Thuế quận"]
    assert changed["corrected"]["coop"] == []
    assert (changed["read"]["deadline"]["iso"], changed["corrected"]["deadline"]["iso"]) == ("2021-11-20", "2021-12-03")
    assert changed["corrected"]["deadline"]["text"] == changed["read"]["deadline"]["text"]
    assert pairs["hướng dẫn"]["corrected"] is None
    same = pairs["kiểm tra"]
    assert {k: same["corrected"][k] for k in ("start", "end", "text", "deadline", "head_verb")} == {
        k: same["read"][k] for k in ("start", "end", "text", "deadline", "head_verb")
    }
    for task in gold["tasks"]:
        for said in (task, *task["lead"], *task["coop"]):
            assert text[said["start"] : said["end"]] == said["text"]


def test_what_the_text_does_not_name_is_a_note(drafted: Plan, office_by: By) -> None:
    given = DraftValues(title="Hướng dẫn", leads=[unit("Phòng Nội vụ")], last_day=date(2021, 12, 3))
    correct_draft(office_by, draft=draft_of("0.01"), values=given, accept=True)
    (task,) = gold_of(drafted)["tasks"]
    assert [u["text"] for u in task["lead"]] == ["Sở Nội vụ"]
    assert task["note"] == "chủ trì: Phòng Nội vụ; thời hạn: 2021-12-03"


def test_gold_is_the_same_once_the_tasks_are_given(drafted: Plan, office_by: By) -> None:
    settle(drafted, office_by)
    before = gold_of(drafted)["tasks"]
    issue_plan(office_by, plan=drafted)
    assert gold_of(drafted)["tasks"] == before


def test_who_sees_the_whole_plan_takes_it_as_a_file(drafted: Plan, browser_of: Callable[[str], Client]) -> None:
    answer = browser_of("chutich").get(reverse("plans:gold", args=[drafted.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="ban-doc-da-sua-{drafted.pk}.json"'
    assert answer.json() == json.loads(json.dumps(gold_of(drafted)))
    assert browser_of("phochutich.dothi").get(reverse("plans:gold", args=[drafted.pk])).status_code == 403


@pytest.mark.needs("shared")
def test_the_scorer_of_the_reader_reads_it(drafted: Plan, office_by: By, shared: Path, tmp_path: Path) -> None:
    """The reader on its own text misses what the office added and has what it rejected."""
    settle(drafted, office_by)
    gold, text = gold_of(drafted), document_of(drafted).text
    for folder in ("gold", "texts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "texts" / gold["doc"]).write_text(text, encoding="utf-8")
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    said = tmp_path / "said.json"
    said.write_text(json.dumps(to_json(read(text)), ensure_ascii=False), encoding="utf-8")
    show = tmp_path / "show.py"
    show.write_text(f"print(open({str(said)!r}, encoding='utf-8').read())", encoding="utf-8")
    scorer = [sys.executable, str(shared / "tools/score_reading.py"), "--json"]
    scorer += [str(tmp_path / "gold"), str(tmp_path / "texts"), sys.executable, str(show)]
    done = subprocess.run(scorer, capture_output=True, text=True, check=True)
    tasks = json.loads(done.stdout)["rows"]["tasks"]
    assert (tasks["gold"], tasks["got"]) == (5, 5)
    assert 0.7 < tasks["precision"] < 1
