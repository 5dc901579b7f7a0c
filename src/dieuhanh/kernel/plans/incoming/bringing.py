"""What one press on «Thêm văn bản» brings: files and pasted words, each looked at before anything of it is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from dieuhanh.foundation.formats.refusal import ALLOWED
from dieuhanh.foundation.formats.words import LARGEST
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.arriving import Came, looked_at, receive
from dieuhanh.kernel.documents.copies import SecondCopy
from dieuhanh.kernel.documents.models import Arrival, Document
from dieuhanh.kernel.files.actions import safe_name
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.plans.actions.arriving import leave_to_read, read_in
from dieuhanh.kernel.plans.incoming.queue import Queue

MOST_FILES, MOST_BYTES = 20, 100_000_000  # of one press
LONG = 500_000  # letters: more takes seconds to read and is left to a worker
PATIENCE = 40.0  # seconds for which one press looks at files; what is left is to be sent again


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken; `earlier`: the document that it is already."""

    name: str
    reason: str
    earlier: Document | None = None


class Bringing:
    """`error`: about the whole press; `refused`: about single files, while the others are taken."""

    def __init__(self, viewer: Viewer, post: QueryDict | None = None, files: Any = None) -> None:
        self.viewer = viewer
        self.typed = post.get("text", "") if post else ""
        self._files: list[UploadedFile] = files.getlist("files") if files else []
        self.error = ""
        self.refused: list[Refused] = []
        self.left = 0

    allowed = ALLOWED
    most_files, largest_mb = MOST_FILES, LARGEST // 10**6

    @property
    def queue(self) -> Queue:
        return Queue(self.viewer)

    def take(self) -> str:
        """Where to go on; empty where one must look at this page."""
        self.error = self._too_much()
        if self.error:
            return ""
        good = list(self._looked_at())
        try:
            return self._taken(good) if good else ""
        except ActionError as error:
            self.error = str(error)
            return ""

    def _too_much(self) -> str:
        """Before a single byte is read."""
        together = sum(file.size or 0 for file in self._files)
        if not self._files and not self.typed.strip():
            return _("chưa chọn tệp và chưa dán lời văn nào")
        if len(self._files) > MOST_FILES:
            return _("%(n)d tệp; mỗi lần gửi nhiều nhất %(most)d tệp") % {"n": len(self._files), "most": MOST_FILES}
        if together > MOST_BYTES:
            sizes = {"mb": together // 10**6, "limit": MOST_BYTES // 10**6}
            return _("các tệp dài tổng cộng %(mb)d MB; mỗi lần gửi đến %(limit)d MB") % sizes
        return ""

    def _looked_at(self) -> Iterator[Came]:
        until, seen = time.monotonic() + PATIENCE, set()
        for name, data in self._sent():
            if time.monotonic() > until:
                self.refused.append(Refused(name, _("chưa kịp xem trong lần gửi này; hãy gửi lại riêng tệp này")))
                continue
            try:
                if data in seen:
                    raise Invalid(_("tệp này có hai lần trong lần gửi"))
                yield looked_at(data, name)
                seen.add(data)
            except SecondCopy as copy:
                self.refused.append(Refused(name, str(copy), copy.earlier))
            except Invalid as error:
                self.refused.append(Refused(name, str(error)))

    def _sent(self) -> Iterator[tuple[str, bytes]]:
        for file in self._files:
            name = safe_name(file.name or "")
            if (file.size or 0) > LARGEST:
                sizes = {"mb": (file.size or 0) // 10**6, "limit": LARGEST // 10**6}
                self.refused.append(Refused(name, _("tệp dài %(mb)d MB; chỉ đọc đến %(limit)d MB") % sizes))
            else:
                yield name, file.read()
        if self.typed.strip():
            yield self._called(), self.typed.encode()

    def _called(self) -> str:
        """Pasted words have no name: their first line."""
        first = next((line for line in self.typed.splitlines() if line.strip()), "")
        return f"{safe_name(first.strip()[:60])}.txt"

    def _taken(self, good: list[Came]) -> str:
        by = self.viewer.by(capability="load_document")
        one_alone = len(good) == 1 and not self.refused
        if one_alone and good[0].letters <= LONG:
            return address_of(read_in(by, receive(by, came=good[0])))
        self.left = len(leave_to_read(by, files=good))
        self.typed = ""
        return "" if self.refused else reverse("plans:bring")


def address_of(arrival: Arrival) -> str:
    """Where one goes on with it: the draft of its document, else its own page."""
    if arrival.document is not None and arrival.state == "taken":
        return work_on(arrival.document)
    return reverse("plans:arrival", args=[arrival.pk])


def work_on(document: Document) -> str:
    """The page on which its draft is looked through; the document's own where it has none."""
    plan = getattr(document, "plan", None)
    if plan is None or plan.state != "draft":
        return reverse("plans:document", args=[document.pk])
    return reverse("plans:workbench", args=[plan.pk])
