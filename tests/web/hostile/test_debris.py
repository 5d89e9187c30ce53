"""What no form of ours sends: broken numbers, signs that can't be kept, too much, foreign hosts, ways out of a folder. Nothing of it is a fault of ours."""

from __future__ import annotations

import http.client
import json
import time
from urllib.parse import quote, urlsplit

import pytest
from web.asking import opened
from web.served import Served

MANAGER, ANALYST, REVIEWER, ADMINISTRATOR, HANA = "Mina Fictional", "Aled Made-Up", "Ira Fictional", "Ada Nobody", "Hana Imaginary"
LONG = "9" * 5_000
ADDRESSES = (
    (ADMINISTRATOR, "/operating/audit/?last=9999-12-31"), (ADMINISTRATOR, "/operating/audit/?first=9999-12-31&last=0001-01-01"),
    (ADMINISTRATOR, f"/operating/audit/?account={LONG}"), (ADMINISTRATOR, f"/operating/audit/{LONG}/"), (REVIEWER, f"/releases/{LONG}/"),
    (MANAGER, f"/people/{LONG}/"), (MANAGER, f"/jobs/{LONG}/"), (MANAGER, "/jobs/99999999999999999999/"), (MANAGER, f"/plans/registers/actions/?page={LONG}"),
    (MANAGER, "/plans/registers/actions/?sort=%00&q=%00&as=%00"), (ANALYST, f"/data/explore/?what={LONG}&where=%00&as=%00"), (MANAGER, "/help/"), (HANA, "/help/"),
)
POSTED = (
    (MANAGER, "/people/", {"invitation": "x"}), (MANAGER, "/people/", {"invitation": LONG}), (MANAGER, "/account/sessions/", {"visit": LONG}),
    (ANALYST, "/assessment/studio/questions-kinds/en/comment/", {"settle": LONG, "how": "x"}), (MANAGER, "/sign-in/as/", {"account": LONG}),
    (MANAGER, "/agreements/ambulance_calls/terms/", {"retention_months": LONG, "retention": LONG}), (MANAGER, "/partnership/confirm/", {"ids": ["\x00", "[]", "None"]}),
    (MANAGER, "/account/name/", {"name": "[]", "language": "null"}), (MANAGER, "/plans/registers/actions/add/", {"title": "{}", "due-day": "NaN", "due-month": "-1", "due-year": LONG}),
)
NOWHERE = ("/partnership/authorities/body/{}/", "/plans/row/{}/", "/area/{}/", "/packs/made/{}/", "/agreements/{}/", "/sharing/sent/{}/")
OUT = ("..%2f..%2fdb.sqlite3", "%2e%2e%2f%2e%2e%2fdb.sqlite3", "..%5c..%5cdb.sqlite3", "%2fetc%2fpasswd", "....//....//db.sqlite3", "index.html%00.pdf", "C:%5cWindows%5cwin.ini")
HOSTS = ("evil.example", "localhost.evil.example", "localhost:8000@evil.example", "127.0.0.1", "[::1]", "evil.example:80")


@pytest.mark.parametrize(("name", "path"), ADDRESSES, ids=[path[:40] for _, path in ADDRESSES])
def test_no_address_is_a_fault(name: str, path: str, served: Served) -> None:
    assert served.visit(name).get(path).status < 500


@pytest.mark.parametrize(("name", "path", "values"), POSTED, ids=[f"{path} {next(iter(values))}" for _, path, values in POSTED])
def test_no_value_is_a_fault(name: str, path: str, values: dict[str, str], served: Served) -> None:
    assert served.visit(name).post(path, values).status < 500


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_is_called_by_a_sign_that_cannot_be_kept(path: str, served: Served) -> None:
    assert served.visit(MANAGER).get(path.format("a%00b")).status == 404


def test_a_form_with_a_sign_that_cannot_be_kept_is_not_kept_for_later(served: Served) -> None:
    visit = served.visit(MANAGER)
    token = visit.token()
    visit.cookies.pop("__Host-session")
    reply = visit.post("/account/name/", {"name": "a\x00b", "csrfmiddlewaretoken": token}, token=False)
    assert (reply.status, "kept" in visit.cookies) == (303, False)


def test_ten_megabytes_in_a_field_are_refused_at_once(served: Served) -> None:
    visit = served.visit(MANAGER)
    begun = time.monotonic()
    reply = visit.post("/account/name/", {"name": "a" * 10_000_000, "language": "en"})
    assert reply.status == 400
    print(f"10 MB in a field: refused in {time.monotonic() - begun:.1f} s")


@pytest.mark.parametrize("out", OUT)
def test_no_address_leads_out_of_its_folder(out: str, served: Served) -> None:
    manager, reviewer = served.visit(MANAGER), served.visit(REVIEWER)
    made = next((each.name for each in (served.folder / "packs").iterdir() if each.is_dir()), "none") if (served.folder / "packs").is_dir() else "none"
    asked = [manager.get(f"/packs/made/{quote(made)}/read/{out}"), manager.get(f"/packs/made/{out}/"), reviewer.get(f"/releases/1/draft/{out}"),
             reviewer.get(f"/personal-data/certificates/{out}/"), manager.get(f"/assets/{out}"), manager.get(f"/sharing/data-sets/police_incidents/{out}")]
    assert [each.status for each in asked if each.status < 400] == []


def raw(served: Served, host: str, path: str = "/sign-in/") -> http.client.HTTPResponse:
    link = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=30)
    link.putrequest("GET", path, skip_host=True)
    link.putheader("Host", host)
    link.endheaders()
    return link.getresponse()


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused(host: str, served: Served) -> None:
    assert raw(served, host).status == 400


def test_style_sheets_and_scripts_are_taken_for_nothing_else(served: Served) -> None:
    reply = served.visit().get("/assets/workspace.js")
    assert reply.headers["x-content-type-options"] == ["nosniff"] and "access-control-allow-origin" not in reply.headers


def events(served: Served, verb: str) -> list[dict[str, object]]:
    with opened(served.folder) as held:
        return [json.loads(body) | {"subject": subject} for body, subject in held.execute("SELECT body, subject FROM audit_eventrecord WHERE verb = ?", [verb])]


@pytest.mark.parametrize(("name", "path", "subject"), [(MANAGER, "/people/", "people"), (HANA, "/agreements/", "agreements"), (REVIEWER, "/releases/ledger/", "ledger")])
def test_a_list_that_leaves_as_a_file_is_written_down(name: str, path: str, subject: str, served: Served) -> None:
    assert served.visit(name).get(f"{path}?as=csv").status == 200
    assert [each["form"] for each in events(served, "exported list") if each["subject"] == subject] == ["csv"]


def test_nobody_writes_words_of_their_own_into_the_log(served: Served) -> None:
    served.visit(HANA).get("/sharing/of/hospital/sent/?as=" + quote("page, allowed by the board"))
    assert {each["form"] for each in events(served, "opened what a body sent")} == {"page"}


def test_whoever_lost_a_role_can_not_send_the_form_that_they_had_open(served: Served) -> None:
    officer, administrator = served.visit("Cas Notional"), served.visit(ADMINISTRATOR)
    form = officer.get("/area/E22009902/clauses/add/").fields()
    with opened(served.folder) as held:
        account, grant = held.execute("SELECT account_id, id FROM accounts_grantrecord WHERE role = 'csp_officer' AND ended_on = ''").fetchone()
    assert administrator.post(f"/people/{account}/end/{grant}/", {"why": "They have left."}).status == 303
    assert officer.post("/area/E22009902/clauses/add/", form).status == 403
