"""The `dieuhanh` command. Each command imports what it needs when it runs: `read` must not wait for Django."""

from __future__ import annotations

import sys

import click

from dieuhanh.faces.cli.failure import Failure

LEVELS = ["xa", "phuong", "dac-khu", "quan", "so", "tinh"]


class Commands(click.Group):
    """Shows any expected failure as one line on standard error with exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Failure as failure:
            click.echo(f"dieuhanh: {failure}", err=True)
            sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Điều hành: từ lời văn bản đến kết quả đã kiểm tra."""


@main.command()
@click.argument("file", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON thay cho bảng.")
def read(file: str, as_json: bool) -> None:
    """Đọc văn bản trong FILE (chữ thuần, UTF-8) và in những gì hiểu được: mục, nhiệm vụ, đơn vị, thời hạn, căn cứ."""
    from dieuhanh.faces.cli.reading import show

    show(file, as_json=as_json)


@main.command()
@click.argument("file", type=click.Path())
@click.option("--issue", is_flag=True, help="Giao luôn các nhiệm vụ (cần --as).")
@click.option("--as", "person", metavar="PERSON", help="Tên đăng nhập của người thực hiện, theo quyền của người đó.")
def load(file: str, issue: bool, person: str | None) -> None:
    """Đưa văn bản trong FILE vào hệ thống và lập dự thảo kế hoạch."""
    from dieuhanh.faces.cli.loading import load_file

    load_file(file, issue=issue, username=person)


@main.command()
@click.option("--anchor", is_flag=True, help="In số và mã băm cuối của nhật ký, để cất ngoài cơ sở dữ liệu.")
@click.option("--since", metavar="SỐ:MÃ", help="Chỉ kiểm tra phần sau mốc đã cất.")
def verify(anchor: bool, since: str | None) -> None:
    """Kiểm tra nhật ký còn nguyên vẹn; chỉ ra chỗ hỏng đầu tiên."""
    from dieuhanh.faces.cli.verifying import verify_journal

    verify_journal(anchor=anchor, since=since)


@main.command()
def start() -> None:
    """Chạy hệ thống tại máy này (cổng PORT, mặc định 8000)."""
    from dieuhanh.faces.cli.start import main as start_server

    start_server()


@main.command()
@click.option("--level", type=click.Choice(LEVELS), help="Loại cơ quan (không ghi thì hỏi).")
@click.option(
    "--place", metavar="MÃ|TÊN", help="Mã hoặc tên xã, phường, đặc khu, tỉnh trong danh mục; tên quận, huyện, sở."
)
@click.option("--name", help="Tên cơ quan, ví dụ «UBND phường Thanh Xuân».")
@click.option(
    "--structure",
    "structure",
    metavar="FILE",
    help="Tệp cơ cấu đã sửa (đơn vị và lĩnh vực), hoặc tệp .xlsx danh sách đơn vị.",
)
@click.option(
    "--write-structure", "target", metavar="FILE", help="Chỉ ghi cơ cấu có sẵn ra FILE để sửa, chưa thiết lập."
)
@click.option("--technician", metavar="HỌ-TÊN", help="Họ tên người quản trị hệ thống đầu tiên.")
@click.option("--username", metavar="TÊN", help="Tên đăng nhập của người đó (mặc định kythuat).")
@click.option("--yes", is_flag=True, help="Không hỏi; thiếu điều gì thì dùng mặc định hoặc báo lỗi.")
def setup(**given: str | bool | None) -> None:
    """Thiết lập cơ quan: tên, cơ cấu đơn vị, lĩnh vực, người quản trị đầu tiên. Cơ quan bắt đầu ở chế độ chạy thử.

    Không có tùy chọn nào thì lệnh hỏi từng điều. Chạy hai lần không sao: cơ quan đã thiết lập thì lệnh từ chối.
    """
    from dieuhanh.faces.cli.setup import set_up

    set_up(**given)  # type: ignore[arg-type]  # click gives what the options above name


@main.command("new-code")
@click.argument("name", metavar="TÊN-ĐĂNG-NHẬP")
def new_code(name: str) -> None:
    """Cấp mã dùng một lần cho người quên mật khẩu; cũng mở lại tên đang bị tạm khóa. Mã chỉ hiện một lần."""
    from dieuhanh.faces.cli.codes import issue_new_code

    issue_new_code(name)


@main.command("import-units")
@click.argument("file", type=click.Path(), required=False)
@click.option("--template", metavar="FILE", help="Chỉ ghi tệp mẫu ra FILE.")
@click.option("--as", "person", metavar="PERSON", help="Tên đăng nhập của người thực hiện, theo quyền của người đó.")
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi nạp.")
def import_units(file: str | None, template: str | None, person: str | None, yes: bool) -> None:
    """Nạp đơn vị từ tệp Excel FILE: xem trước từng dòng; có một lỗi thì không nạp dòng nào (mã thoát 1)."""
    from dieuhanh.faces.cli.importing import import_file

    import_file("units", file, template=template, person=person, yes=yes)


@main.command("import-people")
@click.argument("file", type=click.Path(), required=False)
@click.option("--template", metavar="FILE", help="Chỉ ghi tệp mẫu ra FILE.")
@click.option("--as", "person", metavar="PERSON", help="Tên đăng nhập của người thực hiện, theo quyền của người đó.")
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi nạp.")
def import_people(file: str | None, template: str | None, person: str | None, yes: bool) -> None:
    """Nạp người dùng từ tệp Excel FILE: xem trước từng dòng; có một lỗi thì không nạp dòng nào (mã thoát 1)."""
    from dieuhanh.faces.cli.importing import import_file

    import_file("people", file, template=template, person=person, yes=yes)


@main.command("start-for-real")
@click.option("--into", metavar="URL", help="PostgreSQL: địa chỉ cơ sở dữ liệu mới, trống.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def start_for_real(into: str | None, yes: bool) -> None:
    """Kết thúc chạy thử: mở cơ sở dữ liệu mới với đơn vị, người dùng, quyền, thiết lập; lưu bản chạy thử lại. Dừng máy chủ trước."""
    from dieuhanh.faces.cli.for_real import begin

    begin(into=into, yes=yes)
