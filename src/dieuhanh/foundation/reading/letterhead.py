"""The letterhead of a document and where its content begins and ends (layout: Nghị định 30/2020/NĐ-CP, Hướng dẫn 36-HD/VPTW)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from .bodies import body_end, body_name, usual_case
from .model import Meta
from .prepared import Prepared, prepare
from .symbols import FIND_SYMBOL, canonical

# The kinds of the layout decree (Nghị định 30/2020/NĐ-CP, điều 7), of legal acts and of the Party.
_KINDS: Final = (
    "nghị quyết liên tịch|thông tư liên tịch|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|quy chế|quy định|thông cáo"
    "|thông báo kết luận|thông báo|kết luận|hướng dẫn|chương trình hành động|chương trình|kế hoạch|phương án|đề án|dự án|báo cáo"
    "|biên bản|tờ trình|hợp đồng|công điện|công văn|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|giấy mời|pháp lệnh|luật|lệnh|sắc lệnh"
)
_KIND: Final = re.compile(rf"(?:{_KINDS.replace(' ', '[ ]+')})(?!\w)")
_STATE: Final = re.compile(r"(?:cộng\s+hòa\s+xã\s+hội|đảng\s+cộng(?:\s+sản)?(?!\w))")
_NOT_BODY: Final = re.compile(
    r"(?:cộng\s+hòa|độc\s+lập|đảng\s+cộng|sản\s+việt\s+nam|xã\s+hội\s+chủ\s+nghĩa|v/v|về\s+việc|kính\s+gửi|[-_*=o0\s]+$)"
)
_NUMBERED: Final = re.compile(r"số\s*+(?::|[0-9/])|[0-9]+[/-]")
_NUMBER: Final = re.compile(r"(?<![^\s|])số\s*+:?\s*+(?=[0-9])")
_WIDE_NUMBER: Final = re.compile(r"([0-9]{1,6})\s*+([/-][^\n|]*?)(?:\s{2,}|\||\n|$)")
_DATED: Final = re.compile(r",\s*+ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})")
_COLUMN: Final = re.compile(r"[ ]{2,}|[|\t\n]")
_CLUTTER: Final = re.compile(
    r"th[ôố]ng kê truy cập|lượt truy cập|đang truy cập|tổng truy cập|số lượt|đang online|trang chủ|đăng nhập|liên hệ|sơ đồ|tìm kiếm"
    r"|[0-9., ]+$|văn bản minh họa|menu\b|bản in|in trang|chia sẻ|cỡ chữ|lượt xem"
)
_SLOGAN_WORDS: Final = 6
_BASES: Final = re.compile(
    r"căn\s+cứ|theo\s+đề\s+nghị|xét\s+đề\s+nghị|thực\s+hiện|kính\s+gửi|để\s|ngày\s+[0-9]|trong\s|nhằm\s|triển\s+khai\s+thực\s+hiện"
)
_FIRST_ITEM: Final = re.compile(r"\(?(?:[ivx]+|[0-9]+|[a-d])[.)]\s|điều\s|[-+•]\s")
_RULE: Final = re.compile(r"[-_*=–—.~ ]+$")
_SUBJECT: Final = re.compile(r"v/v|về\s+việc")
_NAMED_ISSUER: Final = re.compile(
    r"(?:chỉ\s+thị|điện|quyết\s+định|yêu\s+cầu|kết\s+luận)\s*+:|(?:xin\s+)?thông\s+báo\s+để"
)
_RECIPIENTS: Final = re.compile(r"^[ \t_*#]*nơi\s+(?:nhận|gửi)[ \t_*]*(?::|(?=[ \t](?:tm|kt|tl|tuq)\.))", re.MULTILINE)
_SIGNED: Final = re.compile(r"^[ \t]*(?:tm|kt|k/t|tl|t/m|t/l|tuq|q)\.?[ \t]+(?=\S)", re.MULTILINE)
_END_MARK: Final = re.compile(r"\.?/[.-]+=*$")
_ATTACHED: Final = re.compile(
    r"^[ \t]*(?:phụ\s+lục|danh\s+mục|biểu|quy\s+chế|quy\s+định|kế\s+hoạch|chương\s+trình|đề\s+án|quy\s+trình|phương\s+án|bảng)\b[^\n]*$",
    re.MULTILINE,
)
_HEAD_LINES: Final = 45
_FAR: Final = 40_000
# Who issues is said where the text opens ("... chỉ thị:") or closes ("... thông báo để ...").
_OPENING: Final = 4_000
_CLOSING: Final = 1_000
_SHORT_END: Final = 4_000


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    shown: str
    low: str

    @property
    def capitals(self) -> bool:
        letters = [c for c in self.shown[:300] if c.isalpha()]
        return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@lru_cache(maxsize=2)
def read_meta(text: str) -> tuple[Meta, tuple[int, int]]:
    """What the letterhead says, and the slice that holds content: after the title, before "Nơi nhận" and the signature.

    Attachments behind the signature still belong to the content; `clutter` names the blocks inside it that do not.
    """
    p = prepare(text)
    lines = _lines(p, _head_start(p))
    kind_at = _kind_line(lines)
    number_end, symbol = _symbol(p, lines, kind_at)
    place, date = _placed_date(p, lines, kind_at, number_end)
    title, body = _title(p, lines, kind_at, number_end)
    kind = _kind_of(lines, kind_at)
    body += len(p.low[body:]) - len(p.low[body:].lstrip())
    content = body, _content_end(p, body)
    named = _named_in_text(p, lines, kind_at, content) if kind_at is not None else None
    headed = kind_at is not None or symbol or date
    issuer = named or (_letterhead_body(_head(lines, kind_at)) if headed else None)
    start, end, _ = p.place(*content)
    return Meta(kind, symbol, date, issuer, place, title), (start, end)


def clutter(text: str) -> list[tuple[int, int]]:
    """Blocks of recipients and signatures, wherever they stand: from "Nơi nhận:" or "TM." to the attachment or the end."""
    p = prepare(text)
    out: list[tuple[int, int]] = []
    for match in sorted((*_RECIPIENTS.finditer(p.low), *_signatures(p)), key=lambda m: m.start()):
        if out and match.start() < out[-1][1]:
            continue
        attached = next((a for a in _ATTACHED.finditer(p.low, match.end()) if _capital_line(p, a)), None)
        out.append((match.start(), attached.start() if attached else len(p.low)))
    return [p.place(*block)[:2] for block in out]


def _capital_line(p: Prepared, match: re.Match[str]) -> bool:
    return _Line(match.start(), match.end(), p.shown[match.start() : match.end()], match[0]).capitals


def _signatures(p: Prepared) -> list[re.Match[str]]:
    return [m for m in _SIGNED.finditer(p.low) if p.shown[m.end() : m.end() + 3].isupper()]


def _head_start(p: Prepared) -> int:
    """Where the letterhead begins: the capital lines above the name of the state or the Party, else the text's start."""
    state = next((m for m in _STATE.finditer(p.low, 0, _FAR) if _opens_column(p, m.start())), None)
    if not state:
        return 0
    start = p.low.rfind("\n", 0, state.start()) + 1
    for _ in range(5):
        above = p.low.rfind("\n", 0, max(0, start - 1)) + 1
        line = _Line(above, start, p.shown[above:start].strip(), p.low[above:start].strip())
        if start == 0 or not (_RULE.match(line.low) or (line.capitals and len(line.shown) < 90)):
            break
        start = above
    return start


