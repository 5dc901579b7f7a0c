"""What makes a draft doubtful, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.plans.workbench.doubts import Facts, Name, Twin, doubts_of
from dieuhanh.kernel.plans.workbench.text import place_of, trimmed

SURE = {"has_lead": True, "day": date(2021, 11, 30)}


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({}, []),
        ({"day": None, "standing": True}, []),
        ({"has_lead": False}, ["no_lead"]),
        ({"has_lead": False, "names": (Name("Sở Nội vụ", True),)}, ["unknown"]),
        ({"names": (Name("Sở Nội vụ", True),)}, []),  # a person has said who leads
        ({"names": (Name("Sở Nội vụ", False),)}, ["unknown"]),
        ({"has_lead": False, "names": (Name("các đơn vị", True, collective=True),)}, ["collective"]),
        ({"has_lead": False, "names": (Name("Trung tâm", True, ("A", "B")),)}, ["ambiguous"]),
        ({"ended": (("UBND phường X", date(2021, 11, 23)),)}, ["ended"]),
        ({"day": None}, ["no_due"]),
        ({"day": None, "due_text": "sau khi có hướng dẫn"}, ["unread"]),
        ({"day": None, "due_text": "31/02/2021", "no_day": True}, ["no_day"]),
        ({"past": True}, ["past"]),
        ({"doings": 2}, ["several"]),
        ({"twins": (Twin("1.01", "Rà soát", "/"),)}, ["double"]),
    ],
)
def test_each_doubt(facts: dict[str, object], keys: list[str]) -> None:
    found = doubts_of(Facts(**{**SURE, **facts}))  # type: ignore[arg-type]  # of mixed types
    assert [doubt.key for doubt in found] == keys
    assert all(doubt.words for doubt in found)


def test_words_are_found_wherever_their_lines_break() -> None:
    text = "Giao phòng A rà soát.\nGiao phòng B\n rà soát."
    assert place_of(text, "rà soát", 0) == (13, 20)
    assert place_of(text, "rà soát", len(text)) == (36, 43)
    assert place_of(text, "phòng B rà soát", 0) == (27, 43)
    assert place_of(text, "phòng C", 0) is None
    assert place_of(text, " \n ", 0) is None
    assert trimmed(text, 12, 21) == (13, 21)
    assert trimmed(text, 5, 500) is None
    assert trimmed(" \n", 0, 2) is None
