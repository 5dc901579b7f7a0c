"""The light of an area, with its reason."""

import pytest

from dieuhanh.kernel.plans.timeliness import Counts, light_of


@pytest.mark.parametrize(
    ("counts", "key"),
    [
        (Counts(), "none"),
        (Counts(none=40), "none"),
        (Counts(run=9), "ok"),
        (Counts(run=9, soon=1), "soon"),
        (Counts(over=1, run=19), "soon"),
        (Counts(over=3, run=17), "over"),
    ],
)
def test_the_light(counts: Counts, key: str) -> None:
    assert light_of(counts).key == key


@pytest.mark.parametrize("undated", [0, 5, 94])
def test_tasks_without_a_date_change_no_light(undated: int) -> None:
    for dated in (Counts(over=3, run=17), Counts(over=1, run=19), Counts(run=20)):
        assert light_of(dated + Counts(none=undated)) == light_of(dated)