def _lines(p: Prepared, at: int) -> list[_Line]:
    out: list[_Line] = []
    while at < len(p.low) and len(out) < _HEAD_LINES:
        end = p.low.find("\n", at)
        end = len(p.low) if end < 0 else end
        shown = p.shown[at:end].strip()
        if shown:
            start = at + p.shown[at:end].index(shown[0])
            out.append(_Line(start, start + len(shown), shown, p.low[start : start + len(shown)]))
        at = end + 1
    return out


def _kind_line(lines: list[_Line]) -> int | None:
    """The line that names the kind: in capitals under the letterhead, else the very first line of the text."""
    for i, line in enumerate(lines[:30]):
        match = _KIND.match(line.low)
        if match and line.shown[: match.end()].isupper():
            return i
    numbered = next((i for i, line in enumerate(lines[:12]) if line.low.startswith("số")), None)
    for i, line in enumerate(
        lines[:20]
    ):  # old fonts lose their capitals: "quyết định của bộ trưởng ..." under the number
        match = _KIND.match(line.low) if numbered is not None and i > numbered else None
        if match and line.low[match.end() :].strip(" :").startswith(("", "của ")[match.end() < len(line.low)]):
            return i
    first = next((i for i, line in enumerate(lines[:4]) if not _CLUTTER.match(line.low)), None)
    return first if first is not None and _KIND.match(lines[first].low) else None


def _kind_of(lines: list[_Line], at: int | None) -> str | None:
    match = _KIND.match(lines[at].low) if at is not None else None
    if at is None or not match:
        return None
    kind = " ".join(match[0].split())
    return "thông báo" if kind == "thông báo kết luận" and not lines[at].capitals else kind


def _head(lines: list[_Line], kind_at: int | None) -> list[_Line]:
    return lines[: kind_at if kind_at is not None else 12]


def _span(lines: list[_Line]) -> tuple[int, int]:
    return (lines[0].start, lines[-1].end) if lines else (0, 0)


