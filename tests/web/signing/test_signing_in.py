"""S1, S8: passwords, second factors, guesses, sessions and forms sent from elsewhere, at the real server."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.asking import opened
from web.served import Served, Visit, serving
from web.signing.codes import code_of

PASSWORD = "heather lantern otter 9"
MOST = 10


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(copied(tmp_path_factory.mktemp("signing"))) as one:
        yield one


@pytest.fixture(autouse=True)
def tries_forgotten(served: Served) -> None:
    change(served, "DELETE FROM accounts_triesrecord")


def change(served: Served, words: str, *values: object) -> None:
    with opened(served.folder) as held:
        held.execute(words, values)


def secret_link(served: Served, name: str, role: str = "analyst", authority: str = "") -> str:
    """An invitation's path, as whoever invites is shown it."""
    ada = served.visit("Ada Nobody")
    reply = ada.post("/people/invite/", {"name": f"{name} Invented", "email": f"{name.lower()}@norsea.invalid", "role": role, "authority": authority,
                                         "method": "password"}, follow=True)
    found = re.search(r"(/invitation/[\w-]+/)", reply.text)
    assert found, reply.plain
    return found[1]


def joined(served: Served, name: str, role: str = "analyst", authority: str = "") -> tuple[Visit, str]:
    """Somebody who took up an invitation and set up an app: their browser and the app's secret."""
    visit = served.visit()
    reply = visit.post(secret_link(served, name, role, authority), {"password_new": PASSWORD, "password_again": PASSWORD})
    assert reply.status == 303, reply.plain
    page = visit.get("/account/second-factor/app/")
    secret = re.search(r'class="s-secret">([^<]+)<', page.text)[1].replace(" ", "")  # type: ignore[index]
    reply = visit.post("/account/second-factor/app/", {"code": code_of(secret, time.time())})
    assert reply.status == 303, reply.plain
    return visit, secret


def by_password(served: Served, email: str, password: str = PASSWORD) -> tuple[Visit, int]:
    visit = served.visit()
    return visit, visit.post("/sign-in/", {"email": email, "password": password}).status


def is_in(visit: Visit) -> bool:
    return visit.get("/account/").status == 200


def test_a_password_and_a_code_let_in(served: Served) -> None:
    _, secret = joined(served, "Both")
    visit, _ = by_password(served, "both@norsea.invalid")
    visit.post("/sign-in/second-factor/", {"code": code_of(secret, time.time() + 30)})
    assert visit.get("/").status == 200


def test_a_password_alone_lets_nobody_in_who_has_a_second_factor(served: Served) -> None:
    joined(served, "Alone")
    visit, _ = by_password(served, "alone@norsea.invalid")
    assert not is_in(visit)


def test_a_code_is_right_once(served: Served) -> None:
    _, secret = joined(served, "Replay")
    code = code_of(secret, time.time() + 30)
    for _ in (1, 2):
        visit, _ = by_password(served, "replay@norsea.invalid")
        visit.post("/sign-in/second-factor/", {"code": code})
    assert not is_in(visit)


def test_a_recovery_code_lets_in_once(served: Served) -> None:
    first, _ = joined(served, "Lost")
    codes = [each.replace(" ", "") for each in re.findall(r"<li><code>([^<]+)</code>", first.get("/account/second-factor/codes/").text)]
    inside = []
    for _ in (1, 2):
        visit, _ = by_password(served, "lost@norsea.invalid")
        visit.post("/sign-in/second-factor/", {"code": codes[0]})
        inside.append(is_in(visit))
    assert len(codes) == 10 and inside == [True, False]


def test_whose_role_needs_a_second_factor_opens_nothing_before_there_is_one(served: Served) -> None:
    visit = served.visit()
    visit.post(secret_link(served, "Without"), {"password_new": PASSWORD, "password_again": PASSWORD})
    assert {visit.get(path).location for path in ("/", "/account/", "/people/", "/help/")} == {"/sign-in/second-factor/", ""}


def test_whoever_reads_the_database_alone_makes_no_codes(served: Served) -> None:
    _, secret = joined(served, "Sealed")
    with opened(served.folder) as held:
        kept = str(held.execute("SELECT data FROM mfa_authenticator").fetchall())
    assert "secret" in kept and secret not in kept


def test_an_invitation_is_used_once(served: Served) -> None:
    link = secret_link(served, "Single")
    first = served.visit().post(link, {"password_new": PASSWORD, "password_again": PASSWORD})
    assert (first.status, served.visit().get(link).status) == (303, 400)


