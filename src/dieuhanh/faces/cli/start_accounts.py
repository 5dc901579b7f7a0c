"""What a person needs after a start: the address, and in a demo who can sign in with which password."""

from __future__ import annotations

import json

from dieuhanh.config import places


def announce(port: int) -> None:
    lines = ["", f"Địa chỉ: http://127.0.0.1:{port}/   (dừng: Ctrl-C)"]
    if places.wants_demo():
        lines += _accounts()
    print("\n".join(lines), flush=True)


def _accounts() -> list[str]:
    file = places.run_dir() / "demo-password"
    people = json.loads((places.PACKAGE / "demo" / "people.json").read_text(encoding="utf-8"))
    shown = [person for person in people if person.get("username")]
    width = max((len(person["username"]) for person in shown), default=0)
    lines = ["", "Tài khoản minh họa (người không có thật, dữ liệu không có giá trị pháp lý):"]
    lines += [f"  {person['username']:<{width}}  {person.get('title', '')}" for person in shown]
    if file.is_file():
        return [*lines, f"Mật khẩu chung: {file.read_text(encoding='ascii').strip()}   (giữ trong {file})"]
    return [*lines, f"Mật khẩu chung: không còn tệp {file}; xóa cơ sở dữ liệu minh họa để tạo lại"]
