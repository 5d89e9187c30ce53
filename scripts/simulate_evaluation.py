"""How often each design of `upriver evaluate` is right, by simulation: the table in docs/evaluation-simulations.md.

    .venv/bin/python scripts/simulate_evaluation.py            print the table, 500 programmes a line
    .venv/bin/python scripts/simulate_evaluation.py --write    and put it into the page

For every design and kind of series it draws programmes without any effect and programmes that leave 0.7 of the events, asks the
design as an assessment would, and counts: how often one without effect is called a change, how often one with effect is, how often
the 95% interval holds the truth, how often the design refuses. Everything is drawn from the number of the seed.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # matrices of forty rows: threads that wait for each other take thirty times as long

import numpy as np  # noqa: E402

from upriver.monitor.designs.answer import Answer  # noqa: E402
from upriver.monitor.designs.observed import Observed  # noqa: E402
from upriver.monitor.designs.panel import did  # noqa: E402
from upriver.monitor.designs.series import its, its_control  # noqa: E402
from upriver.monitor.designs.weighing import harm_wdd, wdd  # noqa: E402
from upriver.words.period import months_between  # noqa: E402
from upriver.words.registers.learning import STUDIES, Study  # noqa: E402

PAGE = Path(__file__).parent.parent / "docs" / "evaluation-simulations.md"
BEGINS, ENDS = "<!-- table -->\n", "<!-- end of table -->\n"
EFFECT = 0.7
SEASON = 0.1
SHUFFLES = 199
FIRST, START, LAST = "2023-01", "2025-04", "2026-03"


@dataclass(frozen=True)
class Case:
    """One design on one kind of series. `spread` is variance over mean of a month, `memory` the correlation of one month with the next."""

    design: str
    series: str
    spread: float = 1.0
    memory: float = 0.0
    areas: tuple[int, int] = (1, 1)
    mean: tuple[float, float] = (20.0, 24.0)


CASES = (
    Case("wdd", "by chance alone"),
    Case("wdd", "in bouts", spread=2.0),
    Case("wdd", "in bouts with memory", spread=2.0, memory=0.4),
    Case("wdd", "control twice as large", mean=(20.0, 40.0)),
    Case("harm_wdd", "by chance alone"),
    Case("harm_wdd", "in bouts", spread=2.0),
    Case("its", "by chance alone"),
    Case("its", "in bouts", spread=2.0),
    Case("its", "in bouts with memory", spread=2.0, memory=0.4),
    Case("its", "in bouts with strong memory", spread=3.0, memory=0.7, mean=(60.0, 70.0)),
    Case("its_control", "by chance alone"),
    Case("its_control", "in bouts", spread=2.0),
    Case("its_control", "in bouts with memory", spread=2.0, memory=0.4),
    Case("did", "40 areas, by chance alone", areas=(12, 28), mean=(1.5, 1.5)),
    Case("did", "40 areas, in bouts", spread=2.0, areas=(12, 28), mean=(1.5, 1.5)),
    Case("did", "40 areas, in bouts with memory", spread=2.0, memory=0.4, areas=(12, 28), mean=(1.5, 1.5)),
    Case("did", "9 areas, in bouts", spread=2.0, areas=(4, 5), mean=(8.0, 8.0)),
)
MONTHS = months_between(FIRST, LAST)
AFTER = np.array([month >= START for month in MONTHS])
WEIGHTS = np.array([5.0, 20.0, 365.0])
SHARES = np.array([0.70, 0.25, 0.05])
"""Kinds of offence, most of them light: of 100 five are of the gravest kind."""


@dataclass(frozen=True)
class Line:
    """One line of the table, in shares: `called` a change without and with an effect, `covers` the truth likewise, `refused`."""

    case: Case
    called_without: float
    called_with: float
    covers_without: float
    covers_with: float
    refused: float


def study(design: str) -> Study:
    """A study of that design over the months that are drawn."""
    return STUDIES.read({"id": "s", "action": "a", "question": "q", "design": design, "outcome": "robbery", "treated": "t", "compared": "c",
                         "before_from": f"{FIRST}-01", "starts": f"{START}-01", "after_to": "2026-03-31", "declared_on": "2025-03-01"})


def drawn(rng: np.random.Generator, case: Case, areas: int, mean: float, effect: float) -> np.ndarray:
    """Counts, (areas, months): a season that all share, levels of their own, bouts and memory, and the effect from the start on."""
    at = np.arange(len(MONTHS))
    level = mean * (rng.gamma(8, 1 / 8, (areas, 1)) if areas > 1 else np.ones((1, 1)))
    expected = level * (1 + SEASON * np.cos(2 * np.pi * (at - 6) / 12))
    if case.spread > 1:
        each = np.log1p((case.spread - 1) / mean)
        noise = rng.standard_normal((areas, len(MONTHS)))
        for month in range(1, len(MONTHS)):
            noise[:, month] = case.memory * noise[:, month - 1] + np.sqrt(1 - case.memory**2) * noise[:, month]
        expected = expected * np.exp(np.sqrt(each) * noise - each / 2)
    return rng.poisson(expected * np.where(AFTER, effect, 1.0)).astype(np.float64)


def seen(rng: np.random.Generator, case: Case, effect: float) -> Observed:
    """What a study looks at, drawn once."""
    groups = {"treated": drawn(rng, case, case.areas[0], case.mean[0], effect), "compared": drawn(rng, case, case.areas[1], case.mean[1], 1.0)}
    kinds = {name: _split(rng, rows.sum(axis=0)) for name, rows in groups.items()} if case.design == "harm_wdd" else {}
    return Observed(study(case.design), MONTHS, groups, kinds, WEIGHTS, last_held=LAST)


def _split(rng: np.random.Generator, row: np.ndarray) -> np.ndarray:
    return np.array([rng.multinomial(int(count), SHARES) for count in row], dtype=np.float64).T


def truth(case: Case, effect: float) -> float:
    """What the design should find: a ratio, or events (or harm) fewer over the time after."""
    if case.design not in ("wdd", "harm_wdd"):
        return effect
    at = np.arange(len(MONTHS))[AFTER]
    events = case.mean[0] * (1 + SEASON * np.cos(2 * np.pi * (at - 6) / 12)).sum() * (effect - 1)
    return float(events * (WEIGHTS @ SHARES if case.design == "harm_wdd" else 1.0))


def asked(case: Case, effect: float, seeds: int) -> Iterator[Answer]:
    """The design's answers, one for each seed."""
    designs: dict[str, Callable[[Observed], Answer]] = {"wdd": wdd, "harm_wdd": harm_wdd, "its": its, "its_control": its_control}
    for seed in range(seeds):
        found = seen(np.random.default_rng((seed, CASES.index(case) if case in CASES else 0, int(effect * 10))), case, effect)
        yield did(found, seed=seed, shuffles=SHUFFLES) if case.design == "did" else designs[case.design](found)


