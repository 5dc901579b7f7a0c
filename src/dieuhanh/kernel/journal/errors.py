"""Why an action did not happen; each is told to the person in Vietnamese."""

from __future__ import annotations

from django.db.models import Model


class ActionError(Exception):
    """Nothing was written."""


class NotAllowed(ActionError):
    """The person's posts do not give this right."""


class Invalid(ActionError):
    """What was given cannot be taken; `field` names the place where a form shows it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Conflict(ActionError):
    """Somebody wrote the row since it was read: `queries.written_since(row, seen_act)` says who, and what."""

    def __init__(self, row: Model, seen_act: int) -> None:
        super().__init__("dòng này vừa được người khác sửa; hãy xem lại rồi lưu")
        self.row = row
        self.seen_act = seen_act


class Clashed(ActionError):
    """Two acts wrote at once what may be there only once."""

    def __init__(self) -> None:
        super().__init__("có người khác vừa ghi đúng việc này cùng lúc; hãy mở lại trang, xem lại rồi thử lại")


class OnceMismatch(ActionError):
    """A form was sent again under the same key with other content."""

    def __init__(self) -> None:
        super().__init__("biểu mẫu này đã được gửi với nội dung khác; hãy mở lại trang và gửi lại")


class Busy(ActionError):
    """The queue of writers did not move in time."""

    def __init__(self) -> None:
        super().__init__("hệ thống đang bận ghi dữ liệu; hãy thử lại sau ít phút")
