"""Files and links that a report stands on: attached with it, taken off with a reason. The bytes of a file are kept under their hash."""

from __future__ import annotations

from dataclasses import dataclass

from dieuhanh.kernel.documents.secrecy import secrecy_stamp
from dieuhanh.kernel.files.actions import safe_name, store
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.models import Evidence, Report

LARGEST = 20_000_000  # bytes
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


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it came in."""

    data: bytes
    name: str


@action("plans.attach", may="report_task", on="report")
def attach(by: By, *, report: Report, files: list[Attached], link: str = "") -> Report:
    """All of it or nothing."""
    for file in files:
        _refuse_secret(file)
        kept = store(by, data=file.data, name=file.name)
        if kept.media_type not in ALLOWED:
            raise Invalid(
                f"tệp «{safe_name(file.name)}» là {kept.media_type}; chỉ nhận PDF, Word, Excel, ảnh JPEG hoặc PNG, văn bản thuần",
                "files",
            )
        create(Evidence(task_id=report.task_id, report=report, file=kept, name=safe_name(file.name)))
    if link:
        if not link.startswith(("https://", "http://")):
            raise Invalid(f"đường dẫn «{link[:60]}» không dùng được; hãy ghi địa chỉ bắt đầu bằng https://", "link")
        create(Evidence(task_id=report.task_id, report=report, link=fitting(link, "link", 500)))
    return report


def _refuse_secret(file: Attached) -> None:
    """By its name and, of plain text, by its words."""
    if len(file.data) > LARGEST:
        raise Invalid(
            f"tệp «{safe_name(file.name)}» dài {len(file.data) / 1e6:.0f} MB; chỉ nhận đến {LARGEST // 10**6} MB",
            "files",
        )
    words = [file.name.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")]
    if b"\0" not in file.data[:4096]:
        words.append(file.data[:1_000_000].decode("utf-8", "ignore"))
    if stamp := next(filter(None, map(secrecy_stamp, words)), None):
        raise Invalid(
            f"tệp «{safe_name(file.name)}» có dấu mật «{stamp[1]}»; văn bản mật không đưa vào hệ thống này", "files"
        )


@action("plans.take_off", may="report_task", on="evidence")
def take_off(by: By, *, evidence: Evidence, reason: str) -> Evidence:
    """A wrong file is no longer shown; that it was there, and why it went, is."""
    if evidence.off_on is not None:
        raise Invalid(f"tài liệu này đã được gỡ ngày {evidence.off_on:%d/%m/%Y}")
    return change(evidence, off_on=today(), off_reason=said(reason, "hãy ghi lý do gỡ", "reason"))
