"""A process of its own: a PDF on standard input, the words of its pages as one JSON object on standard output.

PDFium is native code that meets whatever was sent. Here a crash, a loop or a flood of memory ends this process and no other. It is run as a
file, without this package, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MEMORY = 1 << 30  # bytes
LOCKED = {4, 5}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def bound(seconds: int) -> None:
    """Where the system can do it: not on Windows, where the parent's patience alone holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(data: bytes, most_pages: int, most_letters: int) -> dict[str, Any]:
    """`state`: read, encrypted, broken, or pages with their number, where there are too many."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        return {"state": "encrypted" if error.err_code in LOCKED else "broken"}
    if count > most_pages:
        return {"state": "pages", "count": count}
    pages: list[str] = []
    for number in range(count):
        try:
            pages.append(document[number].get_textpage().get_text_range(errors="replace"))
        except pdfium.PdfiumError:
            pages.append("")  # a page that does not load has no words; the others have
        most_letters -= len(pages[-1])
        if most_letters < 0:
            return {"state": "letters", "count": count}
    return {"state": "read" if count else "broken", "pages": pages}


if __name__ == "__main__":
    seconds, most_pages, most_letters = map(int, sys.argv[1:4])
    bound(seconds)
    found = pages_of(sys.stdin.buffer.read(), most_pages, most_letters)
    sys.stdout.buffer.write(json.dumps(found).encode())
    sys.stdout.buffer.flush()
