"""Settings, driven by the environment (docs/reference/settings.md has them all in one table)."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsapi import environment
from newsapi.api.schema import about as schema_about

env = environment.Environment()

# --- Where we are -------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("NEWSAPI_DATA_DIR", default=str(BASE_DIR / ".data"))).absolute()
DATABASE_URL = env.str("DATABASE_URL", default="")
# Nothing was configured: one person tries newsapi on their own machine. Only then are a random
# secret and loopback hosts chosen for them; naming a database or DEBUG ends it.
LOCAL = not DATABASE_URL and "DEBUG" not in env.ENVIRON
DEBUG = env.bool("DEBUG", default=False)

# --- Secrets and hosts --------------------------------------------------------------------------
SECRET_KEY = os.environ.get("SECRET_KEY", "")  # raw: env reads a leading $ as a reference
if not SECRET_KEY and not (LOCAL or DEBUG):
    raise ImproperlyConfigured("Set SECRET_KEY: at least 50 random characters, kept secret.")
SECRET_KEY = SECRET_KEY or environment.local_secret(DATA_DIR)
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK if LOCAL or DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = environment.networks(env.list("TRUSTED_PROXIES", default=[]))

# --- HTTPS: on unless this is somebody's own machine --------------------------------------------
HTTPS = env.bool("NEWSAPI_HTTPS", default=not (LOCAL or DEBUG))
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# --- Database -----------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **(
            environment.database_from_url(DATABASE_URL)
            if DATABASE_URL
            else environment.embedded_database(
                DATA_DIR, fast=env.bool("NEWSAPI_EMBEDDED_FAST", default=False)
            )
        ),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Application --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "comments",
    "articles",
    "newsapi.accounts",
    "newsapi.api",
    "newsapi",
    "newsapi.desk.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "newsapi.api.middleware.RequestContextMiddleware",
    "newsapi.health.HealthMiddleware",
    "newsapi.api.middleware.ProxyMiddleware",
    "newsapi.api.middleware.BodyLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsapi.urls"
WSGI_APPLICATION = "newsapi.wsgi.application"
APPEND_SLASH = False  # a redirected POST loses its body; the 404 says what is missing
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "newsapi" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no collectstatic step to forget
FRONTEND_DIR = BASE_DIR / "frontend" / "src"

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["newsapi.accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"

# --- HTTP API -----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "newsapi.accounts.authentication.BearerAuthentication",
        "newsapi.accounts.authentication.ServerKeyAuthentication",
        "newsapi.accounts.authentication.BrowserSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["newsapi.api.json.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["newsapi.api.json.OrjsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "newsapi.api.json.AlwaysJson",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "newsapi.api.schema.operation.Operation",
    "EXCEPTION_HANDLER": "newsapi.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "newsapi",
    "DESCRIPTION": schema_about.DESCRIPTION,
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": "The newsapi maintainers"},
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "SERVERS": [{"url": "/", "description": "The server that this document comes from"}],
    "TAGS": [
        {"name": "articles", "description": "What is discussed, as publishers tell us of it."},
        {"name": "threads", "description": "Reading the discussion: the same for everyone."},
        {"name": "comments", "description": "Taking part: one's own comments, and reports."},
        {"name": "people", "description": "Who takes part."},
        {"name": "moderation", "description": "For moderators and servers that moderate."},
        {"name": "service", "description": "The API itself."},
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "newsapi.api.schema.document.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "CommentingStatus": "articles.enums.CommentingStatus",
        "CommentStatus": "comments.enums.Status",
        "Sort": "comments.enums.Sort",
        "Reason": "comments.enums.Reason",
        "DecisionReason": "comments.api.outputs.REASONS",
        "ReportReason": "comments.enums.ReportReason",
        "ReportOutcome": "comments.enums.Outcome",
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "COMPONENT_SPLIT_PATCH": False,
    "SORT_OPERATION_PARAMETERS": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Nothing is sent anywhere: by default a foreign validator would learn the document's address.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
}
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = ["ETag", "Idempotent-Replayed", "Location", "Retry-After", "X-Request-ID"]

# --- The product's own settings -----------------------------------------------------------------
NEWSAPI_MODERATION = env.str("NEWSAPI_MODERATION", default="post")
NEWSAPI_GUESTS = env.bool("NEWSAPI_GUESTS", default=True)
NEWSAPI_GUEST_TOKEN_DAYS = env.int("NEWSAPI_GUEST_TOKEN_DAYS", default=365)
NEWSAPI_EDIT_WINDOW = env.int("NEWSAPI_EDIT_WINDOW", default=300)
NEWSAPI_MAX_BODY = env.int("NEWSAPI_MAX_BODY", default=5_000)
NEWSAPI_MAX_DEPTH = env.int("NEWSAPI_MAX_DEPTH", default=50)
NEWSAPI_MAX_PAGE = env.int("NEWSAPI_MAX_PAGE", default=1_000)
NEWSAPI_MAX_REQUEST_BYTES = env.int("NEWSAPI_MAX_REQUEST_BYTES", default=1_048_576)
NEWSAPI_MAX_ARTICLE_BODY = env.int("NEWSAPI_MAX_ARTICLE_BODY", default=200_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = NEWSAPI_MAX_REQUEST_BYTES

# --- Logs: one JSON object a line, with the request id and nobody's personal data ---------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "newsapi.api.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate": {"level": env.str("LOG_LEVEL", default="WARNING").upper()},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody could fill the log
        "django.request": {"level": "ERROR"},  # the access log has every 4xx already
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
