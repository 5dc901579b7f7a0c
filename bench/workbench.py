"""The workbench of a plan of sixty pages and 150 tasks beside a bare page with the same text: from the address to the loaded page in a browser.

Goal: at most 2 x. `longest_task_ms`, `long_tasks`: what held the browser over 50 ms while somebody typed and scrolled; `queries` do not grow
with the drafts. Without a browser the answers alone are measured: ours beside the bare page's paragraphs.
"""

from __future__ import annotations

import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bench.ground import database as prepared
from bench.measured import Measured, in_turn

OFFICE = "chanhvanphong"
TASKS, LETTERS = 150, 60 * 2_800
TYPED = "rà soát, thống kê các cơ sở, báo cáo kết quả " * 4
UNITS = ("Phòng Kinh tế", "Phòng Nội vụ", "Phòng Quản lý đô thị", "Phòng Tư pháp")
PROSE = "Trong thời gian qua, việc thực hiện các chỉ tiêu của địa phương có chuyển biến; kết quả từng mặt được nêu trong phụ lục. "
# Long tasks of the page, from now on; the browser tells of none under 50 ms.
WATCH = """() => { window.longTasks = [];
new PerformanceObserver(list => list.getEntries().forEach(one => window.longTasks.push(one.duration))).observe({type: "longtask"}); }"""
LOADED = "() => { const way = performance.getEntriesByType('navigation')[0]; return way.loadEventEnd - way.startTime; }"


def long_plan(tasks: int, letters: int) -> str:
    """So many tasks of units of the demo, with prose between them until the text is as long."""
    head = ["ỦY BAN NHÂN DÂN", "QUẬN MẪU", "Số: 12/KH-UBND", "Quận Mẫu, ngày 05 tháng 10 năm 2021", "KẾ HOẠCH"]
    lines = [*head, "Nhiệm vụ quý IV năm 2021", "II. NHIỆM VỤ"]
    padding = [PROSE] * max(0, (letters // tasks - 230) // len(PROSE))
    for n in range(tasks):
        if n % 20 == 0:
            lines.append(f"{n // 20 + 1}. Lĩnh vực {n // 20 % 8 + 1}")
        lines.append(
            f"{'abcdeghiklmnopqrstuvx'[n % 20]}) {UNITS[n % 4]} chủ trì, phối hợp với {UNITS[(n + 1) % 4]} rà soát {n + 2} cơ sở "
            f"theo Nghị định số 15/2018/NĐ-CP, đạt ít nhất {50 + n % 50}% kế hoạch, hoàn thành trước ngày {n % 27 + 1} tháng 12 năm 2021."
        )
        lines += padding
    return "\n".join(lines)


def run(quick: bool, database: str) -> Measured:
    tasks, letters, rounds = (6, 3_000, 1) if quick else (TASKS, LETTERS, 9)
    with prepared(database):
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        text = long_plan(tasks, letters)
        client, address = _drafted(text)
        bare = _bare(text)
        more: dict[str, Any] = {"letters": len(text), "queries": _questions(client, address), "measured": "server"}
        ours, baseline = in_turn(lambda: client.get(address), lambda: _bare(text), rounds)
        more["server_ms"] = round(1000 * ours, 1)
        if not quick and shutil.which("chromium"):
            ours, baseline, seen = _in_browser(client, address, bare, rounds)
            more |= seen | {"measured": "browser"}
    return Measured("workbench", ours, baseline, size=tasks, database=database, goal=2.0, more=more)


def _drafted(text: str) -> tuple[Any, str]:
    """Somebody of the office, signed in, and the address of the workbench."""
    from django.test import Client
    from django.urls import reverse

    from dieuhanh.demo.loader import DAY, prepare_office
    from dieuhanh.kernel.access.models import User
    from dieuhanh.kernel.access.rights import viewer_for
    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.plans.actions.loading import load_text

    with pinned(DAY):
        prepare_office(By(channel="system", day=DAY), password="khong-quan-trong-o-day")
        by = viewer_for(OFFICE, DAY).by(channel="cli")
        plan = load_text(by, data=text.encode(), name="dai.txt")
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.get(username=OFFICE))
    return client, reverse("plans:workbench", args=[plan.pk])


def _questions(client: Any, address: str) -> int:
    """Of the second request: the first finds out who asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        if client.get(address).status_code != 200:
            raise SystemExit("bench: the workbench gives no page")
    return len(queries)


def _bare(text: str) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    return f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title></head><body>{paragraphs}</body></html>'.encode()


@contextmanager
def _serving(bare: bytes) -> Iterator[tuple[str, str]]:
    """Addresses of our server and of one that knows the bare page alone, both in this process."""
    from django.db import connections
    from django.test.testcases import LiveServerThread, _StaticFilesHandler

    class Bare(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(bare)))
            self.end_headers()
            self.wfile.write(bare)

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    other = ThreadingHTTPServer(("127.0.0.1", 0), Bare)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    ours = LiveServerThread("localhost", _StaticFilesHandler)
    ours.daemon = True
    ours.start()
    ours.is_ready.wait()
    if ours.error:
        raise ours.error
    try:
        yield f"http://localhost:{ours.port}", f"http://127.0.0.1:{other.server_port}/"
    finally:
        ours.terminate()
        other.shutdown()
        connections.close_all()


def _in_browser(client: Any, address: str, bare: bytes, rounds: int) -> tuple[float, float, dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    with _serving(bare) as (server, other), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        cookies = [{"name": name, "value": found.value, "url": server} for name, found in client.cookies.items()]
        context.add_cookies(cookies)  # type: ignore[arg-type]  # plain dicts of what it names
        page = context.new_page()

        def opened(url: str) -> float:
            page.goto(url, wait_until="load")
            return float(page.evaluate(LOADED)) / 1000

        pairs = [(opened(server + address), opened(other)) for _ in range(rounds + 1)][1:]
        page.goto(server + address)
        seen = _typing(page)
        browser.close()
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs), seen


def _typing(page: Any) -> dict[str, Any]:
    """What holds the browser while somebody types as fast as a machine, and then turns the pages of the text."""
    field = page.locator("details.draft[open] textarea[name=title]")
    field.click()
    page.evaluate(WATCH)
    field.press_sequentially(TYPED, delay=15)
    page.wait_for_timeout(2_500)  # what was typed is kept meanwhile
    typing = page.evaluate("window.longTasks.splice(0)")
    page.locator("#bench-text").hover()
    for _ in range(60):
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(30)
    scrolling = page.evaluate("window.longTasks.splice(0)")
    return {
        "long_tasks": len(typing),
        "longest_task_ms": round(max(typing, default=0)),
        "scroll_long_tasks": len(scrolling),
        "scroll_longest_task_ms": round(max(scrolling, default=0)),
    }
