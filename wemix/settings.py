"""One file of settings; what differs between machines comes from the environment (see .env.example)."""

from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from wemix.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
env.read_env(BASE_DIR / ".env")

# Who we are to the world

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.secret_key(DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# What is installed

INSTALLED_APPS = [
    "wemix",
    "beneficiaries",
    "housing",
    "referrals",
    "wemix.apps.DeskConfig",  # django.contrib.admin, dressed
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wemix.middleware.NothingKept",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wemix.middleware.LanguageOfThePerson",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wemix.waiting.ForWhatWaited",
    "wemix.middleware.OneTransaction",
    "wemix.middleware.SignInFirst",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "wemix.urls"
WSGI_APPLICATION = "wemix.wsgi.application"

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
                "wemix.context.site",
            ],
        },
    },
]

# The database: DATABASE_URL, or the embedded server (wemix/embedded_pg)

EMBEDDED = {
    "ENGINE": "wemix.embedded_pg",
    "NAME": "wemix",
    "USER": env.str("DATABASE_ROLE", default="wemix_owner"),  # `make run` serves pages as wemix_web
}
DATABASES = {"default": env.database() or EMBEDDED}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,  # a savepoint inside wemix.middleware.OneTransaction
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,  # so that a PgBouncer in transaction mode may stand between
}
CACHES = {
    "default": {  # counts attempts to sign in, for all processes together
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wemix_cache",
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WEB_ROLE = "wemix_web"  # owns nothing; every request works as this role
PAGE_TIMEOUT = env.int("PAGE_TIMEOUT", default=15)  # seconds that one statement of a page may take

# Signing in: e-mail and password, no sign-up; second factors are allauth.mfa away

AUTH_USER_MODEL = "wemix.User"
AUTHENTICATION_BACKENDS = ["wemix.accounts.SignIn"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "wemix.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invited person's address is vouched for by who invites
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False  # desks are shared: the sign-in ends with the browser
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", default=not DEBUG)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# History: values before and after each change, by row triggers

PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history")

# What the worker does (wemix/jobs.py)

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# What browsers are told

SECURE_SSL_REDIRECT = env.bool("HTTPS", default=not DEBUG)
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # whose X-Forwarded-For is believed: attempts are counted by address
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap Italia's icons stand in its stylesheet as data:
        "font-src": [SELF, "data:"],  # so does one font of a component that we do not use
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# Words and days

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "wemix" / "locale"]
FORMAT_MODULE_PATH = "wemix.formats"
TIME_ZONE = "Europe/Rome"
USE_TZ = True

# Files that every page needs: ours, and those that wheels carry

STATIC_URL = "static/"
COLLECTED_STATIC = env.bool("COLLECTED_STATIC", default=not DEBUG)  # or straight from where they are
STATIC_ROOT = BASE_DIR / ".data" / "static" if COLLECTED_STATIC else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wemix.wheel_assets.WheelFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},  # Django wants one; nothing goes there
    "uploads": env.files(BASE_DIR / ".data" / "files"),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
COMPOUND_DRAWING = env.str("COMPOUND_DRAWING", default=str(BASE_DIR / "static/img/compound.svg"))
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "includes/table.html"

# Files that people upload (wemix/uploads)

FILE_UPLOAD_HANDLERS = ["wemix.uploads.handlers.UpToTheLimit"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Mail

vars().update(env.mail(BASE_DIR / ".data" / "mail"))
EMAIL_TIMEOUT = 20  # seconds that a server may be silent: all other mail waits behind the one in hand
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")  # what mails link to
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="We Mix <wemix@example.org>")
