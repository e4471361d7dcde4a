# SPDX-License-Identifier: EUPL-1.2
"""One settings module. What a deployer sets comes from the environment (portal/env.py, .env.example)."""

from pathlib import Path

import django_stubs_ext
from celery.schedules import crontab
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environ import Env

from portal.env import env_bool, env_int, env_list, env_numbers, env_secret, env_str, env_url
from portal.logging import logging_config
from portal.maps import tile_sources

# Lets annotations such as JSONField[Any, Any] be written where Django itself has no subscript yet.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env_bool("DEBUG", default=False)
TESTING = env_bool("TESTING", default=False)

# --- secrets: fixed values only where DEBUG is on, so a developer's data survives a restart ---
_INSECURE_FERNET = "b21ha2FqYWFuaS1kZW1vLWtleS1ub3Qtc2VjcmV0ISE=" if DEBUG else None
_INSECURE_KEY = "insecure-demo-key-insecure-demo-key-50-chars-long!!" if DEBUG else None
SECRET_KEY = env_secret("SECRET_KEY", insecure_default=_INSECURE_KEY)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
HETU_KEYS = env_secret("HETU_KEYS", insecure_default=_INSECURE_FERNET).split(",")
HETU_INDEX_KEY = env_secret("HETU_INDEX_KEY", insecure_default=_INSECURE_KEY)
ALLOW_TEST_HETU = env_bool("ALLOW_TEST_HETU", default=DEBUG)

SITE_URL = env_url("SITE_URL", "http://127.0.0.1:8000" if DEBUG else None, schemes=("http", "https")).rstrip("/")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    # Before Django's admin, so that its templates are found first; basic, so that the site stays ours.
    "unfold.apps.BasicAppConfig",
    "portal.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of passkeys uses it
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_htmx",
    "portal.common",
    "portal.accounts",
    "portal.audit",
    "portal.notifications",
    "services.catalogue",
    "cases",
    "feedback",
    "services.eforms",
    "portal.frontdesk",
    "portal.pages",
    "portal.demo",
]

MIDDLEWARE = [
    "portal.logging.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.pages.cache.PageCacheMiddleware",  # outside the policy: a kept page carries its header
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.common.sessions.SlidingSessionMiddleware",
    "portal.common.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.ActorMiddleware",
    "portal.frontdesk.session.DeskMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.staff.second_factor.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.pages.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "portal.common.widgets.WidgetRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
        },
    }
]

