"""Files and links that a report stands on: attached with it, taken off with a reason. The bytes of a file are kept under their hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dieuhanh.foundation.formats import NoWords, OtherKind, Unreadable, words_of
from dieuhanh.kernel.documents.secrecy import secrecy_stamp
from dieuhanh.kernel.files.actions import safe_name, store
from dieuhanh.kernel.files.content import media_type_of
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.models import Evidence, Report

LARGEST = 20_000_000  # bytes
LOOKED_AT = 2_000_000  # letters: a thousand pages, three seconds
# What an office attaches, by content: a program or a web page that calls itself a picture is none of these.
ALLOWED = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/msword": "Word",
    "application/vnd.ms-excel": "Excel",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "text/plain": "văn bản thuần",
}

# A PDF keeps the lines of the print, so that "bí / mật" may be parted: a line that begins small goes on with the one above.
_UNWRAPPED = re.compile(r"\n(?=[a-zà-ỹđ])")


@dataclass(frozen=True)
class Attached:
    """A file as it came in. What speaks against it is found once, by the form before the act, since nobody else writes while an act does."""

    data: bytes
    name: str

    @cached_property
    def fault(self) -> str:
        """Why it is not taken; empty where it is."""
        name = safe_name(self.name)
        if len(self.data) > LARGEST:
            return f"tệp «{name}» dài {len(self.data) / 1e6:.0f} MB; chỉ nhận đến {LARGEST // 10**6} MB"
        if not self.data:
            return f"tệp «{name}» là tệp rỗng"
        try:
            words = _words(self.data)
        except Unreadable as error:
            return f"tệp «{name}»: {error}"
        called = self.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
        if stamp := secrecy_stamp(called) or secrecy_stamp(words[:LOOKED_AT]):
            return f"tệp «{name}» có dấu mật «{stamp[1]}»; văn bản mật không đưa vào hệ thống này"
        media_type = media_type_of(self.data)
        if media_type not in ALLOWED:
            return f"tệp «{name}» là {media_type}; chỉ nhận PDF, Word, Excel, ảnh JPEG hoặc PNG, văn bản thuần"
        return ""


@action("plans.attach", may="report_task", on="report")
def attach(by: By, *, report: Report, files: list[Attached], link: str = "") -> Report:
    """All of it or nothing."""
    for file in files:
        if file.fault:
            raise Invalid(file.fault, "files")
    for file in files:
        kept = store(by, data=file.data, name=file.name)
        create(Evidence(task_id=report.task_id, report=report, file=kept, name=safe_name(file.name)))
    if link:
        if not link.startswith(("https://", "http://")):
            raise Invalid(f"đường dẫn «{link[:60]}» không dùng được; hãy ghi địa chỉ bắt đầu bằng https://", "link")
        create(Evidence(task_id=report.task_id, report=report, link=fitting(link, "link", 500)))
    return report


def _words(data: bytes) -> str:
    """All words that can be read, headers, notes and text boxes first. A scan has none, or few; Word of before 2007 is not read."""
    try:
        found = words_of(data)
    except NoWords as scan:
        return scan.words
    except OtherKind:
        return "" if b"\0" in data[:4096] else data[:LOOKED_AT].decode("utf-8", "ignore")
    return _UNWRAPPED.sub(" ", found.all) if found.kind == "pdf" else found.all


@action("plans.take_off", may="report_task", on="evidence")
def take_off(by: By, *, evidence: Evidence, reason: str) -> Evidence:
    """A wrong file is no longer shown; that it was there, and why it went, is."""
    if evidence.off_on is not None:
        raise Invalid(f"tài liệu này đã được gỡ ngày {evidence.off_on:%d/%m/%Y}")
    return change(evidence, off_on=today(), off_reason=said(reason, "hãy ghi lý do gỡ", "reason"))