def measured(case: Case, seeds: int) -> Line:
    """One line, from that many programmes without an effect and as many with one."""
    found = {}
    refused = 0.0
    for effect in (1.0, EFFECT):
        answers = list(asked(case, effect, seeds))
        given = [each for each in answers if each.value is not None and each.lower is not None and each.upper is not None]
        held = truth(case, effect)
        called = sum(each.rung in ("fewer", "more") for each in given) / seeds
        covers = sum((each.lower or 0.0) <= held <= (each.upper or 0.0) for each in given) / max(len(given), 1)
        found[effect] = (called, covers)
        refused += (len(answers) - len(given)) / seeds / 2
    return Line(case, found[1.0][0], found[EFFECT][0], found[1.0][1], found[EFFECT][1], refused)


def table(lines: list[Line], seeds: int) -> str:
    """The lines as a table of Markdown."""
    rows = ["| design | events come | no effect, called a change | 0.7 left, called a change | interval holds the truth, no effect | interval holds the truth, 0.7 left | refused |",
            "|---|---|---|---|---|---|---|"]
    for each in lines:
        shares = (each.called_without, each.called_with, each.covers_without, each.covers_with, each.refused)
        rows.append(f"| {each.case.design} | {each.case.series} | " + " | ".join(f"{100 * share:.1f}%" for share in shares) + " |")
    return "\n".join(rows) + f"\n\nEach line: {seeds} programmes without an effect and {seeds} with one.\n"


def main() -> None:
    """Print the table, and write it into the page where that is asked for."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--seeds", type=int, default=500)
    asking.add_argument("--write", action="store_true")
    asking.add_argument("--json", action="store_true", help="print the lines as JSON instead")
    how = asking.parse_args()
    lines = [measured(case, how.seeds) for case in CASES]
    made = table(lines, how.seeds)
    print(json.dumps([asdict(each) for each in lines]) if how.json else made)
    if how.write:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(BEGINS)
        PAGE.write_text(head + BEGINS + made + ENDS + rest.partition(ENDS)[2], "utf-8", newline="\n")


if __name__ == "__main__":
    main()
