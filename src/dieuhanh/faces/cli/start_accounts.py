"""What a person needs after a start: the address, and in a demo who can sign in with which password."""

from __future__ import annotations

import json
import textwrap

from dieuhanh.config import commands, places

ROLES = {
    "leader": "Lãnh đạo",
    "office": "Văn phòng",
    "unit_head": "Thủ trưởng đơn vị",
    "unit_officer": "Chuyên viên",
    "technician": "Kỹ thuật",
}
WIDTH = 110


def announce(port: int, *, set_up: bool = True) -> None:
    lines = _accounts() if places.wants_demo() else [] if set_up else [_not_set_up(), ""]
    print("\n".join(["", *lines, f"Địa chỉ: http://127.0.0.1:{port}/   (dừng: Ctrl-C)"]), flush=True)


def _not_set_up() -> str:
    command = commands.dieuhanh("setup")
    return f"Hệ thống chưa được thiết lập: hãy mở một cửa sổ lệnh khác, vào thư mục này và chạy «{command}»."


def _accounts() -> list[str]:
    people = json.loads((places.PACKAGE / "demo" / "people.json").read_text(encoding="utf-8"))
    names: dict[str, list[str]] = {}
    for person in people:
        for role in sorted({held["role"] for held in person.get("roles", [])}):
            names.setdefault(role, []).append(person["username"])
    lines = ["Tài khoản minh họa (người không có thật):"]
    for role, users in names.items():
        start = f"  {ROLES.get(role, role)}: "
        lines += textwrap.wrap(", ".join(users), WIDTH, initial_indent=start, subsequent_indent="    ")
    return [*lines, _password(), ""]


def _password() -> str:
    file = places.run_dir() / "demo-password"
    if file.is_file():
        return f"Mật khẩu chung: {file.read_text(encoding='ascii').strip()}   (giữ trong {file})"
    return f"Mật khẩu chung: không còn tệp {file}; xóa cơ sở dữ liệu minh họa để tạo lại"
