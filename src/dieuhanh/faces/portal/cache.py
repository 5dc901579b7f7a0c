"""Rendered public pages, kept in each process under the generation of the whole public face.

A process reads the number at most once a second and answers from memory while it has not moved. When it has, one thread renders and the
others give the old page for those milliseconds. The number is read before the data: read after them, a page rendered while a change
was being committed would stay stale for good.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse

from dieuhanh.faces.portal.pages import Key
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.publication.generation import current_generation

KEPT_FOR = 1.0  # seconds for which the number is believed
MANY = 2000  # pages a process keeps
LEFT_OUT = frozenset({"content-length", "etag", "vary", "cache-control", "content-encoding"})
COMPRESSED_FROM = 500  # bytes


@dataclass(frozen=True, slots=True)
class State:
    """What every page depends on: the generation, and the day, on which deadlines pass without any act."""

    generation: int
    day: date


class KeptState:
    """The state of the public face, asked of the database at most once in KEPT_FOR seconds."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._until = 0.0
        self._asking = threading.Lock()

    def now(self) -> State:
        state = self._state
        if state is not None and time.monotonic() < self._until:
            return state
        if state is not None and not self._asking.acquire(blocking=False):
            return state  # another thread is asking: for these milliseconds the last answer holds
        if state is None:
            self._asking.acquire()
        try:
            return self._ask()
        finally:
            self._asking.release()

    def _ask(self) -> State:
        asked_at = time.monotonic()
        self._state = State(current_generation(), today())
        self._until = asked_at + KEPT_FOR
        return self._state


@dataclass(slots=True)
class KeptPage:
    """A rendered page in the two forms it is sent in, each with its headers whole."""

    state: State
    until: float  # monotonic; a page with live figures is rendered again after a while
    plain: bytes
    zipped: bytes
    tag: str
    headers: list[tuple[str, str]]
    rendering: threading.Lock = field(default_factory=threading.Lock)

    def holds(self, state: State) -> bool:
        return self.state == state and time.monotonic() < self.until

    def answer(self, request: HttpRequest) -> HttpResponse:
        """304 where the browser has it already. The length is set here, or the server would send it in chunks and close the line."""
        zipped = bool(self.zipped) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        tag = f'"{self.tag}-g"' if zipped else f'"{self.tag}"'
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return self._with_headers(HttpResponse(status=304), tag)
        body = self.zipped if zipped else self.plain
        answer = self._with_headers(HttpResponse(b"" if request.method == "HEAD" else body), tag)
        answer.headers["Content-Length"] = str(len(body))
        if zipped:
            answer.headers["Content-Encoding"] = "gzip"
        return answer

    def _with_headers(self, answer: HttpResponse, tag: str) -> HttpResponse:
        for name, value in self.headers:
            answer.headers[name] = value
        answer.headers["ETag"] = tag
        return answer


def keep(response: HttpResponse, state: State, seconds: float) -> KeptPage:
    """The page of a response of ours. A page that would set a cookie belongs to one person and is a fault here."""
    if response.cookies:
        raise RuntimeError("a public page sets no cookie")
    body = response.content
    headers = [(name, value) for name, value in response.headers.items() if name.lower() not in LEFT_OUT]
    headers += [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    zipped = gzip.compress(body, 6, mtime=0) if len(body) >= COMPRESSED_FROM else b""
    return KeptPage(state, time.monotonic() + seconds, body, zipped, tag, headers)


class Shelf:
    """The kept pages of this process, the longest unused leaving first."""

    def __init__(self) -> None:
        self.states = KeptState()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = threading.Lock()
        self._first: dict[Key, threading.Lock] = {}

    def page(self, key: Key, render: Callable[[State], KeptPage | HttpResponse]) -> KeptPage | HttpResponse:
        """The page, rendered only where it is missing or old. A response that is no page (404) is handed through and not kept."""
        state = self.states.now()
        found = self._pages.get(key)
        if found is not None and found.holds(state):
            return found
        lock = found.rendering if found is not None else self._lock_of_first(key)
        if not lock.acquire(blocking=found is None):
            assert found is not None
            return found
        try:
            now_there = self._pages.get(key)
            if now_there is not None and now_there is not found and now_there.holds(state):
                return now_there
            return self._rendered(key, state, render)
        finally:
            lock.release()

    def _rendered(
        self, key: Key, state: State, render: Callable[[State], KeptPage | HttpResponse]
    ) -> KeptPage | HttpResponse:
        made = render(state)
        with self._lock:
            self._first.pop(key, None)
            if isinstance(made, KeptPage):
                self._pages[key] = made
                self._pages.move_to_end(key)
                while len(self._pages) > MANY:
                    self._pages.popitem(last=False)
            else:
                self._pages.pop(key, None)
        return made

    def _lock_of_first(self, key: Key) -> threading.Lock:
        with self._lock:
            return self._first.setdefault(key, threading.Lock())
