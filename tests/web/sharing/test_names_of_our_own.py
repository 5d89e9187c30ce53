"""Files lie under names of our own until they are taken in: whatever those read as is no fault of whoever sent the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from web.asking import opened, rows
from web.jobs.in_the_desk import WORK, python
from web.sharing.test_stopped_half_way import sent

from upriver.words.checks import names_identifier

READS_AS_A_NUMBER = "a9434765919a" + "b" * 20
"""An id as any file may get; the ten digits in it are a sound NHS number of the kind kept for tests."""


def test_a_file_whose_id_reads_as_an_nhs_number_is_taken_in(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    assert names_identifier(READS_AS_A_NUMBER)
    folder = copied(tmp_path)
    ident = sent(folder)
    (lies,) = [path for path in (folder / "held" / "arriving").iterdir() if ident in path.name]
    lies.rename(lies.with_name(lies.name.replace(ident, READS_AS_A_NUMBER)))
    with opened(folder) as held:
        held.execute("UPDATE submissions_uploadrecord SET ident = ? WHERE ident = ?", (READS_AS_A_NUMBER, ident))
        held.execute("UPDATE jobs_jobrecord SET body = replace(body, ?, ?)", (ident, READS_AS_A_NUMBER))
    python(WORK, folder, 3)
    assert rows(folder, "SELECT state FROM submissions_uploadrecord WHERE ident = ?", READS_AS_A_NUMBER) == [("held",)]
