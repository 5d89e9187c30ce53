"""Whether an identity provider's token is what it must be: signed by its key, for us, now, for this sign-in, from an allowed tenant."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from upriver.words.access.methods import ALWAYS, SignInMethod

ALGORITHMS = {"RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "EC": ("ES256", "ES384", "ES512")}
"""What a token may be signed with, by the kind of its key: never with a shared secret, and never not at all."""
LEEWAY, OLDEST = 60, 600
"""Seconds by which clocks may differ, and how long ago a token may have been made."""


class Forged(Exception):
    """A token that isn't accepted: says which rule it breaks, for the operator's own log, never what stands in it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an organisation says that somebody is."""

    uid: str
    email: str
    strongly: bool


def person_of(token: str, keys: Mapping[str, Any], one: SignInMethod, *, nonce: str, now: float) -> Person:
    """Whom a token speaks of.

    Args:
        keys: the provider's keys, as it publishes them.
        nonce: what this sign-in asked the token to hold.
        now: seconds since 1970.

    Raises:
        Forged: a rule is broken.
    """
    claims = _signed(token, keys, one)
    if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise Forged("the nonce isn't that of this sign-in")
    made = claims["iat"]
    if not isinstance(made, (int, float)) or not now - OLDEST - LEEWAY <= made <= now + LEEWAY:
        raise Forged("it wasn't made just now")
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if (several or "azp" in claims) and claims.get("azp") != one.client:
        raise Forged("it was made for another client")
    if one.tenants and claims.get("tid") not in one.tenants:
        raise Forged("the tenant isn't one that is allowed")
    return Person(_text(claims, "sub"), _address(claims, one), one.second_factor == ALWAYS or _with_factor(claims))


def _signed(token: str, keys: Mapping[str, Any], one: SignInMethod) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        key = _key(header, keys)
        algorithm = str(header.get("alg"))
        if algorithm not in ALGORITHMS.get(str(key.get("kty")), ()) or key.get("alg", algorithm) != algorithm:
            raise Forged("it is signed in a way that isn't allowed")
        if "crit" in header:
            raise Forged("it asks for what isn't known here")
        public = jwt.PyJWK.from_dict(dict(key), algorithm=algorithm).key
        claims = jwt.decode(token, public, algorithms=[algorithm], audience=one.client, issuer=one.issuer, leeway=LEEWAY,
                            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]})
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, json.JSONDecodeError) as fault:
        raise Forged(type(fault).__name__) from fault
    return dict(claims)


def _key(header: Mapping[str, Any], keys: Mapping[str, Any]) -> Mapping[str, Any]:
    found = [key for key in keys.get("keys", ()) if isinstance(key, dict) and key.get("kid") == header.get("kid") and key.get("use", "sig") == "sig"]
    if len(found) != 1 or not header.get("kid"):
        raise Forged("none of the provider's keys signed it")
    return found[0]


def _address(claims: Mapping[str, Any], one: SignInMethod) -> str:
    """The e-mail address, where the token or the operator's declaration vouches for it."""
    vouched = one.addresses == "directory" or claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true")
    return _text(claims, "email").casefold() if vouched and "email" in claims else ""


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 190:
        raise Forged(f"its {name} can't be read")
    return value


def _with_factor(claims: Mapping[str, Any]) -> bool:
    shown = claims.get("amr")
    return isinstance(shown, list) and "mfa" in shown
