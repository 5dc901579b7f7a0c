"""A table's columns as an import declares them, and what came of one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from ..vietnamese.text import fold
from .model import Value, column_letters, is_blank
from .parsers import Parser, usable

T = TypeVar("T")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*:.]+")


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[T]):
    """One wanted column; the object itself is the key into a row, so that a row's values keep their types."""

    title: str
    read: Parser[T]
    aliases: tuple[str, ...] = ()
    present: bool = True
    """Must the column stand in the table?"""
    filled: bool = True
    """Must each row have a value in it?"""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(map(title_key, (self.title, *self.aliases)))


def required(title: str, read: Parser[T], *aliases: str) -> Column[T]:
    """A column that must stand in the table, filled in every row."""
    return Column(title, read, aliases)


def optional(title: str, read: Parser[T], *aliases: str, present: bool = False) -> Column[T | None]:
    """A column whose cells may be empty (None); unless `present`, it may be left out of the table altogether."""
    return Column(title, read, aliases, present=present, filled=False)


def title_key(title: str) -> str:
    """What two titles have in common however they are dressed.

    >>> title_key("Họ và tên (*)\\n(1)") == title_key("HỌ VÀ TÊN:")
    True
    """
    return fold(_ASIDE.sub(" ", title))


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be mended and where: `row` as Excel counts, `column` as its letters, `title` as declared."""

    sheet: str
    words: str
    row: int | None = None
    column: str | None = None
    title: str | None = None

    @property
    def place(self) -> str:
        """
        >>> Problem("Đơn vị", "trống", 5, "C", "Mã").place
        'Trang tính “Đơn vị”, dòng 5, cột C (Mã)'
        """
        place = f"Trang tính “{self.sheet}”"
        if self.row is not None:
            place += f", dòng {self.row}"
        if self.column is not None:
            place += f", cột {self.column}"
            place += f" ({self.title})" if self.title else ""
        return place

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


class Row:
    """One row of a table; what could not be read is in `problems`, what was typed in `typed`, by the column's title."""

    __slots__ = ("_letters", "_values", "number", "problems", "sheet", "typed")

    def __init__(
        self, sheet: str, number: int, cells: Mapping[Column[Any], tuple[int, Value]], wanted: Iterable[Column[Any]]
    ) -> None:
        self.sheet = sheet
        self.number = number
        self.typed: dict[str, Value] = {column.title: value for column, (_, value) in cells.items()}
        self.problems: list[Problem] = []
        self._letters = {column: place for column, (place, _) in cells.items()}
        self._values: dict[Column[Any], Any] = {}
        for column in wanted:
            self._read(column, cells[column][1] if column in cells else None)

    def __getitem__(self, column: Column[T]) -> T:
        """The value read; KeyError where the cell could not be read (`problems` says why)."""
        value: T = self._values[column]
        return value

    def __contains__(self, column: Column[Any]) -> bool:
        return column in self._values

    def problem(self, words: str, column: Column[Any] | None = None) -> Problem:
        """A fault of this row that only the importer can see (an unknown unit, a name given twice), with its place."""
        place = self._letters.get(column) if column else None
        found = Problem(
            self.sheet, words, self.number, column_letters(place) if place else None, column.title if column else None
        )
        self.problems.append(found)
        return found

    def _read(self, column: Column[Any], value: Value) -> None:
        try:
            if not is_blank(usable(value)):
                self._values[column] = column.read(value)
            elif column.filled:
                self.problem("chưa có gì; phải điền", column)
            else:
                self._values[column] = None
        except ValueError as error:
            self.problem(str(error), column)
