"""What a person may do about a job."""

from __future__ import annotations

from uuid import UUID

from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.models import Lease
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid


@action("jobs.run_again", may="run_jobs")
def run_again(by: By, *, job: str) -> Lease:
    """A failed job waits for a worker again; the act's outcome names it."""
    try:
        lease = store.ready_again(UUID(job))
    except ValueError:
        lease = None
    if lease is None:
        raise Invalid("công việc này không còn ở trạng thái lỗi; hãy tải lại trang", "job")
    return lease
