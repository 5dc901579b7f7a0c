"""`dieuhanh doctor`: what is missing or wrong on this machine, and how to mend it. Each check stands alone: one that fails hides no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from dieuhanh.config import commands, places
from dieuhanh.faces.cli import doctor_database, doctor_machine, doctor_mail
from dieuhanh.faces.cli.database import choose
from dieuhanh.faces.cli.findings import ADVICE, FAULT, GOOD, Finding

MARKS = {GOOD: ("đạt", "green"), ADVICE: ("lưu ý", "yellow"), FAULT: ("LỖI", "red")}


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    look: Callable[[], Iterator[Finding]]


MACHINE = [
    Check("Python", doctor_machine.python),
    Check("Gói cài đặt", doctor_machine.packages),
    Check("Thư mục dữ liệu", doctor_machine.folders),
    Check("Khóa bí mật", doctor_machine.secret),
    Check("Dung lượng đĩa", doctor_machine.disks),
    Check("Múi giờ", doctor_machine.time_zone),
    Check("Cơ sở dữ liệu", doctor_machine.reachable),
    Check("Máy chủ thư", doctor_mail.answers),
]
INSIDE = [
    Check("Bảng dữ liệu", doctor_database.migrated),
    Check("Khóa chống sửa", doctor_database.triggers),
    Check("Nhật ký", doctor_database.journal),
    Check("Ngày của đơn vị", doctor_database.units),
]
BACKUPS = Check("Sao lưu", doctor_database.backups)


def examine() -> None:
    """Exit code 0: nothing to mend (there may be advice); 1: something must be mended."""
    worst = GOOD
    choose()
    try:
        place = places.home()
        click.echo(f"Kiểm tra hệ thống tại {place}")
        for check in MACHINE:
            worst = max(worst, _told(check))
        begun = doctor_database.set_up()
        asked = [*(INSIDE if begun and doctor_database.answers() else []), *([BACKUPS] if begun else [])]
        for check in asked:
            worst = max(worst, _told(check))
    finally:
        doctor_database.close()
    _conclude(worst, [check.name for check in (*INSIDE, BACKUPS) if check not in asked], begun=begun)
    sys.exit(1 if worst == FAULT else 0)


def _conclude(worst: int, unseen: list[str], *, begun: bool) -> None:
    """What nobody has looked at is not without faults."""
    if unseen:
        start = commands.start(office=not places.wants_demo())
        why = "cơ sở dữ liệu không mở được" if begun else f"chưa khởi động lần nào ở đây; chạy {start} rồi khám lại"
        click.echo(f"Chưa xem được: {', '.join(unseen)} ({why}).")
    sound = "Những gì xem được không có lỗi" if unseen else "Không có lỗi"
    click.echo(
        {
            GOOD: f"{sound}." if unseen else "Không có gì phải sửa.",
            ADVICE: f"{sound}; xem các lưu ý ở trên.",
            FAULT: "Có lỗi phải sửa, xem ở trên.",
        }[worst]
    )


def _told(check: Check) -> int:
    try:
        findings = list(check.look())
    except Exception as error:
        findings = [
            Finding(FAULT, f"không kiểm tra được: {(str(error).strip().splitlines() or [type(error).__name__])[0]}")
        ]
    for finding in findings:
        word, colour = MARKS[finding.level]
        click.echo(f"{click.style(f'{word:<6}', fg=colour)} {check.name}: {finding.words}")
        if finding.remedy:
            click.echo(f"{'':6} → {finding.remedy}")
    return max((finding.level for finding in findings), default=GOOD)
