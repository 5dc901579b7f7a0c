"""Bodies that issue documents, read from a place in the text: a lexicon of the central ones, a grammar for all others."""

from __future__ import annotations

import re
from typing import Final

from .prepared import Prepared

_CENTRAL: Final = """
ban chấp hành trung ương đảng|ban chấp hành trung ương|ban bí thư trung ương đảng|ban bí thư trung ương|ban bí thư|bộ chính trị
văn phòng trung ương đảng|văn phòng trung ương|ban tổ chức trung ương|ban tuyên giáo và dân vận trung ương|ban tuyên giáo trung ương
ban nội chính trung ương|ban kinh tế trung ương|ban dân vận trung ương|ban chính sách, chiến lược trung ương
ủy ban kiểm tra trung ương|ban chỉ đạo trung ương|trung ương đảng|đảng ủy chính phủ|đảng ủy quốc hội
ủy ban thường vụ quốc hội|văn phòng quốc hội|quốc hội|chủ tịch quốc hội|chủ tịch nước|văn phòng chủ tịch nước
phó thủ tướng thường trực chính phủ|phó thủ tướng chính phủ|thủ tướng chính phủ|thủ tướng|văn phòng chính phủ|chính phủ
bộ trưởng, chủ nhiệm văn phòng chính phủ|bộ trưởng, chủ nhiệm ủy ban dân tộc|hội đồng bộ trưởng|hội đồng chính phủ
bộ trưởng, trưởng ban tổ chức - cán bộ chính phủ|ban tổ chức - cán bộ chính phủ
hội đồng thẩm phán tòa án nhân dân tối cao|tòa án nhân dân tối cao|viện kiểm sát nhân dân tối cao|kiểm toán nhà nước
thống đốc ngân hàng nhà nước việt nam|thống đốc ngân hàng nhà nước|ngân hàng nhà nước việt nam|ngân hàng nhà nước
thanh tra chính phủ|tổng thanh tra chính phủ|ủy ban dân tộc|bảo hiểm xã hội việt nam|đài truyền hình việt nam
ủy ban trung ương mặt trận tổ quốc việt nam|tổng liên đoàn lao động việt nam|trung ương đoàn thanh niên cộng sản hồ chí minh
""".replace("\n", "|")
_MINISTRIES: Final = """
quốc phòng|công an|ngoại giao|nội vụ|tư pháp|tài chính|công thương|công nghiệp|thương mại|thủy sản|lâm nghiệp
kế hoạch và đầu tư|nông nghiệp và phát triển nông thôn|nông nghiệp và môi trường|giao thông vận tải|xây dựng
tài nguyên và môi trường|thông tin và truyền thông|bưu chính, viễn thông|bưu chính viễn thông|văn hóa - thông tin
văn hóa, thể thao và du lịch|văn hóa thể thao và du lịch|văn hóa và thể thao|văn hóa - thể thao|du lịch|khoa học và công nghệ
khoa học công nghệ|giáo dục và đào tạo|giáo dục - đào tạo|y tế|dân tộc và tôn giáo|lao động - thương binh và xã hội
lao động-thương binh và xã hội|lao động, thương binh và xã hội|lao động thương binh và xã hội|ngoại vụ|quy hoạch - kiến trúc
""".replace("\n", "|")


def _alternatives(names: str) -> str:
    listed = sorted({n for n in names.split("|") if n}, key=len, reverse=True)
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in listed)


