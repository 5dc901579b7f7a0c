"""`python -m bench NAME [--database sqlite|postgresql] [--json] [--quick]`; without a name, a table of all."""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from typing import Any

NAMES = {"reading": "bench.reading", "first-page": "bench.first_page", "act": "bench.act", "pages": "bench.pages"}
ON_BOTH = {"act", "pages"}


def main() -> None:
    ask = argparse.ArgumentParser(prog="bench", description=__doc__)
    ask.add_argument("name", nargs="?", default="all", choices=[*NAMES, "all"])
    ask.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql"])
    ask.add_argument("--json", action="store_true", help="one JSON object")
    ask.add_argument("--quick", action="store_true", help="the smallest size: shows that it runs, measures nothing")
    options = ask.parse_args()
    if options.name == "all":
        _table(options.quick)
        return
    found = importlib.import_module(NAMES[options.name]).run(options.quick, options.database).as_json()
    print(json.dumps(found, ensure_ascii=False) if options.json else _line(found))
    for page in found.get("pages", []) if not options.json else []:
        print(f"    {page['who']:22} {page['url']:28} {page['queries']:3} queries {page['ms']:7.1f} ms")


def _table(quick: bool) -> None:
    """Each in a process of its own: Django is set up once, and one measurement must not warm another."""
    print(f"{'bench':12} {'database':11} {'ours':>12} {'baseline':>12} {'ratio':>7} {'goal':>6}")
    for name in NAMES:
        for database in ("sqlite", "postgresql") if name in ON_BOTH else ("sqlite",):
            command = [
                sys.executable,
                "-m",
                "bench",
                name,
                "--database",
                database,
                "--json",
                *(["--quick"] if quick else []),
            ]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            lines = run.stdout.strip().splitlines()
            print(
                _line(json.loads(lines[-1]))
                if run.returncode == 0 and lines
                else f"{name:12} {database:11} failed: {run.stderr.strip()[-300:]}",
                flush=True,
            )


def _line(found: dict[str, Any]) -> str:
    baseline, ratio, goal = found["baseline_seconds"], found["ratio"], found["goal"]
    return (
        f"{found['name']:12} {found['database'] or '-':11} {1000 * found['seconds']:9.2f} ms "
        + (f"{1000 * baseline:9.3f} ms" if baseline else f"{'-':>12}")
        + f" {f'{ratio:.2f}' if ratio else '-':>7} {goal or '-':>6}"
    )


if __name__ == "__main__":
    main()
