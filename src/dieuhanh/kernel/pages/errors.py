"""Pages for what went wrong: what happened, what to do next, and a code to tell the technician."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, title: str, words: str, code: str = "") -> HttpResponse:
    return render(
        request, "pages/error.html", {"status": status, "title": title, "words": words, "code": code}, status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        _("Yêu cầu không hợp lệ"),
        _("Địa chỉ hoặc nội dung gửi lên không đọc được. Hãy mở lại trang và thử lại."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("Chức vụ của bạn không có quyền mở trang này. Nếu cần, hãy liên hệ Văn phòng để được phân quyền.")
    return _page(request, 403, _("Không có quyền xem trang này"), words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _(
        "Địa chỉ này không có, hoặc nội dung không thuộc hay không còn thuộc phạm vi bạn được xem: nhiệm vụ có thể đã được thu hồi hoặc giao đơn vị khác."
    )
    return _page(request, 404, _("Không tìm thấy trang"), words)


def gone(request: HttpRequest, words: str) -> HttpResponse:
    """A kept file that is no longer what came in: said plainly, and to the technician's log."""
    logger.error("a kept file is not what came in: %s", words)
    return _page(request, 410, _("Bản gốc không còn nguyên vẹn"), words)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _("Phiên làm việc của biểu mẫu đã hết hạn. Hãy quay lại, tải lại trang rồi gửi lại; chưa có gì được lưu.")
    return _page(request, 403, _("Biểu mẫu đã hết hạn"), words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database: the plainest page, with the code that the log carries too."""
    code = secrets.token_hex(4)
    logger.error("the page %s failed; code %s", request.path, code)
    words = _(
        "Hệ thống gặp lỗi khi xử lý. Nội dung chưa lưu có thể chưa được ghi. Hãy thử lại; nếu vẫn lỗi, báo kỹ thuật mã dưới đây."
    )
    try:
        return _page(request, 500, _("Có lỗi xảy ra"), words, code)
    except Exception:
        logger.exception("the error page failed too; code %s", code)
        return HttpResponse(f"{words} {code}", status=500, content_type="text/plain; charset=utf-8")
