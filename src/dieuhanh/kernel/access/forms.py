"""The form of change of password: who has just signed in with a one-time code is not asked for it again."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django.core.exceptions import ValidationError

from dieuhanh.kernel.access.accounts import NOT_THE_CODE, is_the_code
from dieuhanh.kernel.access.models import User


class OfficePassword(ChangePasswordForm):
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.must_change:
            del self.fields["oldpassword"]

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        if is_the_code(self.user, password):
            raise ValidationError(NOT_THE_CODE)
        return password
