"""Whatever somebody typed, named or sent is text in everybody else's browser: 120 payloads in fields, names of files, headings and addresses."""

from __future__ import annotations

import re
from collections import Counter
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from web.hostile.payloads import MARK, PAYLOADS, filled_in, holes
from web.served import Reply, Served

MANAGER, ANALYST, HANA, CSP, ADMINISTRATOR = "Mina Fictional", "Aled Made-Up", "Hana Imaginary", "Cas Notional", "Ada Nobody"
FORMS = (
    (MANAGER, "/plans/registers/said_did/add/"), (MANAGER, "/plans/registers/meetings/add/"), (MANAGER, "/plans/registers/priorities/add/"),
    (MANAGER, "/plans/registers/risks/add/"), (MANAGER, "/plans/registers/actions/add/"), (MANAGER, "/partnership/definition/"), (MANAGER, "/partnership/governance/"),
    (MANAGER, "/partnership/authorities/add/"), (MANAGER, "/agreements/ambulance_calls/terms/"), (MANAGER, "/agreements/ambulance_calls/confirm/"), (MANAGER, "/people/invite/"),
    (MANAGER, "/duty/readiness/judge/"), (MANAGER, "/listening/setting/"), (ANALYST, "/assessment/studio/questions-kinds/en/write/"),
    (ANALYST, "/data/decide/police_uk_street:norsea:2025-05/"), (ANALYST, "/releases/ask/"),
    (CSP, "/area/E22009902/voices/add/"), (CSP, "/area/E22009902/clauses/add/"), (HANA, "/preferences/"), ("", "/sign-in/"),
)
SOFTER = {"email": "x@norsea.invalid", "id": "", "code": "", "official": ""}
"""What a form would refuse, so that the rest of it is kept."""
PAGES = (
    (MANAGER, ("/", "/plans/", "/plans/registers/said_did/", "/plans/registers/meetings/", "/plans/registers/priorities/", "/plans/registers/risks/", "/plans/registers/actions/",
               "/partnership/", "/partnership/authorities/", "/agreements/ambulance_calls/", "/people/", "/duty/readiness/", "/duty/meetings/",
               "/area/E22009902/voices/", "/area/E22009902/plan/", "/area/E22009902/clauses/sheet/", "/board/", "/jobs/", "/listening/setting/")),
    (ANALYST, ("/assessment/studio/questions-kinds/en/", "/assessment/studio/questions-kinds/en/write/", "/assessment/studio/", "/data/")),
    (ADMINISTRATOR, ("/operating/audit/", "/people/", "/account/", "/account/sessions/", "/people/review/", "/operating/jobs/")),
    (HANA, ("/sharing/of/hospital/", "/sharing/of/hospital/sent/", "/account/")),
)
REFLECTED = ((MANAGER, "/plans/registers/actions/?q={}"), (MANAGER, "/people/?q={}&sort={}&page={}"), (ANALYST, "/data/explore/?what={}&where={}&who={}"), ("", "/sign-in/?next={}"),
             (MANAGER, "/plans/row/actions:{}/"), (ADMINISTRATOR, "/operating/audit/?subject={}&verb={}&first={}"), ("", "/{}"))


def sent(served: Served) -> list[Reply]:
    """Every form sent with payloads, as far as it takes them; gives what came back."""
    payloads, came = cycle(PAYLOADS), []
    visits = {name: served.visit(name) for name in dict.fromkeys(name for name, _ in FORMS)}
    for name, path in FORMS:
        visit = visits[name]
        page = visit.get(path)
        assert page.status == 200, (name, path, page.status)
        values = filled_in(page, next(payloads))
        came.append(visit.post(path, values))
        if came[-1].status == 422:
            came.append(visit.post(path, {**values, **{key: [value] for key, value in SOFTER.items() if key in values}}))
    analyst = visits[ANALYST]
    for first in range(0, len(PAYLOADS), 40):
        assert analyst.post("/assessment/studio/questions-kinds/en/comment/", {"says": "\n".join(PAYLOADS[first:first + 40])}).status == 303
    for name in (ADMINISTRATOR, HANA):
        visit = served.visit(name)
        visit.post("/account/name/", {"name": f"{name} <img src=x onerror=alert('{MARK}')>", "language": "en"})
    sheet = ",".join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in PAYLOADS[:12]) + "\n" + ",".join("1" for _ in range(12)) + "\n"
    came.append(served.visit(HANA).upload("/sharing/of/hospital/send/", {"file": (f"<img src=x onerror=alert('{MARK}')>.csv", sheet.encode())}, {"contract": ""}))
    return came


