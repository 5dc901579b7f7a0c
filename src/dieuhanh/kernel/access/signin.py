"""Sign-in by allauth, closed to everything that an office does not use: no sign-up, no reset by mail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from dieuhanh.kernel.access.actions import change_password
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today


class OfficeAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """allauth's form of change of password calls our action: it leaves an act."""
        person = Person.objects.get(user_id=user.pk)
        by = Viewer(person, today()).by()
        change_password(by, person=person, password=password)
        user.refresh_from_db()

    def is_safe_url(self, url: str | None) -> bool:
        """Only our own pages: a path on this site."""
        if url is None or not url.startswith("/") or url.startswith(("//", "/\\")):
            return False
        return bool(super().is_safe_url(url))

    def add_message(self, *_: Any, **__: Any) -> None:
        """No greeting banners: the page itself says where one is."""
