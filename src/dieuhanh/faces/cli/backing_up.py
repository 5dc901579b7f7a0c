"""`dieuhanh backup`, `check-backup`, `restore`, `backup-key`: what they say to the person at the terminal."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from dieuhanh.config import commands, places
from dieuhanh.faces.cli.database import choose
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.foundation.vietnamese.numbers import format_bytes
from dieuhanh.kernel.backups import checking, key, making, nightly, restoring, setting
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.manifest import Manifest
from dieuhanh.kernel.backups.unpacking import head_of

COUNTED = {"acts": "lượt ghi", "files": "tệp", "units": "đơn vị", "people": "người", "tasks": "nhiệm vụ"}


@contextmanager
def _told() -> Iterator[None]:
    os.umask(0o077)  # a backup is the office's, not every account's of the machine
    try:
        yield
    except (BackupError, places.BadAddress) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or 'ổ đĩa'}: {error.strerror}") from error


def back_up(to: str | None, key_file: str | None, *, every_night: bool) -> None:
    with _told():
        choose()
        chosen = setting.read()
        if to is None and chosen is None:
            raise Failure("chưa chọn thư mục sao lưu; hãy thêm --to THƯ-MỤC (nên ở ổ đĩa khác với dữ liệu)")
        folder = Path(to or (chosen.folder if chosen else ""))
        used = _key(key_file)
        if every_night:
            _first_of_many(folder, used)
            return
        made = making.make(folder, used)
        click.echo(f"Đã sao lưu: {made.path} ({format_bytes(made.size)}, {'đã' if used else 'không'} mã hóa)")
        click.echo(f"  {_counts(made.manifest)}; mốc nhật ký {made.manifest.seq}:{made.manifest.hash}")
        click.echo(
            f"  Lúc {_when(made.manifest)}. Để khôi phục thử, có vậy mới tính là bản tốt: {commands.dieuhanh(f'check-backup {shlex.quote(str(made.path))}')}"
        )
    _say_spoiled(made.manifest)


def _first_of_many(folder: Path, used: Path | None) -> None:
    """The first one at once: a folder that is full or a key that is wrong is told to the one who chose it."""
    chosen = setting.keep(folder, used)
    click.echo(
        f"Mỗi đêm sao lưu vào {chosen.folder} ({'đã' if chosen.key else 'không'} mã hóa); đang tạo bản đầu tiên…"
    )
    good = nightly.make_good(chosen, datetime.now(UTC))
    click.echo(f"Đã sao lưu và khôi phục thử thành công: {good.file} ({format_bytes(good.size)})")
    if good.spoiled:
        raise Failure(good.spoiled)


def check(file: str, key_file: str | None) -> None:
    with _told():
        choose()
        checked = checking.check(Path(file), _key(key_file))
        taken = nightly.take(Path(file), checked, datetime.now(UTC))
    unpacked, manifest = checked.unpacked, checked.unpacked.manifest
    if checked.fault:
        click.echo(f"BẢN SAO LƯU KHÔNG ĐẠT: đọc được trọn vẹn nhưng {checked.fault}")
        sys.exit(1)
    click.echo(f"Bản sao lưu tốt: đã khôi phục thử và kiểm tra ({format_bytes(unpacked.size)}).")
    click.echo(f"  Tạo lúc {_when(manifest)}, phiên bản {manifest.product}; {_counts(manifest)}")
    click.echo(f"  Nhật ký nguyên vẹn đến mốc {manifest.seq}:{manifest.hash}")
    if taken:
        click.echo("  Từ nay đây là bản tốt gần nhất của hệ thống.")
    if not head_of(Path(file)).cipher:
        click.echo(
            "  Bản này không có khóa: ai ghi được vào nơi cất có thể sửa nó mà không lộ; "
            f"xem {commands.dieuhanh('backup-key --help')}."
        )
    _say_spoiled(manifest)


def restore(file: str, key_file: str | None, *, anyway: bool) -> None:
    with _told():
        done = restoring.restore(Path(file), _key(key_file), anyway=anyway)
    click.echo(f"Đã khôi phục vào {done.home} (cơ sở dữ liệu {done.database}).")
    click.echo(f"  Bản sao lưu tạo lúc {_when(done.manifest)}; {_counts(done.manifest)}")
    click.echo("  Mọi người phải đăng nhập lại. Dữ liệu cá nhân đã xóa sau thời điểm này phải xóa lại.")
    if not setting.file().exists():
        click.echo("  Sao lưu hằng đêm đang TẮT ở đây; bật bằng lệnh sau, thư mục nên ở ổ đĩa khác với dữ liệu:")
        click.echo(f"    {commands.dieuhanh('backup --every-night --to THƯ-MỤC')}")
    click.echo(f"  Để chạy: {commands.start(office=done.manifest.kind != 'demo')}")
    if done.manifest.kind == "demo":
        click.echo("  Mật khẩu bản minh họa không nằm trong bản sao lưu; chép thêm tệp run/demo-password nếu cần.")
    if done.fault:
        click.echo(f"  CHÚ Ý: {done.fault}")
    _say_spoiled(done.manifest)
    if done.fault:
        sys.exit(1)


def make_key(file: str) -> None:
    with _told():
        key.make_key(Path(file))
    click.echo(f"Đã tạo khóa {file}. Hãy cất thêm một bản ở nơi khác: mất khóa thì không mở được bản sao lưu nào.")


def _key(given: str | None) -> Path | None:
    """The key named on the line, else the one of the nightly backups."""
    if given is not None:
        return Path(given)
    chosen = setting.read()
    return Path(chosen.key) if chosen and chosen.key else None


def _counts(manifest: Manifest) -> str:
    return ", ".join(f"{manifest.counts[name]} {word}" for name, word in COUNTED.items() if name in manifest.counts)


def _when(manifest: Manifest) -> str:
    try:
        return f"{datetime.fromisoformat(manifest.made).astimezone(ZONE):%H:%M ngày %d/%m/%Y}"
    except ValueError:
        return manifest.made


def _say_spoiled(manifest: Manifest) -> None:
    """The rest is good; whoever reads only the exit code must know that something is missing."""
    if words := checking.spoiled(manifest):
        click.echo(f"  CHÚ Ý: {words}; nội dung đó không lấy lại được từ bản này.")
        sys.exit(1)
