"""Columns that take away what the two databases do differently: search, Vietnamese order, exact numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.db.models import F, Max, Sum
from django.test.utils import isolate_apps

from dieuhanh.foundation.vietnamese.collation import sort_key
from dieuhanh.kernel.fields.scaled import ScaledField
from dieuhanh.kernel.pages.queries import search
from dieuhanh.kernel.units.models import UnitName

Rows = Any


@pytest.fixture
def amounts(transactional_db: None) -> Iterator[Rows]:
    """A table of its own with one scaled column of two decimals."""
    with isolate_apps("dieuhanh.kernel.units"):

        class Amount(models.Model):
            value = ScaledField(decimals=2, null=True)

            class Meta:
                app_label = "units"

        with connection.schema_editor() as editor:
            editor.create_model(Amount)
        yield Amount._default_manager
        with connection.schema_editor() as editor:
            editor.delete_model(Amount)


def test_numbers_come_back_exactly(amounts: Rows) -> None:
    for value in (Decimal("1234567890123456.78"), "0.01", 7, Decimal("-3.5"), None):
        row = amounts.create(value=value)
        assert amounts.get(pk=row.pk).value == (None if value is None else Decimal(value))


def test_sums_and_comparisons_are_exact(amounts: Rows) -> None:
    for value in ("0.10", "0.20", "10000000000.00"):
        amounts.create(value=value)
    assert amounts.aggregate(s=Sum("value"), m=Max("value")) == {
        "s": Decimal("10000000000.30"),
        "m": Decimal(10_000_000_000),
    }
    assert amounts.filter(value__in=["0.1", Decimal("0.20")]).count() == 2
    assert amounts.filter(value__gt="0.1", value__lte=1).count() == 1


@pytest.mark.parametrize(
    "value",
    [
        *(0.1, True, "1.005", "1e400", "abc", "NaN", 2**63, Decimal("92233720368547758.08")),
        *("1." + "0" * 35 + "1", "1e999999", "1e-999999", "-" + "9" * 40),
    ],
)
def test_what_would_be_rounded_or_overflow_is_refused(amounts: Rows, value: object) -> None:
    with pytest.raises(ValidationError):
        amounts.create(value=value)
    assert not amounts.exists()


@pytest.mark.parametrize("expression", [lambda: F("value") + 1, lambda: F("value") * F("value")])
def test_arithmetic_in_the_database_is_refused_instead_of_wrong(amounts: Rows, expression: Any) -> None:
    with pytest.raises(FieldError):
        list(amounts.annotate(x=expression()))


def test_the_database_sorts_as_a_dictionary(office: None) -> None:
    names = list(UnitName.objects.order_by("sort_key").values_list("name", flat=True))
    assert names == sorted(names, key=sort_key)
    assert names.index("Đội Quản lý thị trường") > names.index("Công an quận")


@pytest.mark.parametrize("words", ["ha dinh", "HẠ ĐÌNH", "đinh ha", "phuong ha dinh"])
def test_search_needs_no_accents(office: None, words: str) -> None:
    found = search(UnitName.objects.filter(kind="ward"), "folded", words)
    assert [n.name for n in found] == ["UBND phường Hạ Đình"]


@pytest.mark.parametrize("words", ["%", "_", "ha_dinh", "'; drop table", "\\"])
def test_signs_are_searched_as_they_are(office: None, words: str) -> None:
    assert not search(UnitName.objects.all(), "folded", words).exists()
