"""The framework's settings for the workspace on the web. Addresses, cookies and applications; nothing that a page decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EIGHT_HOURS = 8 * 3600
SIGNING: dict[str, Any] = {
    "MFA_ADAPTER": "upriver.web.signing.adapters.Factors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_TOTP_TOLERANCE": 1,
    "SOCIALACCOUNT_ADAPTER": "upriver.web.signing.adapters.Organisations",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
}
"""How people sign in: second factors of three kinds, no account that nobody was invited to, and no mail."""

COOKIES: dict[str, Any] = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_AGE": EIGHT_HOURS,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Lax",
}
"""Cookies belong to this host alone, travel by HTTPS alone, and no script reads them."""

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"environment": "upriver.web.showing.templates.environment"},
    }
]


def settings(*, secret: str, hosts: Sequence[str], behind_proxy: bool = False) -> dict[str, Any]:
    """The settings beside the desk's own. `secret` signs cookies, `hosts` are the names under which the workspace is reached.

    `behind_proxy` True believes the proxy's word that a visit came over HTTPS (X-Forwarded-Proto), which only a proxy that
    overwrites that header may be trusted with.
    """
    made: dict[str, Any] = {
        "SECRET_KEY": secret,
        "ALLOWED_HOSTS": list(hosts),
        "ROOT_URLCONF": "upriver.web.addresses",
        "INSTALLED_APPS": ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions",
                           "allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount"],
        "MIDDLEWARE": [
            "upriver.web.guarding.headers.Headers",
            "django.middleware.common.CommonMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "upriver.web.signing.idle.Idle",
            "allauth.account.middleware.AccountMiddleware",
        ],
        # What all processes must know, such as a one-time code that was used, stands in a table made by our own migrations.
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_brief"}},
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "TEMPLATES": TEMPLATES,
        "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "CSRF_FAILURE_VIEW": "upriver.web.guarding.faults.forged",
        "USE_I18N": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000_000,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5_000,
        "FILE_UPLOAD_HANDLERS": ["upriver.web.guarding.arriving.Files", "django.core.files.uploadhandler.TemporaryFileUploadHandler"],
        "APPEND_SLASH": True,
        "DEBUG": False,
        "LOGGING_CONFIG": None,
    }
    made |= SIGNING | COOKIES
    if behind_proxy:
        made["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return made