_TERM: Final = r"(?:\s+khóa\s+[ivxl]+)?"
_TITLE: Final = r"(?:(?:phó\s+)?(?:bộ\s+trưởng|giám\s+đốc|trưởng)\s+)?"
_KNOWN: Final = re.compile(
    rf"(?:{_alternatives(_CENTRAL)}){_TERM}(?!\w)|{_TITLE}(?:bộ|sở)\s+(?:{_alternatives(_MINISTRIES)})(?!\w)"
)
_HEADS: Final = _alternatives(
    "ubnd|hđnd|hội đồng nhân dân|ủy ban nhân dân|ủy ban mttq|ub mttq|ủy ban mặt trận tổ quốc|mttq|thường trực|ban thường vụ"
    "|ban chấp hành|ban cán sự đảng|đảng ủy|đảng bộ|thành ủy|tỉnh ủy|quận ủy|huyện ủy|thị ủy|chủ tịch|phó chủ tịch"
    "|giám đốc|trưởng ban|trưởng phòng|chi cục trưởng|cục trưởng|tổng cục trưởng|vụ trưởng|viện trưởng|trưởng công an|chánh án|chánh thanh tra|chánh văn phòng|hiệu trưởng|ban chỉ đạo|ban quản lý|ban|sở|bộ|phòng|văn phòng|cục|tổng cục"
    "|chi cục|vụ|viện|tổ công tác|tiểu ban|ngân hàng|quỹ|bệnh viện|trường|học viện|đại học|liên minh|mặt trận tổ quốc|trung tâm|ủy ban|công an|bộ chỉ huy quân sự|ban chỉ huy quân sự|bộ tư lệnh|quân khu|tòa án nhân dân"
    "|viện kiểm sát nhân dân|hội|hội đồng|liên đoàn|đoàn|tập đoàn|tổng công ty|công ty|thanh tra|kho bạc|hải quan|thuế"
)
_HEAD: Final = re.compile(rf"(?:{_HEADS})(?!\w)")
_LEVEL: Final = re.compile(
    r"(?:tỉnh|thành\s+phố|tp\.?|quận|huyện|thị\s+xã|thị\s+trấn|phường|xã|đặc\s+khu|nhà\s+nước|việt\s+nam|trung\s+ương)(?!\w)"
)
# Words no name of a body goes on with: what follows tells what the document does, or starts the next mention.
STOP: Final = frozenset(
    [
        "về",
        "quy",
        "ban",
        "phê",
        "hướng",
        "thực",
        "sửa",
        "tại",
        "trình",
        "đã",
        "thì",
        "có",
        "phải",
        "để",
        "theo",
        "do",
        "của",
        "với",
        "trên",
        "trong",
        "năm",
        "giai",
        "ngày",
        "số",
        "bổ",
        "công",
        "triển",
        "cho",
        "khi",
        "nếu",
        "nhằm",
        "được",
        "bị",
        "là",
        "từ",
        "đến",
        "ký",
        "gửi",
        "hiện",
        "nêu",
        "này",
        "đó",
        "việc",
        "căn",
        "xét",
        "giao",
        "đề",
        "yêu",
        "như",
        "cùng",
        "nhưng",
        "hoặc",
        "sau",
        "trước",
    ]
)
_KIND_NEXT: Final = re.compile(
    r"(?:các|những|nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|thông\s+tư|kế\s+hoạch|luật|bộ\s+luật|công\s+văn|công\s+điện"
    r"|thông\s+báo|kết\s+luận|chương\s+trình|tờ\s+trình|báo\s+cáo|văn\s+bản|quy\s+chế|quy\s+định|pháp\s+lệnh)(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 120


def body_end(p: Prepared, at: int) -> int | None:
    """Where the body that starts at `at` ends; None where no body starts there."""
    known = _KNOWN.match(p.low, at)
    head = _HEAD.match(p.low, at)
    if known and not (head and head.end() > known.end()):
        return known.end()
    if not head:
        return None
    return _grown(p, head.end(), at + _LONGEST, p.shown[at : head.end()].isupper())


def _grown(p: Prepared, end: int, limit: int, capitals: bool) -> int:
    """The end after all words that still belong to the name: proper words, levels, bodies inside the name, X - Y, X và Y."""
    small = 0
    while end < limit:
        gap = re.match(r"\s*+-\s*+|\s+và\s+|\s+", p.low[end : end + 12])
        if not gap:
            break
        at = end + gap.end()
        joined = gap[0].strip()
        inner = _inner(p, at, capitals)
        word = _WORD.match(p.low, at)
        if not word or (joined != "-" and _KIND_NEXT.match(p.low, at)):
            break
        if inner and (p.shown[at].isupper() or not joined):
            end, small = inner.end(), 0
        elif not _goes_on(p, word, capitals, small, joined):
            break
        else:
            small = 0 if p.shown[at].isupper() else small + 1
            end = word.end()
    return end


def _inner(p: Prepared, at: int, capitals: bool) -> re.Match[str] | None:
    """A body or level inside a name; a lone small "ban" or "thuế" there is a verb or a thing, not a body."""
    head = _HEAD.match(p.low, at)
    if head and (" " in head[0] or (p.shown[at].isupper() and not (capitals and head[0] in STOP))):
        return _KNOWN.match(p.low, at) or head
    return _LEVEL.match(p.low, at) or _KNOWN.match(p.low, at)


def _goes_on(p: Prepared, word: re.Match[str], capitals: bool, small: int, joined: str) -> bool:
    if capitals:
        return not joined and word[0] not in STOP
    if p.shown[word.start()].isupper():
        return True
    if word[0][0].isdigit():  # Ban Chỉ đạo 138
        return p.low.endswith("chỉ đạo", 0, word.start() - 1)
    if joined or small >= 3 or word[0] in ("và", "các"):
        return False
    previous = p.shown[: word.start()].rstrip()[-1:]
    return previous.isalpha() and word[0] not in STOP and _after_proper(p, word.start(), small)


def _after_proper(p: Prepared, at: int, small: int) -> bool:
    """A small syllable belongs to the name only behind a capital one (Sở Nội vụ) or its run (Phát triển nông thôn)."""
    before = p.shown[max(0, at - 14) : at].split()
    return bool(before) and (small > 0 or before[-1][0].isupper())


def body_name(p: Prepared, start: int, end: int) -> str:
    """The name as written, or in usual case where it stands in capitals or in a title set low."""
    shown = " ".join(p.shown[start:end].split())
    if not (shown.isupper() and " " in shown) and not shown.islower():
        return shown
    low = " ".join(p.low[start:end].split())
    return usual_case(low)


_SHORT_FORMS: Final = {"ubnd": "UBND", "hđnd": "HĐND", "mttq": "MTTQ", "ub": "UB"}
_PLACE: Final = re.compile(
    r"(?<!\w)(tỉnh|thành phố|(?:quận|huyện|tỉnh|thành)(?: ủy)?|thị xã|phường|xã|thị trấn|đặc khu) (?!ủy\b|hội\b)(.+)$"
)
_CAPITAL: Final = re.compile(
    r"(?<!\w)(?:ủy ban|hội đồng|chính phủ|quốc hội|nhà nước|tổ quốc|trung ương|đảng(?= ủy|$)|văn phòng|ban|bộ|sở|cục|chi cục|tổng cục|phòng|kiểm toán"
    r"|thành ủy|tỉnh ủy|quận ủy|huyện ủy)(?!\w)"
)
_SUBJECT: Final = re.compile(r"(?<!\w)(Bộ|Sở|Ban|Cục|Phòng|Ủy ban) (?!trưởng|nhân)(\w)")
_SECOND_SUBJECT: Final = re.compile(r"((?:Bộ|Sở|Ban|Phòng) [^,]*?,? (?:và|-) )(\w)")


def usual_case(low: str) -> str:
    """A name in lower case as one would write it: heads, subjects and place names capital, other words small.

    >>> usual_case("ủy ban nhân dân thành phố hà nội"), usual_case("chủ tịch ubnd tỉnh")
    ('Ủy ban nhân dân thành phố Hà Nội', 'Chủ tịch UBND tỉnh')
    >>> usual_case("sở giáo dục và đào tạo")
    'Sở Giáo dục và Đào tạo'
    """
    place = _PLACE.search(low)
    tail = f"{place[1][0].upper() + place[1][1:] if 'ủy' in place[1] else place[1]} {place[2].title()}" if place else ""
    name = low[: place.start()] if place else low
    name = (
        _CAPITAL.sub(lambda m: m[0][0].upper() + m[0][1:], name)
        .replace("Ủy Ban", "Ủy ban")
        .replace("việt nam", "Việt Nam")
    )
    name = _SUBJECT.sub(lambda m: f"{m[1]} {m[2].upper()}", name)
    name = _SECOND_SUBJECT.sub(lambda m: m[1] + m[2].upper(), name)
    name = re.sub(r"\b(?:ubnd|hđnd|mttq|ub)\b", lambda m: _SHORT_FORMS[m[0]], name) + tail
    return name[:1].upper() + name[1:]
