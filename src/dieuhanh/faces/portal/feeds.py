"""RSS and the site map. Their addresses are absolute and come from the settings: from the Host header, anyone could write them."""

from __future__ import annotations

from datetime import datetime, time
from email.utils import format_datetime
from typing import Any

from django.conf import settings

from dieuhanh.faces.portal.pages import root
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.plans.public import area_lines, in_force, public_documents, public_plans
from dieuhanh.kernel.plans.publishing import PLAN
from dieuhanh.kernel.publication.queries import published


def base(language: str) -> str | None:
    """ "https://dieuhanh.example.gov.vn/", with "en/" for English; None where the office has not said its address."""
    return settings.PUBLIC_URL.rstrip("/") + root(language) if settings.PUBLIC_URL else None


def feed(language: str) -> dict[str, Any] | None:
    """Plans and documents by the day they became public, the newest first."""
    if (site := base(language)) is None:
        return None
    publications = published(PLAN)
    items = [
        (publication.since, plan.title, plan.name, plan.url)
        for publication, plan in zip(publications, public_plans(publications), strict=True)
    ]
    items += [(document.since, document.name, document.title, document.url) for document in public_documents(30)]
    items.sort(key=lambda item: item[0], reverse=True)
    return {
        "site_root": site,
        "items": [
            {"title": clean(title), "words": clean(words), "address": site + url, "at": _at(day)}
            for day, title, words, url in items
        ],
    }


def sitemap(language: str) -> dict[str, Any] | None:
    if (site := base(language)) is None:
        return None
    publications = published(PLAN)
    urls = ["", "ke-hoach/", "van-ban/", *(line.url for line in area_lines(in_force(publications)))]
    urls += [plan.url for plan in public_plans(publications)]
    urls += [document.url for document in public_documents()]
    return {"addresses": [site + url for url in urls]}


def clean(words: str) -> str:
    """Without control characters, which no XML may hold however they are escaped."""
    return "".join(c for c in words if c.isprintable() or c == " ")


def _at(day: Any) -> str:
    return format_datetime(datetime.combine(day, time(0), ZONE))
