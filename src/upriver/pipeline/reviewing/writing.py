"""Writing the reviewer's folder: from a cleared run and the ledger to pages, and the first page again at every vote."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from upriver.pipeline.assess import Run
from upriver.pipeline.reviewing.readers import shared_tables
from upriver.pipeline.reviewing.typed import typed_in
from upriver.pipeline.reviewing.why import because
from upriver.report.exploring.rows import Row, rows_of_cells, rows_of_csv
from upriver.report.reviewing.folder import About, front_file, review_files
from upriver.report.reviewing.reading import Reading
from upriver.report.site import site_files
from upriver.store.folder import Folder, write_whole
from upriver.store.ledger import Ledger, readers
from upriver.words.cleared import Clearance
from upriver.words.declared import Contract
from upriver.words.document import Document
from upriver.words.registers.plan import Plan
from upriver.words.releasing.gate import Request
from upriver.words.releasing.leaving_out import LeftOut
from upriver.words.releasing.noted import Noted
from upriver.words.releasing.released import history

ABOUT = "about.json"


def write_review(
    folder: Folder,
    run: Run,
    document: Document,
    clearance: Clearance,
    request: Request,
    *,
    contracts: Mapping[str, Contract],
    left: Sequence[LeftOut],
    records: Plan | None = None,
) -> tuple[Noted, ...]:
    """Write `drafts/RUN/review/`: the reviewer's pages, and where somebody must read it the drafted pages too; gives the notes."""
    ledgers = readers(folder.ledger, document.audience)
    reading = Reading(
        clearance,
        tuple(rows_of_cells(cell for table in clearance.tables for cell in table.cells)),
        document.partnership,
        document.title,
        document.period,
        document.as_of,
        before=before(ledgers[0], request.previous),
        last=request.previous,
        earlier=tuple(fact for ledger in ledgers for fact in ledger.facts()),
        shared=shared_tables(run.findings, contracts),
        left=tuple(left),
        because=because(clearance),
        typed=typed_in(document, records) if records else (),
    )
    drafted = bool(request.needs)
    files, found = review_files(reading, request, drafted=drafted)
    about = About(reading.title, reading.partnership, reading.period, reading.as_of, drafted)
    if drafted:
        files |= {f"draft/{path}": data for path, data in site_files(document).items()}
    place = folder.drafts / request.run / "review"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True)
    for path, data in sorted((files | {ABOUT: json.dumps(asdict(about), ensure_ascii=False).encode()}).items()):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    return found


def before(ledger: Ledger, release: str) -> tuple[Row, ...] | None:
    """What the release before printed, as the ledger has it and not as it lies in the site, where a changed copy would hide what is
    new; None where none stands."""
    stands = {each.release for each in history(ledger.entries) if each.state != "withdrawn"}
    entry = next((each for each in reversed(ledger.entries) if each.release == release and each.cells), None)
    return rows_of_csv(ledger.cells_of(entry).decode()) if entry is not None and release in stands else None


def write_front(folder: Folder, request: Request, found: Sequence[Noted]) -> None:
    """Write the first page again as the release stands now; nothing where its folder is gone."""
    place = folder.drafts / request.run / "review"
    if (place / ABOUT).is_file():
        about = About(**json.loads((place / ABOUT).read_text("utf-8")))
        write_whole(place / "index.html", front_file(about, request, found))
