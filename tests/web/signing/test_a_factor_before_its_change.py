"""S1: whoever has a second factor showed it in this session before they read, add, change or take away any; who knew the password alone is out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.asking import opened
from web.served import Served, Visit, serving
from web.signing.codes import code_of
from web.signing.test_signing_in import PASSWORD, by_password, is_in, secret_link

PAGES = ("/account/second-factor/", "/account/second-factor/app/", "/account/second-factor/key/", "/account/second-factor/codes/")


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(copied(tmp_path_factory.mktemp("before"))) as one:
        yield one


def with_factor_and_thief(served: Served, name: str) -> tuple[Visit, Visit]:
    """Somebody who set up an app, and who signed in with their password alone before they had."""
    visit = served.visit()
    visit.post(secret_link(served, name), {"password_new": PASSWORD, "password_again": PASSWORD})
    thief, status = by_password(served, f"{name.lower()}@norsea.invalid")
    assert status == 303
    page = visit.get("/account/second-factor/app/")
    secret = re.search(r'class="s-secret">([^<]+)<', page.text)[1].replace(" ", "")  # type: ignore[index]
    assert visit.post("/account/second-factor/app/", {"code": code_of(secret, time.time())}).status == 303
    return visit, thief


def test_setting_up_a_factor_signs_out_whoever_came_in_without_it(served: Served) -> None:
    visit, thief = with_factor_and_thief(served, "Early")
    assert (is_in(visit), thief.get("/account/second-factor/").location[:10]) == (True, "/sign-in/?")


def test_a_session_without_the_factor_reads_and_changes_none(served: Served) -> None:
    _, thief = with_factor_and_thief(served, "Robbed")
    with opened(served.folder) as held:  # as if the thief's session had not ended
        held.execute("UPDATE accounts_visitrecord SET ended_on = '' WHERE account_id = (SELECT id FROM accounts_account WHERE email = 'robbed@norsea.invalid')")
    number = served.rows("SELECT max(id) FROM mfa_authenticator WHERE type = 'totp'")[0][0]
    before = served.rows("SELECT factors FROM accounts_account WHERE email = 'robbed@norsea.invalid'")
    sent = [thief.post(path, {"factor": str(number), "code": "123456", "name": "mine"}).location for path in PAGES]
    read = [thief.get(path).location for path in PAGES]
    assert set(sent + read) == {"/sign-in/second-factor/"}
    assert served.rows("SELECT factors FROM accounts_account WHERE email = 'robbed@norsea.invalid'") == before


def test_whoever_showed_it_makes_new_codes(served: Served) -> None:
    visit, _ = with_factor_and_thief(served, "Rightful")
    assert visit.post("/account/second-factor/codes/", {}, follow=True).text.count("<li><code>") == 10
