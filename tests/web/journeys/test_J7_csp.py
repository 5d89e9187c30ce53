"""J7: a community safety officer reads the assessment cut to their area, holds their plan against the priorities, and takes away what to paste.

A gap becomes a clause; a group's words are written down; another partnership's plan isn't there for them.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from web.walking import Walk

WORKER = False
BUDGET = 45
CSP = "/area/E22009902/"
TEXT = "Street robbery is worked on with the police and the county, two places a year."


def walk_it(walk: Walk, folder: Path) -> None:
    walk.sign_in("Cas Notional")
    reads_the_area(walk)
    closes_a_gap(walk)
    takes_paragraphs(walk)
    writes_a_voice_down(walk)
    tells_of_an_action(walk)
    sees_no_other(walk)


def reads_the_area(walk: Walk) -> None:
    """The assessment cut to the own area, with intervals."""
    walk.go("/area/").reads("Harrowmere and Wexholme").healthy().shot("J7-my-area")
    walk.go(f"{CSP}?part=levels").healthy().shot("J7-levels")


def closes_a_gap(walk: Walk) -> None:
    """The matrix shows a gap with wording to paste; a clause that answers it is typed."""
    walk.go(f"{CSP}plan/").reads("1 gap").healthy().shot("J7-plan")
    walk.press("Add a clause", within='section[aria-labelledby="p-places"]').healthy()
    walk.press("Keep", within="main").reads("Choose: Answer").healthy()
    walk.fill("Clause", "3.4").fill("Text", TEXT).tick("Met").fill("Why", "It names places and who works there.").shot("J7-clause")
    walk.press("Keep", within="main").reads("0 gaps").reads(TEXT).healthy().shot("J7-aligned")


def takes_paragraphs(walk: Walk) -> None:
    """Paragraphs with the area's own figures, on the page and as a file to paste from."""
    walk.go(f"{CSP}papers/").reads("How to read them").healthy().shot("J7-paragraphs")
    with zipfile.ZipFile(walk.download("These paragraphs (DOCX)")) as paper:
        assert "Harrowmere" in paper.read("word/document.xml").decode()


def writes_a_voice_down(walk: Walk) -> None:
    """What a group said; never a person."""
    walk.go(f"{CSP}voices/").press("Write down what a group said").healthy()
    walk.fill("Which group?", "Young people aged 13 to 17, at the hub").fill("Said", "The bus stop by the school is where it happens.")
    walk.press("Keep", within="main").reads("The bus stop by the school is where it happens.").healthy().shot("J7-voices")


def tells_of_an_action(walk: Walk) -> None:
    """An action in the own area is told of; others are read."""
    walk.go(f"{CSP}actions/").healthy().shot("J7-actions")
    walk.go("/board/actions/").press("Youth hubs after school in Harrowmere", within="main").fill("What has happened, and what shows it?", "Both hubs open six days a week.")
    walk.press("Keep", within="main").reads("Kept: Youth hubs after school in Harrowmere")


def sees_no_other(walk: Walk) -> None:
    """Another partnership's plan, clauses and figures of people aren't there."""
    for address in ("/area/E22009901/", "/area/E22009901/plan/", "/plans/row/clauses:g1-home/", "/area/clauses/clauses:g1-home/change/", "/plans/registers/returns/"):
        walk.go(address)
        assert walk.page.get_by_role("heading", level=1).inner_text() == walk.said("There is no such page"), address
    walk.go("/plans/registers/clauses/")
    assert "Saltby" not in walk.page.locator("main").inner_text()
