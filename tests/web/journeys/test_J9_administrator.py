"""J9: the administrator lets somebody in, takes a role away, looks at the log and at the system's health, and makes a backup.

The invited person chooses a password, sets up an app that shows codes, and signs in with both.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

from web.signing.codes import code_of
from web.walking import Walk

WORKER = True
BUDGET = 60
PASSWORD = "heather lantern otter 9"


def walk_it(walk: Walk, folder: Path) -> None:
    link = invites(walk)
    secret = takes_it_up(walk, link)
    comes_back(walk, secret)
    ends_the_role(walk)
    looks_after_the_system(walk)


def invites(walk: Walk) -> str:
    """The administrator invites a data officer, and is shown a link once."""
    walk.sign_in("Ada Nobody").go("/people/").reads("People and access").healthy().shot("J9-people")
    walk.press("Invite somebody").press("Make the link").reads("There is a problem").healthy()
    walk.fill("First and last name", "Noor Invented").fill("E-mail address at work", "noor@norsea.invalid")
    walk.tick("Data officer").choose("For which organisation", "Norsea Police").healthy().shot("J9-invite")
    walk.press("Make the link").reads("The link").healthy()
    link = walk.page.locator("#address").input_value()
    walk.go("/people/").reads("noor@norsea.invalid")
    walk.press("Sign out")
    return re.sub(r"^https?://[^/]+", "", link)


def takes_it_up(walk: Walk, link: str) -> str:
    """Whoever has the link chooses a password and sets up an app; gives the app's secret."""
    walk.go(link).reads("Norsea Police").healthy().shot("J9-invitation")
    walk.fill("New password", "short").fill("The same password again", "short").press("Go on").reads("There is a problem").healthy()
    walk.fill("New password", PASSWORD).fill("The same password again", PASSWORD).press("Go on").reads("Your second factor").healthy()
    walk.go("/").reads("Your second factor")
    walk.press("An app that shows codes", within="main").healthy().shot("J9-app")
    secret = walk.page.locator(".s-secret").inner_text().replace(" ", "")
    walk.fill("The six digits that the app shows now", "000000").press("Go on").reads("There is a problem").healthy()
    walk.fill("The six digits that the app shows now", code_of(secret, time.time())).press("Go on").reads("Keep these recovery codes").healthy()
    walk.press("I have kept them").healthy()
    walk.press("Sign out").reads("You are signed out.")
    return secret


def comes_back(walk: Walk, secret: str) -> None:
    """The password alone opens nothing; with the app's next code they are in."""
    walk.go("/account/")
    walk.press("Sign in with a password or through an organisation").healthy()
    walk.fill("E-mail address", "noor@norsea.invalid").fill("Password", PASSWORD)
    walk.press("Sign in", within="form.s-narrow").reads("Show your second factor").healthy().shot("J9-second-factor")
    walk.fill("Code", code_of(secret, time.time() + 30)).press("Go on").reads("Your account").reads("send data").healthy().shot("J9-account")
    walk.press("Sign out")


def ends_the_role(walk: Walk) -> None:
    """The administrator ends the role, with a reason that the log keeps."""
    walk.sign_in("Ada Nobody").go("/people/").press("Noor Invented").reads("Data officer").healthy()
    walk.press("End it").press("End it", within="main").reads("There is a problem").healthy()
    walk.fill("Why", "Moved to another force").press("End it", within="main").reads("The role has ended. It holds from their next click.").reads("Moved to another force").healthy()


def looks_after_the_system(walk: Walk) -> None:
    """All is looked at, a backup is made in the background, the log is searched, checked and taken away."""
    walk.go("/operating/").reads("Is all well?").healthy().shot("J9-system")
    walk.press("See each check").reads("Health").healthy()
    walk.go("/operating/backups/").healthy().press("Make a backup now").waits_for("Done").healthy()
    walk.go("/operating/audit/").healthy().go("/operating/audit/?verb=ended+role").reads("Moved to another force").healthy().shot("J9-audit")
    assert b"Moved to another force" in walk.download("CSV").read_bytes()
    walk.go("/operating/audit/").press("Check that nobody changed it").reads("The log is whole").healthy()
    walk.go("/people/review/").reads("Never signed in").healthy().shot("J9-review")
