"""The one ticker: every half minute it takes jobs away from lost workers and does the duties that are due."""

from __future__ import annotations

import logging
import time
from typing import NoReturn

from django.conf import settings

from dieuhanh.kernel.jobs import duties, store

logger = logging.getLogger(__name__)


def tick() -> list[str]:
    """What could not be done, by name; nothing that fails keeps the rest from being done."""
    failed = []
    for name, step in (("jobs.reap", store.reap), ("duties", duties.do_what_is_due)):
        try:
            found = step()
            failed += found if isinstance(found, list) else []
        except Exception:
            logger.exception("%s failed", name)
            failed.append(name)
        store.fresh_connection()
    return failed


def keep_ticking() -> NoReturn:
    while True:
        tick()
        time.sleep(settings.TICK_SECONDS)
