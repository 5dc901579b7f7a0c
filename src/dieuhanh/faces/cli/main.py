"""The `dieuhanh` command. Each command imports what it needs when it runs: `read` must not wait for Django."""

from __future__ import annotations

import sys

import click

from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.usage import speak_vietnamese

speak_vietnamese()

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
@click.option("--to", metavar="FOLDER", help="Thư mục đặt bản sao lưu (mặc định: thư mục sao lưu hằng đêm).")
@click.option("--key", metavar="FILE", help="Tệp khóa để mã hóa (tạo bằng backup-key).")
@click.option("--every-night", is_flag=True, help="Ghi nhớ thư mục và khóa này; máy chủ tự sao lưu mỗi đêm.")
def backup(to: str | None, key: str | None, every_night: bool) -> None:
    """Sao lưu cơ sở dữ liệu và tệp thành một tệp, trong khi hệ thống vẫn chạy."""
    from dieuhanh.faces.cli.backing_up import back_up

    back_up(to, key, every_night=every_night)


@main.command()
@click.argument("file", type=click.Path())
@click.option("--key", metavar="FILE", help="Tệp khóa của bản sao lưu đã mã hóa.")
def check_backup(file: str, key: str | None) -> None:
    """Khôi phục thử bản sao lưu FILE vào một chỗ tạm và kiểm tra mọi thứ trong đó."""
    from dieuhanh.faces.cli.backing_up import check

    check(file, key)


@main.command()
@click.argument("file", type=click.Path())
@click.option("--key", metavar="FILE", help="Tệp khóa của bản sao lưu đã mã hóa.")
@click.option("--anyway", is_flag=True, help="Nhận cả bản của một hệ thống đã hỏng từ trước khi sao lưu.")
def restore(file: str, key: str | None, anyway: bool) -> None:
    """Khôi phục bản sao lưu FILE vào một chỗ trống (DIEUHANH_HOME), không bao giờ đè lên dữ liệu."""
    from dieuhanh.faces.cli.backing_up import restore as put_back

    put_back(file, key, anyway=anyway)


@main.command()
@click.argument("file", type=click.Path())
def backup_key(file: str) -> None:
    """Tạo tệp khóa FILE để mã hóa bản sao lưu."""
    from dieuhanh.faces.cli.backing_up import make_key

    make_key(file)


@main.command()
def doctor() -> None:
    """Khám máy và dữ liệu: thiếu gì, sai gì, sửa thế nào. Mã kết thúc 1 khi có lỗi phải sửa."""
    from dieuhanh.faces.cli.doctor import examine

    examine()


@main.command()
@click.option("--user", metavar="NAME", help="Tài khoản của máy chạy dịch vụ (mặc định: tài khoản đang dùng).")
@click.option("--out", type=click.Path(), metavar="FILE", help="Ghi vào FILE thay vì in ra.")
def service(user: str | None, out: str | None) -> None:
    """In tệp dịch vụ systemd để hệ thống tự chạy cùng máy."""
    from dieuhanh.faces.cli.unit_file import write

    write(user, out)


@main.command()
def start() -> None:
    """Chạy hệ thống tại máy này (cổng PORT, mặc định 8000)."""
    from dieuhanh.faces.cli.start import main as start_server

    start_server()


@main.command()
def work() -> None:
    """Thực hiện các công việc nền; lệnh start đã chạy sẵn hai tiến trình này."""
    from dieuhanh.faces.cli.working import work as keep_working

    keep_working()


@main.command()
@click.option("--once", is_flag=True, help="Làm một lượt rồi kết thúc; mã thoát 1 khi có việc không xong.")
def tick(once: bool) -> None:
    """Làm các việc định kỳ (hằng ngày, hằng phút); lệnh start đã chạy sẵn tiến trình này."""
    from dieuhanh.faces.cli.working import tick as keep_ticking

    keep_ticking(once=once)


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
@click.option("--backups", metavar="THƯ-MỤC", help="Nơi máy chủ sao lưu mỗi đêm (nên ở ổ đĩa khác).")
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
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi nhập.")
def import_units(file: str | None, template: str | None, person: str | None, yes: bool) -> None:
    """Nhập đơn vị từ tệp Excel FILE: xem trước từng dòng; có một lỗi thì không nhập dòng nào (mã thoát 1)."""
    from dieuhanh.faces.cli.importing import import_file

    import_file("units", file, template=template, person=person, yes=yes)


@main.command("import-people")
@click.argument("file", type=click.Path(), required=False)
@click.option("--template", metavar="FILE", help="Chỉ ghi tệp mẫu ra FILE.")
@click.option("--as", "person", metavar="PERSON", help="Tên đăng nhập của người thực hiện, theo quyền của người đó.")
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi nhập.")
def import_people(file: str | None, template: str | None, person: str | None, yes: bool) -> None:
    """Nhập người dùng từ tệp Excel FILE: xem trước từng dòng; có một lỗi thì không nhập dòng nào (mã thoát 1)."""
    from dieuhanh.faces.cli.importing import import_file

    import_file("people", file, template=template, person=person, yes=yes)


@main.command("start-for-real")
@click.option("--into", metavar="URL", help="PostgreSQL: địa chỉ cơ sở dữ liệu mới, trống.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def start_for_real(into: str | None, yes: bool) -> None:
    """Kết thúc chạy thử: mở cơ sở dữ liệu mới với đơn vị, người dùng, quyền, thiết lập; lưu bản chạy thử lại. Dừng máy chủ trước."""
    from dieuhanh.faces.cli.for_real import begin

    begin(into=into, yes=yes)
