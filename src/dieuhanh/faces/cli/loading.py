"""`dieuhanh load`: a text goes in, a draft plan stands beside the others; with --issue its tasks are given."""

from __future__ import annotations

from pathlib import Path

import click

from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.input import bytes_of


def load_file(name: str, *, issue: bool, username: str | None) -> None:
    if username is not None and not username.strip():
        raise Failure("--as trống: hãy ghi tên đăng nhập của người thực hiện")
    if issue and not username:
        raise Failure("--issue cần --as: ai giao? (ví dụ --as chanhvanphong)")
    data = bytes_of(name)
    with opened():
        from dieuhanh.kernel.access.rights import viewer_for
        from dieuhanh.kernel.installation.clock import today
        from dieuhanh.kernel.journal.actions import By
        from dieuhanh.kernel.plans.actions import load_text

        by = (
            viewer_for(username, today()).by(channel="cli")
            if username
            else By(channel="system", reason="dieuhanh load")
        )
        plan = load_text(by, data=data, name=Path(name).name, issue=issue)
        state = "đã giao" if issue else "dự kiến, chưa giao"
        click.echo(f"{plan.document.name}: {plan.headings.count()} mục, {plan.tasks.count()} nhiệm vụ ({state})")
        if not issue:
            click.echo(f"  Để giao: dieuhanh load {name} --issue --as TÊN-ĐĂNG-NHẬP")
        for heading in plan.headings.select_related("area").order_by("ordinal"):
            area = f"lĩnh vực {heading.area.number}. {heading.area.name}" if heading.area else "chưa xếp lĩnh vực"
            click.echo(f"  {heading.number} {heading.title}: {heading.tasks.count()} nhiệm vụ, {area}")
