"""Every document a text names: by number and symbol, or as a law, code, ordinance or constitution by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from . import laws
from .bodies import body_end, body_name
from .model import Citation
from .prepared import Prepared, prepare
from .symbols import FIND_SYMBOL, STANDARD, canonical, kind_from, number_of, parts, stands_alone

_KINDS: Final = (
    "nghị quyết liên tịch|nghị quyết|nghị định|quyết định|chỉ thị|thông tư liên tịch|thông tư|kế hoạch liên tịch|kế hoạch hành động"
    "|kế hoạch|chương trình hành động|chương trình phối hợp|chương trình công tác|chương trình|thông báo kết luận|thông báo|kết luận"
    "|công văn|văn bản hợp nhất|văn bản|tờ trình|báo cáo|hướng dẫn|quy định|quy chế phối hợp|quy chế|công điện|đề án|sắc lệnh|lệnh"
    "|phương án|biên bản|giấy mời|hợp đồng|dự án|giấy phép|bộ luật|luật|pháp lệnh|công thư|điện|thông tri|quy trình"
)
_KIND: Final = re.compile(r"(?<!\w)(?:" + _KINDS.replace(" ", r"\s+") + r")(?!\w)")
_NUMBER_SIGN: Final = re.compile(r"\s*+:?\s*+(?:số\s*+:?)?\s*+")
_WORDS_THEN_SIGN: Final = re.compile(r"\s[^;.:()“”\"\n]{1,60}\ssố\s*+:?\s*+")
_SENTENCE_WORDS: Final = re.compile(r"\s(?:của|ngày|về|theo|tại|các|thực hiện|ban hành|này|trên|được)\s")
_LIST: Final = re.compile(r"\s*+(?:,|;|và|,\s*+và)\s*+(?:số\s*+:?\s*+)?")
_OWN_NUMBER: Final = re.compile(r"(?:^|\n|[ \t|]{2})[ \t|*_]?số\s*+:?\s*+$")
_FORM: Final = re.compile(r"(?:mẫu|biểu|phụ\s+lục|bảng)\s+(?:số\s*+:?\s*+)?$")

_DAY: Final = re.compile(
    r"\s*+,?\s*+(?:ban\s+hành\s+)?(?:năm\s+)?(?:ngày\s+){1,2}([0-9]{1,2})\s*+(?:[/.-]\s*+([0-9]{1,2})\s*+[/.-]\s*+([0-9]{4})"
    r"|tháng\s+([0-9]{1,2})\s*+(?:,?\s*+năm\s+|\s*+/\s*+)([0-9]{4}))"
)
_BARE_DAY: Final = re.compile(r"\s*+,\s*+([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MONTH: Final = re.compile(r"\s*+,?\s*+tháng\s+([0-9]{1,2})\s*+(?:năm|/)\s*+([0-9]{4})")
_YEAR: Final = re.compile(r"\s*+,?\s*+(?:năm\s+)?\(?([12][0-9]{3})(?![\w/-])\)?")
_OF: Final = re.compile(r"\s*+,?\s*+của\s+")
_SAID_AT: Final = re.compile(r"\s+tại\s")  # "..., của X tại văn bản số ...": X issued the next one

_LAW: Final = re.compile(r"(?<!\w)(?:bộ\s+luật|luật|pháp\s+lệnh|hiến\s+pháp)(?!\w)")
_NOT_LAW_BEFORE: Final = re.compile(r"(?:pháp|kỷ|quy|âm|trọng|dự|đúng|trái|phạm|hộ)\s+$")
_DRAFT: Final = re.compile(
    r"(?:dự\s+án|dự\s+thảo|xây\s+dựng|sớm\s+ban\s+hành|nghiên\s+cứu,?\s+ban\s+hành)(?:\s+các)?\s+$"
)
_AMENDING: Final = re.compile(
    r"\s+sửa\s+đổi(?:,?\s*+(?:và\s+)?bổ\s+sung)?(?:\s+(?:một\s+số|các))?(?:\s+(?:điều|nội\s+dung|điểm|khoản))?(?:\s+[0-9]+)?(?:\s+của)?(?:\s+các)?\s+"
)
_NEXT_LAW: Final = re.compile(r"\s*+(?:,|và|,\s*+và)\s+(?=(?:bộ\s+luật|luật|pháp\s+lệnh)\s)")
_TO_NEXT_LAW: Final = re.compile(r"[^;.:()\n,]{0,80}?(?=\s*(?:,|\svà)\s+(?:bộ\s+luật|luật|pháp\s+lệnh)\s)")
_LAW_NUMBER: Final = re.compile(r"\s*+,?\s*+(?:số\s*+:?\s*+)?(?=[0-9])")
_CONSTITUTION: Final = re.compile(r"(?:\s+nước(?:\s+cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa|\s+cộng\s+hòa)\s+việt\s+nam)?")
_CONGRESS: Final = re.compile(
    r"(?<!\w)nghị\s+quyết\s+(?:của\s+)?đại\s+hội\s+(?:(?:đại\s+biểu|toàn\s+quốc|đảng\s+bộ|đảng|toàn\s+thể)\s+)*"
    r"[^;.:()\n,]{0,50}?(?:lần\s+thứ\s+(?:[ivx]+|[0-9]+)|\b[ivx]{1,6}\b)(?:\s+của\s+đảng|\s+đảng\s+cộng\s+sản\s+việt\s+nam)?"
)
_SHORT: Final = re.compile(
    r"(?<!\w)(nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|thông\s+tư|kết\s+luận|quy\s+định|kế\s+hoạch|hướng\s+dẫn|công\s+điện|công\s+văn"
    r"|văn\s+bản|tờ\s+trình|báo\s+cáo|thông\s+báo)\s+(số\s+)?([0-9]{1,5})(?![\w/.,-]?[\w/])"
)
_TOLD: Final = re.compile(
    r"(?:\s+(?:tại|trình tại|ban hành|đã ban hành|có|vừa ban hành|ký ban hành|đã ký ban hành|nêu tại|có ý kiến tại))\s*+$"
)
_OUTSIDE: Final = 160
_LIST_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in offsets of the prepared text."""

    start: int
    end: int
    kind: str | None
    symbol: str | None
    date: str | None = None
    issuer: str | None = None
    bare: bool = False  # the kind word stands at an earlier number of the same list


