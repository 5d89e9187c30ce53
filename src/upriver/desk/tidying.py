"""Putting right what somebody who was stopped left half done, before anybody else writes."""

from __future__ import annotations

from datetime import date

from upriver.store.folder import Folder
from upriver.words.refusal import Refusal


def tidied(folder: Folder, *, at: str) -> tuple[int, str]:
    """Finish what was stopped half way, and move aside held files without a receipt; call it with the workspace to oneself.

    Gives how many files were moved, and why a release that was stopped still waits ("" where none does): what needs no ledger goes
    on without one, and what needs it refuses by itself.
    """
    from upriver.desk.accounts.lapsing import lapse
    from upriver.desk.releases.finishing import finish as finish_release
    from upriver.desk.sharing import uploads
    from upriver.desk.submissions.actions import held_paths, unfinished
    from upriver.desk.submissions.keeping import finish as finish_keeping
    from upriver.store.holding import sweep

    waits = ""
    try:
        finish_release(folder)
    except Refusal as refusal:
        waits = str(refusal)
    if unfinished():
        finish_keeping(folder)
    lapse(at=at)
    uploads.tidied(folder, on=date.fromisoformat(at[:10]), at=at)
    folder.sweep_half_written()
    return sweep(folder.made(), held_paths()), waits
