"""`dieuhanh read`: what the reader understands, as a table or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.input import bytes_of
from dieuhanh.foundation.formats import Unreadable, words_of
from dieuhanh.foundation.reading import read, to_json
from dieuhanh.foundation.reading.model import Reading, Task
from dieuhanh.kernel.documents.secrecy import stamp_of_file

NARROWEST = 100  # columns: below this a table of tasks is no longer readable when piped to a file


def show(name: str, *, as_json: bool) -> None:
    try:
        found = words_of(bytes_of(name))
    except Unreadable as error:
        raise Failure(f"{name}: {error}") from error
    if stamp := stamp_of_file(found, Path(name).name):
        click.echo(f"Cảnh báo: {stamp}; văn bản này không được đưa vào hệ thống", err=True)
    reading = read(found.text)
    if as_json:
        click.echo(json.dumps(to_json(reading), ensure_ascii=False))
        return
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=max(NARROWEST, terminal.width))
    _print_head(console, reading)
    console.print(_tasks(reading))
    for title, words in _lists(reading):
        if words:
            console.print(Text(f"{title}: ", style="bold").append("; ".join(words), style="not bold"))


def _print_head(console: Console, reading: Reading) -> None:
    meta = reading.meta
    head = " ".join(
        part for part in ((meta.kind or "văn bản").capitalize(), f"số {meta.symbol}" if meta.symbol else "") if part
    )
    parts = [head, f"ngày {meta.date}" if meta.date else "", meta.issuer or ""]
    console.print(Text(", ".join(p for p in parts if p), style="bold"))
    if meta.title:
        console.print(Text(meta.title))
    console.print(
        f"{len(reading.headings)} mục, {len(reading.tasks)} nhiệm vụ, {len(reading.citations)} lần viện dẫn văn bản"
    )


def _tasks(reading: Reading) -> Table:
    table = Table(show_lines=False, expand=True)
    for name, ratio in (("#", 1), ("Nhiệm vụ", 12), ("Chủ trì", 5), ("Phối hợp", 5), ("Thời hạn", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    shown: int | None = -1
    for number, task in enumerate(reading.tasks, start=1):
        if task.heading != shown:
            shown = task.heading
            table.add_section()
            if shown is not None:
                heading = reading.headings[shown]
                table.add_row("", Text(f"{heading.marker} {heading.title}".strip(), style="bold"))
        table.add_row(str(number), *_cells(task))
    return table


def _cells(task: Task) -> tuple[Text, Text, Text, Text]:
    deadline = task.deadline.text if task.deadline else ""
    words = (
        " ".join(task.text.split()),
        "; ".join(u.text for u in task.lead),
        "; ".join(u.text for u in task.coop),
        deadline,
    )
    first, *rest = (Text(w) for w in words)
    start = words[0].find(task.head_verb)
    if start >= 0:
        first.stylize("underline", start, start + len(task.head_verb))
    return first, rest[0], rest[1], rest[2]


def _lists(reading: Reading) -> list[tuple[str, list[str]]]:
    """Each named thing once, in the order of the text."""
    goals = [t.text for t in reading.targets if t.layer == "target"]
    cited = [" ".join(p for p in (c.kind, c.symbol, f"({c.date})" if c.date else "") if p) for c in reading.citations]
    named = [("Đề án, dự án", [n.text for n in reading.projects]), ("Địa danh", [n.text for n in reading.places])]
    return [
        (title, list(dict.fromkeys(words)))
        for title, words in (("Chỉ tiêu", goals), ("Căn cứ, viện dẫn", cited), *named)
    ]
