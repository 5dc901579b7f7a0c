"""`dieuhanh service`: the systemd unit of this installation, with its own paths, whatever letters they have."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from dieuhanh.config import places
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.kernel.backups import setting
from dieuhanh.kernel.backups.errors import BackupError

PASSED_ON = ("DIEUHANH_PUBLIC_URL", "DIEUHANH_TRUSTED_HOPS", "DIEUHANH_DATABASE_URL", "PORT")

HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
CapabilityBoundingSet=
UMask=0077"""


def write(user: str | None, out: str | None) -> None:
    try:
        words = unit_file(user or getpass.getuser(), dict(os.environ))
    except (places.BadAddress, BackupError) as error:
        raise Failure(str(error)) from error
    if out is None:
        click.echo(words, nl=False)
        return
    try:
        Path(out).write_text(words, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{out}: không ghi được tệp ({error.strerror})") from error
    click.echo(f"Đã ghi {out}. Tiếp theo: chép vào /etc/systemd/system/, rồi systemctl enable --now {Path(out).name}")


def unit_file(user: str, environment: dict[str, str]) -> str:
    """`environment`: of the shell that asks; what it says of the product's address and database goes in, but no password."""
    home = places.home()
    return f"""\
[Unit]
Description=dieuhanh
After=network-online.target postgresql.service
Wants=network-online.target
StartLimitIntervalSec=300
StartLimitBurst=10

[Service]
Type=exec
User={_word(user)}
WorkingDirectory={_whole(str(places.checkout() or places.PACKAGE.parent))}
ExecStart={quoted(sys.executable)} -m dieuhanh.faces.cli.start
{_environment(home, environment)}
EnvironmentFile=-{_whole(str(home / "service.env"))}
Restart=always
RestartSec=5
TimeoutStopSec=20
KillMode=mixed
ReadWritePaths={" ".join(quoted(folder) for folder in _written(home))}
{HARDENING}

[Install]
WantedBy=multi-user.target
"""


def _environment(home: Path, given: dict[str, str]) -> str:
    kept = {"DIEUHANH_HOME": str(home), "DEMO": "no", "PYTHONUNBUFFERED": "1"}
    lines = []
    for name in PASSED_ON:
        value = given.get(name, "")
        if name == "DIEUHANH_DATABASE_URL" and value and urlsplit(value).password:
            lines.append(
                f"# The database's password: put the line {name}=... into {_comment(home / 'service.env')}, mode 0600."
            )
        elif value:
            kept[name] = value
    return "\n".join([*(f"Environment={quoted(f'{name}={value}')}" for name, value in kept.items()), *lines])


def _written(home: Path) -> list[str]:
    """A "-" before it: where the backups' drive is not mounted the service starts all the same, and says so on its page."""
    chosen, database = setting.read(), places.database()
    folders = [str(home)]
    if database.vendor == "sqlite" and home not in Path(database.name).parents:
        folders.append(str(Path(database.name).parent))
    return [*folders, *([f"-{chosen.folder}"] if chosen else [])]


def quoted(words: str) -> str:
    """One word of a unit file: specifiers and variables are not expanded in it, spaces and quotes do not end it."""
    _sound(words)
    inside = words.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return (
        f'"{inside}"'
        if inside != words or not words.replace("/", "").replace("-", "").replace("=", "").isalnum()
        else words
    )


def _whole(words: str) -> str:
    """A value that goes to the end of the line: only specifiers are expanded in it."""
    _sound(words)
    return words.replace("%", "%%")


def _word(name: str) -> str:
    if not name or any(letter.isspace() or letter in '%"\\' for letter in name):
        raise Failure(f"--user {name}: không phải tên tài khoản của máy")
    return name


def _comment(path: Path) -> str:
    return _sound(str(path))


def _sound(words: str) -> str:
    if not words.isprintable():
        raise Failure(f"đường dẫn {words!r} có ký tự xuống dòng hoặc điều khiển; không ghi được vào tệp dịch vụ")
    return words
