"""Exact numbers as scaled 64-bit integers, alike on both databases: money in đồng, areas in hundredths."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

LARGEST = 2**63 - 1
DIGITS = 19  # of LARGEST; a number that fits has no more, so Decimal's 28 never round it


class ScaledField(models.Field):
    """A Decimal with at most `decimals` places, stored as an integer of its smallest unit.

    Not a subclass of BigIntegerField: there `F("a") + 1` and `F("a") * F("b")` silently give values 10 to 10,000 times off; here
    they raise FieldError. Sum, Min, Max, in, range are exact; no Avg (Django cuts it to an integer): a mean is Sum / Count.
    """

    def __init__(self, *args: Any, decimals: int, **kwargs: Any) -> None:
        self.decimals = decimals
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "decimals": self.decimals}

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.decimals)

    def to_python(self, value: object) -> Decimal | None:
        return None if value is None or value == "" else self._decimal(value)

    def get_prep_value(self, value: object) -> int | None:
        value = super().get_prep_value(value)
        return None if value is None else self.stored(value)

    def stored(self, value: object) -> int:
        """The integer of the smallest unit; refuses what would be rounded or overflow."""
        number = self._decimal(value)
        if number and number.adjusted() + self.decimals > DIGITS:
            raise ValidationError(f"{value}: số quá lớn")
        if number != (exact := round(number, self.decimals) if number else Decimal(0)):
            raise ValidationError(f"{value}: chỉ nhận đến {self.decimals} chữ số thập phân")
        scaled = int(exact.scaleb(self.decimals))
        if abs(scaled) > LARGEST:
            raise ValidationError(f"{value}: số quá lớn")
        return scaled

    def _decimal(self, value: object) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise ValidationError(f"{value!r}: cần số nguyên, chuỗi hoặc Decimal, không nhận {type(value).__name__}")
        try:
            number = Decimal(value)
        except ArithmeticError as error:
            raise ValidationError(f"{value!r}: không phải số") from error
        if not number.is_finite():
            raise ValidationError(f"{value!r}: không phải số")
        return number
