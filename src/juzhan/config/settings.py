"""Django's settings, made from the declared settings of :mod:`juzhan.config.env`."""

from __future__ import annotations

import re
from typing import Any

import psycopg.conninfo

from juzhan.config import keys
from juzhan.config.env import ROOT, read_settings
from juzhan.config.logs import configure_logs
from juzhan.domain.shared import Text

_given = read_settings()

VAR = _given["JUZHAN_VAR"]
DEMO: bool = _given["JUZHAN_DEMO"]
DEBUG: bool = _given["JUZHAN_DEBUG"]
DISTRICT: str = _given["JUZHAN_DISTRICT"]
PROXIES: int = _given["JUZHAN_PROXIES"]
SECRET_KEY = keys.secret_key(_given["JUZHAN_SECRET_KEY"], VAR, demo=DEMO)
RECORD_KEY = keys.record_key(_given["JUZHAN_RECORD_KEY"], VAR, demo=DEMO)
RECORD_HASH: str = _given["JUZHAN_RECORD_HASH"]
ALLOWED_HOSTS: list[str] = _given["JUZHAN_HOSTS"]
RECORD_HOST: str = ALLOWED_HOSTS[0]
HALL_NUMBERS_HOUR: int = _given["JUZHAN_HALL_NUMBERS_HOUR"]
HALL_BOOKINGS_HOUR: int = _given["JUZHAN_HALL_BOOKINGS_HOUR"]
HALL_KIOSK_HOUR: int = _given["JUZHAN_HALL_KIOSK_HOUR"]
UPLOAD_BYTES: int = _given["JUZHAN_UPLOAD_MEGABYTES"] * 1024 * 1024
keys.refuse_unsafe(demo=DEMO, debug=DEBUG, https=_given["JUZHAN_HTTPS"], secret_key=SECRET_KEY, record_key=RECORD_KEY)

CHARTERS = ROOT / "charters"
RULES = ROOT / "rules" / "cn"
DATA = ROOT / "data"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "juzhan.ui",
    "juzhan.api",
    "juzhan.apps.accounts",
    "juzhan.apps.places",
    "juzhan.apps.bodies",
    "juzhan.apps.record",
    "juzhan.apps.catalogue",
    "juzhan.apps.matters",
    "juzhan.apps.openness",
    "juzhan.apps.hall",
    "juzhan.apps.district",
    *(["juzhan.apps.demo"] if DEMO else []),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "juzhan.api.errors.RefuseLargeUploads",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "juzhan.config.urls"
WSGI_APPLICATION = "juzhan.config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "juzhan.ui.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "juzhan.ui.forms.Renderer"


def _database(address: str) -> dict[str, Any]:
    parts = psycopg.conninfo.conninfo_to_dict(address) if address else {"dbname": "juzhan"}
    suffix = re.sub(r"\W", "_", keys.environ("JUZHAN_TEST_SUFFIX"))
    return {
        "ENGINE": "juzhan.config.postgresql",
        "NAME": parts.get("dbname", "juzhan"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Bound and prepared by the server: a query asked often is planned once (docs/performance.md).
        "OPTIONS": {"application_name": "juzhan", "server_side_binding": True, "prepare_threshold": 5},
        "TEST": {"NAME": f"test_juzhan{suffix and '_' + suffix}"},
    }


DATABASES = {"default": _database(_given["JUZHAN_DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "juzhan.config.serving_static.Storage"},
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _given["JUZHAN_HTTPS"]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "juzhan.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _given["JUZHAN_HTTPS"] else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# An empty file input counts too. A form says itself that ten papers are the most; this is only the end of patience.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
REQUEST_BYTES = 21 * UPLOAD_BYTES
THREADS = _given["JUZHAN_THREADS"]
LISTENERS = _given["JUZHAN_LISTENERS"]
FILE_UPLOAD_HANDLERS = ["juzhan.ui.uploads.BoundedUploadHandler"]

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_ON_APP_READY = None
SITE_NAV = (
    (Text("办事", "Services"), "home"),
    (Text("查进度", "Follow a matter"), "follow"),
    (Text("社区", "Communities"), "communities"),
)
SITE_FOOTER = (
    (Text("验证存证", "Verify a receipt"), "verify"),
    (Text("治理章程", "Charters"), "charters"),
    (Text("接口", "API"), "api_docs"),
    (Text("工作人员", "For staff"), "login"),
)
DESK_CONCERNS = ("juzhan.apps.openness.concerns.concerns",)
LOGGING_CONFIG = None
configure_logs(_given["JUZHAN_LOG_LEVEL"])