def test_a_thousand_guesses_find_nothing_and_stop_at_ten(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    joined(served, "Guessed")
    visit, answers = served.visit(), []
    visit.get("/sign-in/")
    token = visit.token()
    for number in range(1_000):
        guess = PASSWORD if number >= 990 else f"{PASSWORD}{number}"  # at last the right one, which is locked out too
        answers.append(visit.post("/sign-in/", {"email": "guessed@norsea.invalid", "password": guess, "csrfmiddlewaretoken": token}, token=False).status)
    accepted = sum(status == 303 for status in answers)
    with capsys.disabled():
        print(f"\nS1: 1,000 password guesses, {accepted} accepted, locked out after {answers.index(429)}")
    assert (accepted, answers.index(429)) == (0, MOST)


def test_codes_are_guessed_ten_times_at_most(served: Served) -> None:
    joined(served, "Codes")
    visit, _ = by_password(served, "codes@norsea.invalid")
    answers = [visit.post("/sign-in/second-factor/", {"code": f"{number:06d}"}).status for number in range(MOST + 2)]
    assert answers[-1] == 429 and not is_in(visit)


def test_many_names_tried_from_one_address_are_stopped_too(served: Served) -> None:
    visit = served.visit()
    answers = [visit.post("/sign-in/", {"email": f"somebody{number}@norsea.invalid", "password": PASSWORD}).status for number in range(MOST + 1)]
    assert answers == [422] * MOST + [429]


def test_to_open_ones_own_link_forgets_no_tries_of_passwords(served: Served) -> None:
    link, visit = secret_link(served, "Holder"), served.visit()
    answers = []
    for number in range(MOST + 1):
        assert visit.get(link).status == 200
        answers.append(visit.post("/sign-in/", {"email": f"nobody{number}@norsea.invalid", "password": PASSWORD}).status)
    assert answers == [422] * MOST + [429]


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(served: Served) -> None:
    joined(served, "Known")
    pages = []
    for email in ("known@norsea.invalid", "unknown@norsea.invalid"):
        visit = served.visit()
        reply = visit.post("/sign-in/", {"email": email, "password": "not the password"})
        pages.append((reply.status, reply.plain.replace(email, "")))
    assert pages[0] == pages[1]


def test_an_unknown_address_costs_as_much_work_as_a_known_one(served: Served) -> None:
    joined(served, "Timed")
    took: dict[str, list[float]] = {"timed@norsea.invalid": [], "nobody@norsea.invalid": []}
    for _ in range(8):
        for email, times in took.items():
            change(served, "DELETE FROM accounts_triesrecord")
            visit = served.visit()
            token = visit.token()
            began = time.perf_counter()
            visit.post("/sign-in/", {"email": email, "password": "not the password", "csrfmiddlewaretoken": token}, token=False)
            times.append(time.perf_counter() - began)
    known, unknown = (sorted(times)[len(times) // 2] for times in took.values())
    assert unknown > known / 2, "an unknown address is answered without the work of checking a password"


def test_weak_passwords_are_refused(served: Served) -> None:
    link = secret_link(served, "Weakling")
    weak = ("short", "passwordpassword", "aaaaaaaaaaaaaaaa", "weaklinginvented", "1234567890123", "qwertyuiop123")
    assert {served.visit().post(link, {"password_new": each, "password_again": each}).status for each in weak} == {422}


def test_a_reset_signs_out_and_leaves_the_link_alone(served: Served) -> None:
    visit, _ = joined(served, "Reset")
    ada = served.visit("Ada Nobody")
    number = re.search(r'href="/people/(\d+)/"[^>]*>Reset Invented', ada.get("/people/").text)[1]  # type: ignore[index]
    page = ada.post(f"/people/{number}/reset/", {"what": "everything", "why": "Lost phone, met in person"}, follow=True)
    link = re.search(r"(/new-sign-in/[\w-]+/)", page.text)[1]  # type: ignore[index]
    tried, _ = by_password(served, "reset@norsea.invalid")
    again = served.visit()
    again.post(link, {"password_new": PASSWORD + "x", "password_again": PASSWORD + "x"})
    assert (is_in(visit), is_in(tried), again.get("/account/second-factor/").status, served.visit().get(link).status) == (False, False, 200, 400)


def test_a_closed_account_is_out_at_the_next_click(served: Served) -> None:
    visit, _ = joined(served, "Closing")
    ada = served.visit("Ada Nobody")
    number = re.search(r'href="/people/(\d+)/"[^>]*>Closing Invented', ada.get("/people/").text)[1]  # type: ignore[index]
    ada.post(f"/people/{number}/close/", {"why": "Left"})
    assert visit.get("/").location.startswith("/sign-in/")


def test_nobody_changes_their_own_rights(served: Served) -> None:
    ada = served.visit("Ada Nobody")
    number = re.search(r'href="/people/(\d+)/"[^>]*>Ada Nobody', ada.get("/people/").text)[1]  # type: ignore[index]
    assert ada.post(f"/people/{number}/give/", {"role": "reviewer", "authority": ""}).status == 422


def test_a_manager_makes_no_administrator(served: Served) -> None:
    reply = served.visit("Mina Fictional").post("/people/invite/", {
        "name": "Raised Up", "email": "raised@norsea.invalid", "role": "administrator", "authority": "", "method": "password"})
    assert reply.status == 422


def test_half_an_hour_without_a_click_ends_a_visit(served: Served) -> None:
    visit = served.visit("Mina Fictional")
    change(served, "UPDATE accounts_visitrecord SET seen_at = '2020-01-01T00:00:00Z' WHERE id = (SELECT max(id) FROM accounts_visitrecord)")
    assert visit.get("/").location == "/sign-in/?next=%2F"


def test_what_was_typed_when_a_visit_ended_stands_in_the_form_again(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    change(served, "UPDATE accounts_visitrecord SET seen_at = '2020-01-01T00:00:00Z'")
    visit.post("/people/invite/", {"name": "Typed Already", "email": "typed@norsea.invalid", "role": "analyst", "authority": "", "method": "password"})
    back = served.visit("Ada Nobody")
    back.cookies = {**visit.cookies, **back.cookies}
    assert 'value="Typed Already"' in back.get("/people/invite/").text


def test_what_was_typed_beside_a_file_is_kept_too(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    visit.token()
    change(served, "UPDATE accounts_visitrecord SET seen_at = '2020-01-01T00:00:00Z'")
    visit.upload("/people/invite/", {"file": ("a.csv", b"1,2")}, {"name": "With A File", "email": "file@norsea.invalid", "role": "analyst"})
    back = served.visit("Ada Nobody")
    back.cookies = {**visit.cookies, **back.cookies}
    assert 'value="With A File"' in back.get("/people/invite/").text


def test_a_password_that_was_typed_is_never_kept(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    change(served, "UPDATE accounts_visitrecord SET seen_at = '2020-01-01T00:00:00Z'")
    visit.post("/account/password/", {"password_new": "kept nowhere at all", "password_again": "kept nowhere at all", "other": "kept"})
    with opened(served.folder) as held:
        kept = str(held.execute("SELECT body FROM accounts_typedrecord WHERE path = '/account/password/'").fetchall())
    assert "other" in kept and "nowhere" not in kept


def test_what_one_typed_is_shown_to_nobody_else(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    change(served, "UPDATE accounts_visitrecord SET seen_at = '2020-01-01T00:00:00Z'")
    visit.post("/people/invite/", {"name": "Typed By Ada", "email": "typed@norsea.invalid", "role": "analyst", "authority": "", "method": "password"})
    other = served.visit("Mina Fictional")
    other.cookies = {**visit.cookies, **other.cookies}
    assert "Typed By Ada" not in other.get("/people/invite/").text


def test_a_form_left_open_while_one_signed_in_again_in_a_second_tab_keeps_what_was_typed(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    old = visit.token()
    second = served.visit("Ada Nobody")
    visit.cookies = dict(second.cookies)
    reply = _posted(visit, "/people/invite/", {"name": "Second Tab", "email": "tab@norsea.invalid", "role": "analyst", "csrfmiddlewaretoken": old},
                    {"Sec-Fetch-Site": "same-origin"})
    assert reply.status == 403 and 'value="Second Tab"' in visit.get("/people/invite/").text


def _posted(visit: Visit, path: str, values: dict[str, str], headers: dict[str, str]) -> object:
    from urllib.parse import urlencode

    return visit._ask("POST", path, urlencode(values).encode(), {"Content-Type": "application/x-www-form-urlencoded", **headers})


def test_one_signs_out_everywhere_else(served: Served) -> None:
    here, there = served.visit("Mina Fictional"), served.visit("Mina Fictional")
    here.post("/account/sessions/", {})
    assert (is_in(here), is_in(there)) == (True, False)


def test_signing_out_ends_the_visit_on_the_server_too(served: Served) -> None:
    visit = served.visit("Mina Fictional")
    held = dict(visit.cookies)
    visit.post("/sign-out/")
    visit.cookies = held
    assert not is_in(visit)


def test_signing_in_gives_a_session_of_its_own(served: Served) -> None:
    visit = served.visit()
    visit.get("/sign-in/")
    visit.cookies["__Host-session"] = "a" * 32
    visit.post("/sign-in/as/", {"account": "1", "next": "/"})
    assert visit.cookies["__Host-session"] != "a" * 32
