"""Sign-in by allauth, closed to everything that an office does not use: no sign-up, no reset by mail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from dieuhanh.kernel.access.accounts import change_password
from dieuhanh.kernel.access.actions import record_lock_out
from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError


class OfficeAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            if self._is_closed(request, **credentials):
                _record_once(str(credentials.get("username", "")))
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong tries are counted by name alone: allauth adds the Host header, so that each port in it would be a new start."""
        return str(credentials.get("username", "")).lower()

    def _is_closed(self, request: HttpRequest, **credentials: Any) -> bool:
        """Whether the name is closed, and not only the address that too many names were tried from."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        per_name = {"login_failed": CLOSES_A_NAME}
        tried = ratelimit.consume(
            request, app="allauth.account", action="login_failed", config=per_name, key=key, dry_run=True
        )
        return tried is None

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """allauth's form of change of password calls our action: it leaves an act."""
        person = Person.objects.get(user_id=user.pk)
        by = Viewer(person, today()).by()
        first = Person.objects.filter(user_id=user.pk, user__must_change=True).exists()
        try:
            change_password(by, person=person, password=password, old_password_hash=user.password)
        except ActionError as error:
            page = render(self.request, "account/not_changed.html", {"error": str(error)}, status=409)
            raise ImmediateHttpResponse(page) from error
        user.refresh_from_db()
        user.chose_first = first  # type: ignore[attr-defined]  # where to go next hangs on it

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        if getattr(request.user, "chose_first", False):
            return reverse("front")
        return f"{reverse('account_change_password')}?changed=1"

    def is_safe_url(self, url: str | None) -> bool:
        """Only our own pages: a path on this site."""
        if url is None or not url.startswith("/") or url.startswith(("//", "/\\")):
            return False
        return bool(super().is_safe_url(url))

    def add_message(self, *_: Any, **__: Any) -> None:
        """No greeting banners: the page itself says where one is."""


def reopen(username: str) -> None:
    """Lift the closing of a name after wrong tries: whoever gets a new code could not use it for five minutes."""
    limit = {"login_failed": CLOSES_A_NAME}
    ratelimit.clear(HttpRequest(), app="allauth.account", action="login_failed", config=limit, key=username.lower())
    if user := User.objects.filter(username=username).first():
        cache.delete(f"locked-out:{user.pk}")


LOCKED_FOR = 300  # seconds, as the limit of settings.ACCOUNT_RATE_LIMITS
CLOSES_A_NAME = next(rate for rate in settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",") if rate.endswith("/key"))


def _record_once(username: str) -> None:
    """One act for each time a real name is closed; a guesser's invented names leave none."""
    user = User.objects.filter(username=username).first()
    if user and cache.add(f"locked-out:{user.pk}", True, LOCKED_FOR):
        record_lock_out(By(channel="system", reason=user.username))
