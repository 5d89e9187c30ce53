"""J8: somebody reads the public site, finds help and their area, asks where a number comes from, and has their say, telling of harm.

Then the reader finds it on their first page with its clock, writes down what was done, sorts others into a theme, and closes one.
The manager closes the form, and the public page gives the ways to speak to a person. The two sites are two origins.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from web.walking import Walk

PERSON = "Lou Nonesuch"
WORKER = False
BUDGET = 45
HARM, QUIET = "My brother got stabbed and I am scared to go home", "Ring me on 07700 900123 about the lights at the station"


def walk_it(walk: Walk, folder: Path) -> None:
    address = finds_the_public_site(walk)
    visitor = Walk(walk.browser, address, walk.axe, replace(walk.way, lang="en"), 30)
    try:
        reads(visitor)
        says(visitor, walk.way.lang)
        visitor.done()
    finally:
        visitor.context.close()
    listens(walk)
    closes(walk)
    shut = Walk(walk.browser, address, walk.axe, replace(walk.way, lang="en"), 2)
    try:
        shut.go("/have-your-say/").reads("You can speak to a person").healthy()
        assert not shut.page.locator("textarea").count()
    finally:
        shut.context.close()


def finds_the_public_site(walk: Walk) -> str:
    """The reader's page leads to the page as the public sees it: another origin, which knows nobody who signed in here."""
    walk.sign_in(PERSON).reads("See to an entry that may tell of harm").healthy().shot("J8-first")
    walk.go("/listening/").reads("The form is open").healthy().shot("J8-queue")
    return str(walk.page.locator("main a[href$='/have-your-say/']").get_attribute("href")).removesuffix("have-your-say/")


def reads(walk: Walk) -> None:
    """Help first, then the area by its ward, then where a number comes from."""
    walk.go("/").press("Get help now").reads("In danger now").press("Your area", within="nav")
    walk.press("Harrowmere", within="#your-areas").reads("Harrowmere")
    walk.press("120,081" if walk.page.get_by_role("link", name="120,081").count() else "How these figures were made", within="main").reads("residents")


def says(walk: Walk, lang: str) -> None:
    """Two entries: one that holds a phone number, one that tells of harm."""
    walk.go("/have-your-say/").healthy()
    if lang == "cy":
        walk.press("Cymraeg")
        walk.way = replace(walk.way, lang="cy")
    walk.reads("This is not for emergencies.").healthy().shot("J8-form")
    walk.press("Send", within="form").reads("Write what you want to say").healthy()
    walk.fill("What do you want to say?", QUIET).choose("Roughly where?", "Harrowmere").tick("It goes on now")
    walk.press("Send", within="form").reads("This was not sent yet").healthy()
    walk.tick("Send it anyway").press("Send", within="form").reads("Thank you").healthy().press("Say something else")
    walk.fill("What do you want to say?", HARM).tick("13 to 17").press("Send", within="form")
    walk.reads("If somebody hurts you or somebody else, or might, get help now").reads("Childline").healthy().shot("J8-harm")
    assert not walk.context.cookies()


def listens(walk: Walk) -> None:
    """It is before the reader at once, phone numbers are covered, and nothing is closed before harm is seen to."""
    walk.go("/").reads("See to an entry that may tell of harm").go("/listening/?harm=waits").press("My brother got stabbed").reads("Safeguarding contact:").healthy().shot("J8-entry")
    walk.press("Write down what was done").press("Keep", within="main").reads("Enter: To whom was it handed?").healthy()
    walk.fill("To whom was it handed?", "Duty social worker").fill("Their reference", "MASH 1").press("Keep", within="main").reads("Duty social worker").healthy()
    walk.go("/listening/?q=lights+at+the+station").press("Ring me on").reads("●●●●")
    assert "07700" not in walk.page.content()
    walk.press("Sort into a theme").healthy().tick("Streets, parks and town centres").press("Keep", within="main").reads("Sorted.")
    walk.press("What groups say").reads("Streets, parks and town centres").healthy().shot("J8-groups")
    walk.press("Sign out")


def closes(walk: Walk) -> None:
    """The manager closes the form."""
    walk.sign_in("Mina Fictional").go("/listening/setting/").healthy().tick("Closed").press("Keep", within="main").reads("The form is closed")
