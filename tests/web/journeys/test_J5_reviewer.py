"""J5: an analyst asks for a release; two reviewers read it and vote, neither knowing how the other did; it is let out, and taken back.

The first reviewer reads what the machine found and only what changed; the second sees that one has voted and no more. Nobody votes
on their own. What is published, and what became of it, stands in the ledger.
"""

from __future__ import annotations

from pathlib import Path

from web.asking import opened
from web.jobs.in_the_desk import made_by_this_code
from web.walking import Walk

WORKER = True
BUDGET = 75
WHY, OTHER = "Went through every table of partners; nothing tells about anybody.", "Read what is hidden, and zeros."


def walk_it(walk: Walk, folder: Path) -> None:
    made_by_this_code(folder)
    asks(walk)
    number = latest(folder)
    votes(walk, number)
    votes_second(walk, number)
    lets_out(walk, number, folder)
    takes_back(walk, number, folder)


def latest(folder: Path) -> int:
    with opened(folder) as held:
        return int(held.execute("SELECT max(number) FROM releases_releaserecord").fetchone()[0])


def asks(walk: Walk) -> None:
    """The analyst asks, and can't vote on what they asked for."""
    walk.sign_in("Aled Made-Up").go("/releases/").reads("Nothing is published until people who didn't make it have read it").healthy().shot("J5-releases")
    walk.press("Ask for a release").healthy().press("Ask for it", within="main").reads("Enter: What is it for, and who will use it?").healthy()
    walk.fill("What is it for, and who will use it?", "The yearly assessment, for the board and the public.")
    walk.fill("What was done to protect people?", "Every partner's rule holds; no free text is in it.").shot("J5-ask")
    walk.press("Ask for it", within="main")
    done(walk, "See it")
    walk.reads("2 people who aren't its author must still read it").healthy()
    assert not walk.page.get_by_role("button", name=walk.said("Vote"), exact=True).count()
    walk.press("Sign out")


def done(walk: Walk, then: str) -> None:
    """Background work is waited for on its page, which is told not to look again by itself meanwhile."""
    if walk.page.get_by_role("link", name=walk.said("Stop looking again by itself")).count():
        walk.press("Stop looking again by itself").healthy()
    walk.waits_for(then, tries=480).healthy().shot("J5-work").press(then, within="main")


def votes(walk: Walk, number: int) -> None:
    """The first reviewer: from the first page to the release, the machine's findings, only what changed, and a vote."""
    walk.sign_in("Ira Fictional").reads("Waits to be read").healthy()
    walk.page.get_by_role("link", name=str(number)).first.wait_for()
    walk.go(f"/releases/{number}/").reads("What the machine found").healthy().shot("J5-release")
    walk.press("Only what changed", within="main").healthy().shot("J5-changed").press("What is hidden, and why", within="main").healthy()
    walk.press("Summary", within="main").press("Vote", within="main").reads("Stop and read this before you vote").healthy().shot("J5-before")
    walk.press("Go on to the vote").reads("Tick each of these, or go back").healthy()
    confirms(walk)
    walk.press("Go on to the vote").healthy().shot("J5-vote")
    walk.tick("Approve").fill("What you looked at, and what you found", WHY).press("Record my vote")
    walk.reads("1 person must still read it").reads("only you are shown this").healthy()
    walk.press("Sign out")


def confirms(walk: Walk) -> None:
    """Tick each finding that whoever approves must say they have read."""
    for each in walk.page.locator("input[name=confirm]").all():
        if walk.way.by == "mouse":
            each.check(force=True)
        else:
            walk._tab_to(each)
            walk.page.keyboard.press("Space")


def votes_second(walk: Walk, number: int) -> None:
    """The second reviewer isn't shown how the first voted, and votes."""
    walk.sign_in("Bo Invented").go(f"/releases/{number}/").reads("What they said is shown when all have").healthy()
    assert WHY not in walk.page.content()
    walk.press("Vote", within="main")
    confirms(walk)
    walk.press("Go on to the vote").tick("Approve").fill("What you looked at, and what you found", OTHER)
    walk.press("Record my vote").reads("Everybody who must has voted").reads(WHY).reads(OTHER).reads("signed in").healthy().shot("J5-voted")
    walk.press("Sign out")


def lets_out(walk: Walk, number: int, folder: Path) -> None:
    """The author attests and releases it; it stands where its readers find it."""
    walk.sign_in("Aled Made-Up").reads("Approved, not released yet").go(f"/releases/{number}/").press("Release it", within="main").healthy()
    walk.press("Release it now").healthy().tick("I have read what is published here").press("Release it now")
    done(walk, "See it")
    walk.reads("It stands where its readers find it").healthy()
    walk.go("/releases/ledger/").reads("whole and in order").reads("Current").healthy().shot("J5-ledger")
    walk.press("Sign out")


def takes_back(walk: Walk, number: int, folder: Path) -> None:
    """A reviewer who finds a fault takes it down at once, saying why."""
    walk.sign_in("Ira Fictional").go(f"/releases/{number}/").press("Withdraw it", within="main").healthy()
    walk.press("Withdraw it", within="main").reads("Enter: Why it is taken back").healthy()
    walk.fill("Why it is taken back", "A table was counted twice.").press("Withdraw it", within="main")
    done(walk, "See it")
    walk.reads("Withdrawn").reads("A table was counted twice.").healthy()
    walk.press("Sign out")
