"""J1: the partnership manager, from an empty workspace to a live agreement and an invitation; then the quarter's board pack.

Day 1 begins in a workspace that `upriver init` made a moment ago. The quarter and the year are walked in the fictional
partnership, which has three years behind it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from web.asking import opened
from web.partnership.beginning import an_empty_one, with_people
from web.rights.moving import moved_beside
from web.served import serving
from web.walking import Walk

WORKER = True
BUDGET = 95
DAY_ONE = 62
"""Pages from an empty workspace to a live agreement and an invitation."""
AREAS = "E10000014\nE06000045\nE06000044\nE06000046"
TITLE = "Fires set on purpose"


def walk_it(walk: Walk, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        root = moved_beside(an_empty_one(Path(made) / "harbour"), folder)
        with serving(root) as served:
            first = Walk(walk.browser, served.address, walk.axe, walk.way, DAY_ONE)
            try:
                day_one(first, root)
                first.done()
            finally:
                first.context.close()
                walk.pages += first.pages
    the_quarter(walk)
    the_year(walk)


def told(walk: Walk, words: str, **values: object) -> str:
    """A sentence with its values, in the language of the walk."""
    return walk.said(words).format(**values)


def day_one(walk: Walk, root: Path) -> None:
    walk.sign_in("Mina Fictional").press("Set up your partnership", within="main").reads(told(walk, "You have done {done} of {total}.", done=0, total=9)).healthy().shot("J1-tasks-empty")
    authorities(walk)
    decides(walk)
    people(walk)
    agrees(walk, root)


def authorities(walk: Walk) -> None:
    """Name and areas; the bodies come filled in, and are confirmed."""
    walk.press("Name and areas", within="main").healthy()
    walk.fill("Which areas does it work in?", AREAS).press("Save and fill in the authorities", within="main")
    walk.reads("Hampshire").healthy().shot("J1-authorities")
    walk.press("Confirm what is ticked", within="main").reads(told(walk, "You have done {done} of {total}.", done=2, total=9))
    walk.press("Relevant authorities: schools, prisons, youth custody", within="main").press("Add a body yourself", within="main").healthy()
    walk.fill("What is it called?", "Harbour College (fictional)").press("Add it", within="main").reads("Added and confirmed.").healthy()


def decides(walk: Walk) -> None:
    """Governance, the definition and the strategy's dates."""
    walk.press("Partnership", within="nav").press("How you meet and decide", within="main").healthy()
    walk.date("When does it meet first?", "2026-12-08").tick("Begun").press("Save", within="main").reads("Saved. The first meeting stands in the log of meetings.")
    walk.press("Your agreed definition of serious violence", within="main").healthy().tick("Home Office core").choose("Who agreed it?", "Strategy group")
    walk.fill("What did you look at?", "Penalties, harm, how common it is here, and what people told us.").fill("Why this one?", "It is what the Government names.")
    walk.press("Save", within="main").reads("Saved. Assessments by this definition say that the partnership agreed it.")
    walk.press("The strategy's dates and its review", within="main").healthy().press("Save", within="main").reads("Saved as a draft. The clock now knows when it is to be reviewed.").healthy().shot("J1-tasks")


def people(walk: Walk) -> None:
    """Somebody to speak to for one authority, and an invitation."""
    walk.press("People and roles", within="main").healthy().press("Name a person", within="main").healthy()
    walk.fill("Name", "Sam Invented").fill("Job", "Head of information").press("Save", within="main").reads("Sam Invented").healthy()
    walk.press("Invite people", within="main").healthy()
    walk.fill("First and last name", "Fia Fictional").fill("E-mail address at work", "fia@fire.invalid").tick("Data officer").choose("For which organisation", "Hampshire and Isle of Wight (fire")
    walk.press("Make the link", within="main").reads(told(walk, "{name} is invited", name="Fia Fictional")).healthy().shot("J1-invited")


