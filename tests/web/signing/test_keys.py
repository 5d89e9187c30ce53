"""A passkey or security key as a second factor, in Chromium with a key of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from web.served import Served
from web.signing.test_signing_in import PASSWORD, secret_link

pytestmark = pytest.mark.browser


def with_key(page: Any) -> None:
    """Put a made-up key into the browser."""
    held = page.context.new_cdp_session(page)
    held.send("WebAuthn.enable")
    held.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}})


def test_a_key_is_added_and_lets_in(served: Served, browser: Any) -> None:
    link = secret_link(served, "Keyholder")
    page = browser.new_context().new_page()
    with_key(page)
    address = served.address.rstrip("/")
    page.goto(address + link)
    page.fill("#password_new", PASSWORD)
    page.fill("#password_again", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="A passkey or security key").click()
    page.fill("#name", "Blue key")
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("Keep these recovery codes").wait_for()
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(address + "/sign-in/?by=password")
    page.fill("#email", "keyholder@norsea.invalid")
    page.fill("#password", PASSWORD)
    page.locator("form.s-narrow").get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Use my key").click()
    page.wait_for_url(address + "/")
    page.goto(address + "/account/second-factor/")
    assert re.search("Blue key", page.inner_text("main"))
