"""What does not change until somebody writes, kept in the process: every row is written under a seal, so the end of the chain tells.

A value that was worked out while an act ended is kept under the number read before it, and made again by the next request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.utils.translation import get_language

from dieuhanh.kernel.journal.models import Head

T = TypeVar("T")
KEPT = 1024  # values: the rights of some hundreds of people and what their pages let them choose from

_values: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def kept_until_written(key: Hashable, make: Callable[[], T]) -> T:
    """The value under the key since the last act, else a new one; one question. Not to be changed by whoever gets it."""
    head = Head.objects.values_list("seq", "hash").first()
    # The words of a page hang on its language; the hash tells a test's next database, which counts from one again.
    whole = (key, get_language(), head and (head[0], bytes(head[1])))
    with _lock:
        if whole in _values:
            _values.move_to_end(whole)
            return _values[whole]
    value = make()
    with _lock:
        _values[whole] = value
        while len(_values) > KEPT:
            _values.popitem(last=False)
    return value