def _symbol(p: Prepared, lines: list[_Line], kind_at: int | None) -> tuple[int, str | None]:
    low, high = _span(_head(lines, kind_at))
    number = next((m for m in _NUMBER.finditer(p.low, low, high) if _opens_column(p, m.start())), None)
    if not number:
        return low, None
    written = FIND_SYMBOL.match(p.shown, number.end())
    if written:
        return written.end(), canonical(written[0])
    wide = _WIDE_NUMBER.match(p.shown, number.end())
    return (wide.end(), canonical(wide[1] + wide[2])) if wide else (number.end(), None)


def _opens_column(p: Prepared, at: int) -> bool:
    """At the start of a line or of a column in it, not inside a sentence."""
    before = p.low[max(0, p.low.rfind("\n", 0, at) + 1, at - 80) : at]
    return not before.strip() or before.endswith(("  ", "\t", "|", "| "))


def _placed_date(
    p: Prepared, lines: list[_Line], kind_at: int | None, number_end: int
) -> tuple[str | None, str | None]:
    low, high = _span(_head(lines, kind_at))
    match = _DATED.search(p.low, low, high)
    if not match or not 1 <= int(match[2]) <= 12:
        return None, None
    behind = number_end if number_end <= match.start() else low
    place = _COLUMN.split(p.shown[max(behind, match.start() - 60) : match.start()].rstrip())[-1].strip()
    place = _BLANK_NUMBER.sub("", place)
    return place or None, f"{int(match[3]):04}-{int(match[2]):02}-{int(match[1]):02}"


def _title(p: Prepared, lines: list[_Line], kind_at: int | None, number_end: int) -> tuple[str | None, int]:
    """The title's text and where the content begins behind it."""
    if kind_at is None:
        return _title_without_kind(lines, number_end)
    kind = _KIND.match(lines[kind_at].low)
    whole = kind is not None and kind.end() < len(lines[kind_at].low)
    if whole and not lines[kind_at].capitals and not lines[kind_at].shown[: kind.end() if kind else 0].isupper():
        return _flat(lines[kind_at].shown), lines[kind_at].end
    picked = [lines[kind_at].shown[kind.end() :].strip(" :")] if kind and whole else []
    end = lines[kind_at].end
    for i in range(kind_at + 1, len(lines)):
        if not _is_clutter(lines[i]):
            if not _goes_on(p, lines, i, bool(picked)):
                break
            picked.append(lines[i].shown)
        end = lines[i].end
    return _flat(" ".join(picked)) or None, end


def _is_clutter(line: _Line) -> bool:
    return _CLUTTER.match(line.low.lstrip("(")) is not None


def _goes_on(p: Prepared, lines: list[_Line], i: int, begun: bool) -> bool:
    """Whether line `i` belongs to the title: capitals throughout, or the first lines of a title in sentence case."""
    line = lines[i]
    if _BASES.match(line.low) and (begun or line.low.startswith("căn cứ") or line.shown.endswith((";", ","))):
        return False  # the first line may begin "Thực hiện ..." and be the title all the same
    if _FIRST_ITEM.match(line.low) or _named_line(p, line):
        return False
    if line.capitals:
        return True
    if line.shown.startswith("(") or line.low.startswith(("v/v", "về việc")):
        return True
    return len(line.shown) < 200 and not line.shown.endswith((".", ":", ";")) and (not begun or line.shown[0].islower())


def _named_line(p: Prepared, line: _Line) -> bool:
    """A line that is nothing but a body's name: the issuer before the bases, or who sends the telegram."""
    end = body_end(p, line.start)
    return end is not None and (end >= line.end or p.low[end : line.end].strip() in ("điện:", "chỉ thị:"))


def _title_without_kind(lines: list[_Line], number_end: int) -> tuple[str | None, int]:
    """A page without a kind: its first long line in capitals, else its heading mark; slogans and counters come before."""
    for line in lines[:8]:  # an official letter states its subject under its number
        if _SUBJECT.match(line.low):
            return _flat(line.shown), line.end
    for line in lines[:8]:
        if line.start < number_end or _CLUTTER.match(line.low):
            continue
        if line.capitals and len(line.shown.split()) > _SLOGAN_WORDS:
            return _flat(line.shown), line.end
        if not line.capitals:
            break
    passed = [x for x in lines[:8] if x.end <= number_end or _CLUTTER.match(x.low)]
    return None, passed[-1].end if passed else (lines[0].start if lines else 0)


def _flat(s: str) -> str:
    return " ".join(s.split())