# --- stores ---
DATABASES = {
    "default": {
        **Env.db_url_config(env_url("DATABASE_URL", schemes=("postgres", "postgresql"))),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env_int("DATABASE_CONN_MAX_AGE", 300),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
REDIS_URL = env_url("REDIS_URL", schemes=("redis", "rediss", "unix"))
CACHES = {"default": {"BACKEND": "portal.cache.PatientRedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "ok"}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = env_int("SESSION_SECONDS", 8 * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- files: what people send is never under a public URL; it is served through a permission check ---
PRIVATE_MEDIA_ROOT = Path(env_str("PRIVATE_MEDIA_ROOT", str(BASE_DIR / ".local" / "files")))
MEDIA_ROOT = PRIVATE_MEDIA_ROOT
STATIC_URL = "/static/"
STATIC_ROOT = Path(env_str("STATIC_ROOT", str(BASE_DIR / ".local" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
_S3_BUCKET = env_str("S3_BUCKET", "")
_S3_OPTIONS = {
    "bucket_name": _S3_BUCKET,
    "endpoint_url": env_str("S3_ENDPOINT_URL", "") or None,
    "region_name": env_str("S3_REGION", "") or None,
    "access_key": env_str("S3_ACCESS_KEY", "") or None,
    "secret_key": env_str("S3_SECRET_KEY", "") or None,
}
STORAGES = {
    "default": (
        {"BACKEND": "portal.common.clients.bucket.PrivateBucket", "OPTIONS": _S3_OPTIONS}
        if _S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MAX_AGE = 31536000
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG  # fixed here: tests turn DEBUG off after the settings are read
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CLAMD_ADDRESS = env_str("CLAMD_ADDRESS", "")

# --- people ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "portal.accounts.backends.UsernameBackend",
    "portal.accounts.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:my"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.IdentityAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.forms.SignupNameForm"
ACCOUNT_FORMS = {
    "login": "portal.accounts.entrance.LoginForm",
    "signup": "portal.accounts.entrance.SignupForm",
    "change_password": "portal.accounts.entrance.ChangePasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "OmaKajaani: "
ACCOUNT_LOGOUT_ON_GET = False
STAFF_MFA_REQUIRED = env_bool("STAFF_MFA_REQUIRED", default=not DEBUG)
SEARCHES_A_MINUTE = env_int("SEARCHES_A_MINUTE", 120)  # of one network: a school class stays below it
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # the provider vouches for the person
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_SERVER_URL = env_str("OIDC_SERVER_URL", "")
# Levels that count as strong (Traficom 213/2023 S); low-level foreign ids and Suomi.fi's authenticator do not.
IDENTITY_STRONG_ACR = env_list(
    "IDENTITY_STRONG_ACR",
    "http://ftn.ficora.fi/2017/loa2,http://ftn.ficora.fi/2017/loa3,"
    "http://eidas.europa.eu/LoA/substantial,http://eidas.europa.eu/LoA/high",
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "AUTH_PARAMS": {"acr_values": " ".join(IDENTITY_STRONG_ACR)},
        "APPS": [
            {
                "provider_id": "suomifi",
                "name": "Suomi.fi",
                "client_id": env_str("OIDC_CLIENT_ID", "omakajaani"),
                "secret": env_secret("OIDC_CLIENT_SECRET", insecure_default=_INSECURE_KEY, min_length=16),
                "settings": {"server_url": OIDC_SERVER_URL, "token_auth_method": "client_secret_basic"},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}

# --- whose portal this is ---
REFERENCE_PREFIX = env_str("REFERENCE_PREFIX", "KAJ")
REGISTER_PREFIX = env_str("REGISTER_PREFIX", "KAJDno")
AUTHORITY_NAME = env_str("AUTHORITY_NAME", "Kajaanin kaupunki")

# --- decisions are signed with this certificate (PKCS#12) ---
_OWN_CERTIFICATE = str(BASE_DIR / ".local" / "signing.p12") if DEBUG else None
SIGNING_CERTIFICATE = Path(env_str("SIGNING_CERTIFICATE", _OWN_CERTIFICATE))
SIGNING_PASSWORD = env_str("SIGNING_PASSWORD", "")
SIGNING_MAKES_OWN = env_bool("SIGNING_MAKES_OWN", default=DEBUG)

# What a strong identification tells, under the names that Suomi.fi and the brokers give: the first found counts.
_VTJ = "urn:oid:1.2.246.517.2002.2."
IDENTITY_CLAIMS = {
    "hetu": ["urn:oid:1.2.246.21", "hetu", "nin", "fi_ssn"],
    "surname": ["urn:oid:2.5.4.4", "family_name"],
    "given_names": [
        "urn:oid:1.2.246.575.1.14",
        "http://eidas.europa.eu/attributes/naturalperson/CurrentGivenName",
        "given_name",
    ],
    "call_name": ["urn:oid:2.5.4.42", "nickname"],
    "birth_date": ["urn:oid:1.3.6.1.5.5.7.9.1", "birthdate"],
    "street_address": [_VTJ + "4", "street_address"],
    "postal_code": [_VTJ + "6", "postal_code"],
    "post_office": [_VTJ + "7", "locality"],
    "municipality_code": [_VTJ + "18"],
    "email": ["urn:oid:0.9.2342.19200300.100.1.3", "email"],
    "non_disclosure": [_VTJ + "27"],
    "deceased": ["deceased"],
    "acr": ["acr"],
}

# --- words and times ---
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("suomi")), ("sv", _("ruotsi")), ("en", _("englanti"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "portal" / "staff" / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
FORMAT_MODULE_PATH = "portal.formats"

# --- the municipality in national registers ---
MUNICIPALITY_CODE = env_str("MUNICIPALITY_CODE", "205")
CITY_BUSINESS_ID = env_str("CITY_BUSINESS_ID", "0214958-9")

# --- maps: without tiles the map is our own drawing (static/geo/) ---
MAP_TILE_URL = env_str("MAP_TILE_URL", "")
MAP_ATTRIBUTION = env_str("MAP_ATTRIBUTION", "")
# West, south, east, north in degrees (WGS84): a place outside is a slip. By default the region of Kainuu.
MAP_BOUNDS = env_numbers("MAP_BOUNDS", "26.0,63.4,30.8,65.8", count=4)
MAP_CENTRE = env_numbers("MAP_CENTRE", "27.728,64.227", count=2)

# --- forms ---
CRISPY_ALLOWED_TEMPLATE_PACKS = "designsystemet"
CRISPY_TEMPLATE_PACK = "designsystemet"

# --- mail ---
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env_str("EMAIL_HOST", "127.0.0.1"),
            "port": env_int("EMAIL_PORT", 1025),
            "username": env_str("EMAIL_HOST_USER", ""),
            "password": env_str("EMAIL_HOST_PASSWORD", ""),
            "use_tls": env_bool("EMAIL_USE_TLS", default=False),
            "timeout": 15,
        },
    }
}
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", "OmaKajaani <asiointi@omakajaani.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = env_str("MAIL_DOMAIN", "omakajaani.example")
# Answers to mails of cases: asked of people only when there is a mailbox to read them from.
REPLY_ADDRESS = env_str("REPLY_ADDRESS", "")
IMAP_HOST = env_str("IMAP_HOST", "")
IMAP_PORT = env_int("IMAP_PORT", 993)
IMAP_USER = env_str("IMAP_USER", "")
IMAP_PASSWORD = env_str("IMAP_PASSWORD", "")
IMAP_TLS = env_bool("IMAP_TLS", default=True)

# --- other systems (docs/api.md) ---
API_CALLS_A_MINUTE = env_int("API_CALLS_A_MINUTE", 120)  # with one key
WEBHOOKS_MAY_BE_LOCAL = env_bool("WEBHOOKS_MAY_BE_LOCAL", default=DEBUG)  # http, and addresses of our own network

# --- tasks: rows in the database are the truth, the broker only wakes; so a lost message costs only seconds ---
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 2, "global_keyprefix": "ok."}
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "deliver-due": {"task": "portal.notifications.tasks.deliver_due", "schedule": 15.0, "options": {"expires": 15}},
    "heartbeat": {"task": "portal.health.heartbeat", "schedule": 20.0},
    "cases-followers": {"task": "cases.tasks.tell_followers", "schedule": 120.0, "options": {"expires": 120}},
    "webhooks": {"task": "cases.tasks.tell_systems", "schedule": 15.0, "options": {"expires": 15}},
    "automation": {"task": "cases.tasks.run_waiting_automation", "schedule": 30.0, "options": {"expires": 30}},
    "cases-bulk": {"task": "cases.tasks.resume_bulk", "schedule": 60.0, "options": {"expires": 60}},
    "mailbox": {"task": "cases.tasks.read_mailbox", "schedule": 60.0, "options": {"expires": 60}},
    "cases-daily": {"task": "cases.tasks.run_daily", "schedule": crontab(hour=6, minute=5)},
    "cases-absences": {"task": "cases.tasks.keep_absences", "schedule": crontab(minute=2)},
    "cases-disposal": {"task": "cases.tasks.dispose_due", "schedule": crontab(hour=3, minute=30)},
    "rehearsals": {
        "task": "services.eforms.tasks.rehearse_waiting",
        "schedule": 120.0,
        "options": {"expires": 120},
    },
    "drafts-daily": {"task": "services.eforms.tasks.run_daily", "schedule": crontab(hour=6, minute=15)},
}

# --- browser security ---
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", *tile_sources(MAP_TILE_URL)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF, *env_list("CSP_FORM_ACTION", OIDC_SERVER_URL)],
}
_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
_BEHIND_PROXY = env_bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(_BEHIND_PROXY)  # otherwise everybody would share one rate limit: the proxy's
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31536000 if _HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.pages.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

LOGGING = logging_config(readable=DEBUG)
UNFOLD = {
    "SITE_TITLE": "OmaKajaani",
    "SITE_HEADER": "OmaKajaani",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "THEME": "portal.staff.site.appearance",
    "COLORS": {},  # static/css/admin-unfold.css: the theme of the portal, also in the dark
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    CELERY_BROKER_URL = "memory://"
