"""Where data lie and which database is used. No Django here: the supervisor and `make` read it too.

Places: `var/` of a checkout, else `DIEUHANH_HOME` (default `~/.local/share/dieuhanh`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent
TRIGGERS = PACKAGE / "kernel" / "journal" / "triggers.py"  # its text tells whether a database has those of this release
DEMO_DAYS = date(2021, 10, 5), date(2021, 12, 31)  # the quarter that is played: the plan is given on the first
CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class BadAddress(ValueError):
    """The environment names a database we cannot use; the message is for the person who set it."""


def checkout() -> Path | None:
    """The root of the git checkout this package runs from, or None when it is an installed wheel."""
    root = PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "src" else None


def home() -> Path:
    given = os.environ.get("DIEUHANH_HOME")
    if given:
        return Path(given).expanduser().resolve()
    root = checkout()
    return root / "var" if root else Path("~/.local/share/dieuhanh").expanduser()


def run_dir() -> Path:
    return home() / "run"


def wants_demo() -> bool:
    """`DEMO=no` asks for an office's own database; everything else for the demo."""
    return os.environ.get("DEMO", "yes").strip().lower() not in {"no", "0", "false", "khong"}


def sqlite_file(*, demo: bool) -> Path:
    """Where the embedded database lies that nobody has given another place: a demo and an office never share one."""
    return home() / ("demo.sqlite3" if demo else "office.sqlite3")


def demo_day() -> date | None:
    """The day a new demo opens on, where `DIEUHANH_DEMO_DAY` names one."""
    text = os.environ.get("DIEUHANH_DEMO_DAY", "").strip()
    if not text:
        return None
    first, last = DEMO_DAYS
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not first <= day <= last:
        raise BadAddress(f"DIEUHANH_DEMO_DAY={text} không dùng được; hãy ghi một ngày từ {first} đến {last}")
    return day


@dataclass(frozen=True, slots=True)
class Database:
    """`vendor` is "sqlite" (then `name` is a file's path) or "postgresql"."""

    vendor: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""


def database() -> Database:
    """The database of `DIEUHANH_DATABASE_URL` (`sqlite:///path`, `postgresql://user:password@host:port/name?host=/socket/folder`)."""
    url = os.environ.get("DIEUHANH_DATABASE_URL", "")
    if not url:
        return Database("sqlite", str(sqlite_file(demo=wants_demo())))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # Both sqlite:///data/x.sqlite3 and the four-slash form of other tools mean /data/x.sqlite3.
        return Database("sqlite", str(Path("/", unquote(parts.path).lstrip("/"))))
    if parts.scheme in {"postgresql", "postgres"}:
        host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        return Database(
            "postgresql",
            unquote(parts.path.lstrip("/")),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            host,
            str(parts.port or ""),
        )
    raise BadAddress(
        f"DIEUHANH_DATABASE_URL bắt đầu bằng «{parts.scheme}»; chỉ dùng được sqlite:///đường/dẫn hoặc postgresql://người@máy/tên"
    )


def address(database: Database) -> str:
    """What DIEUHANH_DATABASE_URL says for it."""
    if database.vendor == "sqlite":
        return f"sqlite://{quote(database.name)}"
    who = quote(database.user, safe="") + (f":{quote(database.password, safe='')}" if database.password else "")
    port = f":{database.port}" if database.port else ""
    return f"postgresql://{who}@{port}/{quote(database.name, safe='')}?host={quote(database.host)}"
