"""The one settings file. What an office may change comes from the environment and is documented in docs/running.md.

DIEUHANH_DATABASE_URL   which database (default: a SQLite file in the data folder)
DIEUHANH_PUBLIC_URL     the address citizens and staff type, e.g. https://dieuhanh.example.gov.vn
DIEUHANH_TRUSTED_HOPS   how many reverse proxies of ours stand before the server (default 0)
DIEUHANH_SMTP_URL       the server that mail goes out by (default: none, and no mail is made)
DIEUHANH_HOME           where data lie when this is not a checkout
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from dieuhanh.config import mail, places
from dieuhanh.config.secret import secret_key

DEBUG = False
SECRET_KEY = secret_key(places.home())
PUBLIC_URL = os.environ.get("DIEUHANH_PUBLIC_URL", "")
TRUSTED_HOPS = int(os.environ.get("DIEUHANH_TRUSTED_HOPS", "0"))

# A demo answers on loopback names only, whatever the network card: it must never be mistaken for an office's.
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK, *([urlsplit(PUBLIC_URL).hostname or ""] if PUBLIC_URL and not places.wants_demo() else [])]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "dieuhanh.kernel.installation",
    "dieuhanh.kernel.journal",
    "dieuhanh.kernel.files",
    "dieuhanh.kernel.jobs",
    "dieuhanh.kernel.units",
    "dieuhanh.kernel.access",
    "dieuhanh.kernel.pages",
    "dieuhanh.kernel.setup",
    "dieuhanh.kernel.notices",
    "dieuhanh.kernel.publication",
    "dieuhanh.kernel.documents",
    "dieuhanh.kernel.plans",
    "dieuhanh.demo",
    "dieuhanh.faces.desk",
    "dieuhanh.faces.portal",
    "dieuhanh.faces.cli",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "access.User"
ROOT_URLCONF = "dieuhanh.config.urls"
WSGI_APPLICATION = "dieuhanh.config.wsgi.application"

MIDDLEWARE = [
    "dieuhanh.kernel.installation.middleware.PinnedDay",
    "django.middleware.security.SecurityMiddleware",
    "dieuhanh.faces.portal.middleware.PublicPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dieuhanh.kernel.pages.middleware.ContentPolicy",
    "dieuhanh.kernel.pages.middleware.NothingSetUp",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "dieuhanh.kernel.pages.middleware.ReadableForm",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dieuhanh.kernel.access.middleware.RequestViewer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dieuhanh.kernel.pages.context.shell",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """kernel.md a: proved under 8 writers and 8 readers; each line has a reason there."""
    where = places.database()
    if where.vendor == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": where.name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
            },
            # A file, not shared-cache memory: threaded tests would say "database table is locked".
            "TEST": {"NAME": f"{where.name}.test"},
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where.name,
        "USER": where.user,
        "PASSWORD": where.password,
        "HOST": where.host,
        "PORT": where.port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=60s -c lock_timeout=20s -c idle_in_transaction_session_timeout=60s",
            "connect_timeout": 10,
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# allauth counts refused tries in `default`, shared by processes; room enough that foreign rows cannot push a counter out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

AUTHENTICATION_BACKENDS = ["dieuhanh.kernel.access.backend.OfficeBackend"]
PASSWORD_HASHERS = ["dieuhanh.kernel.access.hashers.OfficeArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/start/"  # which sends everyone to the first page that they may open
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "dieuhanh.kernel.access.signin.OfficeAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
# A whole office signs in at 7:30 from behind one address; a name is closed after 5 wrong tries in 5 minutes.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/5m/ip,5/5m/key", "change_password": "5/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_HOPS

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A shared machine: ends with the browser, and after half a day where a browser brings its windows back. A device of one's own: 30 days.
SESSION_COOKIE_AGE = 12 * 3600
ACCOUNT_SESSION_REMEMBER = None  # the sign-in page asks
ACCOUNT_SESSION_COOKIE_AGE = 30 * 86400
ACCOUNT_FORMS = {"change_password": "dieuhanh.kernel.access.forms.OfficePassword"}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SMTP = mail.server()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP else 'console'}.EmailBackend"
EMAIL_TIMEOUT = 20  # of each answer: a server that hangs holds up the ticker no longer
if SMTP:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.host, SMTP.port, SMTP.user, SMTP.password
    EMAIL_USE_SSL, EMAIL_USE_TLS, DEFAULT_FROM_EMAIL = SMTP.ssl, SMTP.starttls, SMTP.sender

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [places.PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = places.home() / "static"
STATICFILES_FINDERS = [
    "dieuhanh.config.wheel_assets.RoomFinder",
    "dieuhanh.config.wheel_assets.WheelFinder",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no others
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": places.home() / "files"},
    },
    "staticfiles": {"BACKEND": "dieuhanh.config.wheel_assets.HashedStatic"},
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A refused or mistyped address is no event for the terminal; what failed is.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
}
CSRF_FAILURE_VIEW = "dieuhanh.kernel.pages.errors.form_expired"
# Jobs lie in the database; no broker. A lease outlasts the longest act and the wait for a locked database: on SQLite a beat waits too.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOBS_LEASE_SECONDS, JOBS_BEAT_SECONDS, JOBS_POLL_SECONDS = 90.0, 20.0, 2.0
JOBS_AGAIN_SECONDS = 15.0  # before a job that met a busy database is tried again
TICK_SECONDS = 30.0
# Seconds between two writes of what the public pages have counted; 0: only when asked (tests). A crash loses at most so much.
VISITS_FLUSH_SECONDS = 1.5
