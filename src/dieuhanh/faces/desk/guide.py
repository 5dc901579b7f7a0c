"""The Vietnamese guide of `docs/vi`, shown inside the application: the same files, so that they cannot say two things."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dieuhanh.config import places

# In the order of the contents; README.md is the first page.
PAGES = ("README", "lanh-dao", "van-phong", "don-vi", "ky-thuat", "cai-dat", "van-hanh")


def folder() -> Path:
    """In a checkout `docs/vi`; a wheel carries the same files beside this module."""
    root = places.checkout()
    return root / "docs" / "vi" if root else Path(__file__).parent / "guide"


@cache
def page(name: str) -> tuple[str, SafeString]:
    """Title and HTML of a page of PAGES. The files are ours and raw HTML in them is shown as text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((folder() / f"{name}.md").read_text(encoding="utf-8"))
    for token in tokens:
        _point_inside(token)
    title = next(after.content for token, after in pairwise(tokens) if token.tag == "h1")
    html = markdown.renderer.render(tokens, markdown.options, {})
    return title, mark_safe(html)  # our own files, with HTML switched off


def contents() -> list[tuple[str, str]]:
    """Name and title of each page."""
    return [(name, page(name)[0]) for name in PAGES]


def _point_inside(token: Token) -> None:
    """A link from file to file becomes one from page to page; one out of the guide stays words."""
    for inner in token.children or []:
        target = str(inner.attrGet("href") or "")
        name, _, fragment = target.partition(".md")
        if inner.type == "link_open" and name in PAGES:
            inner.attrSet("href", reverse("desk:guide_page", args=[name]) + fragment)
