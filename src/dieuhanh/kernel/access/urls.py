"""Three doors and no more: allauth's sign-up, e-mail and reset pages are not routed."""

from allauth.account import views
from django.urls import path

from dieuhanh.kernel.access import language

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("language/", language.chosen, name="account_language"),
    path("password/change/", views.password_change, name="account_change_password"),
]
