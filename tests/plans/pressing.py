"""Pressing as a browser does: the form is opened, filled and sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.plans.models import Task

Browser = Callable[[str | None], Client]
HEAD, OFFICER, OFFICE, CHAIR = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "chutich"


def url_of(task: Task, key: str, about: Any = None) -> str:
    return reverse("plans:do", args=[task.pk, key]) + (f"?about={about}" if about else "")


def hidden(html: str) -> dict[str, str]:
    """What the form carries unseen, the token of the session apart."""
    tags = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', html.split("<h1>")[-1])
    return {name: unescape(value) for name, value in tags if name != "csrfmiddlewaretoken"}


def press(client: Client, task: Task, key: str, about: Any = None, **filled: Any) -> Any:
    """Open the form, fill it in, send it."""
    page = client.get(url_of(task, key, about))
    assert page.status_code == 200, (key, page.status_code)
    return client.post(url_of(task, key), {**hidden(page.content.decode()), **filled})


def done(answer: Any) -> None:
    """It was taken; else the page says why not."""
    assert answer.status_code == 302, errors(answer)


def errors(answer: Any) -> list[str]:
    """What the form says of fields, and of itself."""
    html = answer.content.decode()
    found = re.findall(r'id="([\w-]+)_error">.*?<span>(.*?)</span>', html, re.S)
    alerts = re.findall(r'role="alert">.*?<div>(.*?)</div>', html, re.S)
    return [f"{field.split('-')[-1]}: {unescape(text)}" for field, text in found] + [unescape(text) for text in alerts]
