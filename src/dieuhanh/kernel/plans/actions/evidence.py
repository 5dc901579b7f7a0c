"""Files and links that a report stands on: attached with it, taken off with a reason. The bytes of a file are kept under their hash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dieuhanh.foundation.formats import NoWords, OtherKind, Unreadable, words_of
from dieuhanh.kernel.access.rights import Viewer, acting
from dieuhanh.kernel.documents.secrecy import secrecy_stamp, unwrapped
from dieuhanh.kernel.files.actions import safe_name, store
from dieuhanh.kernel.files.content import media_type_of
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.models import Evidence, Report, State
from dieuhanh.kernel.plans.telling import say

LARGEST = 20_000_000  # bytes
LOOKED_AT = 2_000_000  # letters: a thousand pages, three seconds
# What an office attaches, by content: what it is called, and the endings under which it opens as that and as nothing else. The old Word and
# Excel share one signature with installers (.msi), a text may be a script (.bat, .hta, .svg): their ending must say that they are not.
ALLOWED = {
    "application/pdf": ("PDF", ".pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("Word", ".docx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("Excel", ".xlsx"),
    "application/msword": ("Word hoặc Excel", ".doc", ".xls"),
    "image/jpeg": ("ảnh JPEG", ".jpg", ".jpeg"),
    "image/png": ("ảnh PNG", ".png"),
    "text/plain": ("văn bản thuần", ".txt", ".csv"),
}
# A link is an address and nothing else: no blank in it, nobody's name before the host.
_LINK = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")


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
        called = self.name.replace(".", " ").replace("_", " ").replace("-", " ")
        if stamp := secrecy_stamp(called) or secrecy_stamp(words[:LOOKED_AT]):
            return f"tệp «{name}» có dấu mật «{stamp[1]}»; văn bản mật không đưa vào hệ thống này"
        return _not_as_called(name, media_type_of(self.data))


def _named(name: str, media_type: str) -> str:
    """With the ending of what it is, where it came without one."""
    name = safe_name(name)
    return name if "." in name else f"{name}{ALLOWED[media_type][1]}"


def _not_as_called(name: str, media_type: str) -> str:
    if media_type not in ALLOWED:
        return f"tệp «{name}» không phải loại tài liệu nhận được; chỉ nhận PDF, Word, Excel, ảnh JPEG hoặc PNG, văn bản thuần"
    kind, *endings = ALLOWED[media_type]
    if "." in name and not name.lower().endswith(tuple(endings)):
        return f"tệp «{name}» có nội dung là {kind} nên tên phải kết thúc bằng {' hoặc '.join(endings)}; hãy xem lại tệp hoặc đổi tên"
    return ""


@action("plans.attach", may="report_task", on="report")
def attach(by: By, *, report: Report, files: list[Attached], link: str = "") -> Report:
    """All of it or nothing."""
    for file in files:
        if file.fault:
            raise Invalid(file.fault, "files")
    for file in files:
        kept = store(by, data=file.data, name=file.name)
        create(Evidence(task_id=report.task_id, report=report, file=kept, name=_named(file.name, kept.media_type)))
    if link:
        if not _LINK.fullmatch(link):
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
    return unwrapped(found.all) if found.kind == "pdf" else found.all


@action("plans.take_off", may="report_task", on="evidence")
def take_off(by: By, *, evidence: Evidence, reason: str) -> Evidence:
    """A wrong file is no longer shown; that it was there, and why it went, is. By who sent it or the unit whose report it is; what a
    confirmation stands on stays until the task is opened again."""
    if why := why_not_take_off(acting(by), evidence):
        raise NotAllowed(why)
    if evidence.task.state == State.DONE:
        raise Invalid("nhiệm vụ đã được xác nhận hoàn thành; Văn phòng mở lại trước khi gỡ tài liệu của báo cáo")
    if evidence.off_on is not None:
        raise Invalid(f"tài liệu này đã được gỡ ngày {evidence.off_on:%d/%m/%Y}")
    say("took_off", evidence.task)
    return change(evidence, off_on=today(), off_reason=said(reason, "hãy ghi lý do gỡ", "reason"))


def why_not_take_off(viewer: Viewer, evidence: Evidence) -> str:
    report = evidence.report
    own = viewer.person is not None and report.person_id == viewer.person.pk
    inside = report.unit_id is not None and viewer.scope("see_inside").reaches(report.unit_id)
    return "" if own or inside else "chỉ người gửi hoặc đơn vị đã báo cáo được gỡ tài liệu này"
