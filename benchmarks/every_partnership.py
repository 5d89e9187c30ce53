"""A profile of every community safety partnership of England and Wales with data: minutes and memory.

No other tool makes one, so beside it stands the same work done the other way: the statistics of each partnership made
alone, of which a few are measured and the rest reckoned from them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import duckdb

from benchmarks import national
from benchmarks.measuring import Row, command, upriver

ASKED = ("--period", "2025-01..2025-12", "--as-of", "2026-02-01")
ALONE = ("E22000120", "E22000003", "W14000023")
"""Partnerships that are assessed alone, to compare with: about as large as partnerships are in the middle."""

PREPARE = """
COPY (SELECT code AS LSOA21CD, name AS LSOA21NM, geometry_wkb AS geometry FROM read_parquet('{national}/lsoa21_boundaries.parquet'))
TO '{into}/lsoa21.parquet' (FORMAT parquet);
CREATE TABLE csp AS FROM read_parquet('{national}/lookup_ltla24_csp24_pfa24.parquet');
CREATE TABLE several AS SELECT ltla24_code FROM csp GROUP BY 1 HAVING count(*) > 1;
CREATE TABLE old AS SELECT DISTINCT lsoa21_code, w.ltla24_code, regexp_replace(l.lsoa11_name, ' [0-9]+[A-Z]+$', '') AS name
FROM read_parquet('{national}/lookup_lsoa11_lsoa21_ltla22.parquet') l
JOIN read_parquet('{national}/lookup_lsoa21_ward24_ltla24.parquet') w USING (lsoa21_code)
WHERE w.ltla24_code IN (FROM several);
COPY (SELECT lsoa21_code AS LSOA21CD, csp24_code AS CSP24CD, csp24_name AS CSP24NM FROM old JOIN csp USING (ltla24_code)
      WHERE csp24_name = CASE name WHEN 'Christchurch' THEN 'Dorset' WHEN 'Daventry' THEN 'Daventry and South Northamptonshire'
                                   WHEN 'South Northamptonshire' THEN 'Daventry and South Northamptonshire' ELSE name END
      ORDER BY ALL)
TO '{into}/lookup_lsoa21_csp24_DERIVED.csv' (HEADER);
"""
"""Outlines under the publisher's own headers; and, for seven districts that hold several partnerships each, which small
area lies in which: 2011 small areas are named after the districts of that time, which those partnerships are."""


def run() -> list[Row]:
    """Taking in isn't measured here; the run itself is, from held files to 314 folders."""
    if not national.STREET.is_file():
        return []
    workspace = _workspace()
    made = upriver("assess", workspace, "--each", "csp", *ASKED)
    profiles, pages = _made(workspace)
    alone = sum(_alone(workspace, code) for code in ALONE) / len(ALONE) * profiles
    peak = (made.peak_mib or 0.0) / 1_024
    what = f"a profile of each of {profiles} partnerships, {pages} plain pages, from 8.8M crimes"
    beside = f"one partnership at a time, reckoned from {len(ALONE)}, statistics and cells alone"
    return [
        Row(what, made.seconds, beside, alone, "600 s", made.seconds <= 600),
        Row(f"{what}, CPU seconds of both cores", made.cpu_seconds),
        Row(f"{what}, peak memory in GiB", peak, limit="4 GiB", met=peak <= 4),
    ]


@cache
def _workspace() -> Path:
    """A workspace that holds all 27 months, look-ups, outlines, residents and deprivation of England and Wales."""
    into = national.scratch() / "each"
    into.mkdir()
    command(["-m", "benchmarks.national", str(into), "every month"])
    with duckdb.connect() as connection:
        connection.execute(PREPARE.format(national=national.NATIONAL, into=into))
    workspace = into / "workspace"
    upriver("init", workspace, "--by", "the benchmark")
    upriver("take-in", workspace, *sorted(national.NATIONAL.glob("lookup_*")), national.NATIONAL / "ethnicity21_lsoa21.parquet",
            national.NATIONAL / "imd2025_england_lsoa21.parquet", into / "lsoa21.parquet", into / "lookup_lsoa21_csp24_DERIVED.csv")  # fmt: skip
    upriver("take-in", workspace, into / "crime")
    return workspace


def _made(workspace: Path) -> tuple[int, int]:
    told = next((workspace / "drafts").glob("*/run.json")).read_text("utf-8")
    found = {name: int(number) for name, number in re.findall(r'"(with_data|without)": ([0-9]+)', told)}
    return found["with_data"], found["without"]


def _alone(workspace: Path, code: str) -> float:
    upriver("init", workspace, "--areas", code)
    return upriver("assess", workspace, *ASKED).seconds
