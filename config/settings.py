"""Every setting of an installation, from its environment. Production is the default; see .env.example.

`PLAIN_HTTP=1` (set by `make run`) opts in to a machine of one's own: no HTTPS, a generated key, mail as files.
"""

import logging
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import (
    Environment,
    broker_socket,
    database_settings,
    file_store,
    generated_key,
    mail_settings,
)
from foundation.logs import logging_settings

env = Environment(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent

# ── Kind of installation ─────────────────────────────────────────────────────────────────────────────────────────────

PLAIN_HTTP = env.flag("PLAIN_HTTP")  # 1: no HTTPS in front; cookies and headers follow
DEMO = env.flag("DEMO")  # 1: the sign-in page offers the personas of the demonstration
DEBUG = env.flag("DEBUG")  # 1: Django's error pages; only together with PLAIN_HTTP
VAR = env.folder("VAR", BASE_DIR / "var", inside=("files", "pages", "static", "staticfiles", "uploads"))  # data

HOST = env.text("HOST", "127.0.0.1")  # address `manage.py up` listens on
PORT = env.number("PORT", 8000, least=1, most=65535)
WEB_PROCESSES = env.number("WEB_PROCESSES", min(os.cpu_count() or 1, 2), least=1, most=64)
WEB_THREADS = env.number("WEB_THREADS", 16, least=1, most=256)  # per process
WORKER_THREADS = env.number("WORKER_THREADS", 4, least=1, most=256)

if PLAIN_HTTP:
    SECRET_KEY = env.text("SECRET_KEY") or generated_key(VAR / "secret_key")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ["*"]  # any LAN name or proxy; a demonstration guards nothing
else:
    SECRET_KEY = env.required("SECRET_KEY", "it signs sessions; make one of at least 50 random characters.")
    ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or env.refuse("ALLOWED_HOSTS", "is missing: name the hosts you serve.")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")  # earlier keys, while sessions signed with them last

_shown_host = "127.0.0.1" if HOST in {"0.0.0.0", "::"} else HOST  # noqa: S104 - compared, not bound
_site = f"http://{_shown_host}:{PORT}" if PLAIN_HTTP else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
SITE_URL = env.text("SITE_URL", _site).rstrip("/")  # what links in e-mails begin with

# ── Apps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "directory.User"
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "foundation",
    "foundation.directory",
    "assurance",
    "audits",
    "certifications",
    "people",
    "people.cases",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "heroicons",
    "csp",
]
MIDDLEWARE = [
    "foundation.middleware.ClientAddress",
    "foundation.origin.OriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "foundation.middleware.ResponseHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "foundation.middleware.ServedMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.fragments.redirects_for_scripts",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.signin.limits.SessionLimits",
    "foundation.middleware.RequestLog",
    "foundation.lately.counted_anew",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "foundation.signin.second_factor.SecondFactor",
    "foundation.middleware.Refusals",
    "foundation.outside.OutsidersMiddleware",
]
ROOT_URLCONF = "config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
TEMPLATES = [
    {
        "NAME": "django",  # as Django REST Framework asks for it
        "BACKEND": "foundation.rendering.Templates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.context.page",
            ],
        },
    },
]

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────────────

LANGUAGE_CODE, LANGUAGES = "en", [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "foundation" / "locale"]
FILTERS_EMPTY_CHOICE_LABEL = "–"
TIME_ZONE = "UTC"

# ── Database ─────────────────────────────────────────────────────────────────────────────────────────────────────────

DATABASE_URL = env.address("DATABASE_URL", ("postgres", "postgresql", "sqlite"))  # postgresql://name:secret@host/name
DATABASE_POOL = env.number("DATABASE_POOL", 20, most=500)  # connections per process; 0: none (behind pgbouncer)
DATABASES = {"default": database_settings(env.text("DATABASE_URL"), file=VAR / "attest.sqlite3", pool=DATABASE_POOL)}

# ── Broker, cache, background work ───────────────────────────────────────────────────────────────────────────────────

REDIS_URL = env.address("REDIS_URL", ("redis", "rediss", "unix"))  # none: `manage.py up` starts a broker of its own
BROKER_SOCKET = broker_socket(VAR)
BROKER_URL = env.text("REDIS_URL", f"unix://{BROKER_SOCKET}")

CELERY_BROKER_URL = BROKER_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_DEFAULT_QUEUE = "attest"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker for as long as it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # a task that takes longer starts twice: keep tasks short
    "unacked_restore_interval": 1,  # with the next line: work of a killed worker comes back after 6 s, not 102 s
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

