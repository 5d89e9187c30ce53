"""Nobody signs terms, or accepts words, that changed after they opened the page: they are shown what stands now, and asked again."""

from __future__ import annotations

import re

import pytest
from web.partnership.as_shown import as_shown
from web.served import Served, Visit

DAY = {"on-day": "1", "on-month": "2", "on-year": "2026"}
SECTION = "/assessment/studio/front/en/"


@pytest.fixture(scope="module")
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


@pytest.fixture(scope="module")
def agreement(mina: Visit) -> str:
    """The address of a new agreement that nobody has signed."""
    terms = "/new-agreement/terms/?contract=fire_deliberate&giver=E31009901&taker=E10009901&gateway=not_personal_data"
    known = {"dpia": "1", "title": "Fires", "party-1-assurance": "Own policy", "party-2-assurance": "Own policy"}
    return mina.post(terms, {**as_shown(mina.get(terms).text), **known}).location.removesuffix("send/")


def signatures(served: Served) -> int:
    return len(served.rows("SELECT 1 FROM audit_eventrecord WHERE verb = 'signed agreement' AND subject = 'agreement:fire_deliberate_e31009901'"))


def test_terms_that_changed_since_they_were_opened_are_shown_and_not_signed(served: Served, mina: Visit, agreement: str) -> None:
    opened = mina.get(f"{agreement}sign/")
    typed = {**as_shown(opened.text), "party": "E10009901", "name": "Somebody Madeup", "role": "Clerk", "sure": "yes", **DAY}
    mina.post(f"{agreement}narrow/", {**as_shown(mina.get(f"{agreement}narrow/").text), "purposes": ["monitoring"], "why": "Only the annual report uses it."})
    reply = mina.post(f"{agreement}sign/", typed)
    assert reply.status == 409 and "The terms changed after you opened this page" in reply.plain and signatures(served) == 0
    now = as_shown(reply.text)
    assert now["name"] == ["Somebody Madeup"] and now["version"] != typed["version"] and not now.get("sure")
    assert mina.post(f"{agreement}sign/", {**now, "sure": "yes"}).status == 303 and signatures(served) == 1


def test_a_form_that_does_not_say_what_was_read_signs_nothing(served: Served, mina: Visit, agreement: str) -> None:
    before = signatures(served)
    given = {"party": "E31009901", "name": "Somebody Else", "role": "Clerk", "sure": "yes", **DAY}
    assert mina.post(f"{agreement}sign/", given).status == 409 and signatures(served) == before


def test_words_that_changed_since_they_were_opened_are_not_accepted(served: Served) -> None:
    aled = served.visit("Aled Made-Up")
    aled.post(f"{SECTION}write/", {"text": "The partnership met twice.", "state": ""})
    read = re.search(r'name="read" value="([0-9a-f]{64})"', aled.get(SECTION).text)[1]  # type: ignore[index]
    aled.post(f"{SECTION}write/", {"text": "The partnership never met.", "state": as_shown(aled.get(f"{SECTION}write/").text)["state"]})
    reply = aled.post(f"{SECTION}accept/", {"read": read}, follow=True)
    assert "Nothing was accepted" in reply.plain and "never met" in reply.plain and not served.rows("SELECT 1 FROM audit_eventrecord WHERE verb = 'accepted prose' AND subject LIKE '%/front.en'")
    again = aled.post(f"{SECTION}accept/", {"read": re.search(r'name="read" value="([0-9a-f]{64})"', reply.text)[1]}, follow=True)  # type: ignore[index]
    assert "Accepted as it reads today" in again.plain
