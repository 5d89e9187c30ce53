"""The codes that an app on a phone shows (RFC 6238), made here apart from the workspace's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct


def code_of(secret: str, at: float) -> str:
    """Six digits for a secret in base 32 at a moment."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: the last six digits for SHA-1 at 59 and 1111111109 seconds.
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert (code_of(secret, 59), code_of(secret, 1_111_111_109)) == ("287082", "081804")
