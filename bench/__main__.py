"""`python -m bench NAME [--database sqlite|postgresql] [--json] [--quick]`; `all`, or no name, prints a table of all."""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from typing import Any, NoReturn

from bench.ground import postgresql_programs

NAMES = {
    "reading": "bench.reading",
    "sheets": "bench.sheets",
    "first-page": "bench.first_page",
    "act": "bench.act",
    "pages": "bench.pages",
    "list": "bench.task_list",
    "desk": "bench.desk",
    "visits": "bench.visits",
    "portal": "bench.portal",
    "backup": "bench.backup",
    "tick": "bench.tick",
    "digest": "bench.digest",
    "workbench": "bench.workbench",
}
WITHOUT_DATABASE = {"reading", "sheets"}
HEAD = f"{'bench':12} {'database':11} {'ours':>12} {'baseline':>12} {'ratio':>7} {'goal':>6}"


class OneLine(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"bench: {message}\n")


def main() -> int:
    ask = OneLine(prog="bench", description=__doc__)
    ask.add_argument("name", nargs="?", default="all", help=", ".join([*NAMES, "all"]))
    ask.add_argument("--database", choices=["sqlite", "postgresql"], help="default: sqlite; for all: both")
    ask.add_argument("--json", action="store_true", help="one JSON object (for all: one a line)")
    ask.add_argument("--quick", action="store_true", help="the smallest size: shows that it runs, measures nothing")
    options = ask.parse_args()
    if options.name == "all":
        return _all(options)
    if options.name not in NAMES:
        ask.error(f"there is no «{options.name}»; there are {', '.join([*NAMES, 'all'])}")
    found = importlib.import_module(NAMES[options.name]).run(options.quick, options.database or "sqlite").as_json()
    _show(found, options.json)
    return 0


def _all(options: argparse.Namespace) -> int:
    """Each in a process of its own: Django is set up once, and one measurement must not warm another."""
    if not options.json:
        print(HEAD, flush=True)
    failed = 0
    for name in NAMES:
        wanted = [options.database] if options.database else ["sqlite", "postgresql"]
        for database in wanted[:1] if name in WITHOUT_DATABASE else wanted:
            if name not in WITHOUT_DATABASE and database == "postgresql" and postgresql_programs() is None:
                print(f"{name:12} {database:11} left out: not installed here", file=sys.stderr)
                continue
            command = [sys.executable, "-m", "bench", name, "--database", database, "--json"]
            done = subprocess.run([*command, *["--quick"] * options.quick], capture_output=True, text=True, check=False)
            if done.returncode:
                failed += 1
                print(f"{name:12} {database:11} FAILED: {_last_line(done.stderr)}", file=sys.stderr, flush=True)
            else:
                _show(json.loads(done.stdout), options.json, in_table=True)
    return 1 if failed else 0


def _last_line(words: str) -> str:
    return (words.strip().splitlines() or ["no word of why"])[-1]


def _show(found: dict[str, Any], as_json: bool, in_table: bool = False) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False), flush=True)
        return
    print(_line(found) if in_table else f"{HEAD}\n{_line(found)}", flush=True)
    for page in found.get("pages", []):
        print(f"    {page['who']:22} {page['url']:28} {page['queries']:3} queries {page['ms']:7.1f} ms", flush=True)

    for size, rows in found.get("by_size", {}).items():
        for what, row in rows.items():
            print(f"    {size:>7} {what:20} " + "  ".join(f"{key} {value}" for key, value in row.items()), flush=True)


def _line(found: dict[str, Any]) -> str:
    baseline, ratio, goal = found["baseline_seconds"], found["ratio"], found["goal"]
    return (
        f"{found['name']:12} {found['database'] or '-':11} {1000 * found['seconds']:9.2f} ms "
        + (f"{1000 * baseline:9.3f} ms" if baseline else f"{'-':>12}")
        + f" {f'{ratio:.2f}' if ratio else '-':>7} {goal or '-':>6}"
    )


if __name__ == "__main__":
    sys.exit(main())
