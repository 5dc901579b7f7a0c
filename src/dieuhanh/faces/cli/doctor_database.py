"""What `dieuhanh doctor` asks of the database, with Django set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dieuhanh.config import commands, places
from dieuhanh.faces.cli.findings import ADVICE, FAULT, GOOD, Finding
from dieuhanh.foundation.vietnamese.dates import ZONE


def set_up() -> bool:
    """False in a place nobody has started yet: a doctor makes nothing, and settings make a key."""
    try:
        places.database()
    except places.BadAddress:
        return False
    if not (places.home() / "secret.key").exists():
        return False
    os.environ["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"
    import django

    django.setup()
    return True


def answers() -> bool:
    """Of a database that does not, the machine's checks have spoken."""
    from django.db import DatabaseError, connection

    database = places.database()
    if database.vendor == "sqlite" and not Path(database.name).is_file():
        return False
    try:
        connection.ensure_connection()
    except DatabaseError:
        return False
    return True


def migrated() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    wanting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        yield Finding(FAULT, f"cơ sở dữ liệu thuộc phiên bản mới hơn ({app}.{name})", "nâng cấp dieuhanh")
    elif wanting:
        yield Finding(
            FAULT,
            f"thiếu {len(wanting)} bước cập nhật bảng ({wanting[0][0]})",
            f"dừng rồi chạy lại {commands.start(office=not places.wants_demo())}",
        )
    else:
        yield Finding(GOOD, "đủ và đúng phiên bản")


def triggers() -> Iterator[Finding]:
    from dieuhanh.kernel.journal.triggers import missing

    gone = missing()
    if gone:
        yield Finding(
            FAULT,
            f"thiếu {len(gone)} khóa chống sửa nhật ký ({min(gone)})",
            f"tìm hiểu ai đã gỡ; chạy {commands.dieuhanh('verify')}; rồi xóa {places.run_dir()}/prepared-* và khởi động lại",
        )
    else:
        yield Finding(GOOD, "đủ")


def journal() -> Iterator[Finding]:
    from dieuhanh.kernel.journal.models import Head, Seal

    head, last = Head.objects.first(), Seal.objects.order_by("-seq").first()
    if (
        head is None
        or (last and (last.seq, bytes(last.hash)) != (head.seq, bytes(head.hash)))
        or (not last and head.seq)
    ):
        yield Finding(
            FAULT,
            "đầu nhật ký không khớp lượt ghi cuối",
            f"chạy {commands.dieuhanh('verify')}; khôi phục từ bản sao lưu nếu hỏng",
        )
    else:
        yield Finding(GOOD, f"{head.seq} lượt ghi, đầu nhật ký khớp (kiểm tra toàn bộ: {commands.dieuhanh('verify')})")


def units() -> Iterator[Finding]:
    from dieuhanh.kernel.units.days import broken_days

    found = broken_days()
    for words in found[:5]:
        yield Finding(
            FAULT, f"hở hoặc chồng ngày, {words}", "đối chiếu với lịch sử đơn vị; khôi phục hoặc sửa có biên bản"
        )
    if not found:
        yield Finding(GOOD, "không hở, không chồng")


def backups() -> Iterator[Finding]:
    from dieuhanh.kernel.backups.keeping import Trouble, status
    from dieuhanh.kernel.backups.nightly import identity_here
    from dieuhanh.kernel.backups.words import remedy, trouble_in_words

    found = status(datetime.now(UTC), identity_here())
    if found.trouble:
        level = ADVICE if found.trouble == Trouble.NO_FOLDER and places.wants_demo() else FAULT
        yield Finding(level, trouble_in_words(found), remedy(found))
    elif found.good and found.at:
        yield Finding(GOOD, f"bản tốt gần nhất lúc {found.at.astimezone(ZONE):%H:%M ngày %d/%m/%Y}, {found.good.file}")
    if found.failed:
        yield Finding(ADVICE, f"lần gần nhất không thành công: {found.failed.words}")
    if found.setting:
        yield from _apart(Path(found.setting.folder), Path(found.setting.key) if found.setting.key else None)


def _apart(folder: Path, key: Path | None) -> Iterator[Finding]:
    """A disk that dies takes what lies on it, backups and their key too."""
    from dieuhanh.kernel.backups.setting import on_one_disk

    if on_one_disk(folder):
        yield Finding(
            ADVICE, "bản sao lưu nằm cùng ổ đĩa với dữ liệu", "chọn thư mục ở ổ đĩa khác, hoặc chép thêm ra ngoài"
        )
    if key and not key.is_file():
        yield Finding(
            FAULT,
            f"không thấy tệp khóa {key}",
            f"đặt lại tệp khóa, hoặc chọn khóa mới: {commands.dieuhanh('backup --every-night --key TỆP')}",
        )
    elif key and folder in key.parents:
        yield Finding(ADVICE, "tệp khóa nằm cùng chỗ với bản sao lưu", "chuyển khóa đi nơi khác")


def close() -> None:
    """Only where it was opened: without settings there is no connection to close."""
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()
