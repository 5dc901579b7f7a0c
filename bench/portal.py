"""The kept home, counted, beside a bare Django view of as many bytes behind the usual middleware. Goal: at most 1 x."""

from __future__ import annotations

import urllib.request

from bench.ground import place
from bench.measured import Measured
from bench.servers import bare_project, in_turn_on, prepare_demo, server, speeds
from bench.visits import OURS


def run(quick: bool, database: str) -> Measured:
    with place(database) as folder:
        prepare_demo(folder, quick)
        with server(OURS, folder, DJANGO_SETTINGS_MODULE="dieuhanh.config.settings") as kept:
            with urllib.request.urlopen(f"http://127.0.0.1:{kept.port}/") as answer:
                size = len(answer.read())
            bare = bare_project(folder / "bare", size)
            with server("bare.wsgi:application", bare, DJANGO_SETTINGS_MODULE="bare.settings") as plain:
                pair = in_turn_on(kept, plain, quick)
    ours, baseline = (1 / one.per_second() for one in pair)
    return Measured("portal", ours, baseline, database=database, goal=1, more=speeds(*pair))
