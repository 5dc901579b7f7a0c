"""Who may sign in with a password: Django's own check, and codes that have an end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from dieuhanh.kernel.access.models import User


class OfficeBackend(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> Any:
        """A telephone begins a name with a capital and ends it with a blank; names have neither."""
        return super().authenticate(request, username=(username or "").strip().lower(), password=password, **more)

    def user_can_authenticate(self, user: Any) -> bool:
        """Also not with a one-time code whose days are over; told in the same words as a wrong one."""
        if not super().user_can_authenticate(user) or not isinstance(user, User):
            return False
        return user.code_until is None or datetime.now(UTC) < user.code_until
