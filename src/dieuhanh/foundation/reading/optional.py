"""Clauses that look like orders but give nobody one thing to report done: carrying out the document, watching over it, being answerable."""

from __future__ import annotations

import re
from typing import Final

_KINDS: Final = r"(?:nghị\s+quyết|nghị\s+định|kế\s+hoạch|chỉ\s+thị|công\s+điện|quyết\s+định|thông\s+báo|văn\s+bản|hướng\s+dẫn|chương\s+trình|đề\s+án|quy\s+chế|kết\s+luận|công\s+văn|thông\s+tư|quy\s+định|phương\s+án|luật)"
_THIS: Final = rf"{_KINDS}(?:\s+này|\s+nêu\s+trên|\s+trên(?!\s+địa\s+bàn))"
_EXECUTES: Final = re.compile(
    rf"(?:thi\s+hành|thực\s+hiện|triển\s+khai)(?:\s+(?:nghiêm\s+túc|nghiêm|tốt|hiệu\s+quả|có\s+hiệu\s+quả|đầy\s+đủ|thi\s+hành|thực\s+hiện|các\s+nội\s+dung|nội\s+dung|của|,|đồng\s+bộ|các|nhiệm\s+vụ|theo)){{0,6}}\s+{_THIS}"
    r"|hoàn\s+thành\s+(?:tốt\s+)?(?:các\s+)?nhiệm\s+vụ\s+(?:được\s+(?:giao|phân\s+công))|thực\s+hiện\s+nghiêm\s+túc,\s+hiệu\s+quả$|triển\s+khai,?\s+thực\s+hiện\s+(?:nghiêm\s+túc\s+)?(?:chương\s+trình|kế\s+hoạch)$"
)
_EXECUTE_HEADS: Final = frozenset(
    (
        "chịu trách nhiệm",
        "thi hành",
        "triển khai",
        "thực hiện",
        "tổ chức",
        "hoàn thành",
        "chỉ đạo",
        "căn cứ",
        "phổ biến",
        "quán triệt",
    )
)
_WATCHES: Final = re.compile(
    rf"(?:{_THIS}|nêu\s+trên|(?:nêu|nêu\s+tại|được\s+nêu|giao)\s+(?:trong|tại)\s+(?:kế\s+hoạch|chương\s+trình|nghị\s+quyết|chỉ\s+thị|công\s+điện)(?:\s+này)?(?=$|\s+theo|,|;)|quá\s+trình\s+triển\s+khai$|thực\s+hiện\s+{_THIS})"
)
_WATCH_HEADS: Final = frozenset(
    ("theo dõi", "đôn đốc", "kiểm tra", "tổng hợp", "báo cáo", "giám sát", "tham mưu", "thanh tra")
)
_FEEDBACK: Final = re.compile(
    r"(?:khó\s+khăn|vướng\s+mắc|phát\s+sinh|vấn\s+đề)[^;.]{0,80}(?:phản\s+ánh|báo\s+cáo|kiến\s+nghị|trao\s+đổi|thông\s+tin)|(?:phản\s+ánh|báo\s+cáo|kiến\s+nghị)[^;.]{0,120}(?:vượt\s+(?:quá\s+)?thẩm\s+quyền|khó\s+khăn,\s+vướng\s+mắc\s+phát\s+sinh)"
)
_FEEDBACK_OPENS: Final = re.compile(
    r"(?:trong\s+quá\s+trình|nếu|trường\s+hợp)\s[^;.]{0,120}(?:khó\s+khăn|vướng\s+mắc|phát\s+sinh)|(?:đề\s+nghị\s+)?(?:kịp\s+thời\s+)?(?:báo\s+cáo|phản\s+ánh)[^;.]{0,120}vượt\s+(?:quá\s+)?thẩm\s+quyền"
)
_THREAT: Final = re.compile(r"nếu\s+(?:để\s+)?xảy\s+ra|trường\s+hợp\s+để\s+xảy\s+ra|nếu\s+không\s+hoàn\s+thành")
_ANSWERS: Final = re.compile(r"chịu\s+trách\s+nhiệm\s+(?:toàn\s+diện\s+)?(?:trước|về|chính\s+về)")
_INFORMS: Final = re.compile(
    r"thông\s+báo\s+(?:để|đến|cho)\s[^.;]{0,120}(?:biết|thực\s+hiện)$|có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ|ban\s+hành\s+kèm\s+theo"
)
_MONEY: Final = re.compile(
    r"(?:lập|xây\s+dựng|bố\s+trí|cân\s+đối|chủ\s+động\s+bố\s+trí)(?:\s+\w+|,){0,8}\s+(?:dự\s+toán|kinh\s+phí)"
)


def optional_class(text: str, head: str, dated: bool, general: bool) -> str | None:
    """The class of a clause in lower case that is no task of its own; None for a real one. `dated`: it states a day or a rhythm."""
    if _INFORMS.search(text):
        return "notice"
    if _THREAT.match(text):
        return "responsibility_clause"
    if head == "chịu trách nhiệm" and _ANSWERS.search(text):
        return "responsibility_clause"
    if head in _EXECUTE_HEADS and _EXECUTES.search(text) and not dated:
        return "execution_clause"
    if not dated and head in _WATCH_HEADS and _WATCHES.search(text):
        return "monitoring"
    if not dated and (_FEEDBACK_OPENS.match(text) and _FEEDBACK.search(text)):
        return "feedback_clause"
    if general and _MONEY.search(text):
        return "finance_clause"
    return None
