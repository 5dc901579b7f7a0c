"""Numbers and symbols of documents (32/2021/NĐ-CP, 16-KH/QU, 178/CP): where they stand and their canonical form."""

from __future__ import annotations

import re
from typing import Final

# A part is letters with at most two digits behind (QH15, UBTVQH10); Vietnamese symbols know no letter with a tone.
_PART: Final = r"[A-ZĐƯÔÂĂÊƠa-zđ&]{1,14}[0-9]{0,2}"
# "71/NQ -CP", "66- NQ/TW", "19-CT / TU": a blank may stray around each sign, never a line's end.
SYMBOL: Final = (
    r"(?<![\w/.,-])[0-9]{1,6}(?:\.[0-9]{1,2}(?=/))?[a-zA-Z]?(?: ?/ ?(?:19|20)[0-9]{2})? ?[/-] ?"
    rf"(?:{_PART})(?:(?: ?[-/] ?|\.(?=[A-ZĐ]{{2}})){_PART}){{0,8}}(?![\w])"
)
FIND_SYMBOL: Final = re.compile(SYMBOL)
STANDARD: Final = re.compile(
    r"\b(TCVN|QCVN|TCXDVN|TCXD|TCCS|QCĐP|QCXDVN|ISO)(?:[ /](?:ISO|IEC|ISO/IEC))?[ -]?[0-9]+(?:-[0-9]+)?"
    r"(?: ?: ?([0-9]{4}))?(?:/[A-ZĐ]{2,10})?\b"
)

# What the type in a symbol stands for (Nghị định 30/2020/NĐ-CP, phụ lục III; Party: Hướng dẫn 36-HD/VPTW).
KIND_OF_TYPE: Final = {
    "NQ": "nghị quyết", "NĐ": "nghị định", "QĐ": "quyết định", "CT": "chỉ thị", "TT": "thông tư", "KH": "kế hoạch",
    "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch", "CTr": "chương trình", "TB": "thông báo",
    "KL": "kết luận", "CĐ": "công điện", "CV": "công văn", "TTr": "tờ trình", "BC": "báo cáo", "HD": "hướng dẫn",
    "ĐA": "đề án", "QC": "quy chế", "QyĐ": "quy định", "PA": "phương án", "BB": "biên bản", "GM": "giấy mời",
    "PL": "pháp lệnh", "L": "luật", "SL": "sắc lệnh", "VBHN": "văn bản hợp nhất", "DA": "dự án", "HĐ": "hợp đồng",
    "QH": "luật",
}  # fmt: skip
_PROPER: Final = {t.upper(): t for t in KIND_OF_TYPE} | {"TTG": "TTg"}
_BODY_TAILS: Final = frozenset(("CP", "TW", "TU", "QU", "HU", "ĐU", "UBND", "HĐND", "UB", "LT"))
_SPACE: Final = re.compile(r"\s+")
_SCANNED_QH: Final = re.compile(r"O(?=H[0-9])")  # scanners read the Q of QH15 as O
_PIECE: Final = re.compile(r"[^\W\d_]+")


def canonical(found: str) -> str:
    """Without blanks, each part in its usual case.

    >>> canonical("1956/qđ -ttg"), canonical("19-CT / TU"), canonical("536/TTr-STC"), canonical("06/QĐ-TTG")
    ('1956/QĐ-TTg', '19-CT/TU', '536/TTr-STC', '06/QĐ-TTg')
    """
    head, sign, tail = _split(_SPACE.sub("", found))
    tail = _SCANNED_QH.sub("Q", tail)
    all_lower = tail == tail.lower()
    return head + sign + _PIECE.sub(lambda m: _restored(m[0], all_lower), tail)


def _split(symbol: str) -> tuple[str, str, str]:
    end = re.match(r"[0-9]+(?:\.[0-9]+)?[a-zA-Z]?(?:/[0-9]{4})?", symbol)
    at = end.end() if end else 0
    return symbol[:at], symbol[at : at + 1], symbol[at + 1 :]


def _restored(part: str, all_lower: bool) -> str:
    if part.upper() in _PROPER and (all_lower or part.isupper()):
        return _PROPER[part.upper()]
    return part.upper() if all_lower else part


def number_of(symbol: str) -> int:
    """The running number, for a short name such as "Nghị quyết 57".

    >>> number_of("057-NQ/TW")
    57
    """
    match = re.match(r"[0-9]+", symbol)
    return int(match[0]) if match else -1


def parts(symbol: str) -> list[str]:
    """The letters of a canonical symbol, part by part, without the digits of a term.

    >>> parts("97/2019/QH14"), parts("32/2021/NĐ-CP")
    (['QH'], ['NĐ', 'CP'])
    """
    return _PIECE.findall(_split(symbol)[2])


def stands_alone(found: str) -> bool:
    """Whether it is a symbol even with no kind word before it: a known type, and in capitals (20/TTr-STC; not 3/ca)."""
    names = parts(canonical(found))
    written = _PIECE.findall(_split(_SPACE.sub("", found))[2])
    return any(w[0].isupper() for w in written) and bool(
        _BODY_TAILS.union(KIND_OF_TYPE, ("TTg", "UBTVQH")) & set(names)
    )


def kind_from(symbol: str) -> str | None:
    """The kind its type stands for, None where it names only bodies (5110/VPCP-KTTH)."""
    return next((KIND_OF_TYPE[p] for p in parts(symbol) if p in KIND_OF_TYPE), None)