CACHES = {
    "default": {
        "BACKEND": "foundation.cache.PatientRedisCache",
        "LOCATION": BROKER_URL,
        "KEY_PREFIX": "attest",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
KEPT_SECONDS = {"late": 60, "board": 300}  # how long figures may lag behind what others do (foundation/lately.py)

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

if not PLAIN_HTTP:
    env.required("EMAIL_URL", "people are told of what is due by e-mail (smtp://, smtps://, file:// or console://).")
EMAIL_URL = env.address("EMAIL_URL", ("smtp", "smtps", "file", "console"))
globals().update(mail_settings(EMAIL_URL, folder=VAR / "mail"))
EMAIL_TIMEOUT = 10  # seconds
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "Attest <attest@localhost>")

# ── Webhooks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

WEBHOOK_PORTS = env.numbers("WEBHOOK_PORTS", least=1, most=65535)  # receivers' ports besides 443 and 8443
WEBHOOK_NETWORKS = env.networks("WEBHOOK_NETWORKS")  # receivers that are not on the internet: 10.20.0.0/16

# ── Ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_site_host = urlsplit(SITE_URL).hostname or "localhost"
LEDGER_ORIGIN = env.text("LEDGER_ORIGIN", f"{_site_host}/ledger")  # the log's name for good, taken at its first entry
LEDGER_KEYS = env.names("LEDGER_KEYS")  # private keys, newest first; none: one is made in LEDGER_FOLDER
LEDGER_FOLDER = VAR / "ledger"
WITNESSES = env.witnesses("WITNESSES")  # address and public key of each: https://w.example.org w.example.org/w1+…

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────

MAX_UPLOAD_MB = env.number("MAX_UPLOAD_MB", 500, least=1, most=10_000)
CLAMD_URL = env.address("CLAMD_URL", ("tcp", "unix"))  # tcp://host:3310 or unix:///run/clamav/clamd.ctl
MAX_UPLOAD_BYTES = MAX_UPLOAD_MB * 1024**2
MAX_NAMELESS_BYTES = min(20 * 1024**2, MAX_UPLOAD_BYTES)  # a file of somebody who is not signed in
MOST_NAMELESS_FILES = 5  # of one request of theirs
FILE_UPLOAD_HANDLERS = ["foundation.files.StoringUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(VAR / "uploads")
FILES_ROOT = VAR / "files"  # what is kept, under its hash
INCOMING_ROOT = VAR / "uploads"  # what is being received; on the same file system as FILES_ROOT
FILE_UPLOAD_PERMISSIONS = 0o640
UPLOADS_WAIT = timedelta(days=2)  # how long an interrupted upload can go on, and a finished one be taken
MOST_OPEN_UPLOADS = 1000  # of one person
MOST_OPEN_UPLOAD_BYTES = 20 * MAX_UPLOAD_BYTES  # of one person

PAGES_ROOT = VAR / "pages"  # pages of evidence as they were drawn; made anew when they are gone
PAGES_MB = env.number("PAGES_MB", 512, least=16, most=100_000)

REPORT_FONTS = env.names("REPORT_FONTS")  # folders of fonts for reports, for scripts that Inter has no letters of

S3_BUCKET = env.text("S3_BUCKET")  # given: evidence is kept there instead of in VAR/files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "staticfiles"
STATICFILES_DIRS = [VAR / "static"]  # what set-up makes: the subset of the font
WHITENOISE_USE_FINDERS = PLAIN_HTTP  # no collectstatic on a machine of one's own
WHITENOISE_ALLOW_ALL_ORIGINS = False
_static = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if PLAIN_HTTP
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {"default": file_store(env, bucket=S3_BUCKET, folder=VAR / "files"), "staticfiles": {"BACKEND": _static}}

# ── Headers and cookies ──────────────────────────────────────────────────────────────────────────────────────────────

TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, most=10)  # how many proxies stand in front and set X-Forwarded-*
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")  # https://name, where a proxy changes the Host header
if TRUSTED_PROXIES or PLAIN_HTTP:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = PLAIN_HTTP  # a demonstration works behind whatever proxy shows it

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # HSTS preload is for the owner of the whole domain to ask for

_cookie_prefix = "" if PLAIN_HTTP else "__Host-"
SESSION_ENGINE = "foundation.signin.sessions"  # in the database: sessions survive the broker
SESSION_COOKIE_NAME = f"{_cookie_prefix}session"
CSRF_COOKIE_NAME = f"{_cookie_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_cookie_prefix}language"
THEME_COOKIE_NAME = f"{_cookie_prefix}theme"  # light or dark, as the person chose
DENSITY_COOKIE_NAME = f"{_cookie_prefix}density"  # how dense the rows of lists stand, as the person chose
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # until the browser closes: nobody who reports something keeps a cookie of ours
NAMELESS_PATHS = {"/report/", "/report/follow/"}  # who writes there leaves no address and no account behind

# ── Logs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

LOGGING_CONFIG = "foundation.logs.configure"
LOGGING = logging_settings(as_json=not PLAIN_HTTP, level=env.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")))
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG  # ends suffice
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # foundation.middleware.RequestLog binds the address it trusts

# ── Sign-in, API ─────────────────────────────────────────────────────────────────────────────────────────────────────

from config.rest import *  # noqa: E402,F403  a page of its own
from config.signin import *  # noqa: E402,F403  a page of its own
