"""The analyst: what is held and odd, exploring, writing beside the figures, comments, and making the assessment anew in the background."""

from __future__ import annotations

from pathlib import Path

from web.walking import Walk, Way

PERSON, BUDGET, WORKER = "Aled Made-Up", 40, True
SENTENCE = 'People in Norsea told us that nights feel safer. In 2025 there were {{ figure "%s" }} recorded robberies.'


def walk_it(walk: Walk, folder: Path) -> None:
    walk.sign_in(PERSON).healthy()
    walk.press("Data").reads("Data we hold").reads("Missing is never zero").healthy().shot("j4-data")
    walk.press("Explore the figures").reads("What it says").healthy().shot("j4-explore")
    walk.choose("Where: kind of area", "Community safety partnership").press("Show").reads("What it says")
    walk.press("Assessment").reads("What was made last").healthy()
    walk.press("Write and comment").reads("Section").healthy().shot("j4-studio")
    walk.go("/assessment/studio/index/en/").press("Write")
    walk.fill("Words of the figure", "robbery partnership count").press("Find").reads("Write this in the sentence")
    figure = walk.page.locator("main table tbody tr").first.inner_text().split('"')[1]
    walk.fill("What this section says", SENTENCE % figure).press("Save").reads("Saved").reads("Not accepted yet").healthy()
    walk.press("Accept as it reads today").reads("As it was accepted").shot("j4-section")
    walk.fill("Your comment", "The board will ask why.").press("Add the comment").reads("The board will ask why.")
    walk.fill("How it was settled", "Told in the chapter on why.").press("Settle").reads("Settled by Aled Made-Up")
    walk.go("/assessment/claim/").fill("A sentence about violence here", "robbery fell last year").press("Check it").reads("Figures it rests on").healthy()
    walk.press("Assessment").press("Make it anew").healthy().press("Make it").healthy()
    if walk.way == Way():
        walk.waits_for("The assessment is made", tries=240).shot("j4-made")
