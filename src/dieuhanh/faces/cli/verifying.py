"""`dieuhanh verify`: is the journal whole?"""

from __future__ import annotations

import sys

import click

from dieuhanh.config import commands
from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure


def verify_journal(*, anchor: bool, since: str | None) -> None:
    with opened():
        from dieuhanh.kernel.journal import verification

        if anchor:
            seq, digest = verification.anchor()
            click.echo(f"{seq}:{digest}")
            return
        report = verification.verify(since=_anchor(since) if since is not None else None)
    click.echo(report.words)
    if not report.whole:
        sys.exit(1)


def _anchor(words: str) -> tuple[int, str]:
    number, _, digest = words.partition(":")
    if not number.isdecimal() or len(number) > 18 or len(digest) != 64:
        raise Failure(f"--since {words}: cần dạng SỐ:MÃ như «{commands.dieuhanh('verify --anchor')}» in")
    return int(number), digest
