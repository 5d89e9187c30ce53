"""S1: a browser that somebody signed in with before isn't held up by others' guesses; what is asked of it stays the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.asking import opened
from web.served import Served, Visit, serving
from web.signing.codes import code_of
from web.signing.test_signing_in import MOST, PASSWORD, joined

KNOWN = "__Host-known"


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(copied(tmp_path_factory.mktemp("known"))) as one:
        yield one


def forget(served: Served) -> None:
    with opened(served.folder) as held:
        held.execute("DELETE FROM accounts_triesrecord")


def tried(visit: Visit, email: str, password: str) -> int:
    return visit.post("/sign-in/", {"email": email, "password": password}).status


def known(served: Served, name: str) -> tuple[Visit, str, str]:
    """A browser that signed in with password and app, and was signed out; with the person's address and the app's secret."""
    forget(served)
    _, secret = joined(served, name)
    email, visit = f"{name.lower()}@norsea.invalid", served.visit()
    assert tried(visit, email, PASSWORD) == 303
    reply = visit.post("/sign-in/second-factor/", {"code": code_of(secret, time.time() + 30)})
    assert reply.status == 303, reply.plain
    visit.post("/sign-out/")
    return visit, email, secret


def guessed(served: Served, email: str) -> Visit:
    """Somebody else guesses until they are stopped."""
    forget(served)
    other = served.visit()
    assert [tried(other, email, f"guess {number}") for number in range(MOST + 1)][-1] == 429
    return other


def test_others_guesses_keep_nobody_out_of_their_own_browser(served: Served) -> None:
    own, email, _ = known(served, "Harried")
    other = guessed(served, email)
    assert tried(other, email, PASSWORD) == 429
    reply = own.post("/sign-in/", {"email": email, "password": PASSWORD})
    assert (reply.status, reply.location) == (303, "/sign-in/second-factor/")


def test_the_second_factor_is_asked_for_all_the_same(served: Served) -> None:
    own, email, _ = known(served, "Asked")
    tried(own, email, PASSWORD)
    assert own.get("/").location.startswith("/sign-in/")


def test_a_known_browser_has_ten_tries_of_its_own(served: Served) -> None:
    own, email, _ = known(served, "Stolen")
    forget(served)
    assert [tried(own, email, f"guess {number}") for number in range(MOST + 2)] == [422] * MOST + [429, 429]
    assert tried(own, email, PASSWORD) == 429


def test_a_browser_known_to_one_is_not_known_to_another(served: Served) -> None:
    own, _, _ = known(served, "Onlyme")
    _, other, _ = known(served, "Somebody")
    guessed(served, other)
    assert tried(own, other, PASSWORD) == 429


def test_a_forged_or_changed_cookie_knows_nobody(served: Served) -> None:
    own, email, _ = known(served, "Forged")
    guessed(served, email)
    held = own.cookies[KNOWN]
    for value in (held[:-2] + ("AA" if held[-2:] != "AA" else "BB"), "W1sxLCJ4IiwieSJdXQ:1:x", ""):
        own.cookies[KNOWN] = value
        assert tried(own, email, PASSWORD) == 429


def test_another_password_ends_it(served: Served) -> None:
    own, email, _ = known(served, "Changed")
    with opened(served.folder) as held:
        held.execute("UPDATE accounts_account SET password = 'scrypt$other' WHERE email = ?", (email,))
    guessed(served, email)
    assert tried(own, email, PASSWORD) == 429


def test_being_somebody_made_up_makes_no_browser_known(served: Served) -> None:
    assert KNOWN not in served.visit("Mina Fictional").cookies
