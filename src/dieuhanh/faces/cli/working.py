"""`dieuhanh work`, `dieuhanh tick`: what `dieuhanh start` keeps running beside the web server; also by hand, for a worker more."""

from __future__ import annotations

import math
import sys

import click

from dieuhanh.config import places
from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure


def work() -> None:
    with opened():
        from dieuhanh.kernel.jobs import alive
        from dieuhanh.kernel.jobs.worker import Worker

        worker = Worker()
        worker.listen()
        try:
            here = alive.as_worker()
        except OSError as error:
            raise Failure(f"không khóa được tệp trong {places.run_dir()}: {error}") from error
        with here:
            worker.run()


def tick(*, once: bool) -> None:
    with opened():
        from dieuhanh.kernel.jobs import alive, ticker

        try:
            here = alive.as_ticker() if once else alive.as_ticker(math.inf)
        except BlockingIOError as error:
            raise Failure("việc định kỳ đang được một tiến trình khác thực hiện (máy chủ đang chạy)") from error
        except OSError as error:
            raise Failure(f"không khóa được tệp trong {places.run_dir()}: {error}") from error
        with here:
            failed = ticker.tick() if once else ticker.keep_ticking()
    if failed:
        click.echo(f"Việc định kỳ không xong: {', '.join(failed)}; nguyên nhân ở các dòng trên.", err=True)
        sys.exit(1)
