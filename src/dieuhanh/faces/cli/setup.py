"""`dieuhanh setup`: an office begins with its own name, units, areas and first technician; asked one by one, or by flags."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dieuhanh.config import commands, places
from dieuhanh.faces.cli import start_checks
from dieuhanh.faces.cli.building import beside
from dieuhanh.faces.cli.database import opened
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.output import write_new
from dieuhanh.faces.cli.work import at_work
from dieuhanh.kernel.backups import setting

if TYPE_CHECKING:
    from dieuhanh.kernel.setup.founding import Office, Technician
    from dieuhanh.kernel.setup.structure import Structure
    from dieuhanh.kernel.units.official import Place


def set_up(
    *,
    level: str | None,
    place: str | None,
    name: str | None,
    structure: str | None,
    target: str | None,
    technician: str | None,
    username: str | None,
    backups: str | None,
    yes: bool,
) -> None:
    database = _office_database()
    _django()
    from dieuhanh.faces.cli.setup_questions import Questions

    ask = Questions(silent=yes or not sys.stdin.isatty())
    chosen = ask.level(level)
    if target is not None:
        _write_structure(target, chosen, ask.place(chosen, place) if place else None)
        return
    where = ask.place(chosen, place)
    _refuse_what_stands(database)
    office = ask.office(chosen, where, name)
    units = ask.structure(chosen, where, structure)
    person = ask.technician(technician, username)
    folder = ask.backups(backups)
    if ask.agreed(office, units):
        with at_work("Chuẩn bị cơ sở dữ liệu"):
            _prepare(database)
        with opened():
            _found(office, units, person)
        _say_where(database)
        _keep_backups(folder)


def _keep_backups(folder: Path | None) -> None:
    if folder:
        setting.keep(folder, None)
        click.echo(f"Mỗi đêm máy chủ sao lưu vào {folder}; muốn mã hóa: {commands.dieuhanh('backup-key --help')}.")
    else:
        click.echo(f"Chưa chọn thư mục sao lưu; khi có: {commands.dieuhanh('backup --every-night --to THƯ-MỤC')}")
    click.echo(f"\nTiếp theo: chạy «{commands.start(office=True)}», đăng nhập, rồi vào «Người dùng» để nhập từ Excel.")


def _office_database() -> places.Database:
    os.environ["DEMO"] = "no"
    os.umask(0o077)  # the data are the office's, not every account's of the machine
    start_checks.prepare_folders()
    try:
        return places.database()
    except places.BadAddress as error:
        raise Failure(str(error)) from error


def _django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"  # whatever the shell has left of another project
    import django

    django.setup()


def _refuse_what_stands(database: places.Database) -> None:
    """Nothing turns a demo into an office, and an office is founded once."""
    found = start_checks.look(database)
    if found is None:
        beside(Path(database.name)).unlink(missing_ok=True)  # the probe of `look`
        return
    start_checks.agree(database, found)
    if found.kind:
        raise Failure(f"{database.name} đã được thiết lập; mỗi cơ sở dữ liệu chỉ thiết lập một lần")


def _prepare(database: places.Database) -> None:
    if database.vendor == "sqlite":
        Path(database.name).touch(mode=0o600)
    from dieuhanh.faces.cli.prepare import prepare_database

    prepare_database()


OPEN = "# Giữ nguyên các chữ trong ngoặc nhọn và dòng «*»: khi thiết lập, chúng được thay bằng tên của địa phương, cơ quan.\n"


def _write_structure(target: str, level: str, place: Place | None) -> None:
    """Needs no database and stores nothing else. Whoever has not said for which place gets the names left open."""
    from dieuhanh.kernel.setup.structure import open_text, ready_text

    write_new(target, (ready_text(level, place) if place else OPEN + open_text(level)).encode())
    click.echo(
        f"Đã ghi cơ cấu có sẵn vào {target}. Sửa xong, chạy: {commands.dieuhanh(f'setup --level {level} --structure {shlex.quote(target)}')}"
    )


def _say_where(database: places.Database) -> None:
    kind = places.CALLED[database.vendor]
    click.echo(f"  Thư mục dữ liệu: {places.home()}\n  Cơ sở dữ liệu: {kind}, {database.name}")
    with suppress(Failure):  # a PORT that is none is the next start's matter
        port = start_checks.port_wanted()
        if start_checks.says_not_set_up(port):
            click.echo(
                f"  CHÚ Ý: máy chủ đang chạy ở cổng {port} dùng dữ liệu khác và vẫn báo chưa thiết lập; hãy dừng nó (Ctrl-C) "
                "rồi khởi động bằng lệnh dưới đây."
            )


def _found(office: Office, structure: Structure, technician: Technician) -> None:
    from dieuhanh.kernel.access.codes import new_code
    from dieuhanh.kernel.installation.clock import wall_day
    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.setup.founding import found_office

    password = new_code()
    lost = commands.dieuhanh(f"new-code {technician.username}")
    by = By(channel="system", reason="dieuhanh setup", day=wall_day())
    found_office(by, office=office, structure=structure, technician=technician, password=password)
    click.echo(f"\nĐã thiết lập {office.name}: {len(structure.units)} đơn vị, {len(structure.areas)} lĩnh vực.")
    click.echo(f"Cơ quan đang ở chế độ chạy thử; khi dùng thật: {commands.dieuhanh('start-for-real')}")
    click.echo(f"\n  Tên đăng nhập:  {technician.username}\n  Mật khẩu:       {password}")
    click.echo(f"  Mật khẩu này chỉ hiện một lần, ngay lúc này; lần đăng nhập đầu phải đổi. Mất thì: {lost}")
