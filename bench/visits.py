"""A public page with its visits counted, beside the same page uncounted, on servers of the same make: CPU seconds of the server an answer. Goal: at most 1.10 x."""

from __future__ import annotations

import statistics
from pathlib import Path

from bench.ground import place
from bench.measured import Measured
from bench.servers import in_turn_on, prepare_demo, server, speeds

ROOT = Path(__file__).resolve().parent.parent
OURS = "dieuhanh.config.wsgi:application"


def run(quick: bool, database: str) -> Measured:
    with place(database) as folder:
        prepare_demo(folder, quick)
        counted = server(OURS, folder, DJANGO_SETTINGS_MODULE="dieuhanh.config.settings")
        uncounted = server(OURS, folder, DJANGO_SETTINGS_MODULE="bench.uncounted_settings", PYTHONPATH=str(ROOT))
        with counted as first, uncounted as second:
            pair = in_turn_on(first, second, quick)
    ours, baseline = (statistics.median(one.cpu) for one in pair)
    return Measured("visits", ours, baseline, database=database, goal=1.1, more=speeds(*pair))
