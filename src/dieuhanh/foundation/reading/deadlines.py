"""When something is due: the phrase, its type and its iso form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dieuhanh.foundation.vietnamese.ordinals import parse_roman

from .lexicon import word_set
from .model import DeadlineType
from .spans import span_at, span_in
from .words import Words

_HOUR: Final = r"(?:(?:[01]?\d|2[0-3])\s*(?:giờ|h|g|:)\s*(?:[0-5]\d(?:\s*phút)?)?,?\s+)?"
_DAY: Final = (
    _HOUR
    + r"(?:ngày\s+)?(?:mồng\s+|mùng\s+)?(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:(?:\s*[/.-]\s*|\s+năm\s+|,\s*năm\s+)(?P<y>\d{4}))?(?!\d)"
)
_MONTH: Final = r"tháng\s+(?P<mm>\d{1,2})(?:\s*[/-]\s*|\s+năm\s+|,\s*năm\s+)(?P<my>\d{4})|tháng\s+(?P<m0>\d{1,2})(?!\s*[/-]?\d|\w)|(?<!\d)(?P<sm>\d{1,2})/(?P<sy>\d{4})"
_QUARTER: Final = r"quý\s+(?P<q>iv|i{1,3}|[1-4])(?!\w)(?:(?:\s*[/-]\s*|\s+năm\s+|,\s*năm\s+|\s+)(?P<qy>\d{4}))?"
_YEAR: Final = r"(?:\d{1,2}\s+tháng\s+(?P<half>đầu|cuối)\s+)?năm\s+(?P<yr>\d{4})(?:\s*[-–/]\s*(?P<yr2>\d{4}))?"
_EVERY: Final = r"(?:hằng|hàng|mỗi)\s+(?P<every>năm|quý|tháng|tuần|ngày)"
_BEFORE: Final = (
    r"(?P<pre>(?:(?:hoàn\s+thành\s+|xong\s+)?(?:chậm\s+nhất\s+(?:là\s+)?|muộn\s+nhất\s+(?:là\s+)?)?(?:trước|đến\s+hết|hết|đến|trong|vào|từ|kể\s+từ|cuối|đầu|giữa|vào\s+cuối|chậm\s+nhất\s+(?:là\s+)?vào|ngay\s+trong)\s+)"
    r"|(?:chậm\s+nhất\s+(?:là\s+)?|muộn\s+nhất\s+(?:là\s+)?)|(?:hoàn\s+thành|xong)\s+(?=ngày\s))?"
)
_PHRASE: Final = re.compile(
    rf"{_BEFORE}(?:{_EVERY}|(?P<day>{_DAY}(?:\s+{_EVERY.replace('every', 'every2')})?)|ngày\s+(?:mồng\s+|mùng\s+)?(?P<dd>\d{{1,2}})\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi)\s+(?P<every3>tháng|quý|năm)|tháng\s+(?P<of>trước|sau|cuối|đầu)(?:\s+đó)?)"
    rf"|{_QUARTER}|{_MONTH}|{_YEAR})(?P<on>\s+và\s+(?:(?:các|những)\s+(?:năm|tháng)\s+(?:tiếp\s+theo|sau)|hằng\s+năm))?(?:\s+hoặc\s+đột\s+xuất)?"
)
_LAST_WEEK: Final = re.compile(
    r"(?:vào\s+)?tuần\s+(?:cuối|đầu)(?:\s+cùng)?\s+(?:của\s+)?(?:tháng\s+thứ\s+\w+\s+(?:trong|của)\s+)?(?P<unit>quý|tháng|năm)"
)
_YEARLY: Final = re.compile(r"(?<!\w)(?:hằng|hàng|mỗi)\s+năm(?!\w)")
_PERIODIC: Final = re.compile(
    r"định\s+kỳ(?:\s+(?:0?(?P<n>\d+)\s+tháng|(?:hằng|hàng)\s+(?P<every>năm|quý|tháng|tuần|ngày)))?"
)
_QUARTERS: Final = re.compile(
    r"quý\s+(?P<q1>iv|i{1,3}|[1-4])(?:(?:\s*/\s*|\s+năm\s+)(?P<y1>\d{4}))?\s*(?:-|–|đến|,|và)\s*(?:hết\s+)?(?:quý\s+)?(?P<q2>iv|i{1,3}|[1-4])(?:\s*/\s*|\s+năm\s+)(?P<y2>\d{4})"
)
_NOW: Final = re.compile(r"(?<!\w)(?:kể\s+)?từ\s+nay\s+$")
_WITHIN: Final = re.compile(
    r"(?:trong\s+(?:thời\s+hạn\s+|vòng\s+)?|sau\s+)(?P<n>\d+)\s+(?:ngày|tháng|giờ|tuần)(?:\s+làm\s+việc)?(?:\s+(?:kể\s+)?từ\s+(?:khi|ngày)[^,;.]{0,60})?"
)
_STARTERS: Final = word_set(
    "hoàn xong chậm muộn trước đến hết trong vào từ kể cuối đầu giữa ngày tháng quý năm hằng hàng mỗi định tuần sau ngay 6 06"
)
_EVERY_ISO: Final = {"năm": "yearly", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily"}
# A date behind these words dates a document, an event or a period, not the task.
_NOT_DUE: Final = re.compile(
    r"(?<!\w)(?:trọng tâm|số\s+\S+|qh\d+|ban hành|ký|thành lập|kỷ niệm|lễ|nghị quyết|nghị định|kế hoạch|chỉ thị|quyết định|thông tư|công văn|kết luận|thông báo|chương trình|từ|mưa lũ|sinh ngày|cpi|gdp|chỉ tiêu|nhiệm vụ|công tác|dự toán|ngân sách|vốn|hướng|khóa|nhiệm kỳ|giai đoạn|so với|cùng kỳ|năm học|vụ|đợt"
    r"|nq-cp|được giao|của đảng|[a-zđ-]+/[a-zđ-]+|luật|đề án|mùa|bước sang|tết|xuân),?\s*$"
)
_PAST_EVENT: Final = re.compile(
    r"(?<!\w)(?:ban hành|(?<!đăng )ký|thành lập|đã được \w+|phát sinh|tồn đọng|sinh|có hiệu lực)\s*$"
)
_SPAN_OF_EVENT: Final = re.compile(
    r"(?<!\w)(?:mưa lũ|bão|lũ|bão số \d+|thiên tai|dịch bệnh|xảy ra|diễn ra|phát sinh|số liệu|nghỉ lễ|nghỉ tết|nhiệm kỳ|giai đoạn|thời kỳ|đợt|đã \w+(?: \w+)?)[\s,(]*$"
)
_NAMED_BEFORE: Final = re.compile(r"(?:\d[\w/.-]*[-/][a-zđ][\w-]*|nghị quyết|luật|kết luận)\s*,?\s*(?:\([^)]*\)\s*)?$")
_ONGOING: Final = re.compile(r"thường\s+xuyên|liên\s+tục|hằng\s+ngày")
_RELATIVE: Final = re.compile(
    r"theo\s+(?:lộ trình|kế hoạch|tiến độ|quy định|hướng dẫn|yêu cầu|chỉ đạo|chương trình)|sau\s+khi|khi\s+có|kể\s+từ|trong\s+(?:thời\s+hạn\s+|vòng\s+)?\d+\s+(?:ngày|giờ|tuần|tháng)"
)


@dataclass(frozen=True, slots=True)
class Due:
    """Start and end in the prepared text, type and iso form."""

    start: int
    end: int
    type: DeadlineType
    iso: str | None


def _two(text: str) -> str:
    return f"{int(text):02}"


def _recurring(match: re.Match[str]) -> tuple[DeadlineType, str | None]:
    if match["dd"]:
        if match["every3"] in (None, "tháng"):
            return "recurring", f"XXXX-XX-{_two(match['dd'])}"
        return "recurring", _EVERY_ISO[match["every3"]]
    if match["day"]:
        return "recurring", f"XXXX-{_two(match['m'])}-{_two(match['d'])}"
    return "recurring", _EVERY_ISO[match["every"]]


def _open(match: re.Match[str], iso: str) -> bool:
    before = match["pre"] or ""
    return bool(match["on"]) or before.startswith(("từ", "kể"))


def _roman(text: str) -> int:
    return int(text) if text.isdigit() else parse_roman(text)


def _valid(match: re.Match[str]) -> bool:
    days, months = match["d"] or match["dd"], match["m"] or match["mm"] or match["m0"] or match["sm"]
    return (not days or 1 <= int(days) <= 31) and (not months or 1 <= int(months) <= 12)


def _value(match: re.Match[str], year: int | None) -> tuple[DeadlineType, str | None] | None:
    """Type and iso form of a phrase; None for a date that stays without a year."""
    if not _valid(match):
        return None
    if match["every"] or match["every2"] or match["every3"] or match["of"]:
        return _recurring(match)
    iso, kind = _calendar(match, year)
    if iso is None:
        return None
    if _open(match, iso):
        return "open_period", f"{iso}/.."
    before = match["pre"] or ""
    if kind == "on_date" and any(word in before for word in ("trước", "hết", "chậm", "muộn", "đến", "trong", "hoàn")):
        return "before_date", iso
    return kind, iso


def _calendar(match: re.Match[str], year: int | None) -> tuple[str | None, DeadlineType]:
    if match["day"]:
        of = match["y"] or (str(year) if year else None)
        return (f"{of}-{_two(match['m'])}-{_two(match['d'])}" if of else None), "on_date"
    if match["q"]:
        of = match["qy"] or (str(year) if year else None)
        return (f"{of}-Q{_roman(match['q'])}" if of else None), "period"
    month = match["mm"] or match["m0"] or match["sm"]
    if month:
        of = match["my"] or match["sy"] or (str(year) if year else None)
        return (f"{of}-{_two(month)}" if of else None), "month"
    if match["yr2"]:
        return f"{match['yr']}/{match['yr2']}", "period"
    if match["half"]:
        return f"{match['yr']}-H{1 if match['half'] == 'đầu' else 2}", "period"
    return match["yr"], "year"


def in_clause(w: Words, i: int, j: int, year: int | None) -> Due | None:
    """The deadline among words `i` to `j`: the last phrase with a preposition that dates the work, not a document or a name."""
    best: Due | None = None
    k = i
    while k < j:
        if w.low[k] not in _STARTERS:
            k += 1
            continue
        due, k = _at(w, i, k, j, year)
        if due is not None and (
            best is None or best.iso == "periodic" or due.type in ("before_date", "on_date", "month", "period")
        ):
            best = due
    return best


def every_before(w: Words, i: int, head: int) -> Due | None:
    """“Sở Y tế hằng tuần kiểm tra ...”: how often, right before the verb."""
    for k in range(max(i, head - 4), head):
        match = _PHRASE.match(w.prepared.low, w.starts[k], w.ends[head - 1])
        if match and match["every"] and w.at(match.end()) == head:
            return Due(match.start(), match.end(), "recurring", _EVERY_ISO[match["every"]])
    return None


def _at(w: Words, i: int, k: int, j: int, year: int | None) -> tuple[Due | None, int]:
    """A deadline that starts at word `k`, and the word to go on from."""
    low, start, stop = w.prepared.low, w.starts[k], w.ends[j - 1]
    span = span_at(low, start, stop, year, opens=k == i)
    if span:
        if _SPAN_OF_EVENT.search(low, max(w.starts[i], start - 40), start):
            return None, w.at(span[0])
        return Due(start, span[0], "period", span[1]), w.at(span[0])
    for pattern in (_LAST_WEEK, _PERIODIC, _WITHIN):
        match = pattern.match(low, start, stop)
        if match:
            return _special(pattern, match), w.at(match.end())
    match = _PHRASE.match(low, start, stop)
    if not match or not match[0]:
        return None, k + 1
    after = max(k + 1, w.at(match.end()))
    if not _dates_work(w, i, k, j, match):
        return None, after
    value = _value(match, year)
    if value is None:
        return None, after
    if match["day"] and not match["y"] and _YEARLY.search(low, w.starts[i], stop):
        value = ("recurring", f"XXXX-{_two(match['m'])}-{_two(match['d'])}")
    begin = _from_now(low, w.starts[i], match.start()) or match.start() + _spoken_start(match)
    return Due(begin, match.end(), *value), after


def _from_now(low: str, floor: int, start: int) -> int | None:
    """“từ nay đến hết ngày ...”: the phrase begins at its first word."""
    now = _NOW.search(low, max(floor, start - 20), start)
    return now.start() if now else None


def _spoken_start(match: re.Match[str]) -> int:
    """“hoàn thành trước ngày ...”: the phrase begins at the preposition."""
    lead = re.match(r"(?:hoàn\s+thành|xong)\s+", match[0])
    return lead.end() if lead else 0


def _special(pattern: re.Pattern[str], match: re.Match[str]) -> Due | None:
    if pattern is _LAST_WEEK:
        return Due(match.start(), match.end(), "recurring", _EVERY_ISO[match["unit"]])
    if pattern is _PERIODIC:
        iso = _EVERY_ISO[match["every"]] if match["every"] else "periodic"
        return Due(match.start(), match.end(), "recurring", iso)
    return Due(match.start(), match.end(), "relative", None)


def _dates_work(w: Words, i: int, k: int, j: int, match: re.Match[str]) -> bool:
    """Whether the phrase says when the work is due: it has a preposition, or opens the clause, and no document stands before it."""
    low = w.prepared.low
    before = low[max(w.starts[i], match.start() - 40) : match.start()]
    if match["every2"] or match["every3"] or match["of"]:
        return True
    if match["every"]:
        return k == i or match.end() >= w.ends[j - 1] or before.rstrip().endswith((",", "định kỳ"))
    if not match["pre"]:
        return k == i and not match["yr"]
    pre = match["pre"].split()[0]
    strong = (
        pre in ("trước", "chậm", "muộn", "hoàn", "xong")
        or (pre == "trong" and not match["yr"])
        or (pre == "vào" and bool(match["day"]))
        or match["pre"].startswith(("đến hết", "hết"))
    )
    if strong:
        return not _PAST_EVENT.search(before)
    if _NOT_DUE.search(before) or _NAMED_BEFORE.search(before):
        return False
    if match["yr"] and not match["half"] and pre in ("đến", "từ", "vào"):
        return pre == "từ" and bool(match["on"])
    return pre != "từ" or not match["day"] or k == i


def in_label(w: Words, i: int, j: int, year: int | None) -> Due | None:
    """The deadline of a time line or cell: the whole value, typed by what it says."""
    low, start, stop = w.prepared.low, w.starts[i], w.ends[j - 1]
    while j > i + 1 and w.low[j - 1] in (".", ";", ",", "|"):
        j -= 1
        stop = w.ends[j - 1]
    text = low[start:stop]
    typed = _label_value(text, year) if any(c.isalnum() for c in text) else None
    return Due(start, stop, *typed) if typed else None


def _label_value(text: str, year: int | None) -> tuple[DeadlineType, str | None] | None:
    if text.startswith("theo ") and not re.search(r"\d", text):
        return "relative", None
    found = [m for m in _PHRASE.finditer(text) if m[0].strip() and not (m["pre"] and m[0] == m["pre"])]
    span = re.search(r"(?:từ\s+)?(?:năm\s+)?(\d{4})\s*(?:-|–|đến(?:\s+năm)?)\s*(\d{4})", text)
    if span:
        return "period", f"{span[1]}/{span[2]}"
    quarters = _QUARTERS.search(text)
    if quarters:
        first, last = quarters["y1"] or quarters["y2"], quarters["y2"]
        return "period", f"{first}-Q{_roman(quarters['q1'])}/{last}-Q{_roman(quarters['q2'])}"
    days = span_in(text, year)
    if days:
        return "period", days
    values = [(match, value) for match in found if (value := _value(match, year))]
    if values and values[0][1][0] == "open_period":  # "từ ngày 15/10 đến hết tháng 11/2026" ends
        return next((v for m, v in values if (m["pre"] or "").startswith("đến")), values[0][1])
    if values:
        return values[0][1]
    if _ONGOING.search(text):
        return "ongoing", None
    if re.search(r"định\s+kỳ", text):
        return "recurring", "periodic"
    if _RELATIVE.search(text) or text:
        return "relative", None
    return None
