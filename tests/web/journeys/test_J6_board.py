"""J6: a board member on a phone reads three answers, opens the evidence of each, says in three fields how an action goes, and signs.

Nothing of another authority is theirs to change; what they say stands in the action's history with their name.
"""

from __future__ import annotations

from pathlib import Path

from web.walking import Walk

WORKER = False
BUDGET = 45
HAPPENED = "Twelve venues trained in October; the list of kits is with the fire authority."


def walk_it(walk: Walk, folder: Path) -> None:
    walk.sign_in("Dee Supposed")
    reads_three_answers(walk)
    updates_an_action(walk)
    signs_the_report(walk)
    looks_at_indicators(walk)
    sees_what_is_not_theirs(walk)


def reads_three_answers(walk: Walk) -> None:
    """Three answers on one page, each one click from its evidence."""
    walk.go("/board/").healthy().shot("J6-board")
    for question in ("Are we meeting the Duty?", "Is violence falling?", "Are we doing what we said?"):
        walk.go("/board/").reads(question)
        walk.page.get_by_role("link", name=walk.said(question)).first.wait_for(state="attached")
        walk.press("See the evidence", within=f"article:has-text({quoted(walk.said(question))})").reads(question).healthy()
    walk.shot("J6-evidence")


def quoted(words: str) -> str:
    return '"' + words.replace('"', '\\"') + '"'


def updates_an_action(walk: Walk) -> None:
    """My actions: where it stands, what shows it, what comes next."""
    walk.go("/board/actions/").reads("My actions").healthy().shot("J6-my-actions")
    walk.press("Bleed control kits, kept up", within="main").healthy()
    walk.tick("Under way").fill("What has happened, and what shows it?", HAPPENED).fill("What comes next, and by when?", "Train the last venues by 31 January")
    walk.shot("J6-update").press("Keep", within="main").reads("Kept: Bleed control kits, kept up")
    walk.go("/plans/row/actions:a24/").reads(HAPPENED).reads("Dee Supposed").healthy().shot("J6-history")


def signs_the_report(walk: Walk) -> None:
    """Who signed and who didn't is seen by all; the own authority's name is put under it."""
    walk.go("/board/sign-offs/").reads("The annual report of").healthy().shot("J6-sign-offs")
    walk.press("Sign for it", within="main").healthy().press("Sign", within="main").reads("Choose: What you say by signing").healthy()
    walk.tick("I sign").press("Sign", within="main").reads("Dee Supposed").healthy()


def looks_at_indicators(walk: Walk) -> None:
    """Every indicator in a sentence, with its control chart; studies with their words."""
    walk.go("/monitoring/?national=yes").reads("Is it working?").healthy().shot("J6-indicators")
    walk.press("Knife", within="main table").healthy().shot("J6-indicator")
    walk.go("/monitoring/studies/").reads("Did it work?").healthy()


def sees_what_is_not_theirs(walk: Walk) -> None:
    """The strategy can be read; nothing in it can be changed, and no other authority's action or signature either."""
    walk.go("/plans/strategy/strategies:s2025/").healthy()
    assert not walk.page.get_by_role("button", name=walk.said("Add a priority")).count()
    for address in ("/plans/row/priorities:young/change/", "/board/actions/actions:a01/", "/board/sign/E23009901/annual-report/"):
        walk.go(address)
        assert walk.page.get_by_role("heading", level=1).inner_text() in (walk.said("Your role doesn't open this page"), walk.said("There is no such page")), address
