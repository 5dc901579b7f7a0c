from datetime import date

import pytest

from dieuhanh.kernel.plans.period import period_of


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Nhiệm vụ quý IV năm 2021", (date(2021, 10, 1), date(2022, 1, 1))),
        ("công tác quý 1/2022", (date(2022, 1, 1), date(2022, 4, 1))),
        ("NHIỆM VỤ 3 THÁNG CUỐI NĂM 2021", (date(2021, 10, 1), date(2022, 1, 1))),
        ("6 tháng đầu năm 2022", (date(2022, 1, 1), date(2022, 7, 1))),
        ("tháng 12 năm 2021", (date(2021, 12, 1), date(2022, 1, 1))),
        ("Phát triển kinh tế năm 2022", (date(2022, 1, 1), date(2023, 1, 1))),
        ("Về việc tăng cường kỷ luật", None),
        ("13 tháng cuối năm 2021", None),
        ("quý I năm 9999", None),
    ],
)
def test_the_time_a_title_names(title: str, period: tuple[date, date] | None) -> None:
    assert period_of(title) == period
