"""Second factors: an app that shows codes, a passkey or security key, and codes on paper for when those are lost.

Each is kept by allauth, and counts because the account names it (`desk/accounts/signing.py`): one that was put into the table by
other means, or that a reset took away, opens nothing. allauth is imported where it is used: its tables are there only once the web's
own settings are, and pages are listed before that too.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from upriver.desk.accounts import signing
from upriver.desk.accounts.models import Account
from upriver.web.signing.entering import visit_of
from upriver.words.language.speaking import mark

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

APP, KEY, CODES = "totp", "webauthn", "codes"
KINDS = {APP: mark("An app that shows codes"), KEY: mark("A passkey or security key"), CODES: mark("Recovery codes")}
SECRET = "upriver.totp"
USED_FOR = 180
"""Seconds for which a code that was used can't be used again: longer than any code is right."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor of an account that counts."""

    number: int
    kind: str
    name: str
    at: str
    last: str


def held(account: Account) -> tuple[Factor, ...]:
    """The second factors of an account that count."""
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.filter(user=account, pk__in=[int(each) for each in account.factors]).order_by("pk")
    return tuple(Factor(row.pk, account.factors[str(row.pk)], str(row.data.get("name", "")), f"{row.created_at:%Y-%m-%dT%H:%M:%SZ}",
                        f"{row.last_used_at:%Y-%m-%dT%H:%M:%SZ}" if row.last_used_at else "") for row in rows)


def kinds(account: Account) -> frozenset[str]:
    """What kinds of second factor an account has."""
    return frozenset(each.kind for each in held(account))


def new_secret(request: HttpRequest) -> str:
    """The secret for an app that is being set up, the same until it is done."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    secret = request.session.get(SECRET)
    if not secret:
        secret = request.session[SECRET] = generate_totp_secret()
    return str(secret)


def picture_of(account: Account, secret: str) -> str:
    """The picture that an app reads, as an address that holds it."""
    from allauth.mfa.adapter import get_adapter

    made = get_adapter()
    svg = made.build_totp_svg(made.build_totp_url(account, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def add_app(request: HttpRequest, account: Account, code: str, *, by: str, at: str) -> bool:
    """Take an app whose code is right as a second factor, in place of the one before."""
    from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code

    secret = new_secret(request)
    if not validate_totp_code(secret, _bare(code)) or not _first_use(account, code):
        return False
    with transaction.atomic():
        _gone(account, APP, by=by, at=at)
        made = TOTP.activate(account, secret).instance
        signing.count_factor(account.pk, made.pk, APP, by=by, at=at, visit=visit_of(request))
    request.session.pop(SECRET, None)
    return True


def begin_key(request: HttpRequest, account: Account) -> str:
    """What the browser is asked for so that a key can be added, as JSON."""
    from allauth.core import context
    from allauth.mfa.webauthn.internal import auth as webauthn

    with context.request_context(request):
        return json.dumps(_plain(webauthn.begin_registration(account, False)))


def add_key(request: HttpRequest, account: Account, name: str, answer: str, *, by: str, at: str) -> bool:
    """Take a passkey or security key as a second factor."""
    from allauth.core import context
    from allauth.mfa.webauthn.internal import auth as webauthn

    try:
        with context.request_context(request), transaction.atomic():
            credential = json.loads(answer)
            webauthn.complete_registration(webauthn.parse_registration_response(credential))
            made = webauthn.WebAuthn.add(account, name[:60], credential).instance
            signing.count_factor(account.pk, made.pk, KEY, by=by, at=at, visit=visit_of(request))
    except (ValueError, TypeError, KeyError, ValidationError):
        return False
    return True


def new_codes(request: HttpRequest, account: Account, *, by: str, at: str) -> list[str]:
    """Ten new recovery codes; those before are worth nothing from now on."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    with transaction.atomic():
        _gone(account, CODES, by=by, at=at)
        made = RecoveryCodes.activate(account)
        signing.count_factor(account.pk, made.instance.pk, CODES, by=by, at=at, visit=visit_of(request))
    return made.generate_codes()


def codes_left(account: Account) -> int | None:
    """How many recovery codes are left; None where there are none at all."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    row = _row(account, CODES)
    return len(RecoveryCodes(row).get_unused_codes()) if row else None


def begin_showing(request: HttpRequest, account: Account) -> str:
    """What the browser is asked for so that a key can be shown, as JSON; "" where there is no key."""
    from allauth.core import context
    from allauth.mfa.webauthn.internal import auth as webauthn

    if KEY not in kinds(account):
        return ""
    with context.request_context(request):
        return json.dumps(_plain(webauthn.begin_authentication(account)))


def right_code(account: Account, code: str) -> str:
    """The kind of second factor whose code this is, "" where it is none's. Each code is right once."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    bare = _bare(code)
    app, codes = _row(account, APP), _row(account, CODES)
    if app is not None and len(bare) == 6 and TOTP(app).validate_code(bare) and _first_use(account, bare):
        app.record_usage()
        return APP
    if codes is not None and len(bare) == 8 and RecoveryCodes(codes).validate_code(bare):
        codes.record_usage()
        return CODES
    return ""


def right_key(request: HttpRequest, account: Account, answer: str) -> str:
    """`webauthn` where a key of the account was shown rightly."""
    from allauth.core import context
    from allauth.mfa.webauthn.internal import auth as webauthn

    try:
        with context.request_context(request):
            credential: Any = json.loads(answer)
            row = webauthn.complete_authentication(account, webauthn.parse_authentication_response(credential))
    except (ValueError, TypeError, KeyError, ValidationError):
        return ""
    if account.factors.get(str(row.pk)) != KEY:
        return ""
    row.record_usage()
    return KEY


def remove(account: Account, number: int, *, by: str, at: str) -> None:
    """Take a second factor away."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        signing.drop_factor(account.pk, number, by=by, at=at)
        account.refresh_from_db()
        Authenticator.objects.filter(user=account).exclude(pk__in=[int(each) for each in account.factors]).delete()


def _row(account: Account, kind: str) -> Authenticator | None:
    from allauth.mfa.models import Authenticator

    number = next((int(key) for key, value in account.factors.items() if value == kind), 0)
    return Authenticator.objects.filter(user=account, pk=number).first()


def _gone(account: Account, kind: str, *, by: str, at: str) -> None:
    """Make room for another factor of a kind: those that count no more go, and the one before."""
    from allauth.mfa.models import Authenticator

    row = _row(account, kind)
    if row is not None:
        account.factors = {key: value for key, value in account.factors.items() if key != str(row.pk)}
        account.save(update_fields=["factors"])
    Authenticator.objects.filter(user=account).exclude(pk__in=[int(each) for each in account.factors]).delete()


def _first_use(account: Account, code: str) -> bool:
    return bool(cache.add(f"used-code:{account.pk}:{_bare(code)}", "y", timeout=USED_FOR))


def _bare(code: str) -> str:
    return "".join(each for each in code if each.isascii() and each.isalnum())[:40]


def _plain(value: Any) -> Any:
    """What the keys' library gives, as JSON has it: bytes in base64 of addresses."""
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return getattr(value, "value", value)