def _named_in_text(p: Prepared, lines: list[_Line], kind_at: int, content: tuple[int, int]) -> str | None:
    for line in lines[kind_at + 1 : kind_at + 9]:
        if line.capitals and line.start < content[1] and _named_line(p, line):
            return usual_case(_flat(line.low[: (body_end(p, line.start) or line.end) - line.start]))
    low, high = content
    ends = (
        _NAMED_ISSUER.finditer(p.low, low, min(high, low + _OPENING)),
        _NAMED_ISSUER.finditer(p.low, max(low, high - _CLOSING), high),
    )
    for match in chain(*ends):
        near = max(low, match.start() - 160)
        sentence = max(near - 1, *(p.low.rfind(sign, near, match.start()) for sign in (",", "\n", ". "))) + 1
        start = sentence + len(p.low[sentence : match.start()]) - len(p.low[sentence : match.start()].lstrip())
        end = body_end(p, start)
        if end is not None and not p.low[end : match.start()].strip() and p.shown[start].isupper():
            return body_name(p, start, end)
    return None


_STARTS_BODY: Final = re.compile(
    r"(?:sở|phòng|chi\s+cục|cục|tổng\s+cục|văn\s+phòng|trung\s+tâm|thành\s+ủy|quận\s+ủy|huyện\s+ủy|tỉnh\s+ủy|đảng\s+ủy|ban|ubnd|ủy\s+ban"
    r"|hđnd|hội\s+đồng|công\s+an|viện|trường|bộ|thanh\s+tra|vụ)(?!\w)"
)
_LOCAL: Final = re.compile(
    r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân) (tỉnh|thành phố|quận|huyện|thị xã|phường|xã|đặc khu) (.+)$"
)
_LOCAL_UNIT: Final = re.compile(r"(?:sở|phòng|ban|văn phòng|thanh tra|trung tâm|chi cục)(?!\w)")
# The right column of the letterhead; a copied page has but one blank before it.
_BESIDE: Final = re.compile(r"\s{3,}|\t|\||\s+(?=cộng\s+hòa\s+xã\s+hội|đảng\s+cộng\s+sản|độc\s+lập\s*-)")
_BLANK_NUMBER: Final = re.compile(r"^số\s*:?[\s\d.…]*/\S*\s+", re.IGNORECASE)
_OF_ABOVE: Final = re.compile(
    r"(?:văn\s+phòng|ban\s+(?:tổ\s+chức|tuyên\s+giáo|dân\s+vận|nội\s+chính|kinh\s+tế)[^\n]*|ủy\s+ban\s+kiểm\s+tra)$"
)


def _letterhead_body(lines: list[_Line]) -> str | None:
    """The last body of the letterhead, lines of one name joined; an office or a committee takes the name above it."""
    bodies: list[str] = []
    for line in lines:
        left = _BESIDE.split(line.low)[0]
        column = left.strip(" -*_")
        if _NUMBERED.match(column):
            break
        if not column or _NOT_BODY.match(column) or _DATED.search(column):
            continue
        if not (line.capitals or line.shown[: len(left)].isupper() or "   " in line.shown or "\t" in line.shown):
            continue
        if bodies and not (_STARTS_BODY.match(column) and not bodies[-1].endswith(("của", "và", "-"))):
            bodies[-1] += " " + column
        else:
            bodies.append(column)
    if not bodies:
        return None
    last = _flat(bodies[-1])
    of = _LOCAL.match(_flat(bodies[-2])) if len(bodies) > 1 else None
    if of and _LOCAL_UNIT.match(last):
        last += "" if of[2] in last else f" {of[1]} {of[2]}"
    elif len(bodies) > 1 and _OF_ABOVE.match(last):
        above = _flat(bodies[-2])
        central = "trung ương" in above
        office = " trung ương đảng" if last.startswith("văn phòng") else " trung ương"
        last = last.removesuffix(" trung ương") + office if central else f"{last} {above}"
    return usual_case(last)


def _content_end(p: Prepared, low: int) -> int:
    """Before the recipients or the signature that nothing follows; an end mark stays out."""
    ends = [m.start() for m in (*_RECIPIENTS.finditer(p.low, low), *_signatures(p)) if m.start() >= low]
    end = len(p.low)
    if ends:
        attached = [m.start() for m in _ATTACHED.finditer(p.low, min(ends)) if _capital_line(p, m)]
        # A recipients' list is short: what stands far behind it is an attachment, whatever its title looks like.
        late = [e for e in ends if (not attached or e > attached[-1]) and len(p.low) - e <= _SHORT_END]
        end = min(late) if late else end
    return _without_end_mark(p, low, end)


def _without_end_mark(p: Prepared, low: int, end: int) -> int:
    stripped = low + len(p.low[low:end].rstrip())
    mark = _END_MARK.search(p.low, max(low, stripped - 6), stripped)
    return mark.start() if mark else stripped
