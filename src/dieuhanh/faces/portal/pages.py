"""The closed list of public addresses. What stands nowhere here is no public page, and is neither kept nor counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST_PAGE = 200  # of a list: 10,000 tasks, beyond which nothing is counted either
_PATH = re.compile(
    r"/(?P<en>en/)?(?:(?P<list>linh-vuc|ke-hoach|van-ban)/(?:(?P<slug>[a-z0-9-]{1,96})/)?|(?P<file>tin\.xml|so-do-trang\.xml)|)"
)
_PAGE = re.compile(r"(?:^|&)page=([1-9][0-9]{0,2})(?:&|$)")
PAGED = frozenset({"linh-vuc", "ke-hoach"})


@dataclass(frozen=True, slots=True)
class Key:
    """What a public page depends on: no host, no cookie, no header, and of the query the page number alone."""

    path: str
    language: str
    number: int
    is_page: bool  # a page for people, which is counted; not a feed


def key_of(path: str, query: str) -> Key | None:
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    number = 1
    if query and match["list"] in PAGED and match["slug"] and (asked := _PAGE.search(query)):
        number = min(int(asked[1]), LAST_PAGE)
    return Key(path, "en" if match["en"] else "vi", number, match["file"] is None)


def root(language: str) -> str:
    return "/en/" if language == "en" else "/"
