"""When a task is late, from the words of its deadline."""

from datetime import datetime

import pytest

from dieuhanh.foundation.reading.model import Deadline, DeadlineType
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.plans.due import due_of


def due(text: str, kind: DeadlineType, iso: str | None) -> tuple[str | None, str]:
    found = due_of(Deadline(text, 0, len(text), kind, iso))
    return (found.at.date().isoformat() if found.at else None), found.rule


@pytest.mark.parametrize(
    ("text", "kind", "iso", "too_late_at", "rule"),
    [
        ("trước ngày 30 tháng 11 năm 2021", "before_date", "2021-11-30", "2021-11-30", "before"),
        ("chậm nhất ngày 30/11/2021", "before_date", "2021-11-30", "2021-12-01", "day"),
        ("trước hoặc trong ngày 30/11/2021", "before_date", "2021-11-30", "2021-12-01", "day"),
        ("ngày 28/12/2021", "on_date", "2021-12-28", "2021-12-29", "day"),
        ("trong tháng 12 năm 2021", "month", "2021-12", "2022-01-01", "month"),
        ("trong quý IV năm 2021", "period", "2021-Q4", "2022-01-01", "quarter"),
        ("trong năm 2021", "year", "2021", "2022-01-01", "year"),
        ("từ ngày 15/10/2026 đến ngày 30/11/2026", "period", "2026-10-15/2026-11-30", "2026-12-01", "period"),
        ("trong các ngày 10 và 11/12/2026", "period", "2026-12-10/2026-12-11", "2026-12-12", "period"),
        ("từ tháng 10 đến tháng 11/2021", "period", "2021-10/2021-11", "2021-12-01", "period"),
    ],
)
def test_the_first_instant_that_is_too_late(
    text: str, kind: DeadlineType, iso: str, too_late_at: str, rule: str
) -> None:
    assert due(text, kind, iso) == (too_late_at, rule)


@pytest.mark.parametrize(
    ("kind", "iso"),
    [
        ("recurring", "XXXX-XX-15"),
        ("ongoing", None),
        ("relative", None),
        ("open_period", "2025/.."),
        ("on_date", "2021-02-30"),
        ("year", "9999"),
    ],
)
def test_words_that_set_no_instant(kind: DeadlineType, iso: str | None) -> None:
    assert due("thường xuyên", kind, iso) == (None, "none")


def test_days_are_days_of_vietnam() -> None:
    found = due_of(Deadline("ngày 28/12/2021", 0, 15, "on_date", "2021-12-28"))
    assert found.at == datetime(2021, 12, 29, tzinfo=ZONE)


def test_no_deadline_at_all() -> None:
    assert due_of(None).at is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("trước 17 giờ 00 ngày 15/11/2021", (17, 0)),
        ("trước 10h ngày 15/11/2021", (10, 0)),
        ("chậm nhất 16h30 ngày 15/11/2021", (16, 30)),
        ("trước 9:15 ngày 15/11/2021", (9, 15)),
    ],
)
def test_a_hour_of_the_day_is_kept(text: str, hour: tuple[int, int]) -> None:
    found = due_of(Deadline(text, 0, len(text), "before_date", "2021-11-15"), before_with_day=True)
    assert (found.at, found.rule) == (datetime(2021, 11, 15, *hour, tzinfo=ZONE), "hour")


@pytest.mark.parametrize(
    ("text", "iso", "too_late_at", "rule"),
    [
        ("trước ngày 30/11/2021", "2021-11-30", datetime(2021, 12, 1, tzinfo=ZONE), "with_day"),
        ("trước tháng 12 năm 2021", "2021-12", datetime(2021, 12, 1, tzinfo=ZONE), "before"),
    ],
)
def test_an_office_may_count_the_day_itself(text: str, iso: str, too_late_at: datetime, rule: str) -> None:
    found = due_of(Deadline(text, 0, len(text), "before_date", iso), before_with_day=True)
    assert (found.at, found.rule) == (too_late_at, rule)
