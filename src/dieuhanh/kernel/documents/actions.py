"""Putting a document on record: its file, its words, its clauses and everything understood in it, in one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dieuhanh.foundation.formats import Unreadable, words_of
from dieuhanh.foundation.formats.refusal import ALLOWED
from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.model import Reading
from dieuhanh.foundation.reading.outline import headings_above
from dieuhanh.kernel.documents.copies import refuse_same_file, refuse_second_copy
from dieuhanh.kernel.documents.models import Citation, Clause, Document, Mark, MarkKind
from dieuhanh.kernel.documents.secrecy import stamp_of_file
from dieuhanh.kernel.files.actions import store
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create, create_many
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.queries import Resolver


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that came in, read before anything is written: a slow text must not hold up the office's writers."""

    name: str
    data: bytes
    text: str
    reading: Reading


def incoming(data: bytes, name: str) -> Incoming:
    """Refuses a file without words to read and one stamped secret; stores nothing."""
    text = readable(data, name)
    return Incoming(name, data, text, read(text))


@action("documents.register_document", may="load_document")
def register_document(by: By, *, came: Incoming) -> Document:
    """Register a file that came in as a document. Refuses one that is on record already, under any spelling, and one without words."""
    reading = came.reading
    document = _document(reading, came.text, _stored_once(by, came.data, came.name))
    refuse_second_copy(document)
    create(document)
    _keep_clauses(document, reading)
    create_many(list(_marks(document, reading)))
    create_many(list(_citations(document, reading)))
    return document


def readable(data: bytes, name: str = "") -> str:
    """The words of the file (text, .docx, .html, .pdf), refused in one clear line where it cannot or must not be read."""
    try:
        words = words_of(data)
    except Unreadable as error:
        raise Invalid(str(error)) from error
    if stamp := stamp_of_file(words, name):
        raise Invalid(
            f"{stamp}: văn bản mật không được đưa vào hệ thống này (Luật Bảo vệ bí mật nhà nước 2018); chưa lưu gì"
        )
    if words.kind == "xlsx":
        raise Invalid(f"đây là bảng tính Excel, không phải văn bản; chỉ đọc {ALLOWED}")
    return words.text


def _stored_once(by: By, data: bytes, name: str) -> StoredFile:
    file = store(by, data=data, name=name)
    refuse_same_file(file.sha256)
    return file


def _document(reading: Reading, text: str, file: StoredFile) -> Document:
    meta = reading.meta
    day = as_day(meta.date)
    issuer = meta.issuer or ""
    units = Resolver(day or today()).resolve(issuer).unit_ids if issuer else ()
    return Document(
        kind=(meta.kind or "").lower()[:64],
        symbol=(meta.symbol or "")[:64],
        date=day,
        issuer=issuer[:300],
        issuer_unit_id=units[0] if len(units) == 1 else None,
        place=(meta.place or "")[:120],
        title=meta.title or first_words(text),
        text=text,
        file=file,
        registered_on=today(),
    )


def first_words(text: str) -> str:
    """The title of a text that has none: its first line with letters, cut at 200."""
    for line in text.splitlines():
        if any(c.isalpha() for c in line):
            return " ".join(line.split())[:200]
    raise Invalid("văn bản không có chữ nào đọc được")


def as_day(iso: str | None) -> date | None:
    """A full iso day, or None: a month or a year alone is no day."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _keep_clauses(document: Document, reading: Reading) -> None:
    """One level at a time, so that every clause can point to the saved clause above it."""
    parents = headings_above(reading.headings)
    saved: dict[int, Clause] = {}
    for level in sorted({h.level for h in reading.headings}):
        here = [i for i, h in enumerate(reading.headings) if h.level == level]
        clauses = []
        for index in here:
            above = parents[index]
            clauses.append(_clause(document, reading, index, None if above is None else saved[above]))
        saved.update(zip(here, create_many(clauses), strict=True))


def _clause(document: Document, reading: Reading, index: int, parent: Clause | None) -> Clause:
    heading = reading.headings[index]
    return Clause(
        document=document,
        ordinal=index,
        parent=parent,
        level=heading.level,
        marker=heading.marker[:32],
        title=heading.title,
        start=heading.start,
        end=heading.end,
    )


def _marks(document: Document, reading: Reading) -> Iterator[Mark]:
    """Every understood stretch once, however many tasks share it."""
    found: dict[tuple[str, int, int], str] = {}
    for heading in reading.headings:
        found[MarkKind.HEADING, heading.start, heading.end] = heading.marker
    for task in reading.tasks:
        found[MarkKind.TASK, task.start, task.end] = task.head_verb
        for kind, units in ((MarkKind.LEAD, task.lead), (MarkKind.COOP, task.coop)):
            found.update({(kind, u.start, u.end): u.text for u in units})
        if task.deadline:
            found[MarkKind.DEADLINE, task.deadline.start, task.deadline.end] = task.deadline.iso or ""
    for target in reading.targets:
        kind = MarkKind.TARGET if target.layer == "target" else MarkKind.QUANTITY
        found[kind, target.start, target.end] = f"{target.comparator} {target.value:g} {target.unit or ''}".strip()
    for citation in reading.citations:
        found[MarkKind.CITATION, citation.start, citation.end] = citation.symbol or ""
    for kind, named in ((MarkKind.PROJECT, reading.projects), (MarkKind.PLACE, reading.places)):
        found.update({(kind, n.start, n.end): n.kind or "" for n in named})
    for (kind_of, start, end), value in sorted(found.items(), key=lambda item: (item[0][1], -item[0][2])):
        yield Mark(document=document, kind=kind_of, start=start, end=end, value=value[:300])


def _citations(document: Document, reading: Reading) -> Iterator[Citation]:
    symbols = {c.symbol for c in reading.citations if c.symbol}
    known = {d.symbol: d for d in Document.objects.filter(symbol__in=symbols).exclude(pk=document.pk).defer("text")}
    for c in reading.citations:
        yield Citation(
            document=document,
            start=c.start,
            end=c.end,
            text=c.text,
            kind=(c.kind or "")[:64],
            symbol=(c.symbol or "")[:64],
            date=as_day(c.date),
            issuer=(c.issuer or "")[:300],
            cited=known.get(c.symbol or ""),
        )