def find_citations(text: str) -> list[Citation]:
    """All mentions in order of place, the letterhead's own number left out.

    >>> [(c.symbol, c.date, c.issuer) for c in find_citations("theo Quyết định số 7/QĐ-UBND ngày 3/2/2020 của UBND quận")]
    [('7/QĐ-UBND', '2020-02-03', 'UBND quận')]
    """
    p = prepare(text)
    by_law = list(_laws(p))
    taken = _Taken(by_law)
    found = by_law + [f for f in _standards(p) if taken.free(f)]
    found += _shared_issuers(list(_numbered(p, taken)))
    found += [f for f in _congress(p) if taken.free(f)]
    found.sort(key=lambda f: f.start)
    found += _short_names(p, found)
    found.sort(key=lambda f: f.start)
    return [_citation(p, f) for f in found]


def _citation(p: Prepared, f: _Found) -> Citation:
    start, end, text = p.place(f.start, f.end)
    return Citation(start, end, text, f.symbol, f.kind, f.date, f.issuer)


class _Taken:
    """Spans already read, in order and apart."""

    def __init__(self, found: list[_Found]) -> None:
        self._starts = [f.start for f in found]
        self._ends = [f.end for f in found]

    def free(self, f: _Found) -> bool:
        return not self.holds(f.start) and not self.holds(f.end - 1)

    def holds(self, at: int) -> bool:
        i = bisect_right(self._starts, at) - 1
        return i >= 0 and at < self._ends[i]


