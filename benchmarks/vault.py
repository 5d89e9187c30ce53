"""Ten million rows held, one large force (Thames Valley) assessed and published from them, and a hundred people exploring it at once, all on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from benchmarks import national
from benchmarks.every_partnership import ASKED, PREPARE
from benchmarks.measuring import Row, command, upriver
from benchmarks.serving import WARM, crowd, served

PEOPLE, SECONDS, LIMIT = 100, 60, 1.5
FORCE = "E23000029"
MONTHS_AGAIN = 6
"""27 months are held, of 8.8M crimes: so many months of 2025 stand again under months of 2021."""
ONE = """
import pathlib, sys
from upriver.desk.opening import open_desk
from upriver.words.access.rights import Grant, Role
open_desk(pathlib.Path(sys.argv[1]) / "db.sqlite3")
from upriver.desk.accounts.actions import open_account
open_account(email="ann@example.invalid", name="Ann Explorer", grants=(Grant(Role.ANALYST),), by="the benchmark", at="2026-02-01T00:00:00Z")
"""


def run() -> list[Row]:
    """Taking in, assessing, publishing, and then exploring what was published."""
    if not national.STREET.is_file():
        return []
    workspace, rows, taken = _workspace()
    assessed = upriver("assess", workspace, *ASKED)
    published = upriver("publish", workspace)
    peak = max(each.peak_mib or 0.0 for each in (taken, assessed, published)) / 1_024
    (workspace / ".demo").touch()  # so that the crowd may be whom it says
    command(["-c", ONE, str(workspace)])
    with served(workspace) as (address, _):
        crowd(address, people=16, seconds=WARM, what="exploring.py")
        told, took = crowd(address, people=PEOPLE, seconds=SECONDS, what="exploring.py")
    slow, what = float(told["95%"]) / 1000, f"{PEOPLE} people exploring its figures, {int(told['Request Count']):,} pages in {SECONDS} s"
    return [
        Row(f"taking in {rows:,} crimes", taken.seconds),
        Row(f"assessing Thames Valley, with {rows:,} crimes held", assessed.seconds),
        Row("publishing Thames Valley: its site and every file beside it", published.seconds, limit="300 s", met=published.seconds <= 300),
        Row("peak memory of the three, in GiB", peak, limit="4 GiB", met=peak <= 4),
        Row(f"{what}: 95 of 100 within", slow, limit=f"{LIMIT} s, none failed", met=slow <= LIMIT and not int(told["Failure Count"])),
        Row(f"{what}: CPU seconds of the crowd", took),
    ]


def _workspace() -> tuple[Path, int, object]:
    into = national.scratch() / "vault"
    into.mkdir()
    command(["-m", "benchmarks.national", str(into), "every month"])
    for month in sorted((into / "crime").glob("2025-*"))[:MONTHS_AGAIN]:
        again = month.name.replace("2025", "2021")
        (into / "crime" / again).mkdir()
        for file in month.glob("*.csv"):
            (into / "crime" / again / file.name.replace(month.name, again)).write_text(file.read_text("utf-8").replace(month.name, again), "utf-8")
    with duckdb.connect() as connection:
        connection.execute(PREPARE.format(national=national.NATIONAL, into=into))
        (rows,) = connection.execute("SELECT count(*) FROM read_csv(?, union_by_name = true, all_varchar = true)", [f"{into}/crime/*/*.csv"]).fetchone() or (0,)
    workspace = into / "workspace"
    upriver("init", workspace, "--areas", FORCE, "--by", "the benchmark")
    upriver("take-in", workspace, *sorted(national.NATIONAL.glob("lookup_*")), national.NATIONAL / "ethnicity21_lsoa21.parquet",
            national.NATIONAL / "imd2025_england_lsoa21.parquet", into / "lsoa21.parquet", into / "lookup_lsoa21_csp24_DERIVED.csv")  # fmt: skip
    taken = upriver("take-in", workspace, into / "crime")
    shutil.rmtree(into / "crime")
    return workspace, rows, taken