def agrees(walk: Walk, root: Path) -> None:
    """A first agreement: by questions, checked, sent, signed by the fire service's officer and on paper by the council, confirmed: live."""
    walk.go("/agreements/").reads("No agreement is recorded yet.").healthy().press("Make a new agreement", within="main").healthy()
    walk.choose("Which data?", "Deliberate").choose("Who gives them?", "Hampshire and Isle of Wight (fire").choose("Who receives them for the partnership?", "Hampshire County Council").tick("Not personal data")
    walk.press("Continue", within="main").healthy().fill("What shall it be called?", TITLE).fill("Reference of the impact assessment (DPIA)", "DPIA 2026/1")
    walk.shot("J1-terms").press("Save and check the answers", within="main").reads("How are its systems assured?").healthy()
    for label in walk.page.get_by_label(walk.said("How are its systems assured?")).all():
        label.fill("Cyber Essentials Plus")
    walk.press("Save and check the answers", within="main").reads("Check your answers before you send it for signature").healthy().shot("J1-check")
    walk.press("Send for signature", within="main").reads("Sent for signature").reads("Nobody of this party can sign in yet.").healthy().shot("J1-sent")
    address = walk.page.locator("main code").inner_text().removeprefix(walk.address.rstrip("/"))
    walk.press("Sign out")
    body = fire_service(root)
    with_people(root, f"Fia Fictional|fia@fire.invalid|data_officer|{body}")  # who took the invitation up; J9 walks that
    walk.sign_in("Fia Fictional").press(told(walk, "Sign: {title}", title=TITLE), within="main").reads("What you sign").healthy()
    walk.fill("In what role", "Head of data").tick("Yes").press("Sign it now", within="main").reads("Signed. The signature is recorded with its day.").healthy()
    walk.press("Sign out").sign_in("Mina Fictional").go(address)
    signed = root.parent / "signed.pdf"
    signed.write_bytes(b"%PDF-1.4\n% a signed paper\n%%EOF\n")
    walk.fill("Who signed", "Cora Pretend").fill("In what role", "Senior information risk owner").upload("Signed paper", signed).tick("Yes")
    walk.healthy().press("Record the signature", within="main").reads("Cora Pretend")
    walk.press("Confirm the law's questions", within="main").healthy()
    for box in walk.page.locator("input[name=questions]").all():
        box.check(force=True)
    walk.fill("In what role", "Information governance lead").press("Confirm", within="main").reads("live").healthy().shot("J1-live")
    walk.download("The sharing agreement, to be printed and signed")
    walk.go("/partnership/").reads(told(walk, "{n} of {all} live.", n=1, all=1)).healthy()


def fire_service(root: Path) -> str:
    """The fire service's id in the register."""
    with opened(root) as held:
        return str(held.execute("SELECT ident FROM partners_authorityrecord WHERE kind='fire_and_rescue'").fetchone()[0])


def the_quarter(walk: Walk) -> None:
    """How we stand, the board pack in one click, read here and taken away; then the meeting's decision."""
    walk.sign_in("Mina Fictional").go("/duty/").reads("What is late?").healthy().shot("J1-duty")
    walk.press("Make the board pack", within="main")
    walk.waits_for("See it", tries=240).press("See it", within="main").reads("For the partnership alone").healthy().shot("J1-pack")
    paper = walk.download("Word")
    assert paper.read_bytes().startswith(b"PK")
    walk.press("Read it here", within="main").press("Back to the workspace")
    walk.go("/duty/meetings/").healthy().press("Strategy group, December 2025", within="table").healthy()
    walk.press("Record who came and what was decided", within="main").healthy()
    walk.fill("Decision", "Go on with the school programme for another term.").fill("Why", "Its places are full and its readings hold.")
    walk.press("Keep in the log", within="main").reads("Go on with the school programme").healthy()


def the_year(walk: Walk) -> None:
    """The year's steps, a requirement attested, and whether a use is allowed."""
    walk.go("/duty/year/").reads("Lay it before the local policing body").healthy().shot("J1-year")
    walk.go("/duty/requirements/?standing=not_attested").healthy().press("A4", within=".u-aside-main").healthy().press("Attest", within="main").healthy()
    walk.press("Attest", within="main").reads("Attested. It stands in the log with name and day.").healthy()
    walk.go("/can-i/").fill("In your own words", "use ed assault by lsoa in the public assessment").press("Ask", within="main").reads("Yes").healthy().shot("J1-can-i")
