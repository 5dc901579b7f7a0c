"""From a file that came in to a drafted plan: read at once, or by a worker where many came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.documents.actions import Incoming, register_document
from dieuhanh.kernel.documents.arriving import Came, ask_details, in_work, incoming_of, receive, refuse_arrival
from dieuhanh.kernel.documents.copies import SecondCopy
from dieuhanh.kernel.documents.letterhead import in_doubt
from dieuhanh.kernel.documents.models import Arrival, ArrivalState
from dieuhanh.kernel.jobs.job import Job, background, enqueue
from dieuhanh.kernel.journal.actions import By, action, change
from dieuhanh.kernel.journal.errors import Conflict, Invalid
from dieuhanh.kernel.plans.actions.loading import draft_plan


@action("plans.take_arrival", may="load_document")
def take_arrival(by: By, *, arrival: Arrival, came: Incoming, alone: bool = False) -> Arrival:
    """Register what came in and draft its plan; `alone`: it gives nobody a task and is only registered."""
    in_work(arrival)
    document = register_document(by, came=came)
    if not alone:
        draft_plan(by, document=document, reading=came.reading)
    return change(arrival, state=ArrivalState.TAKEN, reason="", document=document)


def read_in(by: By, arrival: Arrival) -> Arrival:
    """Read it, then take it, or ask a person, or keep why it cannot be taken."""
    try:
        came = incoming_of(arrival)
        if in_doubt(came.reading.meta):
            return ask_details(by, arrival=arrival)
        # A reading has no canonical form for a once-key; that the arrival is still in work makes the taking once.
        return take_arrival(replace(by, once_key=None), arrival=arrival, came=came)
    except SecondCopy as copy:
        return refuse_arrival(by, arrival=arrival, reason=str(copy), earlier=copy.earlier)
    except Invalid as error:
        return refuse_arrival(by, arrival=arrival, reason=str(error))


@action("plans.leave_to_read", may="load_document")
def leave_to_read(by: By, *, files: Sequence[Came]) -> list[Arrival]:
    """Keep several files and leave each to a worker."""
    arrivals = [receive(by, came=came) for came in files]
    return [change(arrival, job=enqueue(by, read_arrival, arrival=arrival.pk)) for arrival in arrivals]


@action("plans.read_again", may="load_document")
def read_again(by: By, *, arrival: Arrival) -> Arrival:
    """Once more by a worker: what stood in the way may be gone."""
    job = enqueue(by, read_arrival, arrival=arrival.pk)
    return change(in_work(arrival), state=ArrivalState.WAITING, reason="", document=None, job=job)


@background(_("Đọc văn bản mới"))
def read_arrival(job: Job, *, arrival: int) -> None:
    """Nothing to do where it was read, dropped or left to another job meanwhile."""
    row = Arrival.objects.select_related("file").get(pk=arrival)
    if row.state != ArrivalState.WAITING or row.job != job.id:
        return
    job.progress(0, 1)
    try:
        read_in(job.by("read"), row)
    except Conflict:
        return  # somebody dealt with it while it was read
    job.progress(1, 1)
