"""Counting in a process: into memory at each page, into the database every second or two by a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from datetime import date
from pathlib import Path

from django.db import close_old_connections
from django.http import HttpRequest

from dieuhanh.faces.portal.counting.agents import is_person
from dieuhanh.faces.portal.counting.memory import Memory
from dieuhanh.faces.portal.counting.salt import DailySalt
from dieuhanh.faces.portal.counting.store import flush
from dieuhanh.faces.portal.counting.visitors import visitor
from dieuhanh.kernel.installation.clock import now, pinned

logger = logging.getLogger(__name__)


class Visits:
    """`every`: seconds between two flushes; 0: only when asked. The web server ends its workers without a word, so at most what was
    counted since the last flush is lost."""

    def __init__(self, folder: Path, hops: int, every: float) -> None:
        self._salt = DailySalt(folder)
        self._hops = hops
        self._every = every
        self._memory = Memory()
        self._starting = threading.Lock()
        self._running = False
        self._failing = False

    def count(self, request: HttpRequest, path: str, day: date) -> None:
        """Count the opening of a page; nothing that goes wrong here may keep the page from its reader."""
        if request.method != "GET" or not is_person(request.META):
            return
        try:
            salt = self._salt.of(day)
        except OSError as error:
            self._complain(error)
            return
        self._memory.add(day, path, visitor(request.META, salt, self._hops))
        if self._every and not self._running:
            self._start()

    def flush(self) -> None:
        """Write what was counted; put it back where it could not be written."""
        taken = self._memory.take()
        if not taken:
            return
        try:
            with pinned():
                flush(taken, now())
            self._failing = False
        except Exception as error:
            self._memory.put_back(taken)
            self._complain(error)

    def _complain(self, error: Exception) -> None:
        """Once, until it works again."""
        if not self._failing:
            logger.error("visits are not being counted for now: %s", error)
        self._failing = True

    def _start(self) -> None:
        """In the worker that serves: a thread started before a fork would stay behind in its parent."""
        with self._starting:
            if not self._running:
                self._running = True
                threading.Thread(target=self._keep_flushing, name="visits", daemon=True).start()

    def _keep_flushing(self) -> None:
        while True:
            time.sleep(self._every)
            close_old_connections()
            self.flush()
