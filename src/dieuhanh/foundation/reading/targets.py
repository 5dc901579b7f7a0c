"""Numbers an order wants reached, kept or produced, apart from numbers that only describe."""

from __future__ import annotations

import re
from typing import Final, Literal

from dieuhanh.foundation.vietnamese.numbers import NumberError, parse_number

from .model import Comparator, Target
from .prepared import Prepared, prepare

Layer = Literal["target", "quantity", "baseline"]
_NUMBER: Final = r"(?<![\w/.,:-])[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?"
_QUICK: Final = re.compile(
    rf"({_NUMBER})(%)?(?:(?:\s?-\s?|\s(?:đến|tới)\s)([0-9]+(?:\.[0-9]{{3}})*(?:,[0-9]+)?)(?![/.\d]))?(?:\s?(%)|\s?/\s?[0-9]|[ \n](?=[^\W\d_])|(?=m[23]?\b|ha\b|km\b|kg\b))"
)
_COMPARATORS: Final[tuple[tuple[str, Comparator], ...]] = (
    ("khoảng trên", ">"), ("khoảng hơn", ">"), ("không dưới", ">="), ("không ít hơn", ">="), ("không thấp hơn", ">="), ("tối thiểu", ">="),
    ("ít nhất", ">="), ("không quá", "<="), ("không vượt quá", "<="), ("tối đa", "<="), ("trên", ">"), ("hơn", ">"), ("vượt", ">"),
    ("dưới", "<"), ("thấp hơn", "<"), ("khoảng", "~"), ("xấp xỉ", "~"), ("gần", "~"), ("ước", "~"),
)  # fmt: skip
_COMPARATOR: Final = re.compile(
    r"(?<!\w)(?:(?:tăng|giảm)(?:\s+thêm)?\s+(?:được\s+)?)?("
    + "|".join(w.replace(" ", r"\s+") for w, _ in _COMPARATORS)
    + r")(?:\s+(?:phải\s+)?(?:có|đạt|là|từ))?\s+$|(?<!\w)tăng\s+thêm\s+$"
)
_SIGN: Final = dict(_COMPARATORS)
_SCALE: Final = re.compile(r"(nghìn\s+tỷ|nghìn\s+tỉ|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)\s*+")
_SCALES: Final = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "nghìn tỷ": 10**12,
    "nghìn tỉ": 10**12,
}
_CURRENCY: Final = re.compile(r"(?:đồng(?!\s+chí)|vnđ|usd|đô\s+la)(?!\w)(?:\s*+/\s*+\w+)?")
_MEASURE: Final = re.compile(
    r"(?:m[23]?|km2?|ha|kg|tấn|tạ|lít|kwh|mw|héc\s+ta|mét(?:\s+vuông|\s+khối)?)(?!\w)(?:\s?/\s?[^\W\d_]+)?"
)
# Behind a number these make a date, a time, an age or a place in an order, never a quantity to reach.
_NO_UNIT: Final = re.compile(
    r"(?:tháng|năm|ngày|giờ|phút|quý|tuần|tuổi|lần\s+thứ|và|hoặc|của|đến|tới|trở|theo|tại|về|là|có|được|này|nêu|thì|hàng|hằng|mỗi|thường|đã|nhằm|điều|khoản|điểm\s+[a-zđ]|trong"
    r"|từ|để|với|như|do|khi|nếu|ban\s+hành|quy\s+định|số|phụ\s+lục|x\s|dương\s+lịch|âm\s+lịch)(?!\w)"
)
_DURATION: Final = re.compile(r"(?:tháng|ngày|giờ|tuần|năm)(?:\s+làm\s+việc)?(?!\w|\s+tuổi)")
_NAMED_BEFORE: Final = re.compile(
    r"(?:điều|khoản|điểm|mục|phần|chương|số|phụ\s+lục|biểu|mẫu|bảng|mũi|quý|khóa|nhóm|loại|lớp|cấp|hạng|tháng|năm|ngày|kỳ|đề\s+án|giai\s+đoạn"
    r"|chương\s+trình|nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|kế\s+hoạch|quận|phường|tổ|khu|thứ|vùng|đợt|đội|lần|bước|văn\s+bản|mức\s+độ"
    r"|covid-|tuổi|chỉ\s+huy|ban\s+chỉ\s+đạo|bcđ|tổ\s+công\s+tác|quốc\s+lộ|đường|ngõ|hẻm|tầng|dự\s+án|tiểu\s+dự\s+án|nội\s+dung|hình|mục\s+tiêu)\s+$"
)
_STOP: Final = re.compile(
    r"(?:trong|tại|có|được|đã|để|theo|của|trên|từ|là|vào|do|với|bị|xây\s+dựng|triển\s+khai|làm|đạt|ở|cho|sẽ|thì|phải|như|nhằm|hoàn\s+thành"
    r"|trước|đến|đối|thuộc|so|về|gồm|tham\s+gia|trực\s+thuộc|vay|tiếp\s+cận|hưởng|sử\s+dụng|không|khi|này|nêu|đang|chưa|mà|trở)(?!\w)"
)
# Behind a counted noun these are what it does ("11 phường tổ chức tiêm"), right behind the number they are counted ("05 tổ chức").
_DOES: Final = re.compile(
    r"(?:phối\s+hợp|chủ\s+trì|tổ\s+chức|kiểm\s+tra|rà\s+soát|thực\s+hiện|báo\s+cáo|chịu|tiếp\s+tục|hướng\s+dẫn|lập|ký|duy\s+trì|cập\s+nhật)(?!\w)"
)
_GOAL_WORDS: Final = (
    r"phấn\s+đấu|đạt|hoàn\s+thành|hoàn\s+thiện|chọn|lựa\s+chọn|bổ\s+sung|tăng(?:\s+thêm)?|giảm|nâng|đào\s+tạo|tập\s+huấn|bồi\s+dưỡng|hỗ\s+trợ"
    r"|xây\s+dựng|xây\s+mới|sửa\s+chữa|trồng|cấp|tuyển|tuyển\s+dụng|bố\s+trí|lắp\s+đặt|thành\s+lập|chỉ\s+tiêu|bảo\s+đảm|đảm\s+bảo|thu|giải\s+ngân|mỗi"
    r"|công\s+nhận|kết\s+nạp|duy\s+trì|xóa|vận\s+động|tổ\s+chức|giới\s+thiệu|giải\s+quyết|tạo|thực\s+hiện|ra\s+quân|huy\s+động|ban\s+hành|mở|phát\s+triển"
    r"|trang\s+bị|di\s+dời|thẩm\s+định|kiểm\s+tra|khởi\s+công|khánh\s+thành|đưa"
)
_GOAL: Final = re.compile(
    rf"(?<!\w)(?:{_GOAL_WORDS})(?:\s+(?:được|mới|thêm|có|và|việc\s+làm\s+cho|ngay))*(?:\s+(?!(?:tại|với|ở|vào|trong|trên|cụm|từ|theo|của|và|các|gồm|là)\s)[^\W\d_]+){{0,3}}\s+$"
)
_GOAL_AT_ALL: Final = re.compile(rf"(?<!\w)(?:{_GOAL_WORDS})(?!\w)")
_BULLET: Final = re.compile(r"\s*+(?:[-+*•]|\(?[0-9a-zđ]{1,2}[.)])?\s*+")
_DIRECTED: Final = re.compile(r"(?<!\w)(?:chỉ\s+đạo|giao|yêu\s+cầu|phân\s+công)\s+(?:cho\s+)?$")
_DONE_AFTER: Final = re.compile(r"[^.;\n]{0,120}?\b(?:hoàn\s+thành|đạt)\b")
_PAST: Final = re.compile(
    r"(?<!\w)(?:đã|cùng\s+kỳ|hiện\s+có|hiện\s+nay|hiện|tính\s+đến|tính\s+từ|chiếm|ước\s+đạt|ước\s+tính|kết\s+quả|năm\s+qua|vừa\s+qua|đến\s+nay|có\s+tổng\s+số)(?!\w)"
)
_LIMITS: Final = frozenset((">=",))
_YEAR: Final = re.compile(r"(?:đến\s+(?:hết\s+)?)?năm\s+(20[0-9]{2})")
_YEARLY: Final = re.compile(r"(?:hàng|hằng|mỗi)\s+năm")
_NOUN_WORDS: Final = 7
_CLAUSE: Final = 140
_OPENING: Final = 24


