"""J2: a police data officer reads what is asked, sends a file, mends its faults, signs it off, and sees what the data changed."""

from __future__ import annotations

from pathlib import Path

from web.walking import Walk

from upriver.words.sharing.submission import STATEMENTS

PERSON = "Priya Pretend"
BUDGET = 30
WORKER = True
HEADER = "Crime Number,HO Code,Recorded Date,Committed From,LSOA21CD,District,Location Type,Knife Flag,Weapon"


def crimes(*, wrong: bool) -> str:
    """Forty made-up crimes of January 2026; `wrong` gives one a day that there isn't."""
    rows = [f"NP/{number}/26,8N,2026-01-{number % 28 + 1:02d}T10:05,2026-01-{number % 28 + 1:02d}T09:00,E01990160,E07009901,street,no," for number in range(1, 41)]
    if wrong:
        rows[2] = rows[2].replace("2026-01", "2026-19")
    return "\n".join([HEADER, *rows]) + "\n"


def walk_it(walk: Walk, folder: Path) -> None:
    first, mended = folder / "january.csv", folder / "january again.csv"
    first.write_text(crimes(wrong=True), "utf-8")
    mended.write_text(crimes(wrong=False), "utf-8")
    walk.sign_in(PERSON).go("/sharing/").reads("What we ask of you").healthy().shot("j2-asked")
    walk.press("Police crime extract").reads("Why it is needed").healthy().shot("j2-data-set")
    assert b"connect-src 'none'" in walk.download("Offline checker").read_bytes()
    walk.press("Send a file").healthy()
    walk.upload("The file", first).press("Send and check")
    walk.waits_for("Faults to mend").reads("What is wrong").healthy().shot("j2-faults")
    walk.press("Every fault by row").healthy()
    assert b"recorded_at" in walk.download("CSV").read_bytes()
    walk.press("Send the mended file")
    walk.upload("The file", mended).press("Send and check")
    walk.waits_for("To be signed").healthy().shot("j2-arrived")
    walk.press("Sign off and send").healthy().shot("j2-sign-off")
    walk.fill("Your role", "Head of analysis").tick(STATEMENTS["records"]).press("Sign off and send")
    walk.reads("Signed off and sent.").reads("Head of analysis")
    walk.press("What you sent").healthy().shot("j2-sent")
    walk.press("Norsea Police").press("Scorecard").reads("What to mend first").healthy().shot("j2-scorecard")
