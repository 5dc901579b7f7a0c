"""Excel files as a library: looked at before they are read, typed, with errors that name sheet, row and column.

workbook = read(data, "don-vi.xlsx")          # or FileRefused: what was found, and the way out
NAME, CODE = required("Tên đơn vị", text()), optional("Mã", code(5))
table = read_table(workbook, [NAME, CODE])
for row in table.rows: row[NAME]              # str, and row[CODE] is str | None
"""

from .columns import Column, Problem, Row, optional, required
from .model import (
    Block,
    ErrorValue,
    NoResult,
    Sheet,
    Value,
    Workbook,
    column_letters,
    column_number,
    is_blank,
    shown,
)
from .package import LIMITS, Limits
from .parsers import NotAllowed, Parser, choice, code, day, number, phone, text, whole, yes_no
from .reading import read
from .refusal import FileRefused
from .table import MOST_ROWS, Table, read_table
from .writing import Heading, Page, write

__all__ = [
    "LIMITS",
    "MOST_ROWS",
    "Block",
    "Column",
    "ErrorValue",
    "FileRefused",
    "Heading",
    "Limits",
    "NoResult",
    "NotAllowed",
    "Page",
    "Parser",
    "Problem",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "Workbook",
    "choice",
    "code",
    "column_letters",
    "column_number",
    "day",
    "is_blank",
    "number",
    "optional",
    "phone",
    "read",
    "read_table",
    "required",
    "shown",
    "text",
    "whole",
    "write",
    "yes_no",
]
