"""The certificate that says what was deleted, when and why; it names no person and holds no value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.words.document import Bullets, Callout, Code, Column, Heading, Paragraph, Table, TableCell
from upriver.words.sharing.paper import Paper
from upriver.words.text import day, plural

TITLES = {"retention": "Certificate of deletion", "erasure": "Certificate of erasure"}


def certificate(body: Mapping[str, Any]) -> Paper:
    """The certificate of one day as a paper."""
    parts = body["parts"]
    erased = body["certificate"] == "erasure"
    lead = (f"On {day(body['on'])}, the rows of a person who asked for it were taken out of {plural(len(parts), 'held part')}."
            if erased else
            f"On {day(body['on'])}, {plural(len(parts), 'held part')} that agreements no longer let be kept "
            f"{'was' if len(parts) == 1 else 'were'} deleted.")
    rows = tuple(
        tuple(TableCell(text) for text in (each["contract"], each["provider"], _months(each["period"]), f"{each['rows']:,}", each["says"]))
        for each in parts
    )
    columns = tuple(Column(name) for name in ("Contract", "Provider", "Period", "Rows before", "What happened"))
    hashes = "\n".join(f"{each['sha256']} {each['contract']} {_months(each['period'])}".rstrip() for each in parts)
    return Paper(
        f"{body['certificate']}_{body['on'].replace('-', '_')}", TITLES[body["certificate"]], lead,
        (
            Table("parts", "Parts that are gone", columns, rows),
            Code(hashes, "SHA-256 of what each was made of"),
            Heading("What went with them"),
            Bullets(("The held files themselves." if not erased else "The held files themselves; each was written anew without the rows.",
                     "All cubes: counts that were made of held files. They are counted again when asked for.",
                     "Findings and drafts of the runs built on them; those runs are marked as not to be made again.")),
            Heading("What stays"),
            Paragraph("What was published, and the tables that were cleared for it: nobody can be recognised from them. Of each part its "
                      "hash, contract, period and the reason above, so that it isn't taken in again by mistake."),
            Callout("Files were deleted, not overwritten on the disk. Backups made before this day hold them until they run out; "
                    "delete or let them run out as the agreement says."),
        ),
        as_of=body["on"],
    )


def _months(period: str) -> str:
    first, _, last = period.partition("..")
    return first if first == last else period
