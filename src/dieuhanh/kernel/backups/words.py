"""What is wrong with the backups, and how to mend it, for the page and for `dieuhanh doctor`."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from dieuhanh.config import commands
from dieuhanh.kernel.backups.keeping import LATE, Status, Trouble

HOUR = timedelta(hours=1)


def trouble_in_words(status: Status) -> str:
    match status.trouble:
        case Trouble.UNREADABLE:
            return _("Không đọc được cấu hình sao lưu.")
        case Trouble.NO_FOLDER:
            return _("Chưa chọn thư mục sao lưu; dữ liệu chưa được sao lưu hằng đêm.")
        case Trouble.NONE_YET:
            return _("Cơ sở dữ liệu đang dùng chưa có bản sao lưu nào đạt yêu cầu.")
        case Trouble.OLD:
            return _("Bản sao lưu gần nhất đã được %(age)d giờ; không được quá %(limit)d giờ.") % {
                "age": status.age // HOUR,
                "limit": LATE // HOUR,
            }
        case Trouble.GONE:
            return _("Không thấy bản sao lưu gần nhất tại nơi đã ghi.")
        case Trouble.CHANGED:
            return _("Bản sao lưu gần nhất đã thay đổi sau khi được kiểm tra.")
        case Trouble.SPOILED:
            return status.good.spoiled if status.good else ""
    return ""


def remedy(status: Status) -> str:
    now = commands.dieuhanh("backup --every-night")  # into the folder and with the key that are chosen
    match status.trouble:
        case Trouble.UNREADABLE | Trouble.NO_FOLDER:
            command = commands.dieuhanh("backup --every-night --to THƯ-MỤC")
            return _("Chạy trên máy chủ: %(command)s (nên ở ổ đĩa khác với dữ liệu).") % {"command": command}
        case Trouble.NONE_YET | Trouble.OLD:
            return _("Máy chủ tự sao lưu khi đang chạy. Để có ngay, chạy: %(command)s") % {"command": now}
        case Trouble.GONE | Trouble.CHANGED:
            return _("Kiểm tra ổ đĩa chứa bản sao lưu, rồi sao lưu lại: %(command)s") % {"command": now}
        case Trouble.SPOILED:
            return _("Tìm tệp đó trong bản sao lưu cũ hơn. Các bản cũ được giữ lại cho đến khi tệp có lại.")
    return ""
