"""The system's Chromium against a live server with the demo, its plan just given."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from dieuhanh.demo.loader import load_unplayed
from dieuhanh.faces.portal.cache import KEPT_FOR

from ..office import PASSWORD
from .standing import standing

FLAGS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root, as whom CI runs
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_left: dict[str, float] = {}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; the ORM is used between its calls, never inside them.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """It stands for the whole run: a moment, and it no longer believes the number of the public pages of the test before."""
    while time.monotonic() < _left.get("at", 0.0) + KEPT_FOR:
        time.sleep(0.05)
    yield str(live_server.url)
    _left["at"] = time.monotonic()


@pytest.fixture
def demo(server: str) -> str:
    """The address of a server with the whole demo."""
    standing("demo", lambda: load_unplayed(PASSWORD))
    return server


class Visit:
    """One person's page, with everything the browser complained about or asked of others."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.asked_for: list[str] = []  # words of complaints that the test brings about on purpose; they may come late
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request", lambda r: None if r.url.startswith((address, "data:")) else self.complaints.append(r.url)
        )

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")  # nothing is fetched after a page has loaded
        return self.page

    def sign_in(self, username: str) -> Page:
        page = self.open("/desk/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**/desk/")
        return page

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


# How a page looks does not hang on the database, so a telephone's journeys are made on one of them.
SCREENS = (
    {"1280": (1280, "light")}
    if os.environ.get("DIEUHANH_DATABASE_URL")
    else {"1280": (1280, "light"), "360-dark": (360, "dark")}
)
on_each_screen = pytest.fixture(params=list(SCREENS.values()), ids=list(SCREENS))


@on_each_screen
def visit(request: pytest.FixtureRequest, chromium: Browser, demo: str) -> Iterator[Visit]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi-VN")
    found = Visit(context, demo)
    yield found
    context.close()
    assert [c for c in found.complaints if not any(words in c for words in found.asked_for)] == []
