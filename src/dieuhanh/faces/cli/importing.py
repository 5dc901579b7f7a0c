"""`dieuhanh import-units`, `dieuhanh import-people`: an Excel file shown row by row, then taken whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dieuhanh.config import commands
from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.output import write_new
from dieuhanh.faces.cli.work import at_work
from dieuhanh.foundation.sheets import LIMITS, FileRefused, Workbook, read

if TYPE_CHECKING:
    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.setup.importing import Preview

WORDS = {"units": "đơn vị", "people": "người dùng"}
MOST_SHOWN = 50


def import_file(what: str, name: str | None, *, template: str | None, person: str | None, yes: bool) -> None:
    if template is None and name is None:
        raise Failure("thiếu tên tệp .xlsx; tệp mẫu: thêm --template FILE")
    with opened():
        from dieuhanh.kernel.installation.clock import current, today
        from dieuhanh.kernel.setup.uploads import FORMS, template_data

        if current() is None:
            raise Failure(f"hệ thống chưa được thiết lập; hãy chạy «{commands.dieuhanh('setup')}» trước")
        if template is not None:
            write_new(template, template_data(what, today()))
            click.echo(f"Đã ghi tệp mẫu {template}. Điền xong, chạy lại lệnh với tên tệp.")
            return
        with at_work(f"Đọc {name}"):
            found = FORMS[what](workbook_at(name or ""), today())
            preview = found.preview
        _show(preview)
        if not preview.good:
            _tell_problems(preview)
            sys.exit(1)
        if not (
            yes or (sys.stdin.isatty() and click.confirm(f"Nhập {len(preview.lines)} {WORDS[what]}?", default=True))
        ):
            raise Failure("chưa nhập gì; thêm --yes để nhập")
        with at_work(f"Ghi {len(preview.lines)} dòng"):
            taken = found.take(_by(person, what))
        click.echo(f"Đã nhập {taken} {WORDS[what]}.")


def _by(person: str | None, what: str) -> By:
    from dieuhanh.kernel.access.rights import viewer_for
    from dieuhanh.kernel.installation.clock import today
    from dieuhanh.kernel.journal.actions import By

    if person is None:
        return By(channel="system", reason=f"dieuhanh import-{what}")
    return viewer_for(person, today()).by(channel="cli", capability=f"manage_{what}")


def workbook_at(name: str) -> Workbook:
    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size > LIMITS.packed:
            raise Failure(f"{name}: tệp dài hơn {LIMITS.packed // 2**20} MB; hãy chia thành nhiều tệp")
        return read(path.read_bytes(), path.name)
    except FileRefused as error:
        raise Failure(f"{name}: {error}") from error
    except OSError as error:
        raise Failure(f"{name}: không đọc được tệp ({error.strerror})") from error


def _show(preview: Preview) -> None:
    """Faulty rows first to be seen: the others only as many as a screen holds."""
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=max(140, terminal.width))
    table = Table("Dòng", *preview.titles)
    lines = [line for line in preview.lines if line.faults] or preview.lines
    for line in lines[:MOST_SHOWN]:
        table.add_row(str(line.number), *map(Text, line.cells), style="red" if line.faults else "")
    if preview.lines:
        console.print(table)
    if len(lines) > MOST_SHOWN:
        console.print(f"và {len(lines) - MOST_SHOWN} dòng nữa")


def _tell_problems(preview: Preview) -> None:
    click.echo(f"Chưa nhập: {len(preview.problems)} lỗi trong {len(preview.lines)} dòng.", err=True)
    for problem in preview.problems[:MOST_SHOWN]:
        click.echo(f"  {problem}", err=True)
    if len(preview.problems) > MOST_SHOWN:
        click.echo(f"  và {len(preview.problems) - MOST_SHOWN} lỗi khác", err=True)
