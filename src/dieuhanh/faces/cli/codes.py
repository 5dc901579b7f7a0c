"""`dieuhanh new-code`: a one-time code at the keyboard of the server, for a technician without a colleague."""

from __future__ import annotations

import click

from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure


def issue_new_code(username: str) -> None:
    with opened():
        from dieuhanh.kernel.access.accounts import CODE_DAYS, issue_code
        from dieuhanh.kernel.access.codes import new_code
        from dieuhanh.kernel.access.models import Person
        from dieuhanh.kernel.access.signin import reopen
        from dieuhanh.kernel.journal.actions import By

        person = Person.objects.filter(user__username=username, user__is_active=True).select_related("user").first()
        if person is None:
            raise Failure(f"không có người dùng «{username}» đang hoạt động")
        code = new_code()
        issue_code(By(channel="system", reason="dieuhanh new-code"), person=person, password=code)
        reopen(username)
        click.echo(f"{person.name} ({username}): mã dùng một lần {code}")
        click.echo(
            f"Đăng nhập bằng mã này trong {CODE_DAYS} ngày rồi đặt mật khẩu riêng. Mật khẩu cũ không còn dùng được."
        )
