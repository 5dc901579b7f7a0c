"""Sign-in, sign-out and a name closed after wrong tries leave an act; a single wrong try does not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model

from dieuhanh.kernel.access.actions import record_sign_in, record_sign_out
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="access.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="access.signed_out")


def _signed_in(user: Model, **_: Any) -> None:
    if person := Person.objects.filter(user_id=user.pk).first():
        record_sign_in(By(actor=person.pk))


def _signed_out(user: Model | None, **_: Any) -> None:
    if user is not None and (person := Person.objects.filter(user_id=user.pk).first()):
        record_sign_out(By(actor=person.pk))
