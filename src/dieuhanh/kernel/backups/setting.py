"""Where backups of this machine go: `backup.json` in the data folder. It belongs to the machine, not to the database: put back
elsewhere, a database must not name the folder of the machine it came from.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from dieuhanh.config import commands, places
from dieuhanh.kernel.backups.errors import BackupError, told
from dieuhanh.kernel.backups.key import read_key


@dataclass(frozen=True, slots=True)
class Setting:
    """`key` empty: backups are not encrypted."""

    folder: str
    key: str = ""


def file() -> Path:
    return places.home() / "backup.json"


def read() -> Setting | None:
    """None where nobody has chosen a folder yet."""
    try:
        found = Setting(**json.loads(file().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(
            f"{file()} không đọc được; hãy chạy lại «{commands.dieuhanh('backup --every-night --to THƯ-MỤC')}»"
        ) from error
    return found


def keep(folder: Path, key: Path | None) -> Setting:
    """What setup and `dieuhanh backup --every-night` call. Refuses a folder that cannot be written or a key that is none."""
    folder = usable_folder(folder)
    if key is not None:
        read_key(key)
    setting = Setting(str(folder), str(key.absolute()) if key else "")
    with told("ghi cấu hình sao lưu", places.home()):
        places.home().mkdir(parents=True, exist_ok=True)
        replace_text(file(), json.dumps(asdict(setting), ensure_ascii=False, indent=1))
    return setting


def usable_folder(folder: Path) -> Path:
    """The folder must be there: making one would fill the system's disk where the office's drive is not mounted."""
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise BackupError(f"không có thư mục {folder}; hãy tạo thư mục hoặc gắn ổ đĩa trước")
    probe = folder / f".dieuhanh-{os.getpid()}.probe"
    with told("ghi thử vào thư mục sao lưu", folder):
        probe.touch()
        probe.unlink()
    return folder


def on_one_disk(folder: Path) -> bool:
    """Do backups and data lie where one dying disk takes both?"""
    home = places.home()
    return folder.is_dir() and home.is_dir() and folder.stat().st_dev == home.stat().st_dev


def replace_text(path: Path, words: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(words, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
