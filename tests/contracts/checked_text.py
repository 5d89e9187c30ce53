"""One short way to recognise a text and check it as `take-in` does; and the same for a real file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from upriver.intake.contracts import contracts
from upriver.intake.opening import Source, head, unpack
from upriver.intake.recognising import Match, best_match, csv_headers, form_of, geojson_header, wide_name
from upriver.store.checking import Checked, Layout, check_rows

REAL = Path(__file__).parents[2].parent / "shared" / "data"
ABSENT = "the real open data is not at ../shared/data"


@dataclass(frozen=True)
class Read:
    """What a file was recognised as, and what checking found; both None where no contract knows it."""

    match: Match | None
    checked: Checked | None

    @property
    def slug(self) -> str | None:
        return self.match.contract.slug if self.match else None

    @property
    def faults(self) -> list[str]:
        """Faults as a contract's examples write them: `field: rule`."""
        return [f"{fault.field}: {fault.rule}" for fault in self.checked.faults] if self.checked else []


def recognised(path: Path) -> Match | None:
    start = head(Source(path))
    form = form_of(start)
    if form == "geojson":
        found = geojson_header(start)
        return best_match((found,) if found else (), contracts())
    return best_match(csv_headers(start), contracts()) if form == "csv" else None


def read(path: Path, work: Path, *, keep_good_rows: bool = False) -> Read:
    match = recognised(path)
    if match is None or match.header.form != "csv":
        return Read(match, None)
    raw = work / "raw"
    unpack(Source(path), raw)
    header = match.header
    wide = tuple(name for name in header.columns if wide_name(name, match.contract))
    layout = Layout("csv", header.columns, match.columns, header.delimiter, header.skip_lines, wide)
    return Read(match, check_rows(raw, match.contract, layout, work / "typed.parquet", spill=work / "spill",
                                  keep_good_rows=keep_good_rows))


def read_text(text: str | bytes, work: Path, *, name: str = "sent.csv", keep_good_rows: bool = False) -> Read:
    path = work / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, work, keep_good_rows=keep_good_rows)
