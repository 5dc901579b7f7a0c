"""Lines that name the unit, the time or the product of the work around them ("Cơ quan chủ trì: ...", "Thời gian thực hiện: ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from . import lexicon as lex
from .units import Range, units
from .words import Words

Use = Literal["lead", "coop", "time", "product", "work", "drop"]
_WHO: Final = r"(?:(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|phòng,?\s+ban|bộ\s+phận|tổ\s+chức|cấp)(?:,\s*(?:đơn\s+vị|tổ\s+chức|cá\s+nhân|địa\s+phương))*\s+)"
_LABELS: Final[tuple[tuple[Use, re.Pattern[str]], ...]] = (
    ("coop", re.compile(rf"(?:{_WHO})?(?:cùng\s+)?phối\s+hợp(?:\s+(?:thực\s+hiện|triển\s+khai|với))?\s*:")),
    (
        "lead",
        re.compile(
            rf"{_WHO}(?:được\s+giao\s+)?(?:chủ\s+trì|thực\s+hiện|đầu\s+mối|phụ\s+trách|tham\s+mưu|chịu\s+trách\s+nhiệm)(?:\s*(?:,|và)?\s*(?:thực\s+hiện|tham\s+mưu|chủ\s+trì|chính))*\s*:"
        ),
    ),
    (
        "lead",
        re.compile(
            r"(?:chủ\s+trì|phân\s+công(?:\s+thực\s+hiện)?|trách\s+nhiệm(?:\s+thực\s+hiện)?|người\s+thực\s+hiện|giao\s+cho)(?:\s+thực\s+hiện)?\s*:"
        ),
    ),
    (
        "time",
        re.compile(
            r"(?:thời\s+gian|thời\s+hạn|tiến\s+độ|hạn)(?:\s+(?:và\s+địa\s+điểm|thực\s+hiện|hoàn\s+thành|triển\s+khai|báo\s+cáo|trình|tổ\s+chức|gửi))*\s*:"
        ),
    ),
    (
        "product",
        re.compile(
            r"(?:sản\s+phẩm|kết\s+quả(?:\s+đầu\s+ra)?(?!\s+thực\s+hiện\s+\w))(?:\s+(?:đầu\s+ra|dự\s+kiến|hoàn\s+thành|cần\s+đạt|đạt\s+được|của\s+nhiệm\s+vụ))*\s*:"
        ),
    ),
    (
        "work",
        re.compile(
            r"(?:nhiệm\s+vụ|nội\s+dung(?:\s+(?:thực\s+hiện|công\s+việc|nhiệm\s+vụ|triển\s+khai))?|công\s+việc|hoạt\s+động|nội\s+dung,\s+nhiệm\s+vụ|giải\s+pháp)\s*:"
        ),
    ),
    (
        "drop",
        re.compile(
            r"(?:kinh\s+phí|nguồn\s+kinh\s+phí|địa\s+điểm|đối\s+tượng|thành\s+phần|hình\s+thức|số\s+lượng|ghi\s+chú|căn\s+cứ(?:\s+pháp\s+lý)?|cơ\s+quan\s+thực\s+hiện|đơn\s+vị\s+thực\s+hiện)(?:\s+thực\s+hiện)?\s*:"
        ),
    ),
)
_FIRST: Final = lex.word_set(
    "cơ đơn các phòng bộ tổ cấp cùng phối chủ phân trách người giao thời tiến hạn sản kết nhiệm nội công hoạt giải kinh nguồn địa đối thành hình số ghi căn"
)


@dataclass(frozen=True, slots=True)
class Label:
    use: Use
    i: int  # the first word behind the colon
    j: int


def label(w: Words, i: int, j: int) -> Label | None:
    """The label that opens words `i` to `j`."""
    if i >= j or w.low[i] not in _FIRST:
        return None
    for use, pattern in _LABELS:
        match = pattern.match(w.prepared.low, w.starts[i], w.ends[j - 1])
        if match:
            return Label(use, w.at(match.end()), j)
    return None


def lead_and_coop(w: Words, i: int, j: int) -> tuple[list[Range], list[Range]]:
    """The units of a "Cơ quan thực hiện" line: with "A chủ trì ...; B, C ..." A leads and the others work with it."""
    lead, k = units(w, i, j, semicolons=True)
    coop: list[Range] = []
    chaired = k < j and bool(w.tags[k][0] & lex.CHAIR)
    while k < j:
        acts: int | bool = False
        while k < j and not (
            w.low[k] in (";", "với", ".") or (not acts and w.low[k] in (",", "và")) or w.tags[k][0] & lex.COOP
        ):
            acts = acts or (w.tags[k][0] & lex.PREDICATE and not w.tags[k][0] & lex.UNIT)
            k = _behind_bracket(w, k, j)
        if k >= j:
            break
        joined = w.low[k] in (",", "và")
        k += w.tags[k][1]
        named, after = units(w, k, j, semicolons=True)
        if not named:
            continue
        (coop if chaired or not joined else lead).extend(named)
        k = after
    return lead, coop


def _behind_bracket(w: Words, k: int, j: int) -> int:
    if w.low[k] == "(":
        for t in range(k + 1, min(j, k + 30)):
            if w.low[t] == ")":
                return t + 1
    return k + 1
