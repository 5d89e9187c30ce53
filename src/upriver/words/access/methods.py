"""A way to sign in that isn't a password: through somebody's own organisation, bound to its authority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from upriver.words.refusal import Refusal

NEEDS = ("title", "authority", "issuer", "client")
MAY = ("tenants", "hosts", "second_factor", "addresses", "secret_file", "slug")
CLAIMED, ALWAYS = "claimed", "always"
HERE = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class SignInMethod:
    """One organisation's identity provider, as `declarations/sign_in/SLUG.toml` declares it.

    `authority` is its id in the register, and nobody of another authority comes in by it. `issuer` and `client` are what its
    tokens must name, `tenants` those of the issuer's tenants (claim `tid`) whose people may come; empty where the issuer has one.
    `hosts` are all the hosts that are ever asked anything. `second_factor` is "claimed" where a token must say that one was
    shown (`amr` has `mfa`), "always" where the organisation's rules ask everybody for one. `addresses` is "verified" where a token
    must say that its e-mail address was verified, "directory" where the organisation alone writes the addresses.
    """

    slug: str
    title: str
    authority: str
    issuer: str
    client: str
    tenants: tuple[str, ...]
    hosts: tuple[str, ...]
    second_factor: str
    addresses: str
    secret_file: str

    @property
    def secret_name(self) -> str:
        """The environment's name for its client secret."""
        return f"UPRIVER_SIGN_IN_{self.slug.upper()}"


def sign_in_method(slug: str, table: Mapping[str, Any]) -> SignInMethod:
    """A declaration as it is meant.

    Raises:
        Refusal: a key is missing, unknown or can't be read; an issuer isn't reached over HTTPS; a secret stands in it.
    """
    where = f"declarations/sign_in/{slug}.toml"
    for key in NEEDS:
        if not isinstance(table.get(key), str) or not str(table[key]).strip():
            raise Refusal(f"{where} has no `{key}`", do="Add it, as text.")
    for key in table:
        if key not in (*NEEDS, *MAY):
            secret = " A client secret never stands in it: name a file closed to others in `secret_file`, or use the environment." if "secret" in key else ""
            raise Refusal(f"{where} has `{key}`, which means nothing there", do=f"It knows {', '.join((*NEEDS, *MAY[:-1]))}.{secret}")
    issuer = urlsplit(str(table["issuer"]))
    if not (issuer.scheme == "https" or (issuer.scheme == "http" and issuer.hostname in HERE)) or issuer.query or issuer.fragment:
        raise Refusal(f"the issuer in {where} isn't an address that begins with https://", do="Write it as its provider's own page says.")
    host = issuer.netloc
    return SignInMethod(
        slug, str(table["title"]), str(table["authority"]), str(table["issuer"]), str(table["client"]), _names(where, table, "tenants"),
        _names(where, table, "hosts") or (host,), _one_of(where, table, "second_factor", (CLAIMED, ALWAYS)),
        _one_of(where, table, "addresses", ("verified", "directory")), str(table.get("secret_file", "")),
    )


def _names(where: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise Refusal(f"`{key}` in {where} isn't a list of texts", do=f'Write {key} = ["one", "another"].')
    return tuple(found)


def _one_of(where: str, table: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
    found = table.get(key, known[0])
    if found not in known:
        raise Refusal(f"`{key}` in {where} isn't one of {', '.join(known)}", do="Write one of them, or leave it out for the first.")
    return str(found)
