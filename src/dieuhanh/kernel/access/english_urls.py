"""Sign-in in English. The language stands in the address: no cookie, and no guess from the browser."""

from __future__ import annotations

from functools import wraps

from allauth.account import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import path
from django.utils.translation import override


@wraps(views.login)
def login(request: HttpRequest) -> HttpResponseBase:
    with override("en"):
        answer: HttpResponseBase = views.login(request)
        return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer


urlpatterns = [path("login/", login, name="account_login_en")]