def _iso(day: str, month: str, year: str) -> str | None:
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else None


def _date(p: Prepared, at: int) -> tuple[int, str | None]:
    """The end of a date right behind `at` and its iso form; `at` itself and None where none stands there."""
    if (match := _DAY.match(p.low, at)) and not _new_paragraph(p, at, match.end()):
        return match.end(), _iso(match[1], match[2] or match[4], match[3] or match[5])
    if match := _BARE_DAY.match(p.low, at):
        return match.end(), _iso(match[1], match[2], match[3])
    if match := _MONTH.match(p.low, at):
        return match.end(), f"{match[2]}-{int(match[1]):02}" if 1 <= int(match[1]) <= 12 else None
    return at, None


def _new_paragraph(p: Prepared, start: int, end: int) -> bool:
    """Whether the words start a line in sentence case ("\\nNgày 3 tháng 2 ..."): the next sentence, not this mention."""
    piece = p.shown[start:end].lstrip(" ")
    return piece.startswith("\n") and piece.lstrip()[:2].istitle()


def _issuer(p: Prepared, at: int) -> tuple[int, str | None]:
    match = _OF.match(p.low, at)
    end = body_end(p, match.end()) if match else None
    if not match or not end or (match[0].lstrip().startswith(",") and _SAID_AT.match(p.low, end)):
        return at, None
    return end, body_name(p, match.end(), end)


_JOINED: Final = re.compile(r"\s*+(?:,|-|và)\s+")


def _jointly(p: Prepared, at: int, issuer: str) -> tuple[int, str]:
    """All who issued a joint document: "của Bộ A, Bộ B và Bộ C"."""
    while (joined := _JOINED.match(p.low, at)) and (end := body_end(p, joined.end())):
        issuer += p.shown[at : joined.end()] + body_name(p, joined.end(), end)
        at = end
    return at, issuer


def _tail(p: Prepared, f: _Found) -> _Found:
    """The mention with the date and the issuer that stand behind it, in either order."""
    end, date = _date(p, f.end)
    end, issuer = _issuer(p, end)
    if issuer and f.kind and f.kind.endswith("liên tịch"):
        end, issuer = _jointly(p, end, issuer)
    if issuer and not date:
        end, date = _date(p, end)
    return replace(f, end=end, date=date or f.date, issuer=issuer or f.issuer)


def _numbered(p: Prepared, taken: _Taken) -> Iterator[_Found]:
    previous: _Found | None = None
    for match in FIND_SYMBOL.finditer(p.shown):
        if taken.holds(match.start()):
            continue
        start, kind = _kind_before(p, match.start(), previous)
        if kind is None and not (stands_alone(match[0]) and _names_a_document(p, start)):
            continue
        symbol = canonical(match[0])
        found = _tail(p, _Found(start, match.end(), kind or kind_from(symbol), symbol, bare=start == match.start()))
        if kind in ("luật", "bộ luật", "pháp lệnh") and not found.issuer:
            found = replace(found, issuer=_lawgiver(kind))
        previous = _from_outside(p, found)
        yield previous


def _shared_issuers(found: list[_Found]) -> list[_Found]:
    """In "số 1/QĐ-UBND, 2/QĐ-UBND của X" the issuer stands once, behind the last; equal letters tell who shares it."""
    out = found[:]
    for i in range(len(out) - 2, -1, -1):
        one, following = out[i], out[i + 1]
        shared = following.bare and following.start - one.end < _LIST_GAP
        if shared and not one.issuer and parts(one.symbol or "") == parts(following.symbol or ""):
            out[i] = replace(one, issuer=following.issuer)
    return out


def _names_a_document(p: Prepared, at: int) -> bool:
    """Not the letterhead's own number, nor the number of a form."""
    low = max(0, at - 40)
    return not (_OWN_NUMBER.search(p.low, low, at) or _FORM.search(p.low, low, at))


