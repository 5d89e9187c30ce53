"""The whole assessment of a fictional partnership of four districts and 1,200 small areas, from what 105 packages and open files hold.

No tool makes such an assessment: METHODS says "built by hand over months". Beside the statistics stands what counting alone
takes, as the floor that no statistics can beat.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from benchmarks import national
from benchmarks.measuring import ROOT, Row, command, upriver

SCALE = 4
TOLD = ("--context", "A measurement.", "--controls", "The lock.")
"""Two people must read it: the whole site is made for them; releasing it makes the same again."""
ASKED = ("--as-of", "2026-02-01")


def run() -> list[Row]:
    """Assessing and publishing as commands started anew; the statistics alone in a program that tells their CPU seconds."""
    workspace = national.scratch() / "whole"
    upriver("demo", "--dir", workspace, "--scale", str(SCALE), "--no-serve")
    for kept in (workspace / "cubes").glob("*"):
        kept.unlink()
    told = national.scratch() / "statistics.txt"
    command(["-m", "benchmarks.whole_assessment", str(workspace), str(told)])
    statistics, counting, events, areas = (float(number) for number in told.read_text().split())
    assessed, published = upriver("assess", workspace, *ASKED), upriver("publish", workspace, *TOLD)
    whole, peak = assessed.seconds + published.seconds, max(assessed.peak_mib or 0, published.peak_mib or 0) / 1_024
    what = f"the whole assessment, {areas:,.0f} small areas, {events:,.0f} events"
    return [
        Row(f"{what}: statistics, CPU seconds", statistics, "counting street-level crime alone", counting, "10 s", statistics <= 10),
        Row(f"{what}: assessing", assessed.seconds),
        Row(f"{what}: every document, as its readers see it before release", published.seconds),
        Row(f"{what}: both", whole, limit="60 s", met=whole <= 60),
        Row(f"{what}: CPU seconds of both cores", assessed.cpu_seconds + published.cpu_seconds),
        Row(f"{what}: peak memory in GiB", peak, limit="2 GiB", met=peak <= 2),
    ]


def statistics_of(workspace: Path) -> tuple[float, float, int, int]:
    """CPU seconds of all analyses, those of counting, the events counted and the small areas."""
    sys.path.insert(0, str(ROOT / "src"))
    from upriver.desk.opening import open_desk
    from upriver.store.folder import Folder

    folder = Folder(workspace)
    open_desk(folder.database)
    from upriver.assess.answering import answers
    from upriver.desk.assessments import making
    from upriver.pipeline import assess

    taken = {"answers": 0.0, "cube": 0.0, "events": 0.0}
    count = assess.cubes.cube

    def timed(counts, *rest, **how):
        start = time.process_time()
        found = list(answers(counts, *rest, **how))
        taken["answers"], taken["events"] = time.process_time() - start, int(counts.events.sum())
        return found

    def counted(*given, **how):
        start = time.process_time()
        made = count(*given, **how)
        taken["cube"] = time.process_time() - start
        return made

    assess.answers, assess.cubes.cube = timed, counted
    made = making.make(folder, slug="whole", name="Whole", period="", definition="police_uk_proxy", as_of=date(2026, 2, 1), today=date(2026, 2, 1))
    return taken["answers"], taken["cube"], int(taken["events"]), len(made.run.ground.small)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(" ".join(map(str, statistics_of(Path(sys.argv[1])))))
