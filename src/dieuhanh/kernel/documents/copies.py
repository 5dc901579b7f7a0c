"""The same document comes twice: by mail and on paper, saved in another encoding, with a line mended. Its tasks must count once."""

from __future__ import annotations

from django.db.models import Q

from dieuhanh.foundation.vietnamese.text import fold, nfc
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.journal.errors import Invalid


class SecondCopy(Invalid):
    """What came in is on record already, as `earlier`."""

    def __init__(self, message: str, earlier: Document) -> None:
        super().__init__(message)
        self.earlier = earlier


def refuse_same_file(sha256: str) -> None:
    """The same bytes, whatever they are called now."""
    if earlier := Document.objects.filter(file__sha256=sha256).first():
        raise SecondCopy(f"tệp này đã được đưa vào ngày {earlier.registered_on:%d/%m/%Y}: {earlier.name}", earlier)


def refuse_second_copy(document: Document) -> None:
    """A document is told from others by number, date and issuer (NĐ 30/2020, điều 8); one without a number, by its words."""
    same = Q(title=document.title)
    if document.symbol and document.date:
        same |= Q(symbol__iexact=document.symbol, date=document.date)
    words = _words(document.text)
    for earlier in Document.objects.filter(same).order_by("pk"):
        if _words(earlier.text) == words:
            raise SecondCopy(
                f"văn bản này đã được đưa vào ngày {earlier.registered_on:%d/%m/%Y}: {earlier.name}", earlier
            )
        if _same_number(earlier, document):
            raise SecondCopy(
                f"{earlier.name} ngày {document.date:%d/%m/%Y} của {document.issuer or 'cùng nơi ban hành'} đã được đưa vào ngày"
                f" {earlier.registered_on:%d/%m/%Y}, lời văn có chỗ khác bản này; hãy kiểm tra số, ngày hoặc dùng bản đã có",
                earlier,
            )


def _same_number(earlier: Document, document: Document) -> bool:
    if not document.symbol or not document.date or earlier.date != document.date:
        return False
    return earlier.symbol.casefold() == document.symbol.casefold() and fold(earlier.issuer) == fold(document.issuer)


def _words(text: str) -> str:
    return " ".join(nfc(text).split())
