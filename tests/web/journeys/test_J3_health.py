"""J3: a hospital's data officer types in a few numbers, sends an extract with the hospital's own headings, and says what flows already."""

from __future__ import annotations

from pathlib import Path

from web.walking import Walk

from upriver.words.sharing.submission import STATEMENTS

PERSON = "Hana Imaginary"
BUDGET = 34
WORKER = True
ROWS = ["Hospital site,When they came,When it happened,What with,Where it was"] + [f"ZZZ01,{day:02d}/01/2026 12:10,{day:02d}/01/2026 11:00,Bottle or glass,street or public highway" for day in range(1, 28)]
DATA = "Emergency department attendances"


def walk_it(walk: Walk, folder: Path) -> None:
    extract = folder / "our extract.csv"
    extract.write_text("\n".join(ROWS) + "\n", "utf-8")
    walk.sign_in(PERSON).go("/sharing/").healthy()
    walk.press("Hospital admissions").press("Type in {n} numbers".partition("{")[0]).healthy().shot("j3-numbers")
    walk.choose("Which period?", "2025-26 Q4").fill("Emergency admissions for assault", "40").fill("Of these, by sharp object", "3")
    walk.press("Check and go on").reads("is too small to be sent").healthy().shot("j3-too-small")
    walk.fill("Of these, by sharp object", "c").press("Check and go on")
    walk.waits_for("To be signed").press("Sign off and send")
    walk.fill("Your role", "Information governance lead").tick(STATEMENTS["form"]).press("Sign off and send").reads("Signed off and sent.")
    walk.go("/sharing/").press(DATA).press("Send a file").choose("Which data set is it?", DATA).upload("The file", extract).press("Send and check")
    walk.waits_for("Columns not known").press("Say which column is which").healthy().shot("j3-columns")
    walk.choose("site_code", "1").choose("arrived_at", "2").choose("assaulted_at", "3").choose("assault_method", "4").choose("location_type", "5").press("Continue")
    walk.reads("Which code is which?").healthy().shot("j3-codes").choose("assault_method: your Bottle or glass is", "glass").press("Continue")
    walk.waits_for("To be signed").healthy()
    walk.go("/sharing/").press(DATA).press("Say that it flows already").healthy()
    walk.fill("To whom do the data flow", "To the police analyst every month, under the ISTV agreement").fill("Since which month", "2024-04")
    walk.fill("Your role", "Data officer").tick(STATEMENTS["elsewhere"]).press("Declare it").reads("It counts as met")
