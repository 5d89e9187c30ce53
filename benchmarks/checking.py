"""Checking and counting a partner's rows on its own machine, beside the same rules in plain Python."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks import national
from benchmarks.measuring import Row, Took, command, upriver

SLUG = "ed_assault_attendances"
SIGNED = ("--provider", "A trust", "--officer", "An officer", "--role", "Data lead")
MADE_UP = 10_000
MOST_MIB = 700


def run() -> list[Row]:
    """Rows of a contract with codes, times, free text to be searched and a condition, without a fault."""
    small, large = (_rows(rows) for rows in (200_000, 1_000_000))
    checks = {path: (upriver("check", path, "--contract", SLUG), _plain(path)) for path in (small, large)}
    counted = upriver("aggregate", small, "--contract", SLUG, *SIGNED, "--to", national.scratch() / "leaves")
    plain = _plain(small, str(national.scratch() / "plain_table.csv"))
    beside = "csv module, the same rules in plain Python"
    (few, few_plain), (many, many_plain) = checks[small], checks[large]
    peak = many.peak_mib or 0.0
    return [
        Row("checking 200,000 rows of CSV", few.seconds, beside, few_plain.seconds, "10 s", few.seconds <= 10),
        Row("checking 1,000,000 rows of CSV", many.seconds, beside, many_plain.seconds, "50 s", many.seconds <= 50),
        Row("checking 1,000,000 rows of CSV, peak memory in GiB", peak / 1_024, beside, (many_plain.peak_mib or 0.0) / 1_024,
            f"{MOST_MIB} MiB", peak <= MOST_MIB),
        Row("counting 200,000 rows into the protected table", counted.seconds, f"{beside}, nothing protected", plain.seconds, "10 s",
            counted.seconds <= 10),
    ]  # fmt: skip


def _plain(path: Path, *table: str) -> Took:
    return command(["-m", "benchmarks.plain_rules", str(path), SLUG, *table])


def _rows(rows: int) -> Path:
    """So many made-up rows; after the first 10,000 they repeat."""
    from upriver.intake.contracts import contracts
    from upriver.intake.feeds.made_up import made_up

    path = national.scratch() / f"{SLUG}_{rows}.csv"
    header, made = made_up(contracts()[SLUG], rows=MADE_UP)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        for _ in range(rows // MADE_UP):
            writer.writerows(made)
    return path
