"""How values are written on pages: always through foundation.vietnamese, never by Django's localised formats."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language

from dieuhanh.foundation.vietnamese.dates import format_day, weekday_name
from dieuhanh.foundation.vietnamese.numbers import format_number
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.pages.options import Options

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """24/11/2021; nothing where there is no day."""
    if value is None:
        return ""
    return format_day(localdate(value) if isinstance(value, datetime) else value)


@register.filter
def last_day(value: datetime | None) -> date | None:
    """The last day in time of an exclusive instant."""
    return localdate(value - timedelta(microseconds=1)) if value else None


@register.simple_tag
def once() -> str:
    """The key of one form: sent twice, it acts once."""
    return secrets.token_urlsafe(18)


@register.filter
def weekday(value: date) -> str:
    return weekday_name(value)


@register.filter
def number(value: int | Decimal) -> str:
    """1.234.567,8; on an English page 1,234,567.8"""
    return f"{value:,}" if get_language() == "en" else format_number(value)


@register.filter
def of(names: dict[Any, str], key: Any) -> str:
    """The name that belongs to a key; nothing where there is none."""
    return names.get(key, "")


@register.filter
def may(viewer: Viewer | None, capability: str) -> bool:
    """Whether a page offers what needs this right; the action asks it again."""
    return viewer is not None and viewer.can(capability)


@register.simple_tag
def options(found: Options, chosen: str) -> SafeString:
    return found.chosen(chosen)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    return format_html('<svg class="i {}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.simple_tag
def bar(label: str, **parts: int) -> SafeString:
    """A bar of the states in their fixed order; its numbers are SVG attributes, so that no page needs an inline style."""
    total = sum(parts.values())
    if not total:
        return SafeString("")
    rects, at = [], Decimal(0)
    for key, count in parts.items():
        width = Decimal(100 * count) / total
        if count:
            rects.append((key, f"{at:.2f}%", f"{width:.2f}%", f"{at:.2f}%"))
        at += width
    body = format_html_join(
        "",
        '<rect class="f-{}" x="{}" width="{}" height="100%"/><rect class="gap" x="{}" width="1" height="100%"/>',
        rects,
    )
    return format_html('<svg class="bar tall" role="img" aria-label="{}">{}</svg>', label, body)
