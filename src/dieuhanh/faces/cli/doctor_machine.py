"""What `dieuhanh doctor` can see without opening the product: the machine, its folders, whether a database answers."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dieuhanh.config import commands, places
from dieuhanh.faces.cli import start_checks
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.findings import ADVICE, FAULT, GOOD, Finding
from dieuhanh.faces.cli.lock import differing
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.foundation.vietnamese.numbers import format_bytes
from dieuhanh.kernel.backups import setting
from dieuhanh.kernel.backups.errors import BackupError

OLDEST_PYTHON = (3, 11)
SCANT, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes free


def python() -> Iterator[Finding]:
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(
            FAULT, f"bản {platform.python_version()}; cần 3.11 trở lên", f"cài Python mới rồi chạy {commands.install()}"
        )
    else:
        yield Finding(GOOD, platform.python_version())


def packages() -> Iterator[Finding]:
    root = places.checkout()
    if root is None:
        yield Finding(GOOD, "cài từ gói; phiên bản do gói quyết định")
        return
    found = list(differing(root / "requirements" / "lock.txt"))
    if found:
        more = f" và {len(found) - 3} gói khác" if len(found) > 3 else ""
        yield Finding(FAULT, f"{', '.join(found[:3])}{more}", f"chạy {commands.install()}")
    else:
        yield Finding(GOOD, "đúng tệp khóa phiên bản")


def _begin() -> str:
    return f"{commands.dieuhanh('setup')} (cơ quan) hoặc {commands.start(office=False)} (bản minh họa)"


def folders() -> Iterator[Finding]:
    home = places.home()
    if not home.is_dir():
        yield Finding(FAULT, f"chưa có {home}", f"chạy {_begin()}, hoặc {commands.dieuhanh('restore TỆP')}")
        return
    for folder in (home, places.run_dir(), home / "files"):
        if folder.is_dir() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Finding(
                FAULT, f"không ghi được vào {folder}", f"giao thư mục cho người chạy: chown -R TÊN '{folder}'"
            )
    for path in (home, *home.glob("*.sqlite3"), home / "files"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o007:
            yield Finding(ADVICE, f"mọi tài khoản của máy đọc được {path}", f"chmod -R o= '{path}'")
    yield Finding(GOOD, str(home))


def secret() -> Iterator[Finding]:
    """Whoever reads it can sign in as anybody."""
    path = places.home() / "secret.key"
    if not path.exists():
        yield Finding(GOOD, "chưa có; được tạo khi khởi động lần đầu")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield Finding(FAULT, f"{path} có quyền {mode:o}; người khác đọc được", f"chmod 600 '{path}'")
    elif len(path.read_text(encoding="ascii").strip()) < 50:
        yield Finding(FAULT, f"{path} trống hoặc quá ngắn", "xóa tệp đó rồi khởi động lại; mọi người đăng nhập lại")
    else:
        yield Finding(GOOD, "chỉ chủ tệp đọc được")


def disks() -> Iterator[Finding]:
    try:
        chosen = setting.read()
    except BackupError:
        chosen = None  # which the check of backups tells
    for folder in (places.home(), *([Path(chosen.folder)] if chosen else [])):
        there = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(there).free
        level = FAULT if free < TOO_LITTLE else ADVICE if free < SCANT else GOOD
        yield Finding(
            level,
            f"{folder}: còn trống {format_bytes(free)}",
            "dọn chỗ hoặc chuyển sang ổ đĩa lớn hơn" if level else "",
        )


def time_zone() -> Iterator[Finding]:
    """Days are Hà Nội's whatever the machine says; only what the machine itself writes (logs) follows it."""
    here, ours = datetime.now().astimezone(), datetime.now(ZONE)
    if here.utcoffset() == ours.utcoffset():
        yield Finding(GOOD, "Asia/Ho_Chi_Minh")
    else:
        yield Finding(
            ADVICE,
            f"máy chạy giờ {here:%z}, hệ thống vẫn tính ngày theo Asia/Ho_Chi_Minh; nhật ký của máy sẽ lệch giờ",
            "timedatectl set-timezone Asia/Ho_Chi_Minh",
        )


def reachable() -> Iterator[Finding]:
    try:
        database = places.database()
        if database.vendor == "sqlite" and not Path(database.name).exists():
            yield Finding(FAULT, f"chưa có {database.name}", f"chạy {_begin()}")
            return
        found = start_checks.look(database)
        if found:
            start_checks.agree(database, found)
    except (Failure, places.BadAddress) as failure:
        yield Finding(FAULT, str(failure))
        return
    yield Finding(GOOD, f"{places.CALLED[database.vendor]}, {database.name}")
