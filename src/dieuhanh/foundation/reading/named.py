"""Projects, programmes and places a text names: the first mention of each in the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from dieuhanh.foundation.vietnamese.text import fold

from .letterhead import read_meta
from .model import Meta, Named
from .prepared import UPPER, Prepared, prepare
from .symbols import FIND_SYMBOL

_HEAD: Final = re.compile(
    r"(?<!\w)(tiểu\s+dự\s+án|dự\s+án|đề\s+án|chương\s+trình|chiến\s+lược|quy\s+hoạch|chiến\s+dịch|chuyên\s+đề|kế\s+hoạch|quỹ|công\s+trình"
    r"|phong\s+trào|cuộc\s+vận\s+động|khung\s+kiến\s+trúc)(?=\s)"
)
_QUOTED: Final = re.compile(r"\s{0,3}(?:[“\"”][^“”\"\n]{2,250}[”\"])")
_NOT_NAME: Final = re.compile(
    r"\s+(?:này|nêu|trên|được|của|do|theo|đã|và|là|phải|có|với|tại|khi|để|cần|đang|sẽ|hoặc|chưa|sau|đó|cho|cụ\s+thể|chi\s+tiết|số\s|liên\s+quan|thuộc"
    r"|trọng\s+điểm|khác|công\s+tác|hàng\s+năm|hằng\s+năm|đề\s+ra|vốn|đã|năm(?=\s)|tổ\s+chức\s+thực\s+hiện|thực\s+hiện|triển\s+khai"
    r"|quốc\s+gia\s*[,;.]|xây\s+dựng\s*[,;.]|sử\s+dụng\s+đất|chi\s+tiết|phân\s+khu|đất|đô\s+thị\s*[,;.]|quy\s+mô|một|đúng|giai\s+đoạn|trong|ở|gửi|nhằm|phù\s+hợp|triển\s+khai\s+thực\s+hiện|nhiệm\s+vụ|thành\s+phần|dự\s+án|ngày|luật"
    r"|pháp\s+lệnh|nghị\s+(?:quyết|định)|đầu\s+tư\s+công|các|mới|sửa\s+đổi|tổng\s+kết|đầu\s+tư\s*[,;.])(?!\w)"
)
_NUMBERED: Final = re.compile(r"\s+([0-9]{2,4})(?![\w/.,-]?[\w/])")
_NAME_END: Final = re.compile(
    r"[;:()\n\t“”\"]|\.(?=\s|$)|,?\s(?=(?:đối\s+với|theo\s+(?:quy\s+định|hướng\s+dẫn|chỉ\s+đạo|kế\s+hoạch|đúng)|gắn\s+với|nhằm|để|đảm\s+bảo|bảo\s+đảm|trong\s+đó|được"
    r"|đã|do|tại|của|với\s+mục|sau\s+khi|khi|trước|phải|sẽ|cần|là|có|bằng|gửi|phù\s+hợp|triển\s+khai\s+thực\s+hiện|hiệu\s+quả|đồng\s+thời|(?:và|,)\s+(?:dự\s+án|đề\s+án|chương\s+trình|chiến\s+lược|chuyên\s+đề"
    r"|kế\s+hoạch|quỹ|các\s+(?:bộ|sở|cơ\s+quan|đơn\s+vị|văn\s+bản|nhiệm\s+vụ|nội\s+dung)|công\s+tác|tiêm|triển|thực|tổ|tiếp))(?!\w))|(?<=năm\s[0-9]{4})\s(?=trên)|,\s(?=(?:[^\W\d_]+\s){0,2}(?:dự\s+án|đề\s+án|chương\s+trình|kế\s+hoạch|triển\s+khai|thực\s+hiện|tổ\s+chức)\s)"
)
_LIST_INTRO: Final = re.compile(
    r"(?<!\w)(?:các|những|[0-9]{1,2})\s+(dự\s+án|đề\s+án|công\s+trình)(?:\s+(?:sau(?:\s+đây)?|gồm|trọng\s+điểm))?\s*+:\s*+"
)
_SEGMENT: Final = re.compile(r"[^;\n]{3,250}?(?=;|\.(?:\s|$)|\n|$)")
_WORK: Final = re.compile(r"xây|cải|mở|nâng|đầu|tu|tôn|tuyến|đường|trường|khu|cầu|nhà|hạ|di|chỉnh|sửa|lắp|kè|công|hệ")
_JOINED: Final = re.compile(r"\w\s?[-–]\s?\Z")  # "Phòng Tài chính - Kế hoạch" is a unit
_LOW_HEADS: Final = frozenset(("dự án", "tiểu dự án", "phong trào", "cuộc vận động", "chiến dịch", "quỹ", "công trình"))
_LEAST: Final = {"kế hoạch": 3, "chương trình": 3, "quy hoạch": 3}
_LONGEST: Final = 200


def find_projects(text: str, start: int | None = None) -> list[Named]:
    """The first mention, from `start` on (by default where the content begins), of each named project, scheme, plan or fund.

    >>> [(n.kind, n.text) for n in find_projects("Triển khai Đề án Phát triển du lịch xanh; nộp Quỹ Vì trẻ thơ.", 0)]
    [('đề án', 'Đề án Phát triển du lịch xanh'), ('quỹ', 'Quỹ Vì trẻ thơ')]
    """
    p = prepare(text)
    meta, scope = read_meta(text)
    at = p.offset(scope[0] if start is None else start)
    spans = sorted({*_listed(p, at), *_headed(p, at, meta)}, key=lambda s: (s[0], -s[1]))
    return list(_firsts(p, _apart(spans)))


_Span = tuple[int, int, str]


def _apart(spans: Iterable[_Span]) -> Iterator[_Span]:
    end = 0
    for span in spans:
        if span[0] >= end:
            end = span[1]
            yield span


def _firsts(p: Prepared, spans: Iterable[_Span]) -> Iterator[Named]:
    seen: set[str] = set()
    for start, end, kind in spans:
        a, b, shown = p.place(start, end)
        name = re.sub(r"\W+", " ", fold(shown)).strip()
        if name not in seen:
            seen.add(name)
            yield Named(a, b, shown, kind)


def _listed(p: Prepared, at: int) -> Iterator[_Span]:
    """The parts of "các dự án: A; B; C." with or without the kind word of their own."""
    for intro in _LIST_INTRO.finditer(p.low, at):
        kind = " ".join(intro[1].split())
        place = intro.end()
        while segment := _SEGMENT.match(p.low, place):
            own = _HEAD.match(p.low, place)
            if not (own or _WORK.match(p.low, place) or p.shown[place].isupper()):
                break
            yield segment.start(), segment.end(), " ".join(own[1].split()) if own else kind
            if not p.low.startswith(";", segment.end()):
                break
            place = segment.end() + 1
            place += len(p.low[place : place + 8]) - len(p.low[place : place + 8].lstrip())


def _headed(p: Prepared, at: int, meta: Meta) -> Iterator[_Span]:
    own = fold(meta.title or "")
    for head in _HEAD.finditer(p.low, at):
        if p.low.startswith("luật ", max(0, head.start() - 5)) or _JOINED.search(
            p.low, max(0, head.start() - 4), head.start()
        ):
            continue
        kind = " ".join(head[1].split())
        end = _project_end(p, head, kind)
        if end and not (kind == meta.kind and fold(p.shown[head.end() : end]).strip(' “"')[:40] in own):
            yield head.start(), end, kind


def _project_end(p: Prepared, head: re.Match[str], kind: str) -> int | None:
    if quoted := _QUOTED.match(p.low, head.end()):
        return quoted.end()
    if (numbered := _NUMBERED.match(p.low, head.end())) and kind in ("đề án", "chương trình"):
        return numbered.end()
    if _NOT_NAME.match(p.low, head.end()):
        return None
    first = head.end() + len(p.low[head.end() : head.end() + 4]) - len(p.low[head.end() : head.end() + 4].lstrip())
    capital = p.shown[head.start()].isupper()
    if not p.shown[first : first + 1].isalpha() or FIND_SYMBOL.match(p.shown, first):
        return None
    if not capital and not (p.shown[first].isupper() and kind in _LOW_HEADS):
        return None
    stop = _NAME_END.search(p.low, first + 1, first + _LONGEST)
    end = stop.start() if stop else min(len(p.low), first + _LONGEST)
    if FIND_SYMBOL.search(p.shown, head.end(), end) or len(p.low[first:end].split()) < _LEAST.get(kind, 2):
        return None
    return first + len(p.low[first:end].rstrip())


_NAME: Final = rf"[{UPPER}][\w]*(?:[ ](?:-[ ])?[{UPPER}][\w]*){{0,4}}"
_LEVEL: Final = r"[Tt]ỉnh|[Tt]hành phố|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hị trấn|[Pp]hường|[Xx]ã|[Đđ]ặc khu"
_SITE: Final = (
    r"tuyến phố|tuyến đường|đường|phố|ngõ|hồ|sông|cầu|chợ|công viên|di tích lịch sử(?: văn hóa)?|di tích|khu đô thị|khu tập thể|khu công nghiệp"
    r"|cụm công nghiệp|khu dân cư|khu chung cư|chung cư|đình|chùa|đền|bệnh viện|sân vận động|quảng trường|nghĩa trang|vườn hoa|nhà ga|sân bay|cảng|đảo|thôn|làng"
)
_SCHOOL: Final = (
    r"(?:THCS|THPT|Trung học cơ sở|Trung học phổ thông|Tiểu học|Mầm non|Mẫu giáo|Đại học|Cao đẳng|Trung cấp)"
)
_PLACE: Final = re.compile(
    rf"(?<!\w)(?<!yêu )(?:(?P<level>{_LEVEL})[ ](?P<name>{_NAME})|(?P<numbered>[Qq]uận|[Pp]hường)[ ][0-9]{{1,2}}(?![\w/,.]\w)"
    rf"|(?P<site>{_SITE})[ ]{_NAME}|(?P<school>(?:[Tt]rường[ ])?{_SCHOOL}[ ]{_NAME}|trường[ ]{_NAME}))"
)
_PLURAL: Final = re.compile(
    rf"(?<!\w)(?:[Cc]ác|[0-9]{{1,2}})[ ](tỉnh|thành phố|tỉnh, thành phố|quận|huyện|phường|xã|xã, phường)(?::[ ]|[ ])(?={_NAME})"
)
# What may stand in capitals right behind a level without being its name ("cấp tỉnh Đảng ủy", "xã Hội").
_NO_PLACE: Final = re.compile(
    r"(?:Đảng|Ủy|Uỷ|Hội|Bộ|Sở|Các|Ban|Năm|Quý|UBND|HĐND|Công|Phòng|Chủ|Bí|Số|Căn|Điều|Trung|Trực|Cấp|Hằng|Hàng|Khi)(?!\w)"
)
_IN_LIST: Final = re.compile(rf"({_NAME}(?:\n[{UPPER}]\w*(?=[,.;]))?)(?:(?:,[ ]|[ ]và[ ])(?=[{UPPER}]))?")
_IN_UNIT: Final = re.compile(
    r"(?:ubnd|hđnd|mttq|ủy ban nhân dân|hội đồng nhân dân|tổ quốc|đảng ủy|đảng bộ|công an|chủ tịch|bí thư|quận ủy|ban chỉ đạo|quân sự|thành ủy|tỉnh ủy"
    r"|phòng|sở|chi cục|thuế|kho bạc|trung tâm|tòa án nhân dân|viện kiểm sát nhân dân|đoàn|hội|bảo hiểm xã hội|y tế|đội|thanh tra|phụ nữ|nông dân|thanh niên)\s+$"
)
_KIND_OF_SITE: Final = {
    "tuyến phố": "phố",
    "tuyến đường": "đường",
    "di tích lịch sử": "di tích",
    "di tích lịch sử văn hóa": "di tích",
}


def find_places(text: str, start: int | None = None) -> list[Named]:
    """The first mention, from `start` on, of each named place that is not part of a unit's name.

    >>> [(n.kind, n.text) for n in find_places("Cải tạo hồ Sen, phường Hòa Bình; UBND phường Hòa Bình báo cáo.", 0)]
    [('hồ', 'hồ Sen'), ('phường', 'phường Hòa Bình')]
    """
    p = prepare(text)
    at = p.offset(read_meta(text)[1][0] if start is None else start)
    spans = sorted({*_placed(p, at), *_enumerated(p, at)})
    return list(_firsts_by_name(p, _apart(spans)))


def _placed(p: Prepared, at: int) -> Iterator[_Span]:
    for match in _PLACE.finditer(p.shown, at):
        if _IN_UNIT.search(p.low, max(0, match.start() - 26), match.start()):
            continue
        if match["level"]:
            kind = match["level"].lower()
            if _NO_PLACE.match(match["name"]):
                continue
        elif match["numbered"]:
            kind = match["numbered"].lower()
        else:
            kind = "trường" if match["school"] else _KIND_OF_SITE.get(match["site"], match["site"])
        yield match.start(), match.end(), kind


def _enumerated(p: Prepared, at: int) -> Iterator[_Span]:
    """Names in "03 phường: A, B, C" and "các tỉnh A, B và C", where the kind word stands once."""
    for plural in _PLURAL.finditer(p.shown, at):
        place = plural.end()
        while item := _IN_LIST.match(p.shown, place):
            yield item.start(1), item.end(1), plural[1].split(",")[0]
            place = item.end()
            if item.end() == item.end(1):
                break


def _firsts_by_name(p: Prepared, spans: Iterable[_Span]) -> Iterator[Named]:
    """A place named with and without its kind word is one place."""
    seen: set[str] = set()
    for start, end, kind in spans:
        a, b, shown = p.place(start, end)
        name = re.sub(rf"^(?:{fold(kind)}|di tich lich su|tuyen pho|tuyen duong)\s+", "", fold(shown))
        if (key := f"{kind} {name}") not in seen:
            seen.add(key)
            yield Named(a, b, shown, kind)
