"""Settings, read from the environment (and `.env`). What is unset is safe for production."""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from foundation.base import postgres
from foundation.base.configuration import card_provider, clock_shift, mailer, uploads

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
env.read_env(BASE_DIR / ".env")

# production, development, demo or test: the last three run with no other variable set.
ENVIRONMENT = env.str("FOUNDATION_ENV", default="production")
LOCAL = ENVIRONMENT in {"development", "demo", "test"}
DEMO = ENVIRONMENT == "demo"
DEBUG = env.bool("DEBUG", default=ENVIRONMENT == "development")

SECRET_KEY = env.str("SECRET_KEY", default="not-a-secret-" * 5 if LOCAL else "")
if not SECRET_KEY:
    message = "SECRET_KEY is not set: give this process a long random one in its environment."
    raise ImproperlyConfigured(message)

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "testserver"] if LOCAL else []
)
# The address in mails, feeds and codes: https://openinfra.example
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if LOCAL else "").rstrip("/")
if not SITE_URL:
    message = "SITE_URL is not set: name the public address, such as https://foundation.example."
    raise ImproperlyConfigured(message)
# Printed on every page and mail; the row Foundation has what stands on invoices.
SITE_NAME = env.str("SITE_NAME", default="OpenInfra Foundation")
SITE_ADDRESS = env.str("SITE_ADDRESS", default="P.O. Box 1903, Austin, Texas 78767, United States")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

INSTALLED_APPS = [
    "foundation.base",
    "foundation.billing",
    "foundation.billing.bank",
    "foundation.billing.tax",
    "members",
    "members.accounts",
    "members.dues",
    "members.agreements",
    "members.representation",
    "members.changes",
    "members.applications",
    "members.profiles",
    "members.people",
    "members.reports",
    "members.care",
    "projects",
    "projects.hosting",
    "projects.funding",
    "projects.contributions",
    "projects.deployments",
    "projects.ecosystem",
    "projects.forces",
    "projects.upkeep",
    "projects.governance",
    "projects.maintaining",
    "events",
    "events.registration",
    "events.registration.questions",
    "events.registration.waiting",
    "events.ptg",
    "events.sponsorship",
    "events.awards",
    "events.mailings",
    "events.letters",
    "events.groups",
    "foundation.pages",
    "foundation.pages.news",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_countries",
    "django_tasks_db",
    "import_export",
    "payments",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Static files are answered here, before the pages' policy is added: it says nothing about them.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    # Pages that hold a token are padded by a random length, so their size gives nothing away.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.accounts.middleware.StaffNeedsSecondFactor",
    "foundation.base.authorship.HistoryMiddleware",
    "foundation.pages.timemachine.TimeMachine",
]

ROOT_URLCONF = "foundation.urls"
WSGI_APPLICATION = "foundation.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.base.context.site",
            ],
            "builtins": ["foundation.base.templatetags.foundation"],
        },
    }
]
# Our templates/ may override a form's look, so forms are rendered by the project's engine.
FORM_RENDERER = "foundation.base.forms.Renderer"

# --- The database -------------------------------------------------------------------------

if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL", engine="django.db.backends.postgresql")}
    DATABASES["default"]["NAME"] = env.str("DATABASE_NAME", default=DATABASES["default"]["NAME"])
elif LOCAL:
    DATABASES = {"default": postgres.connection()}
else:
    message = "DATABASE_URL is not set: name a PostgreSQL server, postgres://user:password@host/db."
    raise ImproperlyConfigured(message)
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=None),
    "CONN_HEALTH_CHECKS": True,
    # PgBouncer in transaction mode hands the next statement to another server process.
    "DISABLE_SERVER_SIDE_CURSORS": env.bool("PGBOUNCER", default=False),
    "TEST": {"NAME": env.str("TEST_DATABASE", default="test_foundation")},
}
# How long a public page is shown again as it was to readers who are not logged in; 0 is never.
SERVES = ENVIRONMENT in {"production", "demo"}
PAGES_KEPT_SECONDS = env.float("PAGES_KEPT_SECONDS", default=1.0 if SERVES else 0.0)
# A web process makes the pages that matter once before it answers anybody.
PAGES_ARE_WARMED = env.bool("PAGES_ARE_WARMED", default=SERVES)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Background work, mail, payments ------------------------------------------------------

# A task that has been running this long belongs to a worker that was killed.
TASKS_LOST_AFTER = timedelta(minutes=env.float("TASKS_LOST_AFTER_MINUTES", default=15.0))
TASKS = {"default": {"BACKEND": "foundation.base.queue.Queue"}}

MAIL_DIRECTORY = BASE_DIR / ".data" / "mail"
MAILERS = {"default": mailer(env.str("MAIL_URL", default=""), folder=MAIL_DIRECTORY, local=LOCAL)}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="OpenInfra Foundation <hello@openinfra.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

PAYMENT_MODEL = "billing.Payment"
PAYMENT_HOST = SITE_URL.partition("://")[2]
PAYMENT_USES_SSL = SITE_URL.startswith("https://")
# Stripe asks for cards where its keys are given, the demo's bank where nobody pays; else nobody.
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.str("STRIPE_WEBHOOK_SECRET", default="")
PAYMENT_VARIANTS = card_provider(STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, local=LOCAL)

# Reading changes nothing: only the other methods ask who it was, which reads the session.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Links of projects are asked once a day whether they answer. The demo leaves other sites alone.
LINKS_ARE_CHECKED = env.bool("LINKS_ARE_CHECKED", default=ENVIRONMENT == "production")

# --- Accounts -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "members.accounts.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_TOTP_ISSUER = SITE_NAME
# The demo's log-in is printed on the terminal; everywhere else staff need a second factor.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not LOCAL)

# --- Security -----------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # A browser counts where a sent form is led on to: the card is asked for there.
    "form-action": [CSP.SELF, *(["https://checkout.stripe.com"] if STRIPE_SECRET_KEY else [])],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "foundation.pages.views.errors.csrf_failed"
# A buyer's secret link must not travel to other sites in a Referer header.
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
# A text that is far too long is refused by its field, in a sentence, and not by the server.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# --- Language, time, files ----------------------------------------------------------------

LANGUAGE_CODE = "en"
# 6 October 2022, 13:00 UTC: a moment names its zone, in the admin too.
FORMAT_MODULE_PATH = ["foundation.base.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
# How far domain time is ahead of (or behind) the real clock: see foundation.base.clock.
CLOCK_SHIFT = clock_shift(env.str("FOUNDATION_AS_OF", default=""))

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".data" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Clones of the repositories that are counted; they can be made again.
CLONES = BASE_DIR / ".data" / "clones"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / ".data" / "media"
STORAGES = {
    "default": uploads(env.str("MEDIA_BUCKET", default="")),
    "staticfiles": {
        "BACKEND": "foundation.base.statics.StaticFiles"
        if SERVES
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

COUNTRIES_FIRST: list[str] = []
COUNTRIES_OVERRIDE = {
    "US": "United States",
    "TW": "Taiwan",
    "KR": "South Korea",
    "RU": "Russia",
    "VN": "Vietnam",
}
IMPORT_EXPORT_USE_TRANSACTIONS = True
# Exports carry names typed by strangers: a cell that begins with = must not be a formula.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # A page that is not there is not news; a page that fails is.
    "loggers": {"django.request": {"level": "ERROR"}},
}
