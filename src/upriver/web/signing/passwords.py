"""Which passwords are strong enough: long, not common, not made of what everybody knows of the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from upriver.web.showing.forms import Field, Filled, filled
from upriver.words.language.speaking import say

SHORTEST, LONGEST = 12, 128


def fields() -> tuple[Field, ...]:
    """A new password, twice."""
    return (
        Field("password_new", say("New password"), "password", required=True, autocomplete="new-password", max=LONGEST,
              hint=say("At least {least} characters. Three or four words that don't belong together are easy to keep in mind.", least=SHORTEST)),
        Field("password_again", say("The same password again"), "password", required=True, autocomplete="new-password", max=LONGEST),
    )


def typed(more: Sequence[Field], given: Mapping[str, Sequence[str]], *, known: Sequence[str]) -> Filled:
    """A form with a new password as it was typed; `known` are words that it may not be made of, such as the person's name."""
    form = filled((*more, *fields()), given)
    password = form.values["password_new"]
    if not password or not form.values["password_again"]:
        return form
    if says := weak(password, known):
        return form.wrong("password_new", says)
    if password != form.values["password_again"]:
        return form.wrong("password_again", say("The two passwords aren't the same"))
    return form


def weak(password: str, known: Sequence[str]) -> str:
    """Why a password isn't strong enough, "" where it is."""
    if len(password) < SHORTEST:
        return say("The password must be at least {least} characters", least=SHORTEST)
    if len(set(password)) < 5:
        return say("The password repeats few characters; choose one that is harder to guess")
    bare = password.casefold()
    without_end = bare.rstrip("0123456789!?.*#-_ ")
    if {bare, without_end, without_end[: len(without_end) // 2]} & _common() and (bare in _common() or without_end in _common()
                                                                                  or without_end == 2 * without_end[: len(without_end) // 2]):
        return say("That password is one that many people use; choose another")
    words = {part for one in known for part in one.casefold().replace("@", " ").replace(".", " ").replace("-", " ").split() if len(part) > 3}
    left = bare
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < SHORTEST - 4 and left != bare:
        return say("The password is mostly made of your name, address or the partnership's name; choose another")
    return ""


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
