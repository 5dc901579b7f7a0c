"""The baseline of `list`: our database and our models, and of the middleware only what signs in."""

from dieuhanh.config.settings import *  # noqa: F403 - all settings are meant
from dieuhanh.config.settings import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]  # it asks for a middleware of its own
ROOT_URLCONF = "bench.bare_page"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
