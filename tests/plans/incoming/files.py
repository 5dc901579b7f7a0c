"""Files as they come in, and a worker that does what waits."""

from __future__ import annotations

from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from dieuhanh.kernel.jobs.worker import Worker

from ...office import PLAN

ADDRESS = "/desk/documents/new/"


def as_word(text: str, header: str = "") -> bytes:
    """The text as a Word file, a paragraph a line."""
    document, made = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    document.save(made)
    return made.getvalue()


def numbered(number: int) -> str:
    """The plan of the tests under another number."""
    return PLAN.replace("01/KH-UBND", f"{number:02}/KH-UBND")


def sent(*files: tuple[str, bytes]) -> dict[str, list[SimpleUploadedFile]]:
    return {"files": [SimpleUploadedFile(name, data) for name, data in files]}


def work() -> int:
    """Every job that waits is done."""
    worker, done = Worker(beating=False), 0
    while worker.one():
        done += 1
    return done
