"""Files lie under names of our own until they are taken in: whatever those read as is no fault of whoever sent the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from journeys.workspaces import upriver
from web.asking import opened, rows
from web.jobs.in_the_desk import WORK, python
from web.served import serving
from web.sharing.test_released_from_quarantine import bent
from web.sharing.test_stopped_half_way import SEND, sent

from upriver.words.checks import names_identifier

READS_AS_A_NUMBER = "a9434765919a" + "b" * 20
"""An id as any file may get; the ten digits in it are a sound NHS number of the kind kept for tests."""


def called_so(folder: Path, ident: str) -> None:
    """An upload that waits, under the id that reads as a number; it is worked on."""
    (lies,) = [path for path in (folder / "held" / "arriving").iterdir() if ident in path.name]
    lies.rename(lies.with_name(lies.name.replace(ident, READS_AS_A_NUMBER)))
    with opened(folder) as held:
        held.execute("UPDATE submissions_uploadrecord SET ident = ? WHERE ident = ?", (READS_AS_A_NUMBER, ident))
        held.execute("UPDATE jobs_jobrecord SET body = replace(body, ?, ?)", (ident, READS_AS_A_NUMBER))
    python(WORK, folder, 3)


def state(folder: Path) -> object:
    ((found,),) = rows(folder, "SELECT state FROM submissions_uploadrecord WHERE ident = ?", READS_AS_A_NUMBER)
    return found


def test_a_file_whose_id_reads_as_an_nhs_number_is_taken_in(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    assert names_identifier(READS_AS_A_NUMBER)
    folder = copied(tmp_path)
    called_so(folder, sent(folder))
    assert state(folder) == "held"


def test_a_package_of_such_an_id_is_put_aside_under_its_senders_name_and_let_out(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with serving(folder) as served:
        reply = served.visit("Priya Pretend").upload(SEND, {"file": ("bent.zip", bent(tmp_path).read_bytes())}, {"contract": "police_crime_extract"})
    called_so(folder, reply.location.rstrip("/").rsplit("/", 1)[-1])
    assert state(folder) == "quarantined"
    (why,) = (folder / "held" / "quarantine").glob("*/why.json")
    assert json.loads(why.read_text("utf-8"))["label"] == "bent.zip"
    let_out = upriver("take-in", "--workspace", folder, "--release", why.parent.name, "--reason", "Its sender has confirmed it.")
    assert let_out.code == 0 and "police_crime_extract, 11 rows" in let_out.out, let_out
