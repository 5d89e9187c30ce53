"""The ways to sign in that a workspace declares, and the secrets that go with them, which stand in no declaration."""

from __future__ import annotations

import os
import stat
import tomllib

from upriver.desk.partners.models import AuthorityRecord
from upriver.store.folder import Folder
from upriver.words.access.methods import SignInMethod, sign_in_method
from upriver.words.refusal import Refusal

NAME = "sign_in"


def methods(folder: Folder) -> tuple[SignInMethod, ...]:
    """Every sign-in method of the workspace, by slug.

    Raises:
        Refusal: a declaration can't be read; names it.
    """
    found = []
    for path in sorted((folder.declarations / NAME).glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
            raise Refusal(f"declarations/sign_in/{path.name} can't be read", do=f"Mend it: {fault}") from fault
        found.append(sign_in_method(path.stem, table))
    return tuple(found)


def method(folder: Folder, slug: str) -> SignInMethod | None:
    """The sign-in method of a slug."""
    return next((each for each in methods(folder) if each.slug == slug), None)


def must_fit(folder: Folder, slug: str, authority: str) -> None:
    """Refuse to let somebody sign in by a method that isn't declared, or is that of another authority than they act for.

    Raises:
        Refusal: which it is.
    """
    if slug == "password":
        return
    found = method(folder, slug)
    if found is None:
        raise Refusal("that way to sign in isn't declared", do=f"Declare it in declarations/sign_in/{slug}.toml, or choose the password.")
    if authority and authority != found.authority:
        raise Refusal("that way to sign in belongs to another authority than the role is held for", do="Choose the authority's own, or the password.")


def secret_of(folder: Folder, one: SignInMethod) -> str:
    """The client secret of a method: from the environment, else from a file that is closed to others.

    Raises:
        Refusal: there is none, or others may read the file.
    """
    if secret := os.environ.get(one.secret_name, "").strip():
        return secret
    if not one.secret_file:
        raise Refusal(f"the sign-in method {one.slug} has no client secret", do=f"Put it into {one.secret_name}, or name its file in `secret_file`.")
    path = folder.root / one.secret_file
    try:
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Refusal(f"others may read the client secret of the sign-in method {one.slug}", do=f"Close its file: chmod 600 {one.secret_file}")
        return path.read_text("utf-8").strip()
    except OSError as fault:
        raise Refusal(f"the client secret of the sign-in method {one.slug} can't be read", do=f"Check the file {one.secret_file}.") from fault


def standing(folder: Folder) -> tuple[tuple[SignInMethod, str, str], ...]:
    """Each method with its authority's name and what keeps it from working ("" where nothing is known to)."""
    named = dict(AuthorityRecord.objects.values_list("ident", "name"))
    found = []
    for one in methods(folder):
        wrong = "" if one.authority in named else f"its authority {one.authority} isn't in the register"
        try:
            secret_of(folder, one)
        except Refusal as refusal:
            wrong = wrong or refusal.what
        found.append((one, named.get(one.authority, one.authority), wrong))
    return tuple(found)
