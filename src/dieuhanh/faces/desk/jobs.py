"""What the technician must know of work in the background: what waits, runs or has failed, and whether anybody is there to do it."""

from __future__ import annotations

from dataclasses import dataclass

from dieuhanh.kernel.jobs import alive
from dieuhanh.kernel.jobs.queries import JobsState, jobs_state


@dataclass(frozen=True, slots=True)
class JobsPage:
    """`idle`: nobody is at work on this machine, so nothing will be done."""

    state: JobsState
    workers: int
    ticker: bool

    @property
    def idle(self) -> bool:
        return not (self.workers and self.ticker)

    @property
    def troubled(self) -> bool:
        return bool(self.idle or self.state.failed or any(duty.failing for duty in self.state.duties))


def jobs_page() -> JobsPage:
    return JobsPage(state=jobs_state(), workers=alive.workers(), ticker=alive.ticker())
