"""What `dieuhanh setup` asks. Silent (`--yes`, or no terminal) it takes the defaults and refuses where there is none."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.importing import workbook_at
from dieuhanh.kernel.access.people import USERNAME_ALLOWED, is_username
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.setting import usable_folder
from dieuhanh.kernel.installation.models import Level
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.setup.founding import Office, Technician
from dieuhanh.kernel.setup.structure import PREFIXES, Structure, begins, filled, read_structure, ready_text
from dieuhanh.kernel.setup.unit_file import UnitFile
from dieuhanh.kernel.units.official import Place, find, place_of

MOST_SHOWN = 15
LONGEST = 200


class Questions:
    def __init__(self, *, silent: bool) -> None:
        self.silent = silent

    def _asked(self, words: str, default: str | None, flag: str) -> str:
        if not self.silent:
            return " ".join(str(click.prompt(words, default=default)).split())
        if default is None:
            raise Failure(f"thiếu {flag}: {words.lower()}?")
        return default

    def level(self, given: str | None) -> str:
        if given:
            return given
        if self.silent:
            raise Failure(f"thiếu --level: chọn một trong {', '.join(Level.values)}")
        for number, label in enumerate(Level.labels, start=1):
            click.echo(f"  {number}. {label}")
        chosen = click.prompt("Loại cơ quan (số)", type=click.IntRange(1, len(Level.values)), default=2)
        return str(Level.values[chosen - 1])

    def place(self, level: str, given: str | None) -> Place:
        prefixes = PREFIXES.get(Level(level))
        words = given or self._asked(_what_place(level), None, "--place")
        if prefixes is None:
            return Place("", words)
        while True:
            found = self._listed(words, prefixes)
            if len(found) == 1:
                return found[0]
            problem = _not_one(words, found)
            if self.silent or given:
                raise Failure(f"--place {problem}")
            click.echo(problem)
            words = self._asked("Gõ thêm tên tỉnh, hoặc ghi mã", None, "--place")

    def _listed(self, words: str, prefixes: tuple[str, ...]) -> list[Place]:
        named = place_of(words)
        if named and named.name.startswith(prefixes):
            return [named]
        return find(words, prefixes)

    def office(self, level: str, place: Place, given: str | None) -> Office:
        usual = place.name if level == Level.DEPARTMENT else f"UBND {place.own}"
        name = " ".join((given or self._asked("Tên cơ quan", usual, "--name")).split())
        if not 1 <= len(name) <= LONGEST:
            raise Failure(f"--name: tên cơ quan dài {len(name)} ký tự; cần từ 1 đến {LONGEST}")
        return Office(name, level, place.code)

    def structure(self, level: str, place: Place, given: str | None) -> Structure:
        """Shown, and edited as long as the person likes, before it is taken. An Excel file gives the units; areas stay the ready ones."""
        if given and given.lower().endswith(".xlsx"):
            return _from_excel(given, level, place)
        text = filled(_text_of(given), level, place) if given else ready_text(level, place)
        while True:
            try:
                found = read_structure(text, level=level, place=place, begin=begins(level))
            except Invalid as error:
                if self.silent:
                    raise Failure(f"{given or 'cơ cấu'}:\n{error}") from error
                click.echo(f"Chưa đọc được:\n{error}")
                text = _edited(text)
                continue
            if self.silent:
                return found
            _show(found)
            if not click.confirm("Sửa danh sách này trước khi dùng?", default=False):
                return found
            text = _edited(text)

    def technician(self, name: str | None, username: str | None) -> Technician:
        full = name or self._asked("Họ tên người quản trị hệ thống", TECHNICIAN.name, "--technician")
        user = username or self._asked("Tên đăng nhập", TECHNICIAN.username, "--username")
        if not is_username(user):
            raise Failure(f"--username «{user}»: chỉ nhận {USERNAME_ALLOWED}")
        if not 1 <= len(full) <= 120:
            raise Failure(f"--technician: họ tên dài {len(full)} ký tự; cần từ 1 đến 120")
        return Technician(full, user)

    def backups(self, given: str | None) -> Path | None:
        """The folder for the backup of each night, tried before anything is founded; none for now where it is left empty."""
        words = (
            given
            if given is not None
            else self._asked("Thư mục sao lưu hằng đêm, nên ở ổ đĩa khác (trống: chọn sau)", "", "")
        )
        while words:
            try:
                return usable_folder(Path(words))
            except BackupError as error:
                if self.silent or given is not None:
                    raise Failure(f"--backups: {error}") from error
                click.echo(f"{error}")
                words = self._asked("Thư mục khác (trống: chọn sau)", "", "")
        return None

    def agreed(self, office: Office, structure: Structure) -> bool:
        words = f"Thiết lập {office.name} với {len(structure.units)} đơn vị, {len(structure.areas)} lĩnh vực?"
        return self.silent or click.confirm(words, default=True)


TECHNICIAN = Technician("Người quản trị hệ thống", "kythuat")


def _what_place(level: str) -> str:
    return {
        Level.DISTRICT: "Tên quận, huyện (ví dụ Quận Thanh Xuân)",
        Level.DEPARTMENT: "Tên sở, ngành (ví dụ Sở Nội vụ)",
    }.get(Level(level), f"Tên hoặc mã {Level(level).label} (không cần dấu, thêm tên tỉnh nếu trùng)")


def _not_one(words: str, found: list[Place]) -> str:
    if not found:
        return f"«{words}»: không có trong danh mục hành chính từ ngày 01/7/2025"
    lines = [f"  {place.code}  {place.words}" for place in found[:MOST_SHOWN]]
    more = [f"  và {len(found) - MOST_SHOWN} nơi khác"] if len(found) > MOST_SHOWN else []
    return "\n".join([f"«{words}»: có {len(found)} nơi, hãy ghi mã:", *lines, *more])


def _text_of(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{name}: không phải chữ thuần UTF-8; hãy lưu lại với bảng mã UTF-8") from error
    except OSError as error:
        raise Failure(f"{name}: không đọc được tệp ({error.strerror})") from error


def _from_excel(name: str, level: str, place: Place) -> Structure:
    file = UnitFile(workbook_at(name), begins(level), founding=begins(level))
    if problems := file.preview.problems:
        told = [f"  {problem}" for problem in problems[:MOST_SHOWN]]
        more = [f"  và {len(problems) - MOST_SHOWN} lỗi khác"] if len(problems) > MOST_SHOWN else []
        raise Failure("\n".join([f"{name}: {len(problems)} lỗi, chưa thiết lập gì", *told, *more]))
    ready = read_structure(ready_text(level, place), level=level, place=place, begin=begins(level))
    return Structure(file.taken(), ready.areas)


def _edited(text: str) -> str:
    """In the person's own editor; where there is none, in a file that they change elsewhere."""
    try:
        found = click.edit(text, extension=".txt")
    except click.ClickException as error:
        raise Failure(
            "không mở được trình soạn thảo; hãy dùng --write-structure FILE, sửa tệp đó rồi --structure FILE"
        ) from error
    return text if found is None else found


def _show(structure: Structure) -> None:
    console = Console()
    nodes: dict[str | None, Tree] = {None: Tree("Đơn vị")}
    for row in structure.units:
        short = f" ({row['short_name']})" if row["short_name"] not in {"", row["name"]} else ""
        asked = "" if row["commands"] else " · đề nghị"
        words = Text(f"{row['name']}{short}").append(asked, style="dim")  # as text: a name may hold square brackets
        nodes[row["key"]] = nodes[row["parents"]["territorial"]].add(words)
    console.print(nodes[None])
    areas = Tree("Lĩnh vực")
    for area in structure.areas:
        areas.add(Text(f"{area['number']}. {area['name']}"))
    console.print(areas)