def _kind_before(p: Prepared, at: int, previous: _Found | None) -> tuple[int, str | None]:
    """Where the mention whose number stands at `at` begins, and its kind."""
    low = max(0, at - 90, previous.end if previous else 0)
    kinds = list(_KIND.finditer(p.low, low, at))
    if kinds:
        nearest = kinds[-1]
        direct = _NUMBER_SIGN.fullmatch(p.low, nearest.end(), at)
        words = _WORDS_THEN_SIGN.fullmatch(p.low, nearest.end(), at)
        if direct or (words and not _SENTENCE_WORDS.search(words[0][:-1])):
            return nearest.start(), " ".join(nearest[0].split())
    if previous and previous.kind and _LIST.fullmatch(p.low, previous.end, at):
        return at, previous.kind
    return at, None


def _from_outside(p: Prepared, f: _Found) -> _Found:
    """Issuer and day where the sentence names them before the mention: "của X tại Tờ trình số", "Ngày D, X ban hành"."""
    low = max(0, f.start - _OUTSIDE)
    before = p.low[low : f.start]
    cut = max(before.rfind(sign) for sign in (";", ".\n", "\n", ". "))
    lead = _TOLD.search(before, cut + 1)
    if f.issuer or not lead:
        return f
    body = _last_body(p, low + cut + 1, low + lead.start())
    if body is None:
        return f
    day = _DAY.search(p.low, low + cut + 1, body[0]) if "ban hành" in lead[0] else None
    date = f.date or (_iso(day[1], day[2] or day[4], day[3] or day[5]) if day else None)
    return replace(f, issuer=body_name(p, *body), date=date)


_BODY_START: Final = re.compile(r"(?<!\w)(?=[A-ZĐỦỨÂĂ])")


def _last_body(p: Prepared, low: int, high: int) -> tuple[int, int] | None:
    """The body that ends right before `high`, the widest that does."""
    for match in _BODY_START.finditer(p.shown, low, high):
        end = body_end(p, match.start())
        if end == high:
            return match.start(), end
    return None


def _standards(p: Prepared) -> Iterator[_Found]:
    for match in STANDARD.finditer(p.shown):
        kind = "quy chuẩn" if match[1].startswith("QC") else "tiêu chuẩn"
        symbol = re.sub(r" ?: ?", ":", match[0])
        yield _Found(match.start(), match.end(), kind, symbol, match[2])


def _congress(p: Prepared) -> Iterator[_Found]:
    for match in _CONGRESS.finditer(p.low):
        yield _Found(match.start(), match.end(), "nghị quyết", None)


def _short_names(p: Prepared, found: list[_Found]) -> list[_Found]:
    """A kind and a bare number that stand for a document named in full elsewhere ("Nghị quyết 57")."""
    full = {(f.kind, number_of(f.symbol)): f.symbol for f in reversed(found) if f.symbol and f.kind}
    taken = _Taken(found)
    out = []
    for match in _SHORT.finditer(p.low):
        kind = " ".join(match[1].split())
        if taken.holds(match.start()) or taken.holds(match.end() - 1):
            continue
        symbol = full.get((kind, int(match[3])))
        if symbol:
            out.append(_tail(p, _Found(match.start(), match.end(), kind, symbol)))
        elif match[2] and _date(p, match.end())[1]:  # a number without letters, sure only with its day
            out.append(_from_outside(p, _tail(p, _Found(match.start(), match.end(), kind, match[3]))))
    return out


def _lawgiver(kind: str) -> str:
    return "Ủy ban Thường vụ Quốc hội" if kind == "pháp lệnh" else "Quốc hội"


def _laws(p: Prepared) -> Iterator[_Found]:
    at = 0
    while match := _LAW.search(p.low, at):
        found = None if _NOT_LAW_BEFORE.search(p.low, max(0, match.start() - 8), match.start()) else _law(p, match)
        if found and not found.draft:
            yield found.mention
        at = max(match.end(), found.goes_on if found else 0)