def find_targets(text: str) -> list[Target]:
    """Numbers with a unit, in order of place; `layer` tells targets from quantities that describe and baselines of the past.

    >>> [(t.text, t.value, t.comparator, t.layer) for t in find_targets("Phấn đấu trồng ít nhất 1.200 cây xanh; họp tại 4 điểm.")]
    [('ít nhất 1.200 cây xanh', 1200.0, '>=', 'target'), ('4 điểm', 4.0, '=', 'quantity')]
    """
    p = prepare(text)
    out: list[Target] = []
    end = 0
    for match in _QUICK.finditer(p.low):
        if match.start() < end:
            continue
        found = _target(p, match, end)
        if found:
            out.append(found)
            end = p.offset(found.end)
    return out


def _value(digits: str) -> float | None:
    try:
        return float(parse_number(digits))
    except NumberError:
        return None


def _target(p: Prepared, match: re.Match[str], floor: int) -> Target | None:
    """`floor`: where the target before ends; its words are no comparator of this one."""
    value, high = _value(match[1]), _value(match[3]) if match[3] else None
    if value is None or p.low.startswith("/", match.end(1)) or (match[3] and high is None):
        return None
    before = p.low[max(floor, match.start() - 48) : match.start()]
    comparing = _COMPARATOR.search(before)
    if before[-1:] in ("\n", "") and p.shown[match.end() : match.end() + 1].isupper() and not match[2]:
        return None  # the number of a row or an item
    unit = _unit(p, match, comparing is not None)
    if unit is None or (_NAMED_BEFORE.search(before) and unit[0] != "%"):
        return None
    name, factor, end = unit
    start = match.start() - (len(before) - comparing.start() if comparing else 0)
    sign = _sign(comparing, high, p.low[end : end + 12])
    layer = _layer(p, start, end, sign, name)
    a, b, shown = p.place(start, end)
    clause = p.low[_clause_start(p, start) : end + 60]
    year = _YEAR.search(clause)
    period = "yearly" if _YEARLY.search(clause) else year[1] if year else None
    what = " ".join(p.shown[match.end() : end].split()) or None
    return Target(
        a, b, shown, value * factor, high * factor if high is not None else None, name, sign, what, period, layer
    )