@pytest.fixture(scope="module")
def came(served: Served) -> list[Reply]:
    return sent(served)


@pytest.fixture(scope="module")
def held(served: Served, came: list[Reply]) -> list[tuple[str, str, Reply]]:
    """The pages that hold a payload now: those that are named above, and two of each kind that these lead to."""
    found, tried = [], Counter[str]()
    for name, pages in PAGES:
        visit = served.visit(name)
        wanted = list(pages)
        for path in wanted:
            kind = re.sub(r"[^/]*[\d:][^/]*", "N", urlsplit(path).path) if path not in pages else f"{name}{path}"
            tried[kind] += 1
            if tried[kind] > 2 or "as=" in path:
                continue
            reply = visit.get(path)
            if MARK not in reply.text or reply.status != 200:
                continue
            found.append((name, path, reply))
            wanted += [link for link in reply.links() if link.startswith("/") and (MARK in link or ":" in link or "upload" in link)] if path in pages else []
    return found


def test_the_forms_took_them(held: list[tuple[str, str, Reply]]) -> None:
    assert len(held) >= 25, [path for _, path, _ in held]
    print(f"{len(PAYLOADS)} payloads, {len(held)} pages that hold them")


def test_nothing_that_comes_back_from_a_form_is_a_tag(came: list[Reply]) -> None:
    assert [(each.path, holes(each)) for each in came if holes(each) or each.status >= 500] == []


def test_no_page_that_holds_them_holds_a_tag(held: list[tuple[str, str, Reply]]) -> None:
    assert [(path, holes(reply)) for _, path, reply in held if holes(reply)] == []


@pytest.mark.parametrize(("name", "path"), REFLECTED, ids=[path[:30] for _, path in REFLECTED])
def test_no_payload_in_an_address_is_a_tag(name: str, path: str, served: Served) -> None:
    visit = served.visit(name)
    mine = PAYLOADS[REFLECTED.index((name, path)) % 3::3]  # a third of them: each payload meets two addresses at least
    replies = [visit.get(path.format(*[quote(each, safe="")] * 3)) for each in mine]
    assert [(each.path, holes(each), each.status) for each in replies if holes(each) or each.status >= 500] == []


def test_what_counts_as_a_hole_is_found() -> None:
    open_ones = [f"<p>{each}</p>" for each in PAYLOADS if each.startswith(("<script", "<img", "<svg onload"))] + [f'<a href="{PAYLOADS[17]}">x</a>', f'<input value="{PAYLOADS[10]}">']
    assert all(holes(Reply(200, {"content-type": ["text/html"]}, each.encode(), "/")) for each in open_ones)


@pytest.mark.browser
def test_no_dialog_opens_and_the_policy_is_never_broken(served: Served, held: list[tuple[str, str, Reply]], came: list[Reply], browser: Any) -> None:
    told: list[tuple[str, str]] = []
    shown = [(name, path, None) for name, path, _ in held] + [(MANAGER, f"/shown/{number}", each) for number, each in enumerate(came) if each.status == 422 and MARK in each.text]
    for name in dict.fromkeys(name for name, _, _ in shown):
        visit = served.visit(name)
        context = browser.new_context()
        context.add_cookies([{"name": key, "value": value, "url": served.address.replace("http:", "https:"), "secure": True} for key, value in visit.cookies.items()])
        page = context.new_page()
        page.on("dialog", lambda dialog, page=page, told=told: (told.append(("dialog", page.url)), dialog.dismiss()))
        page.on("console", lambda line, page=page, told=told: told.append((line.text[:150], page.url)) if "Content Security Policy" in line.text else None)
        for _, path, reply in (each for each in shown if each[0] == name):
            if reply is not None:
                headers = {key: values[0] for key, values in reply.headers.items() if key in ("content-type", "content-security-policy")}
                page.route(f"**{path}", lambda route, request, body=reply.body, headers=headers: route.fulfill(status=200, headers=headers, body=body))
            page.goto(served.address.rstrip("/") + path)
            told += [(f"address {href}", path) for href in page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)") if not re.match("(?:https?|mailto|tel):", href)]
        context.close()
    print(f"{len(PAYLOADS)} payloads on {len(shown)} pages in Chromium: {len(told)} dialogs, violations and addresses")
    assert told == []
