"""`dieuhanh load`: a text goes in, a draft plan stands beside the others; with --issue its tasks are given."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dieuhanh.config import commands
from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.input import bytes_of

if TYPE_CHECKING:
    from dieuhanh.kernel.plans.models import Plan


def load_file(name: str, *, issue: bool, username: str | None) -> None:
    if username is not None and not username.strip():
        raise Failure("--as trống: hãy ghi tên đăng nhập của người thực hiện")
    if issue and not username:
        raise Failure("--issue cần --as: ai giao? (ví dụ --as chanhvanphong)")
    data = bytes_of(name)
    with opened():
        from dieuhanh.kernel.access.rights import viewer_for
        from dieuhanh.kernel.installation.clock import current, today
        from dieuhanh.kernel.journal.actions import By
        from dieuhanh.kernel.plans.actions.loading import load_text

        by = (
            viewer_for(username, today()).by(channel="cli")
            if username
            else By(channel="system", reason="dieuhanh load")
        )
        plan = load_text(by, data=data, name=Path(name).name, issue=issue)
        where = current()
        click.echo(
            f"Cơ sở dữ liệu: {where.name if where else ''}{' (dữ liệu minh họa)' if where and where.is_demo else ''}"
        )
        state = "đã giao" if issue else "dự kiến, chưa giao"
        click.echo(f"{plan.name}: {plan.headings.count()} mục, {plan.tasks.count()} nhiệm vụ ({state})")
        for line in _left_open(plan):
            click.echo(f"  {line}")
        if not issue:
            words = f"load {shlex.quote(name)} --issue --as TÊN-ĐĂNG-NHẬP"
            click.echo(f"  Để giao: {commands.dieuhanh(words)}")
        for heading in plan.headings.select_related("area").order_by("ordinal"):
            area = f"lĩnh vực {heading.area.number}. {heading.area.name}" if heading.area else "chưa xếp lĩnh vực"
            click.echo(f"  {heading.number} {heading.title}: {heading.tasks.count()} nhiệm vụ, {area}")


def _left_open(plan: Plan) -> Iterator[str]:
    """What the words leave open: nobody is asked about a task without a lead, and nothing reminds of one without a date."""
    tasks = plan.tasks
    if orphans := tasks.filter(lead=None).count():
        yield f"Chưa rõ đơn vị chủ trì: {orphans} nhiệm vụ"
    if undated := tasks.filter(due_at=None, due_iso="").count():
        yield f"Văn bản không ghi thời hạn: {undated} nhiệm vụ"