@dataclass(frozen=True, slots=True)
class _Law:
    mention: _Found
    draft: bool
    goes_on: int


def _law(p: Prepared, head: re.Match[str]) -> _Law | None:
    kind = " ".join(head[0].split())
    draft = bool(_DRAFT.search(p.low, max(0, head.start() - 32), head.start()))
    if kind == "hiến pháp":
        if not p.shown[head.start()].isupper():
            return None
        end = _CONSTITUTION.match(p.low, head.end())
        return _whole(p, head, end.end() if end else head.end(), kind, draft)
    if amending := _AMENDING.match(p.low, head.end()):
        return _amending(p, head, amending.end(), kind, draft)
    end_of_name = _name_end(p, head)
    return None if end_of_name is None else _whole(p, head, end_of_name, kind, draft)


def _name_end(p: Prepared, head: re.Match[str]) -> int | None:
    gap = re.compile(r"\s").match(p.low, head.end())
    if not gap:
        return None
    at = gap.end()
    listed = laws.listed_end(p, at)
    if not p.shown[head.start()].isupper():
        return listed if listed and " " in p.low[at:listed] else None
    dated = laws.dated_end(p, at) if not listed or not _has_number(p, listed) else None
    if dated and (not listed or (dated > listed and p.low[listed:dated].strip(" ,")[:1].isalpha())):
        return dated
    return listed or laws.grammar_end(p, at)


def _has_number(p: Prepared, at: int) -> bool:
    number = _LAW_NUMBER.match(p.low, at)
    return bool(number and FIND_SYMBOL.match(p.shown, number.end())) or _date(p, at)[1] is not None


def _whole(p: Prepared, head: re.Match[str], end: int, kind: str, draft: bool) -> _Law:
    """The law with number, date or year behind its name."""
    symbol, date = None, None
    number = _LAW_NUMBER.match(p.low, end)
    written = FIND_SYMBOL.match(p.shown, number.end()) if number else None
    if written:
        end, symbol = written.end(), canonical(written[0])
    elif (year := _YEAR.match(p.low, end)) and _date(p, end)[1] is None:
        end, date = year.end(), year[1]
    found = _tail(p, _Found(head.start(), end, kind, symbol, date))
    if not found.issuer and (found.symbol or found.date):
        found = replace(found, issuer=_lawgiver(kind))
    return _Law(found, draft, found.end)


def _amending(p: Prepared, head: re.Match[str], at: int, kind: str, draft: bool) -> _Law | None:
    """A law that amends others: one mention up to its own number, which stands behind the last law it names."""
    first, end, numbers = at, at, 0
    while law := _LAW.match(p.low, at):
        name = _name_end(p, law)
        if name is None:
            break
        whole = _whole(p, law, name, kind, False)
        following = _NEXT_LAW.match(p.low, _listed_to(p, whole))
        if not following:
            return _closed(p, head, name, whole, kind, draft, numbers, first)
        numbers += whole.mention.symbol is not None
        end, at = whole.mention.end, following.end()
    if end == first:
        return None
    return _Law(_Found(head.start(), end, kind, None), draft, first if draft else end)


def _listed_to(p: Prepared, law: _Law) -> int:
    """The end of a law inside a list, where an unlisted name may run on to the next law."""
    end = law.mention.end
    if law.mention.symbol or law.mention.date:
        return end
    run_on = _TO_NEXT_LAW.match(p.low, end)
    return run_on.end() if run_on else end


def _closed(
    p: Prepared, head: re.Match[str], name: int, last: _Law, kind: str, draft: bool, numbers: int, first: int
) -> _Law:  # fmt: skip
    if numbers:  # each amended law carries its own number, so the last number is the last law's
        found = _Found(head.start(), last.mention.end, kind, None, None, _lawgiver(kind))
    else:
        found = replace(last.mention, start=head.start(), kind=kind)
    return _Law(found, draft, first if draft else found.end)
