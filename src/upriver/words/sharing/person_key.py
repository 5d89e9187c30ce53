"""Keyed person keys: the one rule for making them, the same wherever they are made.

HMAC-SHA256 with a secret that only the providers of an agreement know. Without it a key can't be turned back by
trying every number that there is: a plain hash of an NHS number could be, within minutes. With it, it can: so the
secret never travels with the data, and never comes to the partnership.
"""

from __future__ import annotations

import hashlib
import hmac

from upriver.words.refusal import Refusal

SHORTEST_SECRET = 16


def secret_of(text: str) -> bytes:
    """The secret as bytes, white space at both ends taken off.

    Raises:
        Refusal: it has fewer than 16 characters.
    """
    plainly = text.strip()
    if len(plainly) < SHORTEST_SECRET:
        raise Refusal(f"the secret has fewer than {SHORTEST_SECRET} characters", do="Use the long one that was agreed for this provider.")
    return plainly.encode("utf-8")


def bare(identifier: str) -> str:
    """An identifier without white space, in capitals, so that it is one text however it was typed."""
    return "".join(identifier.split()).upper()


def person_key(secret: bytes, identifier: str) -> str:
    """The key of an identifier: 64 small hexadecimal digits; empty where there is no identifier."""
    plainly = bare(identifier)
    return hmac.new(secret, plainly.encode("utf-8"), hashlib.sha256).hexdigest() if plainly else ""
