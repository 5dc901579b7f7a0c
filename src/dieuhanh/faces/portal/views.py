"""The public pages. Each renders without the request: what they show is the same for everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.translation import override

from dieuhanh.faces.portal import content, feeds
from dieuhanh.faces.portal.pages import Key, key_of
from dieuhanh.faces.portal.shell import shell

P = ParamSpec("P")


def public(
    template: str, content_type: str = "text/html; charset=utf-8"
) -> Callable[[Callable[Concatenate[Key, P], dict[str, Any] | None]], Callable[..., HttpResponse]]:
    """A view of a function that gives what the template shows, or None where there is no such page. The language is in the address."""

    def decorate(function: Callable[Concatenate[Key, P], dict[str, Any] | None]) -> Callable[..., HttpResponse]:
        @wraps(function)
        def view(request: HttpRequest, language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            key = key_of(request.path_info, request.META.get("QUERY_STRING", ""))
            if key is None:
                raise Http404
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            with override(language):
                found = function(key, *args, **kwargs)
                if found is None:
                    raise Http404
                return HttpResponse(render_to_string(template, {**shell(key), **found}), content_type=content_type)

        return view

    return decorate


@public("portal/home.html")
def home(key: Key) -> dict[str, Any] | None:
    return {"nav": "home", **content.home()}


@public("portal/plans.html")
def plans(key: Key) -> dict[str, Any] | None:
    return {"nav": "plans", **content.plans()}


@public("portal/tasks.html")
def plan(key: Key, slug: str) -> dict[str, Any] | None:
    return content.plan(slug, key.number)


@public("portal/tasks.html")
def area(key: Key, slug: str) -> dict[str, Any] | None:
    return content.area(slug, key.number)


@public("portal/documents.html")
def documents(key: Key) -> dict[str, Any] | None:
    return {"nav": "documents", **content.documents()}


@public("portal/document.html")
def document(key: Key, slug: str) -> dict[str, Any] | None:
    return content.document(slug)


@public("portal/feed.xml", "application/rss+xml; charset=utf-8")
def feed(key: Key) -> dict[str, Any] | None:
    return feeds.feed(key.language)


@public("portal/sitemap.xml", "application/xml; charset=utf-8")
def sitemap(key: Key) -> dict[str, Any] | None:
    return feeds.sitemap(key.language)