def _sign(comparing: re.Match[str] | None, high: float | None, after: str) -> Comparator:
    if high is not None:
        return "range"
    if after.lstrip().startswith("trở lên"):
        return ">="
    if after.lstrip().startswith("trở xuống"):
        return "<="
    return _SIGN[" ".join(comparing[1].split())] if comparing and comparing[1] else "="


def _unit(p: Prepared, match: re.Match[str], compared: bool) -> tuple[str, int, int] | None:
    """Name of the unit, what to multiply by, and the end of the span; None where the number counts nothing."""
    at = match.end()
    if match[2] or match[4]:
        return "%", 1, _noun_end(p, _before_blank(p, at)) or _before_blank(p, at)
    scale = _SCALE.match(p.low, at)
    after = scale.end() if scale else at
    if money := _CURRENCY.match(p.low, after):
        word = f"{' '.join(scale[1].split())} " if scale else ""
        return word + " ".join(p.shown[money.start() : money.end()].split()), 1, money.end()
    factor = _SCALES[" ".join(scale[1].split())] if scale else 1
    if measure := _MEASURE.match(p.low, after):
        return measure[0], factor, measure.end()
    if compared and (duration := _DURATION.match(p.low, after)):
        return duration[0], factor, duration.end()
    if _NO_UNIT.match(p.low, after) or p.low.startswith("/", match.end(1)):
        return None
    end = _noun_end(p, _before_blank(p, after))
    return (" ".join(p.shown[after:end].split()), factor, end) if end else None


def _before_blank(p: Prepared, at: int) -> int:
    return at - 1 if p.low[at - 1 : at].isspace() else at


_NOUN: Final = re.compile(r"[ \n]{1,2}[^\W_]+(?:-[^\W_]+)*")


def _noun_end(p: Prepared, at: int) -> int | None:
    """The end of the counted noun: its words up to punctuation or a word that goes on with the sentence."""
    end, words = None, 0
    while words < _NOUN_WORDS and (word := _NOUN.match(p.low, end or at)):
        first = word.start() + len(word[0]) - len(word[0].lstrip())
        joined = word[0].strip() == "và"
        if (
            _STOP.match(p.low, first)
            or (words and _DOES.match(p.low, first))
            or (joined and words < 2)
            or "\n" in word[0]
            or (p.low[first].isdigit() and words == 0)
        ):
            break
        end, words = word.end(), words + 1
    if end and p.low.endswith(" và", 0, end):
        end -= 3
    return end


def _clause_start(p: Prepared, at: int) -> int:
    low = max(0, at - _CLAUSE)
    return max(
        low, *(found + len(sign) for sign in (";", ". ", "\n", ": ") if (found := p.low.rfind(sign, low, at)) >= 0), 0
    )


def _opens(clause: str) -> bool:
    """Whether a clause only just begins: what stands first in it is what it sets."""
    bullet = _BULLET.match(clause)
    return len(clause) - (bullet.end() if bullet else 0) < _OPENING


def _layer(p: Prepared, start: int, end: int, sign: Comparator, unit: str) -> Layer:
    clause = p.low[_clause_start(p, start) : start]
    if _PAST.search(clause):
        return "baseline"
    if sign in _LIMITS or (unit == "%" and (_GOAL_AT_ALL.search(clause) or _opens(clause))):
        return "target"
    near = p.low[max(0, start - 40) : start]
    wanted = _GOAL.search(near) is not None and _DURATION.match(unit) is None
    if wanted or (_DIRECTED.search(near) and _DONE_AFTER.match(p.low, end)):
        return "target"
    return "quantity"
