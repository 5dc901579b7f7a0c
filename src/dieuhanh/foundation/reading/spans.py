"""Times with two ends: "từ ngày 15/10 đến ngày 30/11/2026", "từ tháng 10 đến hết tháng 11 năm 2026", "trong các ngày 10 và 11/12/2026"."""

from __future__ import annotations

import re
from typing import Final

_SEP: Final = r"(?:\s*[/.-]\s*|\s+tháng\s+)"
_OF: Final = r"(?:\s*[/.-]\s*|\s+năm\s+|,\s*năm\s+)"
_LAST: Final = rf"(?P<d2>\d{{1,2}}){_SEP}(?P<m2>\d{{1,2}})(?:{_OF}(?P<y2>\d{{4}}))?(?!\d)"
_DAYS: Final = re.compile(
    rf"từ\s+(?:ngày\s+)?(?P<d1>\d{{1,2}})(?:{_SEP}(?P<m1>\d{{1,2}})(?:{_OF}(?P<y1>\d{{4}}))?)?"
    rf"\s*(?:\s(?:cho\s+)?đến\s+(?:hết\s+)?|-|–)\s*(?:ngày\s+)?{_LAST}"
)
_MONTHS: Final = re.compile(
    r"từ\s+(?:đầu\s+)?tháng\s+(?P<m1>\d{1,2})(?:(?:\s*/\s*|\s+năm\s+)(?P<y1>\d{4}))?"
    r"\s*(?:\s(?:cho\s+)?đến\s+(?:hết\s+|cuối\s+)?|-|–)\s*(?:tháng\s+)?(?P<m2>\d{1,2})(?:(?:\s*/\s*|\s+năm\s+)(?P<y2>\d{4}))?(?!\s*[/.-]?\d)"
)
_LISTED: Final = re.compile(
    rf"(?:(?:trong|vào)\s+)?(?:(?:các|những|hai|ba|0?[2-9])\s+)?ngày\s+(?P<d1>\d{{1,2}})(?:{_SEP}(?P<m1>\d{{1,2}}))?"
    rf"(?:,\s*(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}})?)*\s*(?:,|-|–|\svà|\sđến)\s*(?:ngày\s+)?{_LAST}"
)
# In a time line the two days may stand bare: "15/10/2026 - 30/11/2026".
_BARE: Final = re.compile(
    rf"(?:ngày\s+)?(?P<d1>\d{{1,2}}){_SEP}(?P<m1>\d{{1,2}})(?:{_OF}(?P<y1>\d{{4}}))?\s*(?:-|–|\sđến)\s*(?:hết\s+)?(?:ngày\s+)?{_LAST}"
)
_OPENS: Final = frozenset(("trong", "vào"))


def span_at(low: str, start: int, stop: int, year: int | None, opens: bool) -> tuple[int, str] | None:
    """The end and the iso form of a span that begins at `start`; bare days ("ngày 10 và 11/12/2026") only where they open the clause."""
    for pattern in (_DAYS, _MONTHS, _LISTED):
        match = pattern.match(low, start, stop)
        if match and (pattern is not _LISTED or opens or match[0].split()[0] in _OPENS):
            iso = _iso(match, year)
            if iso:
                return match.end(), iso
    return None


def span_in(text: str, year: int | None) -> str | None:
    """The iso form of the span in the value of a time line."""
    for pattern in (_DAYS, _MONTHS, _LISTED, _BARE):
        match = pattern.search(text)
        iso = _iso(match, year) if match else None
        if iso:
            return iso
    return None


def _iso(match: re.Match[str], year: int | None) -> str | None:
    """The first end takes month and year of the second; a month that comes later in the year lies in the year before."""
    said = match.groupdict()
    year2 = int(said["y2"]) if said["y2"] else year
    month2, month1 = int(said["m2"]), int(said["m1"] or said["m2"])
    if year2 is None or not (1 <= month1 <= 12 and 1 <= month2 <= 12):
        return None
    year1 = int(said["y1"]) if said.get("y1") else year2 - (month1 > month2)
    if "d2" not in said:
        return f"{year1}-{month1:02}/{year2}-{month2:02}"
    day1, day2 = int(said["d1"]), int(said["d2"])
    if not (1 <= day1 <= 31 and 1 <= day2 <= 31):
        return None
    return f"{year1}-{month1:02}-{day1:02}/{year2}-{month2:02}-{day2:02}"
