"""Files that somebody brought in, until each is a document: looked at, kept, asked about, refused, dropped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from dieuhanh.kernel.documents.actions import Incoming, incoming, readable
from dieuhanh.kernel.documents.copies import refuse_same_file
from dieuhanh.kernel.documents.models import Arrival, ArrivalState, Document
from dieuhanh.kernel.files.actions import safe_name, store
from dieuhanh.kernel.files.integrity import Altered, whole
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid

IN_WORK = (ArrivalState.WAITING, ArrivalState.ASKED, ArrivalState.FAILED)


@dataclass(frozen=True, slots=True)
class Came:
    """A file that may be kept: it has words, and none are a stamp of secrecy. `letters`: how many."""

    name: str
    data: bytes
    letters: int


def looked_at(data: bytes, name: str) -> Came:
    """Outside of any act, since a PDF takes seconds. Refuses what cannot or must not be read, and what is here already; stores nothing."""
    _refuse_known(data)
    return Came(name, data, len(readable(data, name)))


def _refuse_known(data: bytes) -> None:
    digest = hashlib.sha256(data).hexdigest()
    refuse_same_file(digest)
    if waiting := Arrival.objects.filter(file__sha256=digest, state__in=IN_WORK).first():
        raise Invalid(f"tệp này đã được gửi ngày {waiting.came_on:%d/%m/%Y}, đang nằm trong danh sách: {waiting.name}")


@action("documents.receive", may="load_document")
def receive(by: By, *, came: Came) -> Arrival:
    """Keep a file that was looked at, to be read."""
    _refuse_known(came.data)
    file = store(by, data=came.data, name=came.name)
    return create(Arrival(file=file, name=safe_name(came.name), person_id=by.actor, came_on=today()))


def incoming_of(arrival: Arrival) -> Incoming:
    """Its words read again, before any act."""
    try:
        return incoming(whole(arrival.file), arrival.name)
    except Altered as altered:
        raise Invalid(f"{altered}; hãy gửi lại tệp") from altered


@action("documents.ask_details", may="load_document")
def ask_details(by: By, *, arrival: Arrival) -> Arrival:
    """A person must say what its letterhead does not."""
    return change(in_work(arrival), state=ArrivalState.ASKED)


@action("documents.refuse_arrival", may="load_document")
def refuse_arrival(by: By, *, arrival: Arrival, reason: str, earlier: Document | None = None) -> Arrival:
    """It cannot become a document as it is; `earlier`: it is one already."""
    return change(in_work(arrival), state=ArrivalState.FAILED, reason=reason, document=earlier)


@action("documents.drop_arrival", may="load_document")
def drop_arrival(by: By, *, arrival: Arrival) -> Arrival:
    """Out of the list; the file may come again."""
    return change(in_work(arrival), state=ArrivalState.DROPPED)


def in_work(arrival: Arrival) -> Arrival:
    """The arrival, where it is still to be dealt with."""
    if arrival.state not in IN_WORK:
        raise Invalid(f"tệp {arrival.name} {arrival.get_state_display()}; hãy tải lại trang")
    return arrival
