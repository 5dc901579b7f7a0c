"""Who is counted: people's browsers that open a page, not robots, not what a browser fetches ahead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# "cubot" is a telephone; a browser always says more than its name.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|bot/|crawl|spider|slurp|archiver|scan|monitor|check|fetch|preview|facebookexternalhit|feed|headless|lighthouse|phantom"
    r"|curl|wget|python|java/|perl|ruby|php/|go-http|okhttp|httpclient|axios|node|libwww|httpie|postman",
    re.IGNORECASE,
)

LONGEST = 400  # characters of an agent: what a stranger sends more is neither searched nor kept


def is_person(meta: Mapping[str, Any]) -> bool:
    """By what the browser says of itself in the WSGI environment; missing words are a robot's."""
    agent = meta.get("HTTP_USER_AGENT", "")[:LONGEST]
    return bool(agent) and not _is_robot(agent) and not _is_ahead(meta)


@lru_cache(maxsize=4096)
def _is_robot(agent: str) -> bool:
    return len(agent) < 20 or bool(_ROBOT.search(agent))


def _is_ahead(meta: Mapping[str, Any]) -> bool:
    said = (meta.get(name, "") for name in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"))
    return any("prefetch" in words or "preview" in words for words in said if words)
