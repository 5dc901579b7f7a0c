"""`make test` and `make check`: every part, each timed, and a closing table. Ends with 1 if a part failed.

In CI (CI=true) a missing package is a failure; elsewhere it is said what was left out and why.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import debian_packages
import postgresql_cluster

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SUMMARY = re.compile(r"\d+ (?:passed|failed|errors?|skipped|warnings?|xfailed|deselected).* in [\d.]+s")
# What the foundation does needs no database: it runs once, with SQLite.
ON_POSTGRESQL = ["src/dieuhanh/kernel", "src/dieuhanh/demo", "src/dieuhanh/faces", "tests"]


@dataclass
class Part:
    name: str
    ok: bool
    seconds: float
    words: str = ""


@dataclass
class Report:
    parts: list[Part] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def run(self, name: str, work: Callable[[], tuple[bool, str]]) -> None:
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        ok, words = work()
        self.parts.append(Part(name, ok, time.monotonic() - begun, words))

    def close(self, in_ci: bool) -> int:
        print("\n== Kết quả")
        for part in self.parts:
            print(
                f"{'đạt' if part.ok else 'KHÔNG ĐẠT':<10} {part.seconds:6.1f} s  {part.name}{part.words and ': '}{part.words}"
            )
        for line in self.left_out:
            print(f"{'THIẾU' if in_ci else 'bỏ qua':<10}           {line}")
        failed = [part for part in self.parts if not part.ok]
        good = not failed and not (in_ci and self.left_out)
        total = sum(part.seconds for part in self.parts)
        print(
            f"{'Tất cả đạt' if good else 'Có phần không đạt'}: {len(self.parts) - len(failed)}/{len(self.parts)} phần, {total:.0f} giây"
        )
        return 0 if good else 1


def tool(name: str, *arguments: str, **environment: str) -> Callable[[], tuple[bool, str]]:
    def work() -> tuple[bool, str]:
        done = subprocess.run([str(BIN / name), *arguments], cwd=ROOT, env={**os.environ, **environment})
        return done.returncode == 0, ""

    return work


def suite(paths: list[str], **environment: str) -> tuple[bool, str]:
    """Runs pytest and gives back its own closing line with the counts."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup", "--color=no", *paths]
    words = "không có dòng tổng kết"
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        for line in child.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            if found := SUMMARY.search(line):
                words = found.group()
        return child.wait() == 0, words
    finally:
        child.terminate()  # we were told to stop, and so is it


def suite_on_postgresql() -> tuple[bool, str]:
    paths = [path for path in ON_POSTGRESQL if (ROOT / path).is_dir()]
    try:
        with postgresql_cluster.cluster() as address:
            return suite(["-m", "not once", *paths], DIEUHANH_DATABASE_URL=address)
    except (RuntimeError, OSError) as error:
        return False, f"không dựng được PostgreSQL: {error}"


def check(report: Report) -> None:
    report.run("ruff check", tool("ruff", "check", "--quiet", "."))
    report.run("ruff format", tool("ruff", "format", "--check", "--quiet", "."))
    home = tempfile.mkdtemp(prefix="dieuhanh-types-")  # the types of models need the settings, which make a key
    try:
        report.run("mypy", tool("mypy", DIEUHANH_HOME=home))
    finally:
        shutil.rmtree(home)
    report.run("hướng import", tool("lint-imports"))


def packages(report: Report) -> tuple[bool, str]:
    report.left_out = debian_packages.install()
    return True, "" if report.left_out else "đủ"


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database server is stopped all the same
    in_ci = os.environ.get("CI") == "true"
    report = Report()
    if "--check" in sys.argv[1:]:
        check(report)
        return report.close(in_ci)
    report.run("gói Debian", lambda: packages(report))
    check(report)
    report.run("kiểm thử trên SQLite", lambda: suite([], DIEUHANH_DATABASE_URL=""))
    if postgresql_cluster.programs():
        report.run("kiểm thử trên PostgreSQL (không lặp lại foundation)", suite_on_postgresql)
    return report.close(in_ci)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
